// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What tuning of classes works on: the probabilities of a run beside the labels they are measured against.

#include "app/workspace/project.h"
#include "app/workspace/run_scores.h"
#include "inference/analysis/tuning/decision_table.h"
#include "inference/analysis/tuning/threshold_table.h"
#include "inference/core/cancel.h"
#include "inference/core/threshold_set.h"
#include "storage/run_repository.h"

#include <optional>

namespace badcase::workspace {

/// Which samples, and against what.
struct TuningSelection {
    LabelSource labels = LabelSource::Corrected;
    QString split = {};   ///< empty: all
    QString groupBy = {}; ///< a text field; samples with the same value (not the empty one) stay together
};

/// Immutable once read; shared by the window's sliders and the work in the background.
struct ClassTuningData {
    storage::RunRecord run;
    Schema schema;
    TuningSelection selection;
    std::vector<SampleId> samples;       ///< of the rows of the tables, ascending
    std::vector<LabelSet> labels;        ///< likewise
    std::vector<float> probabilities;    ///< samples x classes, as stored
    analysis::DecisionTable table;       ///< classification; empty else
    analysis::ThresholdTable tags;       ///< multi-label; empty else
    /// How often the model was shown each class: the given labels of the split "train". Empty where there is no such split:
    /// the labels tuned on stand for them.
    std::vector<qint64> trainingCounts;
    std::optional<ThresholdSet> inForce; ///< the set that decides the run now

    std::span<const float> row(std::size_t index) const
    {
        const auto classes = static_cast<std::size_t>(schema.size());
        return std::span(probabilities).subspan(index * classes, classes);
    }
    /// By a set, or (null) as the model itself decides.
    LabelSet decide(std::size_t row, const ThresholdSet* set) const;
};

/// Blocks for as long as reading takes: 4 bytes a probability, and the logarithms. Errors: NotFound (the run, a split),
/// InvalidArgument (a run of masks, or one without probabilities; no labelled sample), Cancelled.
Result<std::shared_ptr<const ClassTuningData>> readClassTuningData(Project& project, storage::Connection& connection,
                                                                   const QString& run, const TuningSelection& selection,
                                                                   const CancelToken& cancel = {});

} // namespace badcase::workspace
