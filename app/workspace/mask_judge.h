// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What ways of deciding a run's masks score, by the figures of `metrics`.

#include "app/workspace/mask_tuner.h"
#include "inference/analysis/tuning/ratio_rows.h"

namespace badcase::workspace {

/// One way of deciding every mask.
struct MaskOutcome {
    analysis::RatioRows rows; ///< images that score, in their order
    double score = 0;         ///< as `metrics` gives it, to the last bit
    std::vector<double> images; ///< each image's own Dice or IoU; NaN where it does not score
};

/// From the tables where these say everything (one class scores), else by deciding the stored masks anew on two
/// threads. Any thread, one at a time.
class MaskJudge {
public:
    MaskJudge(std::shared_ptr<Project> project, const MaskTuningData& data, analysis::MaskObjective objective,
              CancelToken cancel)
        : m_project(std::move(project)), m_data(data), m_objective(objective), m_cancel(std::move(cancel))
    {}

    /// As the run decides now.
    Result<MaskOutcome> inForce() const;
    /// Image i with ways[wayOf[i]]; each way has one position a class. Cancelled.
    Result<MaskOutcome> decided(const std::vector<std::vector<MaskPosition>>& ways,
                                std::span<const int> wayOf) const;

private:
    using Counts = std::vector<std::optional<analysis::ConfusionCounts>>;

    MaskOutcome ofOverlaps(std::span<const analysis::MaskOverlap> images) const;
    MaskOutcome ofCounts(const Counts& images) const;
    Result<Counts> countsInForce() const;
    Result<Counts> decideAnew(const std::vector<std::vector<MaskPosition>>& ways, std::span<const int> wayOf) const;

    std::shared_ptr<Project> m_project;
    const MaskTuningData& m_data;
    analysis::MaskObjective m_objective;
    CancelToken m_cancel;
};

} // namespace badcase::workspace
