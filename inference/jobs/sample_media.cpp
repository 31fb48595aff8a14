// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/sample_media.h"

#include "inference/jobs/lane.h"
#include "inference/jobs/sample_inputs.h"
#include "inference/media/picture_reader.h"

#include <QCoreApplication>

namespace badcase::jobs {

namespace {

Error noVideos(const JobSample& video)
{
    return {ErrorCode::Unsupported,
            QCoreApplication::translate(
                "badcase::Lane", "%1 is a video, and this program reads pictures only. Use badcase run.")
                .arg(video.name)};
}

} // namespace

Result<RgbImage> SampleMedia::decodePicture(const QByteArray& data, const QString& name) const
{
    return media::decodePicture(data, name);
}

void SampleMedia::prepareVideo(RunContext& context, const WaitingSample& video, const TakeInput&) const
{
    const JobSample& sample = video.sample;
    context.board.finish(video.number,
                         {SampleResult{sample.id, sample.name, noVideos(sample)}, Stage::Decode});
}

Result<ClipFrames> SampleMedia::readClip(const InputMaker&, const JobSample& video,
                                         const engine::FramesInput&) const
{
    return fail(noVideos(video));
}

} // namespace badcase::jobs
