// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a model says of the views of one picture (test-time augmentation) and of its windows, put together.
/// Internal to jobs.

#include "inference/engine/merge.h"
#include "inference/engine/tiles.h"
#include "inference/jobs/sample_parts.h"

#include <optional>
#include <vector>

namespace badcase::jobs {

/// How much each view counts, in sum 1.
std::vector<double> viewShares(const ViewPlan& plan);

/// The merged probabilities of one row a view, as the plan says. A lone view is passed on as it is.
std::vector<float> mergedViews(const ViewPlan& plan, Activation activation,
                               std::vector<std::vector<float>> probabilities);

/// Whether not the picture is turned for a view of a mask model but its padded input, and the score maps back: then the
/// model sees the same padding from another side, as the field's scripts do it, and what a view says differs from what
/// another says by the turn alone. Not for windows, which are cut out of the turned picture, and not where that would
/// swap the sides of an input whose sides the card fixes.
bool turnsInput(const ViewPlan& plan, const engine::View& view, const engine::ModelCard& card);

/// Probabilities of classes: pass i is view i. The embedding is that of the first view.
class ClassViews : public SampleParts {
public:
    ClassViews(qint64 number, SampleId id, QString name, const ViewPlan& plan, Activation activation)
        : SampleParts(number, id, std::move(name)),
          m_plan(plan),
          m_activation(activation),
          m_probabilities(plan.views.size())
    {}
    void expect();

protected:
    Result<void> read(int part, const engine::Postprocessor& post, const engine::OutputSlice& output,
                      const engine::Geometry& geometry, const QString& name) override;
    Result<void> summarise(SampleResult& result) override;

private:
    const ViewPlan& m_plan; ///< of the run, which outlives its samples
    const Activation m_activation;
    std::vector<std::vector<float>> m_probabilities; ///< of each view
    std::vector<float> m_embedding;
};

/// Masks. Probability maps are turned back and added up as they come, so that the memory is that of the sum, of the
/// view that is being read and, with windows, of one more sum: 4 bytes x classes x pixels each.
class MaskViews : public SampleParts {
public:
    MaskViews(qint64 number, SampleId id, QString name, QSize picture, const ViewPlan& plan,
              const engine::Postprocessor& post);

    /// The next view, that of number `view`, will come in these windows of it (one, the whole, without windows), and
    /// once more as a whole when the plan says so. What it returns is the pass of the first window; the others follow,
    /// and last the whole.
    int expectView(int view, std::vector<QRect> windows);
    bool alsoWhole() const { return m_plan.tiles.isUsed() && m_plan.tiles.fullImageWeight.has_value(); }

protected:
    Result<void> read(int part, const engine::Postprocessor& post, const engine::OutputSlice& output,
                      const engine::Geometry& geometry, const QString& name) override;
    Result<void> summarise(SampleResult& result) override;

private:
    /// A view of which passes are still missing.
    struct Open {
        int view = 0;
        int firstPart = 0;
        std::vector<QRect> windows;
        int missing = 0;
        std::optional<engine::TileFuser> fuser;    ///< of the windows
        std::optional<engine::ProbabilityMaps> whole; ///< the view as a whole
    };

    Open& openOf(int part);
    engine::ProbabilityMaps closed(Open& open);
    void addView(int view, engine::ProbabilityMaps maps);
    const engine::View& viewOf(int part);

    const ViewPlan& m_plan;
    const engine::Postprocessor& m_post;
    const QSize m_picture;
    std::mutex m_mapsMutex; ///< guards what follows; the base's own is held for moments only
    std::vector<Open> m_open;
    int m_nextPart = 0;
    engine::MapMerger m_merger;
    std::vector<MaskPlanes> m_kept;
};

} // namespace badcase::jobs
