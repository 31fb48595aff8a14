// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/slider_row_painter.h"

#include "widgets/panels/slider_rows.h"
#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kSwatch = 10;
constexpr int kLeastSupportRoom = 440; ///< narrower lists do without the number of samples
constexpr int kLeastName = 48;
constexpr int kNameShare = 52; ///< percent for long names, where there is too little room for all
constexpr int kWidestTrack = 320;

} // namespace

SliderColumns SliderColumns::of(const std::vector<SliderRow>& rows, int width, const QFontMetrics& names,
                                const QFontMetrics& numbers)
{
    bool swatches = false, supports = false;
    int name = kLeastName, support = 0, value = 0, gain = numbers.horizontalAdvance(QStringLiteral("+0.000"));
    for (const SliderRow& row : rows) {
        swatches = swatches || row.color.isValid();
        name = std::max(name, names.horizontalAdvance(row.name) + 1);
        if (row.support >= 0) {
            supports = true;
            support = std::max(support, numbers.horizontalAdvance(QLocale().toString(row.support)) + 1);
        }
        for (const double end : {row.lo, row.hi})
            value = std::max(value, numbers.horizontalAdvance(valueText(row, end)) + 1);
        gain = std::max(gain, numbers.horizontalAdvance(gainText(row.gain)) + 1);
    }
    supports = supports && width >= kLeastSupportRoom;

    constexpr int gap = theme::kPadding;
    int left = theme::kPadding;
    SliderColumns columns;
    if (swatches) {
        columns.swatch = {left, kSwatch};
        left += kSwatch + theme::kGap;
    }
    // The knob needs half its width beside the ends of its track.
    const int fixed = left + (supports ? support + gap : 0) + gap + gap + theme::kUnit + value + gap + gain +
                      theme::kPadding;
    const int room = std::max(0, width - fixed);
    const int nameWidth = std::min(name, std::max(room * kNameShare / 100, room - kWidestTrack));
    columns.name = {left, nameWidth};
    left += nameWidth + gap;
    if (supports) {
        columns.support = {left, support};
        left += support + gap;
    }
    columns.track = {left + theme::kUnit, std::max(0, room - nameWidth)};
    left += theme::kUnit + columns.track.width + gap;
    columns.value = {left, value};
    columns.gain = {left + value + gap, gain};
    return columns;
}

void SliderRowPainter::takeFonts()
{
    m_nameFont = theme::bodyFont();
    m_numberFont = theme::numberFont();
}

void SliderRowPainter::setColumns(const std::vector<SliderRow>& rows, int width)
{
    m_columns = SliderColumns::of(rows, width, QFontMetrics(m_nameFont), QFontMetrics(m_numberFont));
}

double SliderRowPainter::knobX(const SliderRow& row, double value, const QRect& track)
{
    const double share = row.hi > row.lo ? (value - row.lo) / (row.hi - row.lo) : 0;
    return track.left() + std::clamp(share, 0.0, 1.0) * (track.width() - 1);
}

void SliderRowPainter::paint(QPainter& painter, const QRect& box, const SliderRow& row,
                             const State& state) const
{
    if (state.current)
        painter.fillRect(box, theme::color(Role::Selection));
    else if (state.hovered)
        painter.fillRect(box, theme::color(Role::Hover));
    if (state.current && state.focused)
        painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), theme::color(Role::Accent));
    paintName(painter, box, row);
    paintTrack(painter, m_columns.track.in(box), row, state);
    paintNumbers(painter, box, row);
}

/// Words above numbers end where the numbers end, and may begin further left.
void SliderRowPainter::paintCaptions(QPainter& painter, const QRect& box,
                                     const SliderCaptions& captions) const
{
    painter.fillRect(box, theme::color(Role::Panel));
    painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme::color(Role::Hairline));
    painter.setFont(theme::captionFont());
    painter.setPen(theme::color(Role::Text2));
    const QFontMetrics metrics = painter.fontMetrics();
    constexpr auto right = Qt::AlignRight | Qt::AlignVCenter;
    const QRect name = m_columns.name.in(box);
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(captions.name, Qt::ElideRight, name.width()));
    if (m_columns.support.width > 0)
        painter.drawText(m_columns.support.in(box).adjusted(-theme::kPadding, 0, 0, 0), right,
                         metrics.elidedText(SliderList::tr("samples"), Qt::ElideRight,
                                            m_columns.support.width + theme::kPadding));
    const QRect value = m_columns.value.in(box).adjusted(-m_columns.track.width / 2, 0, 0, 0);
    painter.drawText(value, right, metrics.elidedText(captions.value, Qt::ElideRight, value.width()));
    const QRect gain = m_columns.gain.in(box).adjusted(-theme::kGap, 0, 0, 0);
    painter.drawText(gain, right, metrics.elidedText(captions.gain, Qt::ElideRight, gain.width()));
}

void SliderRowPainter::paintName(QPainter& painter, const QRect& box, const SliderRow& row) const
{
    if (row.color.isValid()) {
        const QRect cell = m_columns.swatch.in(box);
        const QRect swatch(cell.left(), cell.center().y() - cell.width() / 2 + 1, cell.width(), cell.width());
        theme::drawRounded(&painter, swatch, row.color, theme::withAlpha(theme::color(Role::Text), 0.25), 2);
    }
    painter.setFont(m_nameFont);
    painter.setPen(theme::color(Role::Text));
    const QRect name = m_columns.name.in(box);
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(row.name, Qt::ElideMiddle, name.width()));
}

void SliderRowPainter::paintNumbers(QPainter& painter, const QRect& box, const SliderRow& row) const
{
    constexpr auto flags = Qt::AlignRight | Qt::AlignVCenter;
    painter.setFont(m_numberFont);
    if (m_columns.support.width > 0 && row.support >= 0) {
        painter.setPen(theme::color(Role::Text2));
        painter.drawText(m_columns.support.in(box), flags, QLocale().toString(row.support));
    }
    painter.setPen(theme::color(isMoved(row) ? Role::Text : Role::Text2));
    painter.drawText(m_columns.value.in(box), flags, valueText(row, row.value));
    const QString gain = gainText(row.gain);
    painter.setPen(theme::color(gain.startsWith(u'+')            ? Role::Good
                                : gain.startsWith(QChar(0x2212)) ? Role::Bad
                                                                 : Role::Text2));
    painter.drawText(m_columns.gain.in(box), flags, gain);
}

/// Filled from neutral to the value, so that a column of tracks reads as bars to both sides.
void SliderRowPainter::paintTrack(QPainter& painter, const QRect& track, const SliderRow& row,
                                  const State& state) const
{
    if (track.width() < 2)
        return;
    const int middle = track.center().y();
    const double from = knobX(row, row.neutral, track);
    const double to = knobX(row, row.value, track);
    const bool moved = isMoved(row);
    const QColor groove = theme::mix(theme::color(Role::Hairline), theme::color(Role::Text2), 0.3);
    const QColor accent = theme::color(state.enabled ? Role::Accent : Role::Disabled);
    theme::drawRounded(&painter, QRect(track.left(), middle - 1, track.width(), 3), groove, Qt::transparent,
                       1.5);
    painter.fillRect(QRectF(std::floor(from), middle - 4, 1, 9), theme::color(Role::Text2));
    if (moved)
        painter.fillRect(
            QRectF(QPointF(std::min(from, to), middle - 1), QPointF(std::max(from, to), middle + 2)), accent);
    const bool active = state.dragged || state.hovered || (state.current && state.focused);
    const double radius = (state.enabled && active ? kKnob + 1 : kKnob) - 0.5;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::color(moved ? Role::Panel : Role::Text2), 1.2));
    painter.setBrush(moved ? accent : theme::color(Role::Raised));
    painter.drawEllipse(QPointF(to, middle + 0.5), radius, radius);
    painter.restore();
}

QString SliderRowPainter::toolTipOf(const SliderRow& row)
{
    QStringList lines{row.group.isEmpty() ? row.name : row.group + QStringLiteral(" / ") + row.name};
    if (row.support >= 0)
        lines << SliderList::tr("%n sample(s)", nullptr,
                                static_cast<int>(std::min<qint64>(row.support, 2'000'000'000)));
    lines << SliderList::tr("Stands at %1, neutral is %2")
                 .arg(valueText(row, row.value), valueText(row, row.neutral));
    if (!std::isnan(row.gain)) {
        const QString gain = gainText(row.gain);
        lines << (gain.startsWith(QChar(0x2014))
                      ? SliderList::tr("Moving it alone gains nothing")
                      : SliderList::tr("Moving it alone gains up to %1").arg(gain));
    }
    lines << SliderList::tr("Double click: back to neutral");
    return lines.join(u'\n').toHtmlEscaped().replace(u'\n', QLatin1String("<br>"));
}

} // namespace badcase::panels
