// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What lies over the curves of a SliderCurvePlot: plateaus, cut, reference, names and the readout. It is
/// painted anew at every move of the mouse, the curves are not. GUI thread.

#include "widgets/plots/slider_curve_plot.h"

#include <QRectF>

class QPainter;

namespace badcase::plots {

/// The part of the axes that is shown, and where it is.
struct ChartFrame {
    QRectF area;
    double xLo = 0;
    double xHi = 1;
    double yLo = 0;
    double yHi = 1;

    double xOf(double x) const { return area.left() + (x - xLo) / (xHi - xLo) * area.width(); }
    double yOf(double y) const { return area.bottom() - (y - yLo) / (yHi - yLo) * area.height(); }
    double valueAt(double pixel) const { return xLo + (pixel - area.left()) / area.width() * (xHi - xLo); }
    bool shows(double x) const { return x >= xLo && x <= xHi; }
};

/// One curve as the marks need it.
struct CurveReading {
    QString name;
    QColor color;
    double atCut = 0; ///< NaN here and below: the curve has no value there
    double atEnd = 0; ///< at the right end of what is shown
    double atMouse = 0;
    double low = 0; ///< of its band at the mouse; NaN: none
    double high = 0;
};

struct SliderCurveMarks {
    ChartFrame frame;
    QRectF whole; ///< of the widget
    double position = 0;
    std::optional<SliderSpan> current;
    std::optional<SliderSpan> best;
    std::optional<double> reference;
    std::optional<QPointF> mouse; ///< inside the frame
    std::vector<CurveReading> curves;
    QString busyText;
    bool focused = false;

    void paint(QPainter& painter) const;
    /// Of the labels above the plot and the names at its right, in the order in which they are painted.
    std::vector<QRectF> labelRects() const;

    /// Height above the plot that the labels need, and width at its right for these names (0 without any).
    static int headHeight();
    static int nameWidth(const std::vector<SliderCurve>& curves, int widgetWidth);

private:
    struct Label {
        QString text;
        QColor color;
        QRectF rect;
    };

    /// A plateau as it is shown, at least wide enough to be seen; nothing when it is out of sight.
    std::optional<QRectF> spanRect(const std::optional<SliderSpan>& span) const;
    std::vector<Label> headLabels() const;
    std::vector<Label> nameLabels() const;
    void paintSpan(QPainter& painter, const std::optional<SliderSpan>& span, const QColor& color) const;
    void paintReference(QPainter& painter) const;
    void paintCut(QPainter& painter) const;
    void paintPosition(QPainter& painter) const;
    void paintNames(QPainter& painter) const;
    void paintReadout(QPainter& painter) const;
    QString positionText(double x) const;
    QString valueText(double y) const;
};

} // namespace badcase::plots
