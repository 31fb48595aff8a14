// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/slider_curve_marks.h"

#include "widgets/plots/chart_style.h"
#include "widgets/plots/label_layout.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace badcase::plots {

using theme::Role;

namespace {

constexpr double kLeastSpan = 3; ///< px; a plateau of one position is seen, too
constexpr double kLabelGap = 6;  ///< px between labels above the plot
constexpr int kNameLead = 16;    ///< px from the plot to a name, with its dash
constexpr int kWidestName = 132;
constexpr std::size_t kReadCurves = 8; ///< lines of the readout
constexpr int kReadName = 150;
constexpr int kReadSwatch = 12;
constexpr int kReadGap = 10;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(badcase::plots::SliderCurvePlot)
};

/// As a number is written beside others: a true minus sign.
QString number(double value, int decimals)
{
    QString text = QString::number(std::abs(value), 'f', decimals);
    const bool zero = std::ranges::all_of(text, [](QChar c) { return c == u'0' || c == u'.'; });
    return value < 0 && !zero ? QChar(0x2212) + text : text;
}

bool isSame(const std::optional<SliderSpan>& a, const std::optional<SliderSpan>& b)
{
    return a && b && a->lo == b->lo && a->hi == b->hi;
}

} // namespace

int SliderCurveMarks::headHeight()
{
    return QFontMetrics(theme::captionFont()).height() + theme::kUnit;
}

int SliderCurveMarks::nameWidth(const std::vector<SliderCurve>& curves, int widgetWidth)
{
    const QFontMetrics metrics(theme::captionFont());
    int width = 0;
    for (const SliderCurve& curve : curves)
        width = std::max(width, metrics.horizontalAdvance(curve.name));
    return width == 0 ? 0 : kNameLead + std::min({width + 2, kWidestName, widgetWidth / 4}) + theme::kUnit;
}

QString SliderCurveMarks::positionText(double x) const
{
    return number(x, decimalsFor((frame.xHi - frame.xLo) / 1000));
}

QString SliderCurveMarks::valueText(double y) const
{
    if (std::isnan(y))
        return QString(QChar(0x2013));
    const double range = frame.yHi - frame.yLo;
    return number(y, range < 10 ? std::max(3, decimalsFor(range / 100)) : decimalsFor(range / 1000));
}

std::optional<QRectF> SliderCurveMarks::spanRect(const std::optional<SliderSpan>& span) const
{
    if (!span || span->hi < frame.xLo || span->lo > frame.xHi)
        return {};
    double left = std::max(frame.xOf(span->lo), frame.area.left());
    double right = std::min(frame.xOf(span->hi), frame.area.right());
    if (right - left < kLeastSpan) {
        const double middle = (left + right) / 2;
        left = std::clamp(middle - kLeastSpan / 2, frame.area.left(), frame.area.right() - kLeastSpan);
        right = left + kLeastSpan;
    }
    return QRectF(QPointF(left, frame.area.top()), QPointF(right, frame.area.bottom()));
}

std::vector<SliderCurveMarks::Label> SliderCurveMarks::headLabels() const
{
    std::vector<Label> labels;
    std::vector<double> wanted, sizes;
    const QFontMetrics metrics(theme::captionFont());
    const auto add = [&](const QString& text, const QColor& color, double centre) {
        labels.push_back({text, color, {}});
        wanted.push_back(centre);
        sizes.push_back(metrics.horizontalAdvance(text) + 2);
    };
    const bool same = isSame(current, best);
    if (const auto rect = spanRect(best))
        add(same ? Text::tr("best, here") : Text::tr("best"), theme::color(Role::Good), rect->center().x());
    if (const auto rect = spanRect(current); rect && !same)
        add(Text::tr("here"), theme::color(Role::Accent), rect->center().x());
    if (reference && frame.shows(*reference) && std::abs(frame.xOf(*reference) - frame.xOf(position)) >= 1)
        add(Text::tr("before", "where a slider was"), theme::color(Role::Text2), frame.xOf(*reference));
    const auto centres = pushedApart(wanted, sizes, whole.left() + 2, whole.right() - 2, kLabelGap);
    for (std::size_t i = 0; i < labels.size(); ++i)
        labels[i].rect =
            QRectF(centres[i] - sizes[i] / 2, frame.area.top() - headHeight(), sizes[i], metrics.height());
    return labels;
}

std::vector<SliderCurveMarks::Label> SliderCurveMarks::nameLabels() const
{
    std::vector<Label> labels;
    std::vector<double> wanted, sizes;
    const QFontMetrics metrics(theme::captionFont());
    const double line = metrics.height();
    const double lo = frame.area.top() - headHeight() + line + 2; // below the labels above the plot
    const auto room = static_cast<std::size_t>(std::max(0.0, (whole.bottom() - lo) / line));
    const double left = frame.area.right() + kNameLead;
    const int width = static_cast<int>(whole.right() - left) - 2;
    for (const CurveReading& curve : curves) {
        if (curve.name.isEmpty() || std::isnan(curve.atEnd) || labels.size() == room)
            continue; // the readout has them all
        labels.push_back({metrics.elidedText(curve.name, Qt::ElideMiddle, width), curve.color, {}});
        wanted.push_back(std::clamp(frame.yOf(curve.atEnd), frame.area.top(), frame.area.bottom()));
        sizes.push_back(line);
    }
    const auto centres = pushedApart(wanted, sizes, lo, whole.bottom(), 0);
    for (std::size_t i = 0; i < labels.size(); ++i)
        labels[i].rect = QRectF(left, centres[i] - line / 2, metrics.horizontalAdvance(labels[i].text), line);
    return labels;
}

std::vector<QRectF> SliderCurveMarks::labelRects() const
{
    std::vector<QRectF> rects;
    for (const auto& labels : {headLabels(), nameLabels()})
        for (const Label& label : labels)
            rects.push_back(label.rect);
    return rects;
}

void SliderCurveMarks::paint(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (!isSame(current, best))
        paintSpan(painter, current, theme::color(Role::Accent));
    paintSpan(painter, best, theme::color(Role::Good));
    paintReference(painter);
    paintNames(painter);
    painter.setFont(theme::captionFont());
    for (const Label& label : headLabels()) {
        painter.setPen(label.color);
        painter.drawText(label.rect, Qt::AlignCenter | Qt::TextDontClip, label.text);
    }
    paintCut(painter);
    paintPosition(painter);
    if (mouse)
        paintReadout(painter);
}

void SliderCurveMarks::paintSpan(QPainter& painter, const std::optional<SliderSpan>& span,
                                 const QColor& color) const
{
    const auto rect = spanRect(span);
    if (!rect)
        return;
    painter.fillRect(*rect, theme::withAlpha(color, 0.13));
    // A bar at its head ties it to its label, also where the fill is too narrow to be seen.
    painter.fillRect(QRectF(rect->left(), rect->top() - 2, rect->width(), 2), color);
}

void SliderCurveMarks::paintReference(QPainter& painter) const
{
    if (!reference || !frame.shows(*reference))
        return;
    const double x = std::round(frame.xOf(*reference)) + 0.5;
    painter.setPen(QPen(theme::color(Role::Text2), 1, Qt::DashLine));
    painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
}

void SliderCurveMarks::paintCut(QPainter& painter) const
{
    if (!frame.shows(position))
        return;
    const double x = frame.xOf(position);
    painter.setPen(QPen(theme::color(Role::Text), 1.5));
    painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
    painter.setPen(QPen(theme::color(Role::Panel), 1.5));
    for (const CurveReading& curve : curves) {
        if (std::isnan(curve.atCut))
            continue;
        painter.setBrush(curve.color);
        painter.drawEllipse(QPointF(x, frame.yOf(curve.atCut)), 4, 4);
    }
}

/// Where the cut stands, on the axis below it, and what is under way, at the left of the caption.
void SliderCurveMarks::paintPosition(QPainter& painter) const
{
    const QFont font = theme::captionNumberFont();
    const QFontMetrics metrics(font);
    painter.setFont(font);
    if (!busyText.isEmpty()) {
        painter.setPen(theme::color(Role::Text2));
        const QRectF line(2, whole.bottom() - metrics.height() - 1, whole.width() * 0.38, metrics.height());
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(busyText, Qt::ElideRight, static_cast<int>(line.width())));
    }
    if (!frame.shows(position))
        return;
    const QString text = positionText(position);
    QRectF pill(0, frame.area.bottom() + 2, metrics.horizontalAdvance(text) + 10, metrics.height() + 2);
    pill.moveLeft(std::clamp(frame.xOf(position) - pill.width() / 2, whole.left() + 1,
                             std::max(whole.left() + 1, whole.right() - pill.width() - 1)));
    painter.setPen(QPen(theme::color(focused ? Role::Accent : Role::Text2), 1));
    painter.setBrush(theme::color(focused ? Role::Accent : Role::Raised));
    painter.drawRoundedRect(pill, theme::kRadius - 1, theme::kRadius - 1);
    painter.setPen(theme::color(focused ? Role::OnAccent : Role::Text));
    painter.drawText(pill, Qt::AlignCenter, text);
}

/// Names at the right ends of their curves; a line leads to those that had to give way.
void SliderCurveMarks::paintNames(QPainter& painter) const
{
    const auto labels = nameLabels();
    painter.setFont(theme::captionFont());
    std::size_t next = 0;
    for (const CurveReading& curve : curves) {
        if (next == labels.size())
            return;
        if (curve.name.isEmpty() || std::isnan(curve.atEnd))
            continue;
        const Label& label = labels[next++];
        const double end = std::clamp(frame.yOf(curve.atEnd), frame.area.top(), frame.area.bottom());
        const double right = frame.area.right();
        painter.setPen(QPen(curve.color, 1.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawPolyline(QPolygonF{{right + 2, end},
                                       {right + 4, end},
                                       {right + kNameLead - 6, label.rect.center().y()},
                                       {right + kNameLead - 3, label.rect.center().y()}});
        painter.setPen(theme::color(Role::Text));
        painter.drawText(label.rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, label.text);
    }
}

void SliderCurveMarks::paintReadout(QPainter& painter) const
{
    const double x = mouse->x();
    painter.setPen(QPen(theme::color(Role::Text2), 1, Qt::DotLine));
    painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));

    struct Line {
        QString name;
        QString value;
        QString band;
        QColor color;
    };
    std::vector<Line> lines{{{}, positionText(frame.valueAt(x)), {}, {}}};
    for (const CurveReading& curve : curves) {
        if (lines.size() > kReadCurves)
            break; // those that come first matter most
        const bool banded = !std::isnan(curve.low) && !std::isnan(curve.high);
        lines.push_back({curve.name, valueText(curve.atMouse),
                         banded
                             ? QStringLiteral("%1 \u2013 %2").arg(valueText(curve.low), valueText(curve.high))
                             : QString(),
                         curve.color});
    }
    const QFont font = theme::captionNumberFont();
    const QFontMetrics metrics(font);
    int names = 0, values = 0, bands = 0;
    for (const Line& line : lines) {
        names = std::max(names, std::min(metrics.horizontalAdvance(line.name), kReadName));
        values = std::max(values, metrics.horizontalAdvance(line.value));
        bands = std::max(bands, metrics.horizontalAdvance(line.band));
    }
    const double height = metrics.height() + 1;
    const double width =
        kReadSwatch + (names > 0 ? names + kReadGap : 0) + values + (bands > 0 ? bands + kReadGap : 0);
    QRectF box(0, 0, width + 17, height * static_cast<double>(lines.size()) + 10);
    const bool leftSide = x + 14 + box.width() > whole.right();
    box.moveLeft(std::max(whole.left() + 1, leftSide ? x - 14 - box.width() : x + 14));
    box.moveTop(std::clamp(mouse->y() + 12, whole.top() + 1,
                           std::max(whole.top() + 1, whole.bottom() - box.height() - 1)));
    painter.setPen(QPen(theme::color(Role::Hairline), 1));
    painter.setBrush(theme::color(Role::Raised));
    painter.drawRoundedRect(box, theme::kRadius, theme::kRadius);
    painter.setFont(font);
    QRectF row(box.left() + 8, box.top() + 5, width + 1, height);
    for (const Line& line : lines) {
        if (line.color.isValid())
            painter.fillRect(QRectF(row.left(), row.center().y() - 1.5, 8, 3), line.color);
        painter.setPen(theme::color(Role::Text2));
        painter.drawText(row.adjusted(kReadSwatch, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(line.name, Qt::ElideMiddle, names));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, line.band);
        painter.setPen(theme::color(Role::Text));
        painter.drawText(row.adjusted(0, 0, bands > 0 ? -bands - kReadGap : 0, 0),
                         Qt::AlignRight | Qt::AlignVCenter, line.value);
        row.translate(0, height);
    }
}

} // namespace badcase::plots
