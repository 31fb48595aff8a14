// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/mix_service.h"

#include "app/workspace/mask_mix.h"

#include <QCoreApplication>

#include <algorithm>

namespace badcase::workspace {

namespace {

using analysis::MixDecisions;
using analysis::MixMode;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Mix", text);
}

std::vector<double> alone(std::size_t members, std::size_t member)
{
    std::vector<double> weights(members);
    weights[member] = 1;
    return weights;
}

double valueOf(const analysis::ClassMixSet& set, const analysis::MixObjective& objective,
               const MixDecisions& decisions)
{
    return analysis::MixScore(set, objective, decisions).value();
}

std::vector<WorseThing> named(const std::vector<analysis::WorseClass>& worse, const Schema& schema)
{
    std::vector<WorseThing> out;
    for (const auto& one : worse)
        out.push_back({schema.at(one.index).name, one.support, one.before, one.after});
    return out;
}

MixFitReport fitReport(const analysis::HeldOutMixture& held)
{
    return {held.fit.weights, held.spread, held.logLossEqual, held.fit.logLoss, held.logLossHeldOut,
            held.fitted,      held.equal,  held.overEqual,    held.advice};
}

/// Objectives by name; which of the two kinds it is depends on the task.
struct NamedObjective {
    const char* name;
    std::optional<analysis::ObjectiveKind> classes;
    std::optional<analysis::LabelObjectiveKind> tags;
};

const NamedObjective kObjectives[] = {
    {"mean_f1", analysis::ObjectiveKind::MeanF1, {}},
    {"macro_f1", analysis::ObjectiveKind::MacroF1, analysis::LabelObjectiveKind::MacroF1},
    {"micro_f1", analysis::ObjectiveKind::MicroF1, analysis::LabelObjectiveKind::MicroF1},
    {"accuracy", analysis::ObjectiveKind::Accuracy, {}},
    {"mean_recall", analysis::ObjectiveKind::MeanRecall, {}},
    {"samples_f1", {}, analysis::LabelObjectiveKind::SamplesF1},
    {"exact_match", {}, analysis::LabelObjectiveKind::ExactMatch},
};

class Reporter {
public:
    Reporter(const ClassMix& mix, const Schema& schema, const MixRequest& request,
             const analysis::MixObjective& objective, engine::MergeMode merge, const std::vector<double>& weights)
        : m_mix(mix),
          m_set(mix.set),
          m_schema(schema),
          m_request(request),
          m_objective(objective),
          m_mode(mixModeOf(merge)),
          m_weights(weights)
    {
        m_report.source = mix.source;
        m_report.merge = merge;
        m_report.samples = static_cast<qint64>(mix.set.rows());
        m_report.missing = mix.samples.missing;
        m_report.decided = static_cast<double>(mix.set.sureRows()) / static_cast<double>(mix.set.rows());
        m_report.reference = mix.reference(objective, m_mode);
    }

    Result<MixReport> run(const CancelToken& cancel, const ProgressCallback& progress)
    {
        tellMix(cancel);
        tellMembers();
        tellPairs();
        std::vector<double> counting = m_weights; // those that weigh nothing are tried as much as the others
        std::ranges::replace(counting, 0.0, 1.0);
        BADCASE_ASSIGN(m_report.selection, analysis::selectMembers(m_set, m_objective, m_mode, counting,
                                                                   m_report.reference, m_rules, cancel));
        if (m_request.fit) {
            analysis::MixtureFitOptions options;
            options.folds = m_request.folds;
            options.seed = m_request.seed;
            BADCASE_ASSIGN(const auto held, analysis::heldOutMixture(m_set, m_objective, m_mode, m_reference, options,
                                                                     cancel, progress));
            m_report.fit = fitReport(held);
        }
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, tr("Stopped while looking at the mix"));
        return std::move(m_report);
    }

private:
    void tellMix(const CancelToken& cancel)
    {
        m_rules.seed = m_request.seed;
        m_reference = m_set.decide(m_mode, alone(m_set.members(), m_report.reference));
        const MixDecisions mixed = m_set.decide(m_mode, m_weights);
        m_report.referenceValue = valueOf(m_set, m_objective, m_reference);
        m_report.mixed = valueOf(m_set, m_objective, mixed);
        m_report.mixedGain = analysis::pairedGain(m_set, m_objective, m_reference, mixed, m_rules, cancel);
        m_report.flips = analysis::countFlips(analysis::mixFlips(m_set, m_reference, mixed));
        m_report.worse = named(analysis::worseClasses(m_set, m_reference, mixed), m_schema);
    }

    void tellMembers()
    {
        const auto table = analysis::memberTable(m_set, m_objective, m_mode, m_weights);
        for (std::size_t i = 0; i < table.members.size(); ++i) {
            const auto& row = table.members[i];
            const MixMember& member = m_mix.members[i];
            m_report.members.push_back({member.name, m_weights[i], member.costMs, row.alone,
                                        row.alone - m_report.referenceValue, row.gainWhenAdded,
                                        row.flipsWhenAdded, named(row.worse, m_schema)});
        }
    }

    void tellPairs()
    {
        std::vector<MixDecisions> decisions;
        for (std::size_t member = 0; member < m_set.members(); ++member)
            decisions.push_back(m_set.decide(m_mode, alone(m_set.members(), member)));
        for (std::size_t a = 0; a < decisions.size(); ++a) {
            for (std::size_t b = a + 1; b < decisions.size(); ++b) {
                const auto overlap = analysis::errorOverlap(m_set, decisions[a], decisions[b]);
                m_report.pairs.push_back(
                    {a, b, overlap.phi(), overlap.q(), overlap.disagreement(), overlap.doubleFault()});
            }
        }
    }

    const ClassMix& m_mix;
    const analysis::ClassMixSet& m_set;
    const Schema& m_schema;
    const MixRequest& m_request;
    const analysis::MixObjective& m_objective;
    MixMode m_mode;
    const std::vector<double>& m_weights;
    analysis::GainRules m_rules;
    MixDecisions m_reference;
    MixReport m_report;
};

Result<engine::MergeMode> mergeOf(const QString& text)
{
    return text.isEmpty() ? engine::MergeMode::Mean : engine::parseMergeMode(text);
}

} // namespace

QStringList mixObjectives(Task task, bool withParents)
{
    if (task == Task::Segmentation)
        return maskMixObjectives();
    QStringList names;
    for (const NamedObjective& one : kObjectives) {
        const bool fits = task == Task::MultiLabel ? one.tags.has_value() : one.classes.has_value();
        if (fits && (withParents || one.classes != analysis::ObjectiveKind::MeanF1))
            names.append(QLatin1String(one.name));
    }
    return names;
}

Result<analysis::MixObjective> mixObjective(const QString& name, const Schema& schema)
{
    const QStringList names = mixObjectives(schema.task(), schema.hasParents());
    const QString wanted = name.isEmpty() ? names.front() : name;
    const auto* const found =
        std::ranges::find_if(kObjectives, [&](const auto& one) { return wanted == QLatin1String(one.name); });
    if (!names.contains(wanted) || found == std::end(kObjectives))
        return fail(ErrorCode::InvalidArgument, tr("\"%1\" is no objective of this task; there are: %2")
                                                    .arg(wanted, names.join(QStringLiteral(", "))));
    if (schema.task() == Task::MultiLabel)
        return analysis::MixObjective(analysis::LabelObjective{*found->tags});
    std::vector<int> parentOf;
    for (ClassIndex k = 0; found->classes == analysis::ObjectiveKind::MeanF1 && k < schema.size(); ++k)
        parentOf.push_back(schema.parentOf(k));
    BADCASE_ASSIGN(auto objective,
                   analysis::Objective::create({*found->classes}, schema.size(), std::move(parentOf)));
    return analysis::MixObjective(std::move(objective));
}

std::size_t ClassMix::reference(const analysis::MixObjective& objective, MixMode mode) const
{
    if (plain)
        return *plain;
    std::size_t best = 0;
    double most = 0;
    for (std::size_t member = 0; member < set.members(); ++member) {
        const double value = valueOf(set, objective, set.decide(mode, alone(set.members(), member)));
        if (member == 0 || value > most) {
            best = member;
            most = value;
        }
    }
    return best;
}

std::vector<double> ClassMix::weights() const
{
    std::vector<double> out;
    for (const MixMember& member : members)
        out.push_back(member.weight);
    return out;
}

Result<ClassMix> loadClassMix(Project& project, const MixSource& source, const CancelToken& cancel,
                              const ProgressCallback& progress)
{
    BADCASE_ASSIGN(const auto connection, project.connect());
    const Schema schema = project.schema();
    ClassMix mix;
    mix.source = source;
    BADCASE_ASSIGN(mix.members, mixMembers(*connection, schema, source));
    mix.plain = plainMember(mix.members);
    BADCASE_ASSIGN(mix.samples, mixSamples(*connection, source, mix.members, cancel));
    BADCASE_ASSIGN(mix.set, loadMixSet(*connection, schema, mix.members, mix.samples, cancel, progress));
    return mix;
}

Result<MixReport> reportOn(const ClassMix& mix, const Schema& schema, const MixRequest& request,
                           const std::vector<double>& weights, const QString& project, const CancelToken& cancel,
                           const ProgressCallback& progress)
{
    BADCASE_ASSIGN(const auto objective, mixObjective(request.objective, schema));
    BADCASE_ASSIGN(const auto merge, mergeOf(request.merge));
    Reporter reporter(mix, schema, request, objective, merge, weights);
    BADCASE_ASSIGN(MixReport report, reporter.run(cancel, progress));
    report.objective = request.objective.isEmpty() ? mixObjectives(schema.task(), schema.hasParents()).front()
                                                   : request.objective;
    advise(report, mix.members, project);
    return report;
}

Result<MixReport> mix(const std::shared_ptr<Project>& project, const MixRequest& request,
                      const CancelToken& cancel, const ProgressCallback& progress)
{
    const Schema schema = project->schema();
    if (schema.task() == Task::Segmentation) {
        BADCASE_TRY(maskMixObjective(request.objective));
        BADCASE_ASSIGN(const auto merge, mergeOf(request.merge));
        BADCASE_ASSIGN(const auto board, loadMaskMixBoard(project, request.source, cancel, progress));
        std::vector<double> weights;
        for (const MixMember& member : board->members())
            weights.push_back(member.weight);
        return board->report({merge, std::move(weights)}, request, cancel);
    }
    BADCASE_TRY(mixObjective(request.objective, schema));
    BADCASE_ASSIGN(const auto loaded, loadClassMix(*project, request.source, cancel, progress));
    return reportOn(loaded, schema, request, loaded.weights(), project->path(), cancel, progress);
}

} // namespace badcase::workspace
