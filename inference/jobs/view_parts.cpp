// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/view_parts.h"

#include "inference/engine/views.h"

#include <algorithm>
#include <utility>

namespace badcase::jobs {

std::vector<double> viewShares(const ViewPlan& plan)
{
    return engine::normalisedWeights(plan.weights)
        .value_or(engine::equalWeights(static_cast<int>(plan.views.size())));
}

std::vector<float> mergedViews(const ViewPlan& plan, Activation activation,
                               std::vector<std::vector<float>> probabilities)
{
    if (probabilities.size() == 1)
        return std::move(probabilities.front());
    engine::ClassMerger merger(plan.merge, activation, viewShares(plan));
    for (std::size_t i = 0; i < probabilities.size(); ++i)
        merger.add(static_cast<int>(i), probabilities[i]);
    return merger.result();
}

bool turnsInput(const ViewPlan& plan, const engine::View& view, const engine::ModelCard& card)
{
    const bool fixedAndUneven = card.input.width && card.input.width != card.input.height;
    return card.task == Task::Segmentation && !plan.tiles.isUsed() && !(view.swapsSides() && fixedAndUneven);
}

namespace {

/// The score maps of one sample, turned back, as the outputs of a batch of one.
std::vector<engine::Tensor> turnedBack(const engine::OutputSlice& output, int logits, engine::View::Turn turn)
{
    const engine::Tensor& batch = (*output.outputs)[static_cast<std::size_t>(logits)];
    const QSize seen(static_cast<int>(batch.shape.back()), static_cast<int>(batch.shape[batch.shape.size() - 2]));
    const QSize upright = engine::viewSize(seen, turn);
    const auto plane = static_cast<std::size_t>(seen.width()) * static_cast<std::size_t>(seen.height());
    const auto sample = batch.values.size() / static_cast<std::size_t>(batch.shape.front());
    std::vector<engine::Tensor> alone(static_cast<std::size_t>(logits) + 1);
    engine::Tensor& maps = alone.back();
    maps.shape = {1, static_cast<std::int64_t>(sample / plane), upright.height(), upright.width()};
    maps.values.resize(sample);
    const float* in = batch.values.data() + sample * static_cast<std::size_t>(output.index);
    for (std::size_t at = 0; at < sample; at += plane)
        engine::undoTurn(turn, in + at, seen, maps.values.data() + at);
    return alone;
}

} // namespace

void ClassViews::expect()
{
    const std::lock_guard lock(mutex());
    expectOne();
}

Result<void> ClassViews::read(int part, const engine::Postprocessor& post, const engine::OutputSlice& output,
                              const engine::Geometry& geometry, const QString& name)
{
    BADCASE_ASSIGN(auto read, post.read(*output.outputs, output.index, geometry, name));
    auto prediction = std::get<ClassPrediction>(std::move(read));
    const std::lock_guard lock(mutex());
    m_probabilities[static_cast<std::size_t>(part)] = std::move(prediction.probabilities);
    if (part == 0)
        m_embedding = std::move(prediction.embedding);
    return {};
}

Result<void> ClassViews::summarise(SampleResult& result)
{
    if (m_plan.keep) {
        for (const auto& row : m_probabilities)
            result.views.push_back({row, {}});
    }
    result.outcome = ClassPrediction{mergedViews(m_plan, m_activation, std::move(m_probabilities)),
                                     std::move(m_embedding)};
    return {};
}

MaskViews::MaskViews(qint64 number, SampleId id, QString name, QSize picture, const ViewPlan& plan,
                     const engine::Postprocessor& post)
    : SampleParts(number, id, std::move(name)),
      m_plan(plan),
      m_post(post),
      m_picture(picture),
      m_merger(plan.merge, post.card().output.activation, viewShares(plan)),
      m_kept(plan.keep ? plan.views.size() : 0)
{}

int MaskViews::expectView(int view, std::vector<QRect> windows)
{
    Open open;
    open.view = view;
    open.firstPart = m_nextPart;
    open.missing = static_cast<int>(windows.size()) + (alsoWhole() ? 1 : 0);
    open.windows = std::move(windows);
    {
        const std::lock_guard lock(mutex());
        for (int i = 0; i < open.missing; ++i)
            expectOne();
    }
    const std::lock_guard lock(m_mapsMutex);
    m_nextPart += open.missing;
    m_open.push_back(std::move(open));
    return m_open.back().firstPart;
}

MaskViews::Open& MaskViews::openOf(int part)
{
    return *std::ranges::find_if(m_open, [&](const Open& open) {
        const int passes = static_cast<int>(open.windows.size()) + (alsoWhole() ? 1 : 0);
        return part >= open.firstPart && part < open.firstPart + passes;
    });
}

const engine::View& MaskViews::viewOf(int part)
{
    const std::lock_guard lock(m_mapsMutex);
    return m_plan.views[static_cast<std::size_t>(openOf(part).view)];
}

Result<void> MaskViews::read(int part, const engine::Postprocessor& post, const engine::OutputSlice& output,
                             const engine::Geometry& geometry, const QString& name)
{
    const engine::View& view = viewOf(part);
    engine::ProbabilityMaps maps;
    if (turnsInput(m_plan, view, post.card())) {
        BADCASE_ASSIGN(maps, post.readMaps(turnedBack(output, post.card().output.logits, view.turn), 0, geometry, name));
    } else {
        BADCASE_ASSIGN(maps, post.readMaps(*output.outputs, output.index, geometry, name));
    }
    const std::lock_guard lock(m_mapsMutex);
    Open& open = openOf(part);
    const auto window = static_cast<std::size_t>(part - open.firstPart);
    if (!m_plan.tiles.isUsed() || window == open.windows.size()) {
        open.whole = std::move(maps);
    } else {
        if (!open.fuser)
            open.fuser.emplace(maps.channels, engine::viewSize(m_picture, view.turn), m_plan.tiles);
        open.fuser->add(open.windows[window], maps);
    }
    if (--open.missing > 0)
        return {};
    const int number = open.view;
    addView(number, closed(open));
    std::erase_if(m_open, [number](const Open& candidate) { return candidate.view == number; });
    return {};
}

/// The view's maps: the windows fused, the whole, or a mixture of both.
engine::ProbabilityMaps MaskViews::closed(Open& open)
{
    if (!open.fuser)
        return std::move(*open.whole);
    engine::ProbabilityMaps maps = open.fuser->result();
    open.fuser.reset();
    if (open.whole)
        engine::blendWhole(maps, *open.whole, m_plan.tiles.fullImageWeight.value_or(0.0));
    return maps;
}

void MaskViews::addView(int view, engine::ProbabilityMaps maps)
{
    const auto at = static_cast<std::size_t>(view);
    if (!turnsInput(m_plan, m_plan.views[at], m_post.card()))
        maps = engine::undoTurn(maps, m_plan.views[at].turn);
    if (m_plan.keep)
        m_kept[at] = m_post.planes(maps);
    m_merger.add(view, maps);
}

Result<void> MaskViews::summarise(SampleResult& result)
{
    BADCASE_ASSIGN(result.outcome, m_post.decide(m_merger.result()));
    for (MaskPlanes& planes : m_kept)
        result.views.push_back({{}, std::move(planes)});
    return {};
}

} // namespace badcase::jobs
