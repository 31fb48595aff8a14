// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/sample_media.h"

#include "inference/jobs/lane.h"
#include "inference/media/picture_reader.h"

#include <QCoreApplication>

namespace badcase::jobs {

Result<RgbImage> SampleMedia::decodePicture(const QByteArray& data, const QString& name) const
{
    return media::decodePicture(data, name);
}

void SampleMedia::prepareVideo(RunContext& context, const WaitingSample& video, const TakeFrame&) const
{
    const JobSample& sample = video.sample;
    Error error{ErrorCode::Unsupported,
                QCoreApplication::translate("badcase::Lane",
                                            "%1 is a video, and this program reads pictures only. Use badcase run.")
                    .arg(sample.name)};
    context.board.finish(video.number, {SampleResult{sample.id, sample.name, std::move(error)}, Stage::Decode});
}

} // namespace badcase::jobs
