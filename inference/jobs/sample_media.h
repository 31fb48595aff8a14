// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How a run reads its samples. This class knows the pictures that need neither Qt Gui nor FFmpeg
/// (media/picture_reader.h), which is all that badcase-probe has; all_media.h has the one of the whole
/// program.

#include "inference/core/result.h"
#include "inference/core/rgb_image.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace badcase::engine {
struct FramesInput;
}

namespace badcase::jobs {

struct ClipFrames;
struct InputMaker;
struct JobSample;
struct PreparedSample;
struct RunContext;
struct WaitingSample;

/// Gets each input as soon as it is ready, frames in order of time.
using TakeInput = std::function<void(PreparedSample)>;

/// Immutable and thread-safe.
class SampleMedia {
public:
    virtual ~SampleMedia() = default;
    /// `name`: of the file, for messages.
    virtual Result<RgbImage> decodePicture(const QByteArray& data, const QString& name) const;
    /// Gives the frames of a video to `take` and finishes the sample; here it fails as Unsupported.
    virtual void prepareVideo(RunContext& context, const WaitingSample& video, const TakeInput& take) const;
    /// The frames of a video for an input that takes several at once; here Unsupported.
    virtual Result<ClipFrames> readClip(const InputMaker& maker, const JobSample& video,
                                        const engine::FramesInput& input) const;
};

} // namespace badcase::jobs
