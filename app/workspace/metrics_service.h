// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "measure": every figure of a run, as JSON for scripts and as values for the Matrix page.

#include "app/workspace/run_scores.h"
#include "inference/analysis/class_areas.h"

#include <QJsonObject>
#include <QMap>

namespace badcase::workspace {

struct MetricsRequest {
    QString run; ///< name
    LabelSource labels = LabelSource::Corrected;
    QString split;         ///< empty: all
    bool perImage = false; ///< segmentation: a list of every image's scores
    QString by = {};       ///< "split" or "field:NAME": the figures of each of its values too
    std::optional<std::vector<SampleId>> only = {}; ///< of these samples
    /// The threshold set that decides, kOwnDecisions for the run's own rule; empty: as the run's decisions stand.
    QString thresholds = {};
};

inline constexpr QLatin1String kOwnDecisions("none");

/// The keys of the command line's `metrics`. Reads every probability once.
Result<QJsonObject> measure(Project& project, const MetricsRequest& request, const CancelToken& cancel = {});

/// Ids that count: of the split and of `only`, without bad media when the corrected labels are asked for.
/// Ascending.
Result<std::vector<SampleId>> countedSamples(storage::Connection& connection, const MetricsRequest& request,
                                             const CancelToken& cancel = {});

/// Value of "split" or "field:NAME" -> its samples, in the order of `counted`. InvalidArgument for other texts and
/// for more values than make groups.
Result<QMap<QString, std::vector<SampleId>>> groupSamples(storage::Connection& connection, const QString& by,
                                                          const std::vector<SampleId>& counted,
                                                          const CancelToken& cancel = {});

/// Probabilities of a run next to the labels they are measured against, for curves and areas. Samples without
/// a label are left out. 4 bytes x classes a sample.
struct ProbabilityColumns {
    std::vector<SampleId> samples;
    std::vector<LabelSet> labels;
    std::vector<float> values; ///< row-major
    int classes = 0;

    analysis::ProbabilityTable<float> table() const { return {values, classes}; }
};

/// `only`: ascending ids to keep, or nothing for all.
Result<ProbabilityColumns> loadProbabilities(Project& project, storage::Connection& connection,
                                             const storage::RunRecord& run, LabelSource labels,
                                             const std::optional<std::vector<SampleId>>& only = {},
                                             const CancelToken& cancel = {});

/// Average precision and ROC area of every class. Sigmoid runs rank each class by itself, softmax runs one
/// against the rest.
Result<analysis::ClassAreas> areasOf(const ProbabilityColumns& columns, Activation activation);

} // namespace badcase::workspace
