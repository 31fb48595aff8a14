// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/all_media.h"

#include "inference/jobs/clip_reader.h"
#include "inference/jobs/video_pass.h"
#include "inference/media/image_reader.h"

namespace badcase::jobs {

namespace {

class AllMedia final : public SampleMedia {
public:
    Result<RgbImage> decodePicture(const QByteArray& data, const QString& name) const override
    {
        return media::decodeRgb(data, name);
    }
    void prepareVideo(RunContext& context, const WaitingSample& video, const TakeInput& take) const override
    {
        jobs::prepareVideo(context, video, take);
    }
    Result<ClipFrames> readClip(const InputMaker& maker, const JobSample& video,
                                const engine::FramesInput& input) const override
    {
        return jobs::readClip(maker, video, input);
    }
};

} // namespace

std::shared_ptr<const SampleMedia> allMedia()
{
    return std::make_shared<const AllMedia>();
}

} // namespace badcase::jobs
