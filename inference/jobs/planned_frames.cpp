// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/planned_frames.h"

#include "inference/media/video_sampling.h"
#include "inference/media/video_scenes.h"

namespace badcase::jobs {

namespace {

Result<std::vector<int>> frameNumbers(const FramePlan& plan, media::VideoReader& reader,
                                      const CancelToken& cancel)
{
    switch (plan.kind) {
    case FramePlan::Kind::Uniform:
        return media::uniformFrames(reader.count(), int(plan.number));
    case FramePlan::Kind::Every:
        return media::everyFrame(reader.count(), int(plan.number));
    case FramePlan::Kind::Rate:
        return media::framesAtRate(*reader.index(), plan.number);
    case FramePlan::Kind::Scenes:
        break;
    }
    return media::findScenes(reader, cancel);
}

} // namespace

Result<std::vector<PlannedFrame>> plannedFrames(const FramePlan& plan, media::VideoReader& reader,
                                                const CancelToken& cancel)
{
    BADCASE_ASSIGN(const std::vector<int> numbers, frameNumbers(plan, reader, cancel));
    std::vector<PlannedFrame> frames;
    for (const int number : numbers) {
        if (!frames.empty() && frames.back().number == number)
            ++frames.back().times;
        else
            frames.push_back({number, 1});
    }
    return frames;
}

} // namespace badcase::jobs
