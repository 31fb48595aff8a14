// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Videos for models that take several frames at once. Internal to jobs.

#include "inference/jobs/run_io.h"
#include "inference/jobs/sample_inputs.h"

namespace badcase::jobs {

/// The frames of a video that the card names, preprocessed. Those that the decoder does not give are left
/// out, which is then the warning. Errors of opening, decoding and preprocessing name the sample.
Result<ClipFrames> readClip(const InputMaker& maker, const JobSample& video,
                            const engine::FramesInput& input);

} // namespace badcase::jobs
