// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The score of one run, against the labels as given and as corrected, kept up to date while an analyst works.

#include "app/workspace/project.h"
#include "app/workspace/segment_scores.h"
#include "app/workspace/tag_scores.h"
#include "inference/analysis/classification_score.h"
#include "inference/analysis/co_confusion.h"
#include "inference/analysis/multilabel_score.h"
#include "inference/analysis/segmentation_score.h"
#include "storage/run_repository.h"
#include "storage/sample_columns.h"

#include <variant>

namespace badcase::workspace {

enum class LabelSource { Given, Corrected };
QString labelSourceName(LabelSource source); ///< "given", "corrected"

/// A figure for the score bar: higher is better, in [0, 1], NaN when nothing was counted.
struct Headline {
    QString key;  ///< "macro_f1", "accuracy", "mean_iou", ...
    QString name; ///< for people
    double given = 0;
    double corrected = 0;
};

/// Counts of one run. Loaded once, then updated sample by sample in O(1): nothing is recomputed while labels change.
/// "Corrected" takes an analyst's corrections, and leaves out samples judged bad media. Not thread-safe: one owner.
class RunScores {
public:
    /// How much is read at loading.
    enum class Depth {
        Columns, ///< labels, decisions and losses: a second at 1,000,000 samples; no top 5, no calibration, no GAP
        Full,    ///< every probability
    };
    /// Full where that takes well under a second, else Columns.
    static Depth depthFor(qint64 samples, int classes);

    static Result<RunScores> load(Project& project, storage::Connection& connection, RunId run, Depth depth,
                                  const CancelToken& cancel = {});

    RunId run() const { return m_run.id; }
    const storage::RunRecord& record() const { return m_run; }
    Task task() const { return m_run.task; }
    qint64 samples() const { return static_cast<qint64>(m_rows.size()); }
    /// Samples whose labels, mask or segments were corrected, or that were taken out as bad media.
    qint64 corrections() const { return m_corrections; }
    analysis::SegmentationRules rules() const { return m_rules; }

    /// Reads the state of these samples again and moves the counts; rescoring.h has brought their rows up to date before.
    /// Samples that the run has not done are passed over.
    Result<void> update(storage::Connection& connection, const std::vector<SampleId>& samples);

    /// Exactly one of these is filled, by the task.
    const analysis::ScorePair<analysis::ClassificationScore>* classification() const;
    const analysis::ScorePair<analysis::MultiLabelScore>* multiLabel() const;
    const analysis::ScorePair<analysis::SegmentationScore>* segmentation() const;
    /// Of a multi-label run: which tag is said where which is given; null for other tasks.
    const analysis::ScorePair<analysis::CoConfusion>* coConfusion() const { return m_coConfusion ? &*m_coConfusion : nullptr; }
    /// Of a multi-label run read in full: GAP, mAP, Hit@1; null otherwise.
    const analysis::ScorePair<analysis::TagRanking>* tags() const { return m_tags ? &m_tags->rankings() : nullptr; }

    /// Of a run that predicts segments where some are labelled; null otherwise.
    const analysis::ScorePair<analysis::SegmentMap>* segments() const
    {
        return m_segments && m_segments->isKnown() ? &m_segments->maps() : nullptr;
    }

    /// The first one is what the score bar shows.
    std::vector<Headline> headlines() const;

private:
    /// What is counted of a sample at this moment.
    struct Row {
        SampleId id;
        qint32 effective = -1; ///< index into m_sets, -1: not labelled
        qint32 decided = -1;
        bool excluded = false; ///< bad media
        bool corrected = false;
        QByteArray pixels = {}; ///< masks: packed counts against the effective mask
    };
    using Pair = std::variant<std::monostate, analysis::ScorePair<analysis::ClassificationScore>,
                              analysis::ScorePair<analysis::MultiLabelScore>,
                              analysis::ScorePair<analysis::SegmentationScore>>;

    Result<void> loadColumns(storage::Connection& connection, const CancelToken& cancel);
    Result<void> loadExclusions(storage::Connection& connection, const CancelToken& cancel);
    Result<void> loadProbabilities(storage::Connection& connection, const CancelToken& cancel);
    void countLabelSets();
    Result<void> loadTags(storage::Connection& connection, const CancelToken& cancel);
    Result<void> loadSegments(storage::Connection& connection, const CancelToken& cancel);
    Result<void> loadMasks(storage::Connection& connection, const CancelToken& cancel);
    Row* find(SampleId id);
    qint32 setIndex(const LabelSet& labels);
    ClassIndex classOf(qint32 set) const;
    std::vector<Headline> labelHeadlines() const; ///< of labels or masks
    const LabelSet* countedLabel(const Row& row) const; ///< effective; null when the row does not count
    analysis::ScoredSample fitOf(ClassIndex label, ClassIndex decision) const;
    Result<void> move(storage::Connection& connection, const Row& before, const Row& after);
    void moveLabelSet(const Row& before, const Row& after);

    storage::RunRecord m_run;
    Schema m_schema;
    Depth m_depth = Depth::Columns;
    analysis::SegmentationRules m_rules;
    std::vector<Row> m_rows; ///< ascending ids
    std::vector<qint32> m_given; ///< given labels of m_rows
    std::vector<LabelSet> m_sets;
    qint64 m_corrections = 0;
    Pair m_scores;
    std::optional<analysis::ScorePair<analysis::CoConfusion>> m_coConfusion;
    std::optional<TagScores> m_tags;
    std::optional<SegmentScores> m_segments;
    bool m_tagsOutdated = false; ///< a sample has got its first label
};

} // namespace badcase::workspace
