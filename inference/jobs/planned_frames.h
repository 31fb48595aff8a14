// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The frames that a plan means of one video.

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "inference/jobs/frame_plan.h"
#include "inference/media/video_reader.h"

#include <vector>

namespace badcase::jobs {

/// A frame that a plan names, perhaps more than once: then it counts as often in the mean.
struct PlannedFrame {
    int number = 0;
    int times = 1;
    bool operator==(const PlannedFrame&) const = default;
};

/// Ascending, each frame once. Scenes decodes the whole video. Empty for a video without frames. Errors as of
/// media::findScenes().
Result<std::vector<PlannedFrame>> plannedFrames(const FramePlan& plan, media::VideoReader& reader,
                                                const CancelToken& cancel = {});

} // namespace badcase::jobs
