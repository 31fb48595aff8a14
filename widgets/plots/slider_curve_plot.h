// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A figure over every position of a slider: where it stands, where it is best, and how sure that is.

#include <QColor>
#include <QRectF>
#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace badcase::plots {

/// y[i] holds from x[i] up to x[i + 1]; the last one up to the end of the axis. x rises.
struct SliderCurve {
    QString name = {};  ///< written at its right end; empty where it is the only one
    QColor color = {};  ///< invalid: the accent
    std::vector<double> x;
    std::vector<double> y; ///< NaN: a gap
};

/// Limits of a curve at some positions, in rising order; all three are as long.
struct SliderBand {
    std::vector<double> x;
    std::vector<double> low;
    std::vector<double> high;
};

/// Positions that give the same, both ends included.
struct SliderSpan {
    double lo = 0;
    double hi = 0;
};

/// Curves of a million steps are drawn from a thinned copy that looks the same. A drag anywhere in the plot moves the cut,
/// as the slider does; Left and Right move it by a hundredth of what is shown, the wheel zooms around the mouse (with Shift
/// it moves along), a double click shows everything again and leaves the cut where it was. The y axis is fitted to what is
/// shown. A cut that would be out of sight is followed. Under the mouse, position and values are read off. GUI thread.
class SliderCurvePlot : public QWidget {
    Q_OBJECT
public:
    explicit SliderCurvePlot(QWidget* parent = nullptr);
    ~SliderCurvePlot() override;

    /// Captions of the axes, and the range of the slider.
    void setAxes(const QString& x, const QString& y, double lo, double hi);
    /// Bands go away with the curves they belong to. No curves: the empty text is shown.
    void setCurves(std::vector<SliderCurve> curves);
    void setBand(int curve, SliderBand band); ///< straight between its positions
    void setEmptyText(const QString& text);
    /// "The band is being made", while it is; empty: nothing is under way.
    void setBusyText(const QString& text);

    void setPosition(double x); ///< of the cut; emits nothing
    double position() const;
    /// The plateau the cut stands on, and the best one of the first curve.
    void setPlateaus(std::optional<SliderSpan> current, std::optional<SliderSpan> best);
    /// What was in force before the slider was touched; a thin line.
    void setReference(std::optional<double> x);

    SliderSpan shown() const; ///< the part of the x axis that is in sight
    /// Where a point of the axes is on this widget.
    QPointF positionOf(double x, double y) const;
    /// Of all labels of plateaus and curves; no two of them overlap.
    std::vector<QRectF> labelRects() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void dragStarted();
    void dragged(double x);
    void released(double x); ///< also after a key, and when a double click takes its first click back, without the two above
    void reverted();         ///< Escape during a drag

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace badcase::plots
