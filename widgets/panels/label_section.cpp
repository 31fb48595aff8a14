// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/label_section.h"

#include "widgets/panels/controls.h"
#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kLine = 24;
constexpr int kCaptionWidth = 72;
constexpr int kSwatch = 12;

} // namespace

LabelSection::LabelSection(QWidget* parent)
    : QWidget(parent), m_revert(makeIconButton(QStringLiteral("undo"), tr("Take the correction back")))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_revert->setParent(this);
    m_revert->resize(kLine, kLine);
    m_revert->hide();
    connect(m_revert, &QToolButton::clicked, this, &LabelSection::revertRequested);
}

void LabelSection::setSchema(const Schema& schema)
{
    m_schema = schema;
    m_palette = theme::classPalette(schema);
}

QString LabelSection::nameOf(ClassIndex index) const
{
    if (index < 0 || index >= m_schema.size())
        return tr("unknown class");
    const ClassInfo& info = m_schema.at(index);
    return info.parent.isEmpty() ? info.name : tr("%1 / %2", "parent / class").arg(info.parent, info.name);
}

void LabelSection::addRow(const QString& caption, const std::optional<LabelSet>& labels,
                          const QString& absent, Role role, bool struck)
{
    if (!labels || labels->empty()) {
        m_lines.push_back({caption, labels ? tr("none") : absent, {}, Role::Text2, struck});
        return;
    }
    QString next = caption;
    for (const ClassIndex index : *labels) {
        m_lines.push_back({next, nameOf(index), m_palette.color(index), role, struck});
        next.clear();
    }
}

void LabelSection::setSample(const SampleView& sample)
{
    m_lines.clear();
    addRow(tr("Given"), sample.given, tr("not labelled"), Role::Text, sample.correction.has_value());
    m_correctionLine = sample.correction ? static_cast<int>(m_lines.size()) : -1;
    if (sample.correction)
        addRow(tr("Corrected"), sample.correction, {}, Role::Corrected, false);
    addRow(tr("Predicted"), sample.predicted, tr("no prediction"), Role::Text, false);
    m_revert->setVisible(sample.correction.has_value());
    QStringList spoken;
    for (const Line& line : m_lines)
        spoken.append(line.caption + QLatin1Char(' ') + line.text);
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    resizeEvent(nullptr);
    invalidateLayouts(this);
    update();
}

QSize LabelSection::sizeHint() const
{
    return {260, kLine * static_cast<int>(m_lines.size())};
}

void LabelSection::resizeEvent(QResizeEvent*)
{
    m_revert->move(width() - m_revert->width(), m_correctionLine * kLine);
}

void LabelSection::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    int y = 0;
    for (std::size_t i = 0; i < m_lines.size(); ++i, y += kLine) {
        const Line& line = m_lines[i];
        painter.setFont(theme::bodyFont());
        painter.setPen(theme::color(Role::Text2));
        painter.drawText(QRect(0, y, kCaptionWidth, kLine), Qt::AlignVCenter, line.caption);
        int x = kCaptionWidth;
        if (line.swatch.isValid()) {
            const QRect swatch(x, y + (kLine - kSwatch) / 2, kSwatch, kSwatch);
            theme::drawRounded(&painter, swatch, line.swatch, Qt::transparent, 2);
            x += kSwatch + 6;
        }
        QFont font = theme::bodyFont();
        font.setStrikeOut(line.struck);
        painter.setFont(font);
        painter.setPen(theme::color(line.struck ? Role::Text2 : line.role));
        const int right = static_cast<int>(i) == m_correctionLine ? m_revert->width() + 4 : 0;
        const QRect box(x, y, width() - x - right, kLine);
        painter.drawText(box, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(line.text, Qt::ElideMiddle, box.width()));
    }
}

bool LabelSection::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto row = static_cast<std::size_t>(std::max(0, help->pos().y() / kLine));
        if (row < m_lines.size())
            QToolTip::showText(help->globalPos(), m_lines[row].text, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace badcase::panels
