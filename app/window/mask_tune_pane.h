// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The sliders of masks: threshold and smallest area, with the figure over every threshold and the images that gain or
/// lose most.

#include "app/window/tune_pane.h"
#include "app/workspace/mask_tuner.h"
#include "app/workspace/tune_service.h"

#include <QTimer>

class QComboBox;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace badcase::panels {
class ElidedLabel;
class EmptyState;
class FlashLabel;
class RoleLabel;
class SliderList;
class StatusNotice;
} // namespace badcase::panels
namespace badcase::plots {
class SliderCurvePlot;
}

namespace badcase::window {

class FlipLanes;
class MaskPreview;
class MaskTuneReader;
class SetSaver;

/// Masks are read once for a run, as a job that can be stopped. While a slider is dragged, everything but the band follows
/// at once.
class MaskTunePane : public TunePane {
    Q_OBJECT
public:
    explicit MaskTunePane(PageContext& context, QWidget* parent = nullptr);
    ~MaskTunePane() override;

    void refresh(workspace::LabelSource labels) override;
    const workspace::MaskTuner* tuner() const { return m_tuner.get(); } ///< null while nothing is shown
    panels::SliderList* sliders() const { return m_list; }
    plots::SliderCurvePlot* plot() const { return m_plot; }
    MaskPreview* preview() const { return m_preview; }

    enum Slider { kThreshold, kArea }; ///< ids of the rows of sliders()

private:
    QWidget* buildLoading();
    QWidget* buildContent();
    QWidget* buildLeft();
    QWidget* buildRight();
    void connectReader();
    void connectSliders();

    void showEmpty(const QString& title, const QString& text, const QString& action = {},
                   std::function<void()> next = {});
    void load();
    void loadFailed(const Error& error);
    void showData();
    void showNotes();
    void fillChoices();
    void chooseGrouping();
    void fillGroups();
    void showSliders();
    void ask();
    void showCurves();
    void showBands();
    void showPosition();
    void showGroups(const workspace::MaskStanding& standing);

    void drag(int slider, double value);
    void dropped(int slider, double value);
    void reverted();
    void reset();
    void optimise();
    void optimised(const Result<workspace::TuneReport>& report);
    void forgetReport();
    workspace::TuneRequest request() const;
    std::optional<ThresholdSet> currentSet() const;

    QStackedWidget* m_stack;
    panels::EmptyState* m_empty;
    std::function<void()> m_next; ///< what the action of the empty state does
    QWidget* m_loading;
    panels::RoleLabel* m_loadingText;
    QProgressBar* m_progress;
    MaskTuneReader* m_reader;

    QComboBox* m_class;
    QComboBox* m_objective;
    QComboBox* m_groupBy;
    QComboBox* m_group;
    panels::SliderList* m_list;
    panels::RoleLabel* m_note;
    panels::RoleLabel* m_advice;
    QPushButton* m_reset;
    QPushButton* m_optimise;
    panels::RoleLabel* m_report;
    panels::StatusNotice* m_notice;
    SetSaver* m_saver;
    panels::RoleLabel* m_metric;
    panels::FlashLabel* m_value;
    panels::FlashLabel* m_gain;
    panels::ElidedLabel* m_where;
    panels::ElidedLabel* m_groupScores;
    plots::SliderCurvePlot* m_plot;
    FlipLanes* m_lanes;
    MaskPreview* m_preview;

    workspace::LabelSource m_labels = workspace::LabelSource::Corrected;
    std::unique_ptr<workspace::MaskTuner> m_tuner;
    RunId m_run; ///< that is read or shown
    QString m_runSet;
    qint64 m_samplesDone = 0; ///< of the run that is read
    QString m_by; ///< of the groups
    bool m_stopped = false; ///< by the user: not read again by itself
    std::optional<workspace::MaskPosition> m_dragFrom;
    int m_job = 0;
    std::optional<workspace::TuneReport> m_reported; ///< for the sliders as they stand
    QTimer m_settle; ///< the band is asked for when the sliders rest
};

} // namespace badcase::window
