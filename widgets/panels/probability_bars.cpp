// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/probability_bars.h"

#include "widgets/panels/controls.h"
#include "widgets/theme/class_names.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kRow = 26;
constexpr int kKeyWidth = 16;
constexpr int kValueWidth = 52;
constexpr int kTick = 12;
constexpr int kLeastParent = 24; ///< a narrower beginning of a parent's name says nothing
constexpr int kChangeRow = 34;
constexpr int kChangeWidth = 46; ///< "+33.3"
constexpr int kBothWidth = 84;   ///< "12.3 → 45.6"

QString points(double share)
{
    return QString::number(100 * share, 'f', 1);
}

/// With its sign, where there is something to have one.
QString changeText(double change)
{
    const QString size = points(std::abs(change));
    if (size == points(0))
        return size;
    return (change < 0 ? QChar(0x2212) : QLatin1Char('+')) + size;
}

} // namespace

ProbabilityBars::ProbabilityBars(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Most likely classes"));
}

void ProbabilityBars::setSchema(const Schema& schema)
{
    m_schema = schema;
    m_palette = theme::classPalette(schema);
    update();
}

void ProbabilityBars::setValues(const std::vector<ClassProbability>& top, const LabelSet& marked)
{
    m_top.assign(top.begin(), top.begin() + std::min<std::ptrdiff_t>(kMaximumRows, std::ssize(top)));
    m_marked = marked;
    m_changes.clear();
    QStringList spoken;
    for (const ClassProbability& value : m_top)
        spoken.append(tr("%1 %2").arg(nameOf(value.index), theme::percentText(value.probability)));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    invalidateLayouts(this);
    update();
}

void ProbabilityBars::setChanges(const std::vector<ClassChange>& changes)
{
    m_changes = changes;
    m_top.clear();
    m_hovered = -1;
    QStringList spoken;
    for (const ClassChange& change : m_changes)
        spoken.append(tr("%1 from %2 to %3")
                          .arg(nameOf(change.index), theme::percentText(change.before),
                               theme::percentText(change.after)));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    invalidateLayouts(this);
    update();
}

ClassIndex ProbabilityBars::classAt(int row) const
{
    return row >= 0 && row < static_cast<int>(m_top.size()) ? m_top[static_cast<std::size_t>(row)].index
                                                            : kNoClass;
}

QSize ProbabilityBars::sizeHint() const
{
    return {240, (m_changes.empty() ? kRow : kChangeRow) * rowCount()};
}
QSize ProbabilityBars::minimumSizeHint() const
{
    return {140, sizeHint().height()};
}

QString ProbabilityBars::nameOf(ClassIndex index) const
{
    const QString path = theme::classPath(m_schema, index);
    return path.isEmpty() ? QString::number(index) : path;
}

int ProbabilityBars::rowAt(int y) const
{
    const int row = y / (m_changes.empty() ? kRow : kChangeRow);
    return y >= 0 && row < rowCount() ? row : -1;
}

void ProbabilityBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int row = 0; row < rowCount(); ++row) {
        if (m_changes.empty())
            paintRow(painter, row);
        else
            paintChange(painter, row);
    }
}

void ProbabilityBars::paintBar(QPainter& painter, const QRect& track, double share, const QColor& color) const
{
    theme::drawRounded(&painter, track,
                       theme::mix(theme::color(Role::Panel), theme::color(Role::Hairline), 0.7),
                       Qt::transparent, 1.5);
    QRect bar = track;
    bar.setWidth(std::max(2, qRound(track.width() * std::clamp(share, 0.0, 1.0))));
    theme::drawRounded(&painter, bar, color, Qt::transparent, 1.5);
}

/// Name | before → after | change with its sign; below them the bar of before, pale, and that of after.
void ProbabilityBars::paintChange(QPainter& painter, int row) const
{
    const ClassChange& change = m_changes[static_cast<std::size_t>(row)];
    const int top = row * kChangeRow;
    painter.setFont(theme::bodyFont());
    paintName(painter, QRect(0, top, width() - kChangeWidth - kBothWidth - 4, 19), change.index);
    painter.setPen(theme::color(Role::Text));
    painter.setFont(theme::numberFont());
    painter.drawText(QRect(width() - kChangeWidth, top, kChangeWidth, 19), Qt::AlignRight | Qt::AlignVCenter,
                     changeText(change.after - change.before));
    painter.setFont(theme::captionNumberFont());
    painter.setPen(theme::color(Role::Text2));
    painter.drawText(QRect(width() - kChangeWidth - kBothWidth, top, kBothWidth, 19),
                     Qt::AlignRight | Qt::AlignVCenter,
                     QStringLiteral("%1 \u2192 %2").arg(points(change.before), points(change.after)));
    const QColor color = m_palette.color(change.index);
    paintBar(painter, QRect(0, top + 21, width(), 3), change.before,
             theme::mix(color, theme::color(Role::Panel), 0.55));
    paintBar(painter, QRect(0, top + 26, width(), 3), change.after, color);
}

/// Key | name above its bar | value. All bars start at the same x and share one scale (the whole width is 100
/// %).
void ProbabilityBars::paintRow(QPainter& painter, int row) const
{
    const ClassProbability& value = m_top[static_cast<std::size_t>(row)];
    const QRect box(0, row * kRow, width(), kRow);
    if (row == m_hovered)
        theme::drawRounded(&painter, box.adjusted(-4, 0, 4, 0), theme::color(Role::Hover), Qt::transparent,
                           theme::kRadius);
    painter.setFont(theme::captionNumberFont());
    painter.setPen(theme::color(Role::Text2));
    painter.drawText(QRect(0, box.top(), kKeyWidth, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::number(row + 1));

    const bool marked = m_marked.contains(value.index);
    QFont font = theme::bodyFont();
    font.setWeight(marked ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    QRect name(kKeyWidth, box.top(), width() - kKeyWidth - kValueWidth - 4, 19);
    if (marked) {
        name.setWidth(name.width() - kTick - 2);
        const QRect tick(name.right() + 3, box.top() + 4, kTick, kTick);
        theme::icon(QStringLiteral("check"), Role::Text).paint(&painter, tick);
    }
    paintName(painter, name, value.index);
    painter.setPen(theme::color(Role::Text));
    painter.setFont(theme::numberFont());
    painter.drawText(QRect(width() - kValueWidth, box.top(), kValueWidth, 19),
                     Qt::AlignRight | Qt::AlignVCenter, theme::percentText(value.probability));

    const QRect track(kKeyWidth, box.top() + 20, width() - kKeyWidth, 3);
    paintBar(painter, track, value.probability, m_palette.color(value.index));
}

/// The class's own name is read first: what is left of the width is its parents'.
void ProbabilityBars::paintName(QPainter& painter, const QRect& box, ClassIndex index) const
{
    const QFontMetrics metrics = painter.fontMetrics();
    const QString between = QStringLiteral(" / ");
    const QString whole = nameOf(index);
    const QString name = index >= 0 && index < m_schema.size() ? m_schema.at(index).name : whole;
    QString parents = whole.chopped(name.size());
    const int room = box.width() - metrics.horizontalAdvance(name);
    if (room < kLeastParent)
        parents.clear();
    else if (metrics.horizontalAdvance(parents) > room)
        parents = metrics.elidedText(parents.chopped(between.size()), Qt::ElideRight,
                                     room - metrics.horizontalAdvance(between)) +
                  between;
    painter.setPen(theme::color(Role::Text2));
    painter.drawText(box, Qt::AlignVCenter, parents);
    painter.setPen(theme::color(Role::Text));
    const QRect rest = box.adjusted(metrics.horizontalAdvance(parents), 0, 0, 0);
    painter.drawText(rest, Qt::AlignVCenter, metrics.elidedText(name, Qt::ElideMiddle, rest.width()));
}

void ProbabilityBars::mousePressEvent(QMouseEvent* event)
{
    const ClassIndex index = classAt(rowAt(event->pos().y()));
    if (event->button() == Qt::LeftButton && index != kNoClass)
        Q_EMIT classChosen(index);
}

void ProbabilityBars::mouseMoveEvent(QMouseEvent* event)
{
    m_hovered = m_changes.empty() ? rowAt(event->pos().y()) : -1;
    setCursor(m_hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void ProbabilityBars::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

bool ProbabilityBars::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int row = rowAt(help->pos().y());
        if (const ClassIndex index = classAt(row); index != kNoClass)
            QToolTip::showText(
                help->globalPos(),
                tr("%1: click, or press %2, to label the sample so").arg(nameOf(index)).arg(row + 1), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace badcase::panels
