// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/input_pass.h"

#include "inference/jobs/content_hash.h"
#include "inference/jobs/sample_inputs.h"
#include "inference/jobs/sample_steps.h"

#include <utility>

namespace badcase::jobs {

void ClipParts::expect()
{
    const std::lock_guard lock(mutex());
    expectOne();
}

Result<void> ClipParts::read(int, const engine::Postprocessor& post, const engine::OutputSlice& output,
                             const engine::Geometry& geometry, const QString& name)
{
    SampleResult result;
    if (post.card().output.sequence()) {
        BADCASE_ASSIGN(auto clip, post.readClip(*output.outputs, output.index,
                                                static_cast<int>(m_seconds.size()), name));
        result.outcome = std::move(clip.whole);
        if (clip.rows > 0)
            result.frames = timed(std::move(clip), post.card().output.frames.has_value());
    } else {
        BADCASE_ASSIGN(auto prediction, post.read(*output.outputs, output.index, geometry, name));
        std::visit([&](auto&& value) { result.outcome = std::forward<decltype(value)>(value); },
                   std::move(prediction));
    }
    const std::lock_guard lock(mutex());
    m_result = std::move(result);
    return {};
}

/// Frames are moments; parts have equal shares of the duration.
FrameScores ClipParts::timed(engine::ClipPrediction clip, bool isFrames) const
{
    FrameScores scores;
    scores.columns = static_cast<int>(clip.values.size()) / clip.rows;
    scores.values = std::move(clip.values);
    if (isFrames) {
        scores.seconds = m_seconds;
        return scores;
    }
    for (int i = 0; i < clip.rows; ++i) {
        scores.seconds.push_back(m_duration * i / clip.rows);
        scores.ends.push_back(m_duration * (i + 1) / clip.rows);
    }
    return scores;
}

Result<void> ClipParts::summarise(SampleResult& result)
{
    result.outcome = std::move(m_result.outcome);
    result.frames = std::move(m_result.frames);
    return {};
}

namespace {

QStringList textsOf(const engine::ModelCard& card)
{
    QStringList fields;
    for (const engine::ModelInput& input : card.inputs) {
        if (const auto* tokens = std::get_if<engine::TokensInput>(&input.kind))
            fields += tokens->fields;
    }
    return fields;
}

/// Its file is read once for this and once for the tensors, the second time from the system's cache: features
/// are read row by row, and the frames of a video by a reader of its own. A file that cannot be read has no
/// content; why it cannot, the reading of the inputs says.
bool isKnown(RunContext& context, const WaitingSample& waiting)
{
    if (!context.plan.known)
        return false;
    const engine::ModelCard& card = context.plan.card;
    auto content = [&] {
        const StageTimer timer(context.clock, Stage::Decode);
        return guarded(waiting.sample.name, [&] {
            return sampleContent(waiting.sample, textsOf(card), card.readsPictures() || card.readsFeatures());
        });
    }();
    return content && finishIfKnown(context, waiting, *content);
}

} // namespace

void prepareInputs(RunContext& context, const WaitingSample& waiting, const TakeInput& take)
{
    const JobSample& sample = waiting.sample;
    if (isKnown(context, waiting))
        return;
    const InputMaker maker{context.plan.card, context.plan.vocabularies, context.clock,
                           context.plan.blankMedia, context.plan.cancel,       context.plan.media};
    auto made = guarded(sample.name, [&] { return makeInputs(maker, sample); });
    if (!made) {
        const Error error = std::move(made).error();
        if (!context.board.isStopped() && error.code != ErrorCode::Cancelled)
            context.board.finish(waiting.number,
                                 {SampleResult{sample.id, sample.name, error}, Stage::Decode});
        return;
    }
    PreparedSample prepared{waiting.number, sample.id, std::move(made->input)};
    if (!context.plan.card.output.sequence() && made->warning.isEmpty())
        return take(std::move(prepared));
    const auto parts = std::make_shared<ClipParts>(waiting.number, sample.id, sample.name,
                                                   std::move(made->seconds), made->duration);
    parts->expect();
    prepared.parts = parts;
    take(std::move(prepared));
    finishParts(context, *parts, parts->end(std::move(made->warning)));
}

} // namespace badcase::jobs
