// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the window has open: one project, one run to look at, one selection that every page shares, and the changes. The
/// session speaks in signals and never blocks: the file is touched on two threads, one for what somebody waits for
/// (pages, details, changes), one for what takes longer (queries, scores).

#include "app/workspace/change_service.h"
#include "app/workspace/database_thread.h"
#include "app/workspace/job_queue.h"
#include "app/workspace/run_scores.h"
#include "inference/analysis/class_areas.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"

#include <QObject>

#include <memory>
#include <optional>

namespace badcase::workspace {

/// The score of the current run as the pages show it: an immutable copy of the counts.
struct ScoreSnapshot {
    storage::RunRecord run;
    qint64 samples = 0;
    qint64 corrections = 0;
    std::vector<Headline> headlines;
    analysis::SegmentationRules rules;
    std::optional<analysis::ScorePair<analysis::ClassificationScore>> classes;
    std::optional<analysis::ScorePair<analysis::MultiLabelScore>> multiLabel;
    std::optional<analysis::ScorePair<analysis::CoConfusion>> coConfusion; ///< beside multiLabel
    std::optional<analysis::ScorePair<analysis::SegmentationScore>> masks;
};

/// Undo and redo as the menu words them.
struct UndoState {
    std::optional<storage::PendingStep> undo;
    std::optional<storage::PendingStep> redo;
};

/// Ids in the order of the list; shared and immutable.
using SelectionIds = std::shared_ptr<const std::vector<SampleId>>;

/// Ranked probabilities of one class, for its curves.
struct ClassCurves {
    ClassIndex index = kNoClass;
    std::vector<analysis::CurvePoint> pr;
    std::vector<analysis::CurvePoint> roc;
    double averagePrecision = 0;
    double rocAuc = 0;
};

/// GUI thread only.
class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    // --- the project
    /// Closes what is open, but only when the new one can be had; the same file is let go first. The file is opened at
    /// once (milliseconds); its content follows by signals.
    Result<void> open(const QString& path, storage::OpenMode mode = storage::OpenMode::ReadWrite);
    Result<void> create(const QString& path, const Schema& schema);
    /// Stops its jobs and what is being read, and waits for that. Nobody holds the file when this returns.
    void close();
    bool isOpen() const { return m_project != nullptr; }
    const std::shared_ptr<Project>& project() const { return m_project; }
    Schema schema() const { return m_project ? m_project->schema() : Schema(); }
    bool isReadOnly() const { return m_project && m_project->isReadOnly(); }
    /// For pages and details: `task` runs on the file's thread, `done` here. Only while a project is open.
    DatabaseThread& database() { return *m_interactive; }
    /// For what nobody waits for; likewise.
    DatabaseThread& background() { return *m_analysis; }

    /// The media of the root at `from` are at `to` now: mediaMoved(), or failed().
    void repointMedia(const QString& from, const QString& to);

    // --- runs
    const std::vector<storage::RunRecord>& runs() const { return m_runs; }
    RunId currentRun() const { return m_run; }
    const storage::RunRecord* currentRunRecord() const;
    void setCurrentRun(RunId run);
    void deleteRun(RunId run);
    void reloadRuns();
    std::shared_ptr<const ScoreSnapshot> scores() const { return m_snapshot; } ///< null while there is none

    // --- the selection
    /// What a project opens with; without a run it is the order of the import.
    static inline const storage::SampleOrder kWorstFirst{storage::SampleOrder::Key::Loss, true};
    const storage::SampleFilter& filter() const { return m_filter; } ///< `run` is filled in by the session
    const storage::SampleOrder& order() const { return m_order; }
    void setFilter(storage::SampleFilter filter);
    void setOrder(storage::SampleOrder order);
    void refreshSelection();
    SelectionIds selection() const { return m_ids; } ///< never null
    qint64 sampleCount() const { return m_sampleCount; }
    bool hasVideos() const { return m_hasVideos; } ///< any sample is a video
    const QStringList& splits() const { return m_splits; }
    const QStringList& textFields() const { return m_textFields; } ///< in readingOrder()
    bool isQuerying() const { return m_querying; }

    // --- changes; each ends in changed() or failed()
    void relabel(std::vector<SampleId> samples, const LabelSet& labels, const QString& reason = {});
    void keep(std::vector<SampleId> samples);
    void judge(std::vector<SampleId> samples, Verdict verdict);
    void comment(SampleId sample, const QString& text);
    void replaceSegments(SampleId sample, const std::vector<Segment>& segments);
    /// The model is right: its decision becomes the label, its mask the mask.
    void takePrediction(std::vector<SampleId> samples);
    void undo();
    void redo();
    const UndoState& undoState() const { return m_undo; }

    // --- longer questions about the current run, answered by signals
    void requestAreas(LabelSource labels = LabelSource::Corrected);
    void requestCurves(ClassIndex index, LabelSource labels = LabelSource::Corrected);
    /// Labels, decisions and scores of every sample that the run has done: columnsReady().
    void requestColumns();
    /// Selections that no filter can word, answered by samplesFound() with the number returned here: samples that the run
    /// gives class `index` at least `threshold`,
    quint64 requestSamplesAbove(ClassIndex index, double threshold);
    /// and samples (masks: those with at least one pixel) in one of these cells of the confusion matrix (label, decision).
    quint64 requestSamplesInCells(std::vector<std::pair<ClassIndex, ClassIndex>> cells, LabelSource labels);

    JobQueue& jobs() { return m_jobs; }

Q_SIGNALS:
    void opened();
    void closing(); ///< the project is still there: whoever reads it on background() stops now
    void closed();
    void mediaMissing(const QStringList& roots); ///< folders or archives that are not where the project has them
    void mediaMoved();
    void schemaChanged();
    void samplesChanged();  ///< an import added or updated samples
    void runsChanged();
    void thresholdSetsChanged(); ///< said by whoever saved, imported or deleted one
    void currentRunChanged();
    void selectionChanged();  ///< other ids, or another order
    void filterChanged();
    void queryingChanged();
    /// A selection by texts takes longer than a moment; `share` 0..1 of the samples were searched.
    void queryProgressed(double share);
    void scoresChanged();
    void changed(const std::vector<badcase::SampleId>& samples); ///< durable, and shown in scores()
    void undoStateChanged();
    void areasReady(const badcase::analysis::ClassAreas& areas);
    void curvesReady(const badcase::workspace::ClassCurves& curves);
    void columnsReady(const std::shared_ptr<const badcase::storage::SampleColumns>& columns);
    void samplesFound(quint64 request, const std::vector<badcase::SampleId>& samples);
    void failed(const badcase::Error& error);

private:
    /// Looks samples up on the analysis thread and answers with samplesFound().
    template <class Find>
    quint64 find(Find find);
    using Change = std::function<Result<ChangeEvent>(ChangeService&, storage::Connection&)>;
    /// What lives on the interactive thread; only its tasks touch it.
    struct Backstage {
        std::optional<RunScores> scores;
        quint64 reading = 0;        ///< generation of the scores that are being read, 0: none
        std::vector<SampleId> late; ///< changed since that reading began
    };

    void start(std::shared_ptr<Project> project);
    void change(Change change);
    void announce(const ChangeEvent& event);
    void reloadFacts();
    void checkMedia();
    void query();
    ProgressCallback queryProgress(quint64 generation);
    void loadScores();
    void readScores(quint64 generation);
    void attachScores(RunScores scores, quint64 generation);
    void showScores(std::shared_ptr<const ScoreSnapshot> snapshot);
    void updateUndoState();
    void reportFailure(const Error& error);

    std::shared_ptr<Project> m_project;
    std::unique_ptr<DatabaseThread> m_interactive;
    std::unique_ptr<DatabaseThread> m_analysis;
    std::shared_ptr<Backstage> m_backstage;
    JobQueue m_jobs;

    std::vector<storage::RunRecord> m_runs;
    RunId m_run;
    std::shared_ptr<const ScoreSnapshot> m_snapshot;
    quint64 m_scoreGeneration = 0;
    CancelToken m_scoreCancel; ///< of the scores that are being read
    bool m_loadingScores = false;

    storage::SampleFilter m_filter;
    storage::SampleOrder m_order = kWorstFirst;
    SelectionIds m_ids;
    CancelToken m_queryCancel;
    quint64 m_queryGeneration = 0;
    bool m_querying = false;
    quint64 m_lastFind = 0;

    qint64 m_sampleCount = 0;
    bool m_hasVideos = false;
    QStringList m_splits;
    QStringList m_textFields;
    UndoState m_undo;
};

std::shared_ptr<const ScoreSnapshot> snapshotOf(const RunScores& scores);

} // namespace badcase::workspace
