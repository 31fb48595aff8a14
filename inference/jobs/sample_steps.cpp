// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/sample_steps.h"

#include "inference/engine/views.h"
#include "inference/jobs/content_hash.h"

#include <algorithm>
#include <utility>

namespace badcase::jobs {

namespace {

struct LaneText {
    Q_DECLARE_TR_FUNCTIONS(badcase::Lane)
};

Result<QByteArray> readPicture(RunContext& context, const JobSample& sample)
{
    const StageTimer timer(context.clock, Stage::Decode);
    return guarded(sample.name, [&]() -> Result<QByteArray> {
        if (!sample.root)
            return fail(ErrorCode::NotFound, LaneText::tr("%1 has no picture").arg(sample.name));
        if (sample.kind == SampleKind::Features)
            return fail(
                ErrorCode::Unsupported,
                LaneText::tr("%1 has features but no pixels, and the model takes pictures").arg(sample.name));
        return sample.root->read(sample.member);
    });
}

Result<RgbImage> decode(RunContext& context, const JobSample& sample, const QByteArray& data)
{
    const StageTimer timer(context.clock, Stage::Decode);
    return guarded(sample.name, [&] { return context.plan.media->decodePicture(data, sample.member); });
}

/// Part of reading: without known results, nobody asks for it.
bool isKnown(RunContext& context, const WaitingSample& waiting, const QByteArray& data)
{
    if (!context.plan.known)
        return false;
    ContentHash hash(waiting.sample.kind);
    {
        const StageTimer timer(context.clock, Stage::Decode);
        hash.add(data);
    }
    return finishIfKnown(context, waiting, hash.value());
}

void finishFailed(RunContext& context, qint64 number, SampleId id, const QString& name, Error error,
                  Stage stage)
{
    context.board.finish(number, {SampleResult{id, name, std::move(error)}, stage});
}

} // namespace

Result<engine::PreparedInput> prepareView(RunContext& context, const RgbImage& picture,
                                          const engine::View& view, const QString& name)
{
    const StageTimer timer(context.clock, Stage::Preprocess);
    return guarded(name, [&] {
        auto input = engine::prepareInput(picture, context.plan.card.input, name, view);
        if (input && context.plan.blankMedia)
            std::ranges::fill(input->tensors.front().values, 0.0F);
        return input;
    });
}

bool finishIfKnown(RunContext& context, const WaitingSample& waiting, quint64 content)
{
    context.board.noteContent(waiting.number, content);
    if (!context.plan.known->has(content))
        return false;
    const JobSample& sample = waiting.sample;
    context.board.finish(waiting.number, {SampleResult{sample.id, sample.name, ReusedResult{}}});
    return true;
}

std::optional<RgbImage> decodeOrFinish(RunContext& context, const WaitingSample& waiting)
{
    const JobSample& sample = waiting.sample;
    const auto data = readPicture(context, sample);
    if (!data) {
        finishFailed(context, waiting.number, sample.id, sample.name, data.error(), Stage::Decode);
        return std::nullopt;
    }
    if (isKnown(context, waiting, *data))
        return std::nullopt;
    auto picture = decode(context, sample, *data);
    if (picture)
        return std::move(*picture);
    finishFailed(context, waiting.number, sample.id, sample.name, std::move(picture).error(), Stage::Decode);
    return std::nullopt;
}

std::optional<PreparedSample> prepareOrFinish(RunContext& context, const WaitingSample& waiting,
                                              const RgbImage& picture)
{
    const JobSample& sample = waiting.sample;
    auto input = prepareView(context, picture, engine::View{}, sample.name);
    if (input)
        return PreparedSample{waiting.number, sample.id, std::move(*input)};
    finishFailed(context, waiting.number, sample.id, sample.name, std::move(input).error(), Stage::Preprocess);
    return std::nullopt;
}

void postprocess(RunContext& context, const ForwardedSample& sample)
{
    if (sample.parts) {
        auto finished = [&] {
            const StageTimer timer(context.clock, Stage::Postprocess);
            return guarded(sample.name, [&]() -> Result<std::optional<FinishedSample>> {
                return sample.parts->take(sample.part, *context.post, sample.output, sample.geometry,
                                          sample.name);
            });
        }();
        finishParts(context, *sample.parts,
                    finished ? std::move(*finished)
                             : sample.parts->failed(std::move(finished).error(), Stage::Postprocess));
        return;
    }
    auto prediction = [&] {
        const StageTimer timer(context.clock, Stage::Postprocess);
        return guarded(sample.name, [&] {
            return context.post->read(*sample.output.outputs, sample.output.index, sample.geometry,
                                      sample.name);
        });
    }();
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
    if (sample.parts)
        finishParts(context, *sample.parts, sample.parts->failed(std::move(error), Stage::Forward));
    else
        finishFailed(context, sample.number, sample.id, sample.input.name, std::move(error), Stage::Forward);
}

void finishParts(RunContext& context, const SampleParts& parts, std::optional<FinishedSample> finished)
{
    if (finished)
        context.board.finish(parts.number(), std::move(*finished));
}

} // namespace badcase::jobs
