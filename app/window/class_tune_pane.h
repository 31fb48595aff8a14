// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The sliders of classes: offsets, thresholds and the prior strength, with the figure over every position and the samples
/// that change.

#include "app/window/tune_pane.h"
#include "app/workspace/class_tuner.h"
#include "app/workspace/tune_service.h"
#include "widgets/plots/slider_curve_plot.h"

#include <QTimer>

class QComboBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace badcase::panels {
class ElidedLabel;
class EmptyState;
class FlashLabel;
class RoleLabel;
class SegmentedControl;
class SliderList;
class StatusNotice;
} // namespace badcase::panels

namespace badcase::window {

class FlipLanes;
class ObjectiveForm;
class SetSaver;

/// While a slider is dragged, everything but the band follows at once; what takes longer comes from the pool, and the last
/// question counts.
class ClassTunePane : public TunePane {
    Q_OBJECT
public:
    explicit ClassTunePane(PageContext& context, QWidget* parent = nullptr);
    ~ClassTunePane() override;

    void refresh(workspace::LabelSource labels) override;
    const workspace::ClassTuner* tuner() const { return m_tuner.get(); } ///< null while nothing is shown
    panels::SliderList* sliders() const { return m_list; }
    plots::SliderCurvePlot* plot() const { return m_plot; }

private:
    QWidget* buildContent();
    QWidget* buildLeft();
    QWidget* buildRight();
    void connectSliders();

    void dropTuner();
    void forgetReport();
    workspace::TuneRequest request() const;
    void showEmpty(const QString& title, const QString& text, const QStringList& actions = {});
    void load();
    void take(std::shared_ptr<const workspace::ClassTuningData> read);
    void objectiveChanged();
    void showSliders();
    void showCurve();
    void takeCurve(const workspace::TuneCurve& curve);
    void askCurve();
    void askBand();
    void askGains();
    void showPosition();
    void showFlips();
    void showClass();

    void drag(int slider, double value);
    void dropped(int slider, double value);
    void reverted();
    void reset();
    void optimise();
    void optimised(const Result<workspace::TuneReport>& report, const workspace::TuneRequest& request,
                   const ThresholdSet& before);
    QString sliderName(int slider) const;
    std::optional<ThresholdSet> currentSet() const;

    QStackedWidget* m_stack;
    panels::EmptyState* m_empty;
    ObjectiveForm* m_objective;
    QLineEdit* m_find;
    QComboBox* m_order;
    panels::SliderList* m_list;
    panels::SegmentedControl* m_scope;
    QPushButton* m_optimise;
    QPushButton* m_reset;
    panels::StatusNotice* m_notice;
    panels::RoleLabel* m_report;
    SetSaver* m_saver;
    panels::RoleLabel* m_metric;
    panels::FlashLabel* m_value;
    panels::FlashLabel* m_gain;
    panels::ElidedLabel* m_class;
    plots::SliderCurvePlot* m_plot;
    panels::RoleLabel* m_lanesTitle;
    FlipLanes* m_lanes;

    workspace::LabelSource m_labels = workspace::LabelSource::Corrected;
    std::unique_ptr<workspace::ClassTuner> m_tuner;
    RunId m_run;            ///< that the tuner is of
    QString m_runSet;       ///< the set that decided it then
    qint64 m_samplesDone = 0; ///< and how far it was
    quint64 m_reading = 0;  ///< the last reading asked for
    bool m_outdated = false; ///< labels have changed since
    std::optional<plots::SliderSpan> m_best; ///< of the selected slider
    CancelToken m_cancelReading;
    CancelToken m_cancelCurve;
    CancelToken m_cancelBand;
    CancelToken m_cancelGains;
    quint64 m_generation = 0; ///< of the sliders: answers to older questions are dropped
    int m_job = 0;
    struct Reported {
        workspace::TuneReport report;
        workspace::TuneRequest request;
    };
    std::optional<Reported> m_reported; ///< for the sliders as they stand
    QTimer m_settle; ///< band and gains are asked for when the sliders rest
};

} // namespace badcase::window
