// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The inputs that one sample becomes: a picture as it is, its views and windows, the frames of a video. Internal to jobs.

#include "inference/jobs/lane.h"
#include "inference/jobs/sample_media.h"

namespace badcase::jobs {

/// Decodes a sample and gives each of its inputs to `take`. A sample that cannot be used is finished with its error.
/// When the run is stopped, the sample stays unfinished. Never throws but what `take` throws.
void prepareSample(RunContext& context, const WaitingSample& waiting, const TakeInput& take);

/// True when the sample is a single input: then it holds no more memory than one.
bool isOneInput(const RunContext& context, const WaitingSample& waiting);

} // namespace badcase::jobs
