// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What stands behind the sliders of a mix, whatever the task: loaded members that answer at once.

#include "app/workspace/mix_service.h"

#include <memory>

namespace badcase::workspace {

/// One position of the sliders. `weights`: one a member, areMixWeights().
struct MixPosition {
    engine::MergeMode merge = engine::MergeMode::Mean;
    std::vector<double> weights;
    bool operator==(const MixPosition&) const = default;
};

/// A sample that the mix changes against the reference.
struct MixChange {
    SampleId sample;
    ClassIndex before = kNoClass; ///< classification: the decisions
    ClassIndex after = kNoClass;
    double scoreBefore = 0; ///< masks: the scores; several labels: how many classes are wrong
    double scoreAfter = 0;
};

struct MixReading {
    double value = 0;
    double error = 0;     ///< standard error of `value`
    double reference = 0; ///< the figure of the reference alone, exact
    bool exact = true;    ///< false: an estimate, without the changes below
    std::vector<MixChange> gained = {}; ///< most first where scores say how much
    std::vector<MixChange> lost = {};
    std::vector<MixChange> other = {}; ///< changed from wrong to wrong
};

struct MixLine {
    std::vector<double> x; ///< y[i] holds from x[i] up to x[i + 1]
    std::vector<double> y;
    bool sampled = false; ///< x are stops; between them the curve is not known
};

/// Made with the first of mixObjectives(). Const functions may be called on any thread at the same time.
class MixBoard {
public:
    virtual ~MixBoard() = default;

    virtual const MixSource& source() const = 0;
    virtual const std::vector<MixMember>& members() const = 0;
    virtual qint64 samples() const = 0;
    virtual qint64 missing() const = 0;
    /// The same members under another objective of mixObjectives(); what is loaded is shared. Any thread.
    virtual Result<std::shared_ptr<MixBoard>> withObjective(const QString& name) const = 0;
    virtual std::size_t reference(engine::MergeMode merge) const = 0;

    /// The first answer, within a frame: exact for classes, estimated for masks (then without changes). One thread.
    virtual MixReading read(const MixPosition& position) = 0;
    /// Exact, with changes. Any thread. Cancelled.
    virtual Result<MixReading> readExactly(const MixPosition& position, const CancelToken& cancel) const = 0;
    /// Over the weight of one member, from 0 to 1. Any thread.
    virtual MixLine curve(const MixPosition& position, std::size_t member, const CancelToken& cancel) const = 0;
    /// Any thread. Cancelled.
    virtual Result<MixReport> report(const MixPosition& position, const MixRequest& request,
                                     const CancelToken& cancel, const ProgressCallback& progress = {}) const = 0;
};

/// Loads what the project's task needs. Blocks. Errors as mix().
Result<std::shared_ptr<MixBoard>> loadMixBoard(const std::shared_ptr<Project>& project, const MixSource& source,
                                               const CancelToken& cancel = {}, const ProgressCallback& progress = {});

} // namespace badcase::workspace
