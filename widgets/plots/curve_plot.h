// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Precision-recall or ROC curves of one class or of several.

#include "inference/analysis/ranking.h"
#include "inference/core/ids.h"

#include <QColor>
#include <QString>
#include <QWidget>

#include <limits>
#include <memory>
#include <vector>

namespace badcase::plots {

enum class CurveKind { PrecisionRecall, Roc };

struct Curve {
    ClassIndex index = kNoClass;
    QString name;
    QColor color = {};                        ///< the class's colour
    std::vector<analysis::CurvePoint> points; ///< as Ranking gives them: x never falls, thresholds fall
    double area = std::numeric_limits<double>::quiet_NaN(); ///< AP or AUC
};

/// Shows the curves with their names and areas written into the corner that such curves leave free. Near the
/// mouse the nearest curve is lifted out and its values are read off, with the threshold; a click picks that
/// threshold. Curves of a million points are drawn from a thinned copy that looks the same. GUI thread.
class CurvePlot : public QWidget {
    Q_OBJECT
public:
    explicit CurvePlot(QWidget* parent = nullptr);
    ~CurvePlot() override;

    void setCurves(CurveKind kind, std::vector<Curve> curves);
    CurveKind kind() const;
    void setEmptyText(const QString& text);

    /// The curve point nearest to a position of this widget, within reach of the mouse.
    struct Hit {
        ClassIndex index = kNoClass;
        analysis::CurvePoint point;
    };
    /// False when nothing is near enough.
    bool hitTest(QPoint position, Hit* hit) const;
    /// Where a point of the curves is on this widget.
    QPoint positionOf(double x, double y) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A click on a curve: everything of class `index` that scores at least `threshold` (+infinity: nothing).
    void thresholdPicked(badcase::ClassIndex index, double threshold);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace badcase::plots
