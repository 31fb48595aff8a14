// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/mix_board.h"

#include "app/workspace/mask_mix.h"

#include <algorithm>

namespace badcase::workspace {

namespace {

class ClassMixBoard : public MixBoard {
public:
    ClassMixBoard(ClassMix mix, Schema schema, QString project, analysis::MixObjective objective)
        : m_mix(std::move(mix)),
          m_schema(std::move(schema)),
          m_project(std::move(project)),
          m_objective(std::move(objective)),
          m_mixer(m_mix.set, m_objective)
    {}

    const MixSource& source() const override { return m_mix.source; }
    const std::vector<MixMember>& members() const override { return m_mix.members; }
    qint64 samples() const override { return static_cast<qint64>(m_mix.samples.samples.size()); }
    qint64 missing() const override { return m_mix.samples.missing; }

    Result<std::shared_ptr<MixBoard>> withObjective(const QString& name) const override
    {
        BADCASE_ASSIGN(auto objective, mixObjective(name, m_schema));
        return std::make_shared<ClassMixBoard>(m_mix, m_schema, m_project, std::move(objective));
    }

    std::size_t reference(engine::MergeMode merge) const override
    {
        return m_mix.reference(m_objective, mixModeOf(merge));
    }
    MixReading read(const MixPosition& position) override
    {
        m_mixer.setPosition(mixModeOf(position.merge), position.weights);
        const Reference& reference = cachedReference(position.merge);
        MixReading reading{m_mixer.value(), 0, reference.value};
        addChanges(reading, reference.decisions, m_mixer.decisions());
        return reading;
    }

    Result<MixReading> readExactly(const MixPosition& position, const CancelToken&) const override
    {
        const auto decisions = m_mix.set.decide(mixModeOf(position.merge), position.weights);
        const auto reference = referenceDecisions(position.merge);
        MixReading reading{valueOf(decisions), 0, valueOf(reference)};
        addChanges(reading, reference, decisions);
        return reading;
    }

    MixLine curve(const MixPosition& position, std::size_t member, const CancelToken&) const override
    {
        auto curve =
            analysis::mixCurve(m_mix.set, m_objective, mixModeOf(position.merge), position.weights, member);
        return {std::move(curve.x), std::move(curve.y), false};
    }

    Result<MixReport> report(const MixPosition& position, const MixRequest& request, const CancelToken& cancel,
                             const ProgressCallback& progress) const override
    {
        MixRequest asked = request;
        asked.merge = engine::mergeModeToText(position.merge);
        return reportOn(m_mix, m_schema, asked, position.weights, m_project, cancel, progress);
    }

private:
    analysis::MixDecisions referenceDecisions(engine::MergeMode merge) const
    {
        std::vector<double> weights(m_mix.members.size());
        weights[reference(merge)] = 1;
        return m_mix.set.decide(mixModeOf(merge), weights);
    }
    double valueOf(const analysis::MixDecisions& decisions) const
    {
        return analysis::MixScore(m_mix.set, m_objective, decisions).value();
    }

    struct Reference {
        engine::MergeMode merge;
        analysis::MixDecisions decisions;
        double value = 0;
    };
    const Reference& cachedReference(engine::MergeMode merge)
    {
        for (const Reference& one : m_references) {
            if (one.merge == merge)
                return one;
        }
        auto decisions = referenceDecisions(merge);
        const double value = valueOf(decisions);
        return m_references.emplace_back(Reference{merge, std::move(decisions), value});
    }

    void addChanges(MixReading& reading, const analysis::MixDecisions& before,
                    const analysis::MixDecisions& after) const
    {
        for (const analysis::MixFlip& flip : analysis::mixFlips(m_mix.set, before, after)) {
            MixChange change{m_mix.samples.samples[flip.row]};
            if (m_mix.set.activation() == Activation::Softmax) {
                change.before = before.classes[flip.row];
                change.after = after.classes[flip.row];
            }
            change.scoreBefore = flip.before;
            change.scoreAfter = flip.after;
            auto& lane = flip.isGained() ? reading.gained : flip.isLost() ? reading.lost : reading.other;
            lane.push_back(change);
        }
    }

    const ClassMix m_mix;
    const Schema m_schema;
    const QString m_project;
    const analysis::MixObjective m_objective;
    analysis::ClassMixer m_mixer;
    std::vector<Reference> m_references;
};

} // namespace

Result<std::shared_ptr<MixBoard>> loadMixBoard(const std::shared_ptr<Project>& project, const MixSource& source,
                                               const CancelToken& cancel, const ProgressCallback& progress)
{
    const Schema schema = project->schema();
    if (schema.task() == Task::Segmentation)
        return loadMaskMixBoard(project, source, cancel, progress);
    BADCASE_ASSIGN(auto mix, loadClassMix(*project, source, cancel, progress));
    BADCASE_ASSIGN(auto objective, mixObjective({}, schema));
    return std::make_shared<ClassMixBoard>(std::move(mix), schema, project->path(), std::move(objective));
}

} // namespace badcase::workspace
