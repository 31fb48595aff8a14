// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The frames of one video, one after another, as inputs for the model. Internal to jobs.

#include "inference/jobs/lane.h"
#include "inference/jobs/sample_media.h"

namespace badcase::jobs {

/// Decodes the frames that the run's plan names, with one decoder thread, and gives each to `take`. Only one
/// frame is held at its own size. The video's VideoScores finish the sample when `take` has seen to the last.
///
/// The model sees frames upright and with the pixels that the file has, as `badcase frames --out` writes
/// them, preprocessed like any picture. Damage that can be stepped over becomes the result's warning: packets
/// that the decoder refuses, frames that it does not give (they are left out of the mean). A video without a
/// single usable frame, of a codec that is not there, or for a model of masks fails. When the run is stopped,
/// the sample stays unfinished. Never throws but what `take` throws.
void prepareVideo(RunContext& context, const WaitingSample& waiting, const TakeInput& take);

} // namespace badcase::jobs
