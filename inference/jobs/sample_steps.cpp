// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/sample_steps.h"

#include <utility>

namespace badcase::jobs {

namespace {

struct LaneText {
    Q_DECLARE_TR_FUNCTIONS(badcase::Lane)
};

Result<RgbImage> decode(RunContext& context, const JobSample& sample)
{
    const StageTimer timer(context.clock, Stage::Decode);
    return guarded(sample.name, [&]() -> Result<RgbImage> {
        if (!sample.root)
            return fail(ErrorCode::NotFound, LaneText::tr("%1 has no picture").arg(sample.name));
        if (sample.kind == SampleKind::Features)
            return fail(
                ErrorCode::Unsupported,
                LaneText::tr("%1 has features but no pixels, and the model takes pictures").arg(sample.name));
        BADCASE_ASSIGN(const QByteArray data, sample.root->read(sample.member));
        return context.plan.media->decodePicture(data, sample.member);
    });
}

void finishFailed(RunContext& context, qint64 number, SampleId id, const QString& name, Error error,
                  Stage stage)
{
    context.board.finish(number, {SampleResult{id, name, std::move(error)}, stage});
}

} // namespace

Result<engine::PreparedInput> preprocess(RunContext& context, const RgbImage& picture, const QString& name)
{
    const StageTimer timer(context.clock, Stage::Preprocess);
    return guarded(name, [&] { return engine::prepareInput(picture, context.plan.card.input, name); });
}

void prepareVideo(RunContext& context, const WaitingSample& video, const TakeFrame& take)
{
    context.plan.media->prepareVideo(context, video, take);
}

std::optional<PreparedSample> prepareOrFinish(RunContext& context, const WaitingSample& waiting)
{
    const JobSample& sample = waiting.sample;
    auto picture = decode(context, sample);
    if (!picture) {
        finishFailed(context, waiting.number, sample.id, sample.name, std::move(picture).error(),
                     Stage::Decode);
        return std::nullopt;
    }
    auto input = preprocess(context, *picture, sample.name);
    if (!input) {
        finishFailed(context, waiting.number, sample.id, sample.name, std::move(input).error(),
                     Stage::Preprocess);
        return std::nullopt;
    }
    return PreparedSample{waiting.number, sample.id, std::move(*input)};
}

void postprocess(RunContext& context, const ForwardedSample& sample)
{
    auto prediction = [&] {
        const StageTimer timer(context.clock, Stage::Postprocess);
        return guarded(sample.name, [&] {
            return context.post->read(*sample.output.outputs, sample.output.index, sample.geometry,
                                      sample.name);
        });
    }();
    if (sample.video) {
        finishVideo(context, *sample.video,
                    prediction
                        ? sample.video->add(sample.frame, std::get<ClassPrediction>(std::move(*prediction)))
                        : sample.video->frameFailed(std::move(prediction).error(), Stage::Postprocess));
        return;
    }
    if (!prediction) {
        finishFailed(context, sample.number, sample.id, sample.name, std::move(prediction).error(),
                     Stage::Postprocess);
        return;
    }
    SampleResult result{sample.id, sample.name, {}};
    std::visit([&](auto&& value) { result.outcome = std::forward<decltype(value)>(value); },
               std::move(*prediction));
    context.board.finish(sample.number, {std::move(result), Stage::Postprocess});
}

void modelFailed(RunContext& context, const PreparedSample& sample, Error error)
{
    if (sample.video)
        finishVideo(context, *sample.video, sample.video->frameFailed(std::move(error), Stage::Forward));
    else
        finishFailed(context, sample.number, sample.id, sample.input.name, std::move(error), Stage::Forward);
}

void finishVideo(RunContext& context, const VideoScores& video, std::optional<FinishedSample> finished)
{
    if (finished)
        context.board.finish(video.number(), std::move(*finished));
}

} // namespace badcase::jobs
