// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/clip_reader.h"

#include "inference/engine/input_tensors.h"
#include "inference/jobs/planned_frames.h"
#include "inference/media/rgb_qimage.h"
#include "inference/media/video_reader.h"

#include <QCoreApplication>

#include <optional>
#include <utility>

namespace badcase::jobs {

namespace {

struct InputsText {
    Q_DECLARE_TR_FUNCTIONS(badcase::SampleInputs)
};

/// One video on its way to a tensor. Used once, in one thread.
class ClipReader {
public:
    ClipReader(const InputMaker& maker, const JobSample& video, const engine::FramesInput& input)
        : m_maker(maker), m_video(video), m_input(input)
    {}

    Result<ClipFrames> run()
    {
        BADCASE_TRY(open());
        // The file may have promised other frames than there are, and only now is it known which: all that
        // was taken so far may have had another number. That can happen once.
        for (;;) {
            const media::VideoIndexPtr index = m_reader->index();
            ClipFrames clip{engine::FramesTensor(m_input, m_video.name), {}, 0, {}};
            BADCASE_TRY(readFrames(clip));
            if (m_reader->index() != index)
                continue;
            clip.duration = index->endSeconds();
            return clip;
        }
    }

private:
    Result<void> open()
    {
        const StageTimer timer(m_maker.clock, Stage::Decode);
        BADCASE_ASSIGN(const auto source, media::VideoSource::member(*m_video.root, m_video.member));
        media::VideoOptions options;
        options.threads = 1; // the other lanes have videos of their own
        options.cancel = m_maker.cancel;
        BADCASE_ASSIGN(m_reader, media::VideoReader::open(source, options));
        return {};
    }

    Result<void> readFrames(ClipFrames& clip)
    {
        const media::VideoIndexPtr index = m_reader->index();
        const QString text = m_input.plan == QLatin1String("uniform")
                                 ? QStringLiteral("uniform:%1").arg(m_input.count)
                                 : m_input.plan;
        BADCASE_ASSIGN(const FramePlan plan, FramePlan::parse(text));
        BADCASE_ASSIGN(const auto planned, plannedFrames(plan, *m_reader, m_maker.cancel));
        int missing = 0;
        std::optional<Error> first;
        for (const PlannedFrame& frame : planned) {
            if (clip.frames.isFull() || m_reader->index() != index)
                break;
            auto picture = decode(frame.number);
            if (!picture && picture.error().code != ErrorCode::Corrupt)
                return fail(std::move(picture).error());
            if (!picture) {
                ++missing;
                first = first.value_or(picture.error());
                continue;
            }
            const StageTimer timer(m_maker.clock, Stage::Preprocess);
            const int before = clip.frames.taken();
            BADCASE_TRY(clip.frames.add(*picture, frame.times));
            clip.seconds.insert(clip.seconds.end(), static_cast<std::size_t>(clip.frames.taken() - before),
                                index->seconds(frame.number));
        }
        if (first && clip.frames.taken() == 0 && m_reader->index() == index)
            return fail(*first);
        if (missing > 0)
            clip.warning = InputsText::tr("%1 is damaged: %n frames could not be decoded", nullptr, missing)
                               .arg(m_video.name);
        return {};
    }

    Result<RgbImage> decode(int number)
    {
        const StageTimer timer(m_maker.clock, Stage::Decode);
        BADCASE_ASSIGN(const media::VideoFrame frame, m_reader->read(number));
        media::FrameOutput output;
        output.pixels = media::PixelFormat::Rgb888;
        output.squarePixels = false;
        BADCASE_ASSIGN(const QImage image, m_converter.convert(frame, output));
        return media::toRgbImage(image);
    }

    const InputMaker& m_maker;
    const JobSample& m_video;
    const engine::FramesInput& m_input;
    std::unique_ptr<media::VideoReader> m_reader;
    media::FrameConverter m_converter;
};

} // namespace

Result<ClipFrames> readClip(const InputMaker& maker, const JobSample& video, const engine::FramesInput& input)
{
    return ClipReader(maker, video, input).run();
}

} // namespace badcase::jobs
