// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The masks of a run as tables that sliders read: every stored mask is looked at once, against its label mask.

#include "app/workspace/project.h"
#include "app/workspace/run_scores.h"
#include "inference/analysis/tuning/mask_choice.h"
#include "inference/analysis/tuning/mask_component_table.h"
#include "inference/core/cancel.h"
#include "storage/run_repository.h"

#include <memory>
#include <vector>

namespace badcase::workspace {

struct MaskTuningRequest {
    QString run; ///< name
    LabelSource labels = LabelSource::Corrected;
    QString split = {}; ///< empty: all
    /// What the tables may take at most, in bytes. The number of area stops falls until they do.
    qsizetype memory = 1'500'000'000;
};

/// How the masks of a run can be tuned.
enum class MaskForm {
    /// One sigmoid channel: the probability of the thing is known at every pixel, so a threshold can go both ways.
    OneChannel,
    /// Of several classes only the decided one is kept with its probability: a threshold of a class can take pixels
    /// away from it, never give it any. Of two classes: below 0.5 nothing changes.
    Decided,
};

/// The sliders of one class. Tables are in the order of MaskTuningData::samples().
struct MaskThing {
    ClassIndex index = kNoClass;
    analysis::MaskComponentTable pieces{0, {1}};
    std::vector<analysis::MaskOverlap> inForce = {}; ///< what the run decides now
    int stop = analysis::kMaskStops / 2; ///< of the steps in force, where they are as simple as these sliders
    int area = 0;                        ///< likewise: index of the area stop
};

/// One image, read again.
struct MaskReading {
    qsizetype image = 0;                        ///< its place in the tables
    bool counts = true;                         ///< false: judged bad media, where that matters
    std::vector<analysis::MaskAreaCuts> cuts;   ///< one a thing
    std::vector<analysis::MaskOverlap> inForce; ///< likewise
};

/// Steps as positions of the sliders, where they can be.
struct MaskRule {
    std::vector<int> stops;    ///< one a thing
    std::vector<qint64> areas; ///< pixels; 1: none
    QString otherSteps;        ///< what has no slider
};

/// How a run decides now, and what that is worth for each thing and image.
struct MaskInForce {
    storage::RunRecord run;
    MaskRule rule;
    std::vector<std::vector<analysis::MaskOverlap>> overlaps; ///< [thing][image]
};

/// Images that belong together, by a split or a text field.
struct MaskGrouping {
    QStringList names; ///< empty: there are no groups; an empty value has a name in brackets
    analysis::ImageGroups groups;
};

/// What tuning needs to know of a run's masks. 2 to 70 KiB an image and class. Reading is thread-safe while nobody
/// calls replace() or replaceInForce().
class MaskTuningData {
public:
    /// On two threads, about 20 ms for 512 x 512 pixels and class. Blocks. Samples whose mask or label mask cannot be
    /// read are problems() and score nothing. NotFound: no such run, or none of its samples has a label mask.
    /// InvalidArgument: the run decides no masks, kept no probabilities of them, or its one channel stands for the
    /// background. TooLarge: more images than fit into `memory` with a single area stop. Cancelled.
    static Result<std::shared_ptr<MaskTuningData>> load(const std::shared_ptr<Project>& project,
                                                        const MaskTuningRequest& request,
                                                        const CancelToken& cancel = {},
                                                        const ProgressCallback& progress = {});

    const storage::RunRecord& run() const { return m_run; }
    const Schema& schema() const { return m_schema; }
    LabelSource labels() const { return m_labels; }
    MaskForm form() const { return m_form; }
    /// False where small pieces go to their neighbours instead of the background: their areas cannot be tuned.
    bool hasAreas() const { return m_things.front().pieces.areas().size() > 1; }
    const std::vector<SampleId>& samples() const { return m_samples; } ///< ascending
    const std::vector<MaskThing>& things() const { return m_things; }   ///< at least one
    const std::vector<SampleProblem>& problems() const { return m_problems; }
    bool isRead(qsizetype image) const; ///< false: one of problems(), or judged bad media since
    /// What `metrics` counts of this run.
    const analysis::SegmentationRules& rules() const { return m_rules; }
    /// The tables give the figures of `metrics`: only one class scores. Else that is all classes together.
    bool isWholeScore() const { return m_form == MaskForm::OneChannel && !m_rules.backgroundScores; }
    /// Steps in force that these sliders do not have, as text: a set of theirs is without them. Empty: none.
    const QString& otherSteps() const { return m_otherSteps; }
    qsizetype bytes() const;
    qsizetype place(SampleId sample) const; ///< -1: not in the tables

    /// Reads one image again, after its label mask has changed. On the connection's thread; does not touch the tables.
    Result<MaskReading> read(Project& project, storage::Connection& connection, qsizetype image) const;
    void replace(MaskReading reading);

    /// The same after other decisions have been put in force.
    Result<MaskInForce> readInForce(storage::Connection& connection, const CancelToken& cancel = {}) const;
    void replaceInForce(MaskInForce inForce);

    /// What steps mean for the sliders of these things. InvalidArgument as of parseSteps().
    Result<MaskRule> rule(const QString& steps) const;
    /// The area stop of `pixels`, else that of the next smaller area.
    int areaStop(std::size_t thing, qint64 pixels) const;

    /// "split", "field:NAME", or empty for no groups. Errors as of groupSamples().
    Result<MaskGrouping> grouping(storage::Connection& connection, const QString& by,
                                  const CancelToken& cancel = {}) const;

private:
    MaskTuningData() = default;
    Result<void> plan(Project& project, storage::Connection& connection, const MaskTuningRequest& request,
                      const CancelToken& cancel);
    Result<void> planThings(storage::Connection& connection, qsizetype memory);
    Result<MaskRule> ruleOf(storage::Connection& connection, const storage::RunRecord& run) const;
    void putInForce(const MaskInForce& inForce);
    Result<void> readAll(const std::shared_ptr<Project>& project, const CancelToken& cancel,
                         const ProgressCallback& progress);
    analysis::MaskOverlap overlapOf(const QByteArray& counts, ClassIndex thing) const;

    storage::RunRecord m_run;
    Schema m_schema;
    analysis::SegmentationRules m_rules;
    LabelSource m_labels = LabelSource::Corrected;
    MaskForm m_form = MaskForm::OneChannel;
    std::vector<SampleId> m_samples;
    std::vector<MaskThing> m_things;
    std::vector<SampleProblem> m_problems;
    std::vector<qsizetype> m_unread; ///< ascending
    QString m_otherSteps;
};

} // namespace badcase::workspace
