// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The mixer of the Tune page: the kept views of a run, or several runs, under a slider each. What a move does to the
/// whole set is there at once; what members are worth follows when the sliders rest.

#include "app/window/mix_controls.h"
#include "app/window/tune_pane.h"

#include <QTimer>

class QStackedWidget;
class QTableView;

namespace badcase::panels {
class ElidedLabel;
class EmptyState;
class FlashLabel;
class RoleLabel;
class SegmentedControl;
} // namespace badcase::panels
namespace badcase::plots {
class SliderCurvePlot;
}

namespace badcase::window {

class FlipLanes;
class MixMembersModel;
class MixPairsModel;

/// Loading happens on the session's background thread, the rest in Qt's pool; late answers are dropped. Saving is a job of
/// the session. GUI thread.
class MixPane : public TunePane {
    Q_OBJECT
public:
    explicit MixPane(PageContext& context, QWidget* parent = nullptr);
    ~MixPane() override;

    void refresh(workspace::LabelSource labels) override;

    // What is shown, for tests.
    MixControls* controls() const { return m_controls; }
    const workspace::MixReading& reading() const { return m_reading; }
    const std::optional<workspace::MixReport>& report() const { return m_report; }
    bool isBusy() const { return m_loading || m_reporting; }

private:
    QWidget* buildRight();
    QWidget* buildTables();
    void load();
    void loaded(Result<std::shared_ptr<workspace::MixBoard>> board);
    void chooseObjective();
    void showPosition(); ///< what the sliders say now
    void showReading();
    void showLanes();
    void settle();   ///< the sliders rest: curve, exact figure, tables
    void readCurve();
    void readExactly();
    void makeReport(bool fit);
    void showReport();
    void applyFit();
    void applySelection();
    void dragCurve(double weight);
    void save();
    void saved(const workspace::JobState& job, const QString& run);
    void fail(const Error& error);
    /// Work on the board in the pool; `done` is called here unless something newer was begun.
    template <class Task, class Done>
    void inPool(quint64& generation, Task task, Done done);

    QStackedWidget* m_stack;
    panels::EmptyState* m_empty;
    MixControls* m_controls;
    panels::FlashLabel* m_value;
    panels::RoleLabel* m_gain;
    panels::ElidedLabel* m_facts;
    plots::SliderCurvePlot* m_curve;
    panels::RoleLabel* m_advice;
    panels::SegmentedControl* m_tableSwitch;
    QStackedWidget* m_tables;
    MixMembersModel* m_members;
    MixPairsModel* m_pairs;
    FlipLanes* m_lanes;
    QTimer m_rest;

    std::shared_ptr<workspace::MixBoard> m_board;
    workspace::MixReading m_reading;
    std::optional<workspace::MixReport> m_report;
    CancelToken m_cancel; ///< of the loading
    CancelToken m_poolCancel;
    quint64 m_loadGeneration = 0;
    quint64 m_curveGeneration = 0;
    quint64 m_exactGeneration = 0;
    quint64 m_reportGeneration = 0;
    bool m_loading = false;
    bool m_reporting = false;
    bool m_wantsFit = false;
    int m_job = 0;
};

} // namespace badcase::window
