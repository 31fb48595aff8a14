// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/video_pass.h"

#include "inference/engine/views.h"
#include "inference/jobs/content_hash.h"
#include "inference/jobs/planned_frames.h"
#include "inference/jobs/sample_steps.h"
#include "inference/jobs/video_scores.h"
#include "inference/media/rgb_qimage.h"

#include <algorithm>
#include <utility>

namespace badcase::jobs {

namespace {

struct VideoText {
    Q_DECLARE_TR_FUNCTIONS(badcase::VideoRun)
};

/// Why the frames ended before the plan did.
struct Stop {
    Error error;
    Stage stage = Stage::Decode;
};

/// One video. Used once, in one thread.
class VideoPass {
public:
    VideoPass(RunContext& context, const WaitingSample& waiting, const TakeInput& take)
        : m_context(context), m_waiting(waiting), m_sample(waiting.sample), m_take(take)
    {}

    void run()
    {
        if (auto stop = openVideo())
            return end(std::move(stop));
        if (m_content && finishIfKnown(m_context, m_waiting, *m_content))
            return;
        if (auto stop = readIndex())
            return end(std::move(stop));
        for (;;) {
            const media::VideoIndexPtr index = m_reader->index();
            auto stop = showFrames();
            // The file promised other frames than there are, and only now is it known which: all that was
            // taken so far may have had another number. That can happen once.
            if (m_reader->index() != index && !m_context.board.isStopped()) {
                m_scores->abandon();
                m_missing = m_guessed = 0;
                newScores();
                continue;
            }
            return end(std::move(stop));
        }
    }

private:
    void newScores()
    {
        m_scores = std::make_shared<VideoScores>(m_waiting.number, m_sample.id, m_sample.name,
                                                 m_context.plan.views,
                                                 m_context.plan.card.output.activation);
    }

    std::optional<Stop> openVideo()
    {
        const StageTimer timer(m_context.clock, Stage::Decode);
        newScores();
        if (m_context.plan.card.task == Task::Segmentation)
            return Stop{
                {ErrorCode::Unsupported,
                 VideoText::tr("%1 is a video, and the model draws masks, which are kept of pictures only. "
                               "Write its frames as pictures (badcase frames --out) and import those.")
                     .arg(m_sample.name)},
                Stage::Preprocess};
        auto opened = guarded(m_sample.name, [&]() -> Result<void> {
            if (!m_sample.root)
                return fail(ErrorCode::NotFound, VideoText::tr("%1 has no video").arg(m_sample.name));
            BADCASE_ASSIGN(m_source, media::VideoSource::member(*m_sample.root, m_sample.member));
            if (m_context.plan.known) {
                BADCASE_ASSIGN(const media::MediaStat stat, m_sample.root->stat(m_sample.member));
                BADCASE_ASSIGN(m_content, videoContent(m_source, stat));
            }
            return {};
        });
        if (!opened)
            return Stop{std::move(opened).error()};
        return std::nullopt;
    }

    std::optional<Stop> readIndex()
    {
        const StageTimer timer(m_context.clock, Stage::Decode);
        auto read = guarded(m_sample.name, [&]() -> Result<void> {
            media::VideoOptions options;
            options.threads = 1; // the other lanes have videos of their own
            options.cancel = m_context.plan.cancel;
            BADCASE_ASSIGN(m_reader, media::VideoReader::open(m_source, options));
            return {};
        });
        if (!read)
            return Stop{std::move(read).error()};
        return std::nullopt;
    }

    /// All of them, or until the reader has another index.
    std::optional<Stop> showFrames()
    {
        const media::VideoIndexPtr index = m_reader->index();
        auto planned = [&] {
            const StageTimer timer(m_context.clock, Stage::Decode);
            return guarded(m_sample.name, [&] {
                return plannedFrames(m_context.plan.frames, *m_reader, m_context.plan.cancel);
            });
        }();
        if (!planned)
            return Stop{std::move(planned).error()};
        for (const PlannedFrame& frame : *planned) {
            if (m_context.board.isStopped() || m_scores->hasFailed() || m_reader->index() != index)
                return std::nullopt;
            auto picture = decode(frame.number);
            if (m_reader->index() != index)
                return std::nullopt;
            if (!picture && picture.error().code == ErrorCode::Corrupt) {
                ++m_missing;
                keepFirst(picture.error());
                continue;
            }
            if (!picture)
                return Stop{std::move(picture).error()};
            if (auto stop = show(frame, *picture))
                return stop;
        }
        return std::nullopt;
    }

    Result<RgbImage> decode(int number)
    {
        const StageTimer timer(m_context.clock, Stage::Decode);
        return guarded(m_sample.name, [&]() -> Result<RgbImage> {
            BADCASE_ASSIGN(const media::VideoFrame frame, m_reader->read(number));
            m_guessed += frame.isDamaged() ? 1 : 0;
            media::FrameOutput output;
            output.pixels = media::PixelFormat::Rgb888;
            output.squarePixels = false;
            BADCASE_ASSIGN(const QImage image, m_converter.convert(frame, output));
            return media::toRgbImage(image);
        });
    }

    std::optional<Stop> show(const PlannedFrame& frame, const RgbImage& picture)
    {
        const QString name = VideoText::tr("%1, frame %2").arg(m_sample.name).arg(frame.number);
        std::optional<int> part;
        for (const engine::View& view : m_context.plan.views.views) {
            auto input = prepareView(m_context, picture, view, name);
            if (!input)
                return Stop{std::move(input).error(), Stage::Preprocess};
            if (!part) {
                auto first = m_scores->expect(m_reader->index()->seconds(frame.number), frame.times);
                if (!first)
                    return Stop{std::move(first).error()};
                part = *first;
            }
            m_take(PreparedSample{m_waiting.number, m_sample.id, std::move(*input), m_scores, (*part)++});
        }
        return std::nullopt;
    }

    void keepFirst(const Error& error)
    {
        if (!m_firstMissing)
            m_firstMissing = error;
    }

    void end(std::optional<Stop> stop)
    {
        if (m_context.board.isStopped() || (stop && stop->error.code == ErrorCode::Cancelled))
            return;
        if (!stop && !m_scores->hasFrames())
            stop = Stop{m_firstMissing.value_or(
                Error{ErrorCode::Corrupt,
                      VideoText::tr("%1 has no frame that could be shown to the model").arg(m_sample.name)})};
        finishParts(m_context, *m_scores,
                    stop ? m_scores->endWithError(std::move(stop->error), stop->stage)
                         : m_scores->end(warning()));
    }

    QString warning() const
    {
        // The reader counts a packet again each time it comes by.
        const int inFile = m_reader->index()->damagedPackets;
        const int packets = inFile > 0 ? inFile : m_reader->report().damagedPackets;
        QStringList damage;
        if (packets > 0)
            damage.append(VideoText::tr("%n packets were stepped over", nullptr, packets));
        if (m_guessed > 0)
            damage.append(VideoText::tr("%n frames were decoded with guessed parts", nullptr, m_guessed));
        if (m_missing > 0)
            damage.append(VideoText::tr("%n frames could not be decoded", nullptr, m_missing));
        return damage.isEmpty()
                   ? QString()
                   : VideoText::tr("%1 is damaged: %2").arg(m_sample.name, damage.join(QStringLiteral(", ")));
    }

    RunContext& m_context;
    const WaitingSample& m_waiting;
    const JobSample& m_sample;
    const TakeInput& m_take;
    media::VideoSource m_source;
    std::optional<quint64> m_content; ///< where it is asked for
    std::unique_ptr<media::VideoReader> m_reader;
    media::FrameConverter m_converter;
    std::shared_ptr<VideoScores> m_scores;
    int m_missing = 0; ///< frames that the decoder did not give
    int m_guessed = 0; ///< frames that the model saw, with parts that the decoder made up
    std::optional<Error> m_firstMissing;
};

} // namespace

void prepareVideo(RunContext& context, const WaitingSample& waiting, const TakeInput& take)
{
    VideoPass(context, waiting, take).run();
}

} // namespace badcase::jobs
