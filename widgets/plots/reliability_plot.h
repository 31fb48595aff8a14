// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A reliability diagram: how often what was said to be so probable was so, against the diagonal of those who
/// mean what they say, and beneath it how many samples were said to be how probable.

#include "inference/analysis/reliability.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace badcase::plots {

/// One line of the diagram.
struct ReliabilityCurve {
    QString name;                               ///< "now, ECE 0.033"
    std::vector<analysis::ReliabilityBin> bins; ///< points; empty bins have none
    std::vector<analysis::ReliabilityBin> counts =
        {}; ///< of equal width, for the histogram; empty: it has none
};

/// Points with Wilson's 95 % intervals for the first curve; the second one, a comparison, is drawn lighter
/// and without them. Counts have a logarithmic axis when the largest hides the others. Under the mouse the
/// nearest point is read off; a click picks its bin. GUI thread.
class ReliabilityPlot : public QWidget {
    Q_OBJECT
public:
    explicit ReliabilityPlot(QWidget* parent = nullptr);
    ~ReliabilityPlot() override;

    /// Nothing: the empty text is shown.
    void setCurves(std::optional<ReliabilityCurve> curve, std::optional<ReliabilityCurve> comparison = {});
    /// "probability of the decision" and "share that is right".
    void setAxes(const QString& said, const QString& is);
    void setEmptyText(const QString& text);
    /// "Measuring", while what is shown is being replaced; empty: nothing is under way.
    void setBusyText(const QString& text);
    bool hasLogarithmicCounts() const;

    /// The point within reach of a position of this widget; `comparison` says of which curve. Nothing: none
    /// is near.
    struct Hit {
        bool comparison = false;
        analysis::ReliabilityBin bin;
    };
    std::optional<Hit> hitTest(QPoint position) const;
    /// Where a point of the diagram is on this widget.
    QPoint positionOf(double said, double is) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A click on a point of the first curve.
    void binPicked(const badcase::analysis::ReliabilityBin& bin);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace badcase::plots
