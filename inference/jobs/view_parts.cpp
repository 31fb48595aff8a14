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

Result<void> MaskViews::read(int part, const engine::Postprocessor& post, const engine::OutputSlice& output,
                             const engine::Geometry& geometry, const QString& name)
{
    BADCASE_ASSIGN(engine::ProbabilityMaps maps,
                   post.readMaps(*output.outputs, output.index, geometry, name));
    const std::lock_guard lock(m_mapsMutex);
    Open& open = openOf(part);
    const auto window = static_cast<std::size_t>(part - open.firstPart);
    if (!m_plan.tiles.isUsed() || window == open.windows.size()) {
        open.whole = std::move(maps);
    } else {
        const engine::View& view = m_plan.views[static_cast<std::size_t>(open.view)];
        if (!open.fuser)
            open.fuser.emplace(maps.channels, engine::viewSize(m_picture, view.turn), m_plan.tiles);
        open.fuser->add(open.windows[window], maps);
    }
    if (--open.missing > 0)
        return {};
    const int view = open.view;
    addView(view, closed(open));
    std::erase_if(m_open, [view](const Open& candidate) { return candidate.view == view; });
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
