// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The distribution of a score over samples, with a brush that selects a range of it.

#include <QString>
#include <QWidget>

#include <memory>
#include <utility>
#include <vector>

namespace badcase::plots {

/// Drag over the bars to select whole bins, click one bar for its bin, double-click or Escape to clear. The
/// brush snaps to the borders of bins, so that what is counted is what is seen. GUI thread.
class HistogramPlot : public QWidget {
    Q_OBJECT
public:
    explicit HistogramPlot(QWidget* parent = nullptr);
    ~HistogramPlot() override;

    /// `values` in [low, high] (others and NaN are left out), `label` names the axis ("IoU of an image"). A
    /// brush stays where it is when range and bins are the same.
    void setValues(const std::vector<double>& values, const QString& label, double low = 0, double high = 1,
                   int bins = 40);
    void setEmptyText(const QString& text);

    /// Shows a range that was selected elsewhere; emits nothing.
    void setBrush(double low, double high);
    void clearBrush();
    bool hasBrush() const;
    std::pair<double, double> brush() const; ///< only with hasBrush()

    /// Where a value is on this widget, for tests and tools.
    int xOf(double value) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Samples with low <= score < high; where `high` is the upper end of the axis, score == high belongs to
    /// it.
    void rangeSelected(double low, double high);
    void rangeCleared();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace badcase::plots
