// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/picture_pass.h"

#include "inference/engine/views.h"
#include "inference/jobs/input_pass.h"
#include "inference/jobs/sample_steps.h"
#include "inference/jobs/view_parts.h"

#include <utility>

namespace badcase::jobs {

namespace {

/// A picture's C x H x W.
void turnPlanes(engine::Tensor& picture, engine::View::Turn turn)
{
    const QSize size(static_cast<int>(picture.shape[2]), static_cast<int>(picture.shape[1]));
    const auto plane = static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height());
    std::vector<float> turned(picture.values.size());
    for (std::size_t at = 0; at < turned.size(); at += plane)
        engine::applyTurn(turn, picture.values.data() + at, size, turned.data() + at);
    const QSize now = engine::viewSize(size, turn);
    picture.shape = {picture.shape[0], now.height(), now.width()};
    picture.values = std::move(turned);
}

/// One picture in several views, perhaps each of them in several windows. Used once, in one thread.
class PictureViews {
public:
    PictureViews(RunContext& context, const WaitingSample& waiting, const TakeInput& take)
        : m_context(context), m_plan(context.plan.views), m_waiting(waiting), m_take(take)
    {}

    void run(const RgbImage& picture)
    {
        if (m_context.plan.card.task == Task::Segmentation)
            showMasks(picture);
        else
            showClasses(picture);
        if (!m_context.board.isStopped())
            finishParts(m_context, *m_parts,
                        m_error ? m_parts->endWithError(std::move(*m_error), Stage::Preprocess)
                                : m_parts->end());
    }

private:
    bool isOver() const { return m_error || m_context.board.isStopped() || m_parts->hasFailed(); }

    void showClasses(const RgbImage& picture)
    {
        const auto parts = std::make_shared<ClassViews>(m_waiting.number, m_waiting.sample.id,
                                                        m_waiting.sample.name, m_plan,
                                                        m_context.plan.card.output.activation);
        m_parts = parts;
        for (int view = 0; view < static_cast<int>(m_plan.views.size()) && !isOver(); ++view) {
            if (auto input = prepare(turned(picture, view), view)) {
                parts->expect();
                give(std::move(*input), view);
            }
        }
    }

    void showMasks(const RgbImage& picture)
    {
        const auto parts =
            std::make_shared<MaskViews>(m_waiting.number, m_waiting.sample.id, m_waiting.sample.name,
                                        picture.size(), m_plan, *m_context.post);
        m_parts = parts;
        for (int view = 0; view < static_cast<int>(m_plan.views.size()) && !isOver(); ++view) {
            const RgbImage shown = isTurnedLate(view) ? picture : turned(picture, view);
            const std::vector<QRect> windows = engine::tileRects(shown.size(), m_plan.tiles);
            int part = parts->expectView(view, windows);
            for (const QRect& window : windows) {
                if (!showPart(m_plan.tiles.isUsed() ? cut(shown, window) : shown, view, part++))
                    return;
            }
            if (parts->alsoWhole() && !showPart(shown, view, part++))
                return;
        }
    }

    bool isTurnedLate(int view) const
    {
        return turnsInput(m_plan, m_plan.views[static_cast<std::size_t>(view)], m_context.plan.card);
    }

    /// False when there is nothing more to show.
    bool showPart(const RgbImage& picture, int view, int part)
    {
        if (isOver())
            return false;
        auto input = prepare(picture, view);
        if (input)
            give(std::move(*input), part);
        return input.has_value();
    }

    RgbImage turned(const RgbImage& picture, int view)
    {
        const StageTimer timer(m_context.clock, Stage::Preprocess);
        return engine::applyTurn(picture, m_plan.views[static_cast<std::size_t>(view)].turn);
    }

    RgbImage cut(const RgbImage& picture, const QRect& window)
    {
        const StageTimer timer(m_context.clock, Stage::Preprocess);
        return engine::cropWithReflection(picture, window);
    }

    std::optional<engine::PreparedInput> prepare(const RgbImage& picture, int view)
    {
        engine::View unturned = m_plan.views[static_cast<std::size_t>(view)];
        unturned.turn = engine::View::Turn::Identity; // that has been done
        auto input = prepareView(m_context, picture, unturned, m_waiting.sample.name);
        if (input && isTurnedLate(view))
            turnPlanes(input->tensors.front(), m_plan.views[static_cast<std::size_t>(view)].turn);
        if (input)
            return std::move(*input);
        m_error = std::move(input).error();
        return std::nullopt;
    }

    void give(engine::PreparedInput input, int part)
    {
        m_take(PreparedSample{m_waiting.number, m_waiting.sample.id, std::move(input), m_parts, part});
    }

    RunContext& m_context;
    const ViewPlan& m_plan;
    const WaitingSample& m_waiting;
    const TakeInput& m_take;
    std::shared_ptr<SampleParts> m_parts;
    std::optional<Error> m_error;
};

} // namespace

bool isOneInput(const RunContext& context, const WaitingSample& waiting)
{
    if (!context.plan.card.takesPicturesOnly())
        return true;
    return waiting.sample.kind != SampleKind::Video && context.plan.views.isPlain();
}

void prepareSample(RunContext& context, const WaitingSample& waiting, const TakeInput& take)
{
    if (!context.plan.card.takesPicturesOnly())
        return prepareInputs(context, waiting, take);
    if (waiting.sample.kind == SampleKind::Video)
        return context.plan.media->prepareVideo(context, waiting, take);
    const auto picture = decodeOrFinish(context, waiting);
    if (!picture)
        return;
    if (!context.plan.views.isPlain())
        return PictureViews(context, waiting, take).run(*picture);
    if (auto prepared = prepareOrFinish(context, waiting, *picture))
        take(std::move(*prepared));
}

} // namespace badcase::jobs
