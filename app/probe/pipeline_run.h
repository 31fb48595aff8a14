// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The program's own pipeline over the pictures, as `badcase run` has it, with nothing written.

#include "app/probe/picture_set.h"
#include "app/probe/probe_model.h"
#include "inference/core/result.h"
#include "inference/jobs/run_types.h"

#include <array>

namespace badcase::probe {

/// Measured between the moment when everything is warm and the last result.
struct PipelineRun {
    double seconds = 0; ///< between the two
    qint64 pictures = 0;
    qint64 failed = 0;                            ///< of the whole run
    double cpuSeconds = 0;                        ///< of this process, all threads
    std::array<double, jobs::kStageCount> busy{}; ///< seconds in each stage, added up over threads
    jobs::RunReport report;

    double picturesPerSecond() const { return seconds > 0 ? static_cast<double>(pictures) / seconds : 0.0; }
    double busySeconds(jobs::Stage stage) const { return busy[static_cast<std::size_t>(stage)]; }
};

/// For about `request.seconds`, with the pictures again and again; each once when that is 0. The error of a
/// run that failed, or of the first picture when none succeeded.
Result<PipelineRun> runPipeline(const ProbeModel& model, const PictureSet& pictures,
                                const ProbeRequest& request);

} // namespace badcase::probe
