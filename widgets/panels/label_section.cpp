// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/label_section.h"

#include "widgets/panels/controls.h"
#include "widgets/theme/class_names.h"
#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kLine = 24;
constexpr int kCaptionWidth = 72;
constexpr int kSwatch = 12;
constexpr int kAfterSwatch = 6;
constexpr int kBetweenItems = 12;
constexpr int kUsualWidth = 260;

} // namespace

LabelSection::LabelSection(QWidget* parent)
    : QWidget(parent), m_revert(makeIconButton(QStringLiteral("undo"), tr("Take the correction back")))
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
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
    const QString path = theme::classPath(m_schema, index);
    return path.isEmpty() ? tr("unknown class") : path;
}

void LabelSection::addRow(const QString& caption, const std::optional<LabelSet>& labels,
                          const QString& absent, Role role, bool struck)
{
    Row row{caption, {}, struck};
    if (!labels || labels->empty()) {
        row.items.push_back({labels ? tr("none") : absent, {}, Role::Text2});
    } else {
        for (const ClassIndex index : *labels)
            row.items.push_back({nameOf(index), m_palette.color(index), role});
    }
    m_rows.push_back(std::move(row));
}

void LabelSection::markRow(Row& row, const LabelSet& labels, const LabelSet& other, QChar sign,
                           const QString& reason)
{
    std::size_t at = 0;
    for (const ClassIndex index : labels) {
        Item& item = row.items[at++];
        if (other.contains(index))
            continue;
        item.toolTip = reason.arg(item.text);
        item.text = sign + QStringLiteral("\u00a0") + item.text;
        item.role = Role::Bad;
    }
}

void LabelSection::setSample(const SampleView& sample)
{
    m_rows.clear();
    addRow(tr("Given"), sample.given, tr("not labelled"), Role::Text, sample.correction.has_value());
    m_correctionRow = sample.correction ? static_cast<int>(m_rows.size()) : -1;
    if (sample.correction)
        addRow(tr("Corrected"), sample.correction, {}, Role::Corrected, false);
    const auto& inForce = sample.correction ? sample.correction : sample.given;
    const bool compares = m_schema.task() == Task::MultiLabel && inForce && sample.predicted;
    if (compares)
        markRow(m_rows.back(), *inForce, *sample.predicted, u'\u2212', tr("%1: missed by the run"));
    addRow(tr("Predicted"), sample.predicted, tr("no prediction"), Role::Text, false);
    if (compares)
        markRow(m_rows.back(), *sample.predicted, *inForce, u'+', tr("%1: not among the labels"));
    m_revert->setVisible(sample.correction.has_value());
    QStringList spoken;
    for (const Row& row : m_rows) {
        QStringList items;
        for (const Item& item : row.items)
            items.append(item.text);
        spoken.append(row.caption + QLatin1Char(' ') + items.join(QStringLiteral(", ")));
    }
    setAccessibleName(spoken.join(QStringLiteral("; ")));
    resizeEvent(nullptr);
    invalidateLayouts(this);
    update();
}

/// Items one after another, on the next line where there is no room; none of them is broken.
std::vector<LabelSection::Placed> LabelSection::place(int width) const
{
    const QFontMetrics metrics(theme::bodyFont());
    std::vector<Placed> placed;
    int y = 0;
    for (std::size_t row = 0; row < m_rows.size(); ++row, y += kLine) {
        const bool reverts = static_cast<int>(row) == m_correctionRow;
        const int right = width - (reverts ? m_revert->width() + theme::kUnit : 0);
        int x = kCaptionWidth;
        for (std::size_t item = 0; item < m_rows[row].items.size(); ++item) {
            const Item& shown = m_rows[row].items[item];
            const int swatch = shown.swatch.isValid() ? kSwatch + kAfterSwatch : 0;
            const int wanted = swatch + metrics.horizontalAdvance(shown.text) + 1;
            if (x > kCaptionWidth && x + wanted > right) {
                x = kCaptionWidth;
                y += kLine;
            }
            const int taken = std::min(wanted, std::max(0, right - x));
            placed.push_back({QRect(x, y, taken, kLine), row, item});
            x += taken + kBetweenItems;
        }
    }
    return placed;
}

int LabelSection::topOf(int row, int width) const
{
    const auto placed = place(width);
    const auto first = std::ranges::find(placed, static_cast<std::size_t>(row), &Placed::row);
    return first == placed.end() ? 0 : first->box.top();
}

int LabelSection::heightForWidth(int width) const
{
    const auto placed = place(width);
    return placed.empty() ? 0 : placed.back().box.bottom() + 1;
}

QSize LabelSection::sizeHint() const
{
    return {kUsualWidth, heightForWidth(width() > kCaptionWidth ? width() : kUsualWidth)};
}

void LabelSection::resizeEvent(QResizeEvent*)
{
    m_revert->move(width() - m_revert->width(), topOf(m_correctionRow, width()));
    updateGeometry();
}

void LabelSection::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (const Placed& placed : place(width())) {
        const Row& row = m_rows[placed.row];
        const Item& item = row.items[placed.item];
        painter.setFont(theme::bodyFont());
        if (placed.item == 0) {
            painter.setPen(theme::color(Role::Text2));
            painter.drawText(QRect(0, placed.box.top(), kCaptionWidth, kLine), Qt::AlignVCenter, row.caption);
        }
        QRect box = placed.box;
        if (item.swatch.isValid()) {
            const QRect swatch(box.left(), box.top() + (kLine - kSwatch) / 2, kSwatch, kSwatch);
            theme::drawRounded(&painter, swatch, item.swatch, Qt::transparent, 2);
            box.setLeft(box.left() + kSwatch + kAfterSwatch);
        }
        QFont font = theme::bodyFont();
        font.setStrikeOut(row.struck);
        painter.setFont(font);
        painter.setPen(theme::color(row.struck ? Role::Text2 : item.role));
        painter.drawText(box, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(item.text, Qt::ElideMiddle, box.width()));
    }
}

bool LabelSection::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    for (const Placed& placed : place(width())) {
        const Item& item = m_rows[placed.row].items[placed.item];
        if (placed.box.contains(help->pos())) {
            QToolTip::showText(help->globalPos(), item.toolTip.isEmpty() ? item.text : item.toolTip, this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

} // namespace badcase::panels
