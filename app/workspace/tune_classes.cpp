// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/tune_classes.h"

#include "inference/analysis/metrics_json.h"
#include "inference/analysis/multilabel_score.h"
#include "inference/analysis/tuning/cross_fit.h"
#include "inference/analysis/tuning/threshold_cross_fit.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

using analysis::Advice;
using analysis::HonestGain;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Tuning", text);
}

/// "+0.012"; a gain of an objective is a difference of shares.
QString signedText(double value)
{
    return QStringLiteral("%1%2").arg(value < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")).arg(std::abs(value), 0, 'f', 3);
}

QJsonObject gainJson(const HonestGain& gain)
{
    return {{QStringLiteral("in_sample"), analysis::jsonNumber(gain.inSample)},
            {QStringLiteral("held_out"), analysis::jsonNumber(gain.heldOut)},
            {QStringLiteral("interval"), QJsonArray{analysis::jsonNumber(gain.interval.low), analysis::jsonNumber(gain.interval.high)}}};
}

std::vector<double> inNats(const analysis::Offsets& offsets)
{
    std::vector<double> nats;
    nats.reserve(offsets.size());
    for (const analysis::LogUnits offset : offsets)
        nats.push_back(analysis::toNats(offset));
    return nats;
}

/// The report's figures that follow from decisions: by the rule that will be applied, not by the tables of the search.
struct Outcome {
    std::vector<LabelSet> decisions;
};

Outcome decideAll(const ClassTuningData& data, const ThresholdSet* set)
{
    Outcome outcome;
    outcome.decisions.reserve(data.samples.size());
    for (std::size_t i = 0; i < data.samples.size(); ++i)
        outcome.decisions.push_back(data.decide(i, set));
    return outcome;
}

double valueOf(const ClassTuningData& data, const Outcome& outcome, const analysis::Objective& objective)
{
    analysis::ConfusionCounts counts(data.schema.size());
    for (std::size_t i = 0; i < data.samples.size(); ++i)
        counts.add(data.labels[i].first(), outcome.decisions[i].first());
    return objective.value(counts);
}

double valueOf(const ClassTuningData& data, const Outcome& outcome, const analysis::LabelObjective& objective)
{
    analysis::MultiLabelScore score(data.schema.size());
    for (std::size_t i = 0; i < data.samples.size(); ++i)
        score.add(data.labels[i], outcome.decisions[i]);
    return objective.value(score.metrics());
}

template <class AnyObjective>
void measure(TuneReport& report, const ClassTuningData& data, const AnyObjective& objective)
{
    const Outcome before = decideAll(data, nullptr);
    const Outcome after = decideAll(data, &report.set);
    report.samples = static_cast<qint64>(data.samples.size());
    report.before = valueOf(data, before, objective);
    report.after = valueOf(data, after, objective);
    for (std::size_t i = 0; i < data.samples.size(); ++i) {
        const bool wasRight = before.decisions[i] == data.labels[i];
        const bool isRight = after.decisions[i] == data.labels[i];
        report.gained += isRight && !wasRight ? 1 : 0;
        report.lost += wasRight && !isRight ? 1 : 0;
    }
    if (report.gain)
        report.gain->inSample = report.after - report.before;
}

TuneReport reportOf(const ClassTuningData& data, const TuneRequest& request)
{
    TuneReport report;
    report.run = data.run.name;
    report.objective = request.objective;
    report.set.name = request.save;
    report.set.task = data.schema.task();
    return report;
}

bool isSure(const HonestGain& gain)
{
    return gain.interval.low > 0;
}

/// On what was asked for: one number is judged by itself, whatever a number for each class would bring.
Advice adviceFor(const TuneRequest& request, Advice advice, const HonestGain& common)
{
    if (request.perClass)
        return advice;
    return isSure(common) ? Advice::Keep : Advice::NotWorthIt;
}

Result<void> checkFolds(const TuneRequest& request)
{
    if (request.folds < 2)
        return fail(ErrorCode::InvalidArgument, tr("A gain on held-out samples needs at least 2 folds"));
    return {};
}

} // namespace

ObjectiveChoice objectiveOf(const TuneRequest& request)
{
    return {request.objective, request.target, request.bound, request.costs};
}

Result<TuneReport> tuneClasses(const ClassTuningData& data, const TuneRequest& request, const CancelToken& cancel,
                               const ProgressCallback& progress)
{
    BADCASE_ASSIGN(const auto objective, classObjective(objectiveOf(request), data.schema));
    BADCASE_TRY(checkFolds(request));
    analysis::CrossFitOptions options;
    options.folds = request.folds;
    options.seed = request.seed;
    options.priorCounts = data.trainingCounts;
    BADCASE_ASSIGN(const auto fit, analysis::crossFit(data.table, objective, options, cancel, progress));

    TuneReport report = reportOf(data, request);
    report.gain = request.perClass ? fit.perClass : fit.tau;
    report.set.offsets = inNats(request.perClass ? fit.offsets : fit.tauOffsets);
    report.common = fit.tauChosen;
    report.advice = adviceFor(request, fit.advice, fit.tau);
    measure(report, data, objective);
    report.adviceText = adviceText(fit.advice, request.perClass, report.set.task, fit.perClass, fit.tau);
    if (const QString bound = boundText(request, report.before, report.after); !bound.isEmpty())
        report.adviceText = bound;
    const auto& counts = data.trainingCounts.empty() ? data.table.support() : data.trainingCounts;
    QJsonObject prior;
    for (ClassIndex k = 0; k < data.schema.size(); ++k)
        prior.insert(data.schema.at(k).name, counts[static_cast<std::size_t>(k)]);
    report.more = {{QStringLiteral("tau"), fit.tauChosen},
                   {QStringLiteral("prior_counts"), prior},
                   {QStringLiteral("shrinkage"), fit.shrinkage},
                   {QStringLiteral("gain_per_class"), gainJson(fit.perClass)},
                   {QStringLiteral("gain_tau"), gainJson(fit.tau)},
                   {QStringLiteral("gain_not_shrunk"), QJsonObject{{QStringLiteral("in_sample"), fit.rawInSample}}},
                   {QStringLiteral("prior_from"), data.trainingCounts.empty() ? QStringLiteral("tuned") : QStringLiteral("train")}};
    return report;
}

Result<TuneReport> tuneTags(const ClassTuningData& data, const TuneRequest& request, const CancelToken& cancel,
                            const ProgressCallback& progress)
{
    BADCASE_ASSIGN(const auto objective, labelObjective(objectiveOf(request), data.schema));
    BADCASE_TRY(checkFolds(request));
    analysis::ThresholdCrossFitOptions options;
    options.folds = request.folds;
    options.seed = request.seed;
    BADCASE_ASSIGN(const auto fit, analysis::crossFitThresholds(data.tags, objective, options, cancel, progress));

    TuneReport report = reportOf(data, request);
    report.gain = request.perClass ? fit.perClass : fit.common;
    report.set.thresholds = request.perClass ? fit.thresholds
                                             : analysis::Thresholds(static_cast<std::size_t>(data.schema.size()), fit.commonThreshold);
    report.common = fit.commonThreshold;
    report.advice = adviceFor(request, fit.advice, fit.common);
    measure(report, data, objective);
    report.adviceText = adviceText(fit.advice, request.perClass, report.set.task, fit.perClass, fit.common);
    if (const QString bound = boundText(request, report.before, report.after); !bound.isEmpty())
        report.adviceText = bound;
    report.more = {{QStringLiteral("common_threshold"), fit.commonThreshold},
                   {QStringLiteral("shrinkage"), fit.shrinkage},
                   {QStringLiteral("gain_per_class"), gainJson(fit.perClass)},
                   {QStringLiteral("gain_common"), gainJson(fit.common)},
                   {QStringLiteral("gain_not_shrunk"), QJsonObject{{QStringLiteral("in_sample"), fit.rawInSample}}}};
    return report;
}

Result<TuneReport> tuneLoaded(const ClassTuningData& data, const TuneRequest& request, const CancelToken& cancel,
                              const ProgressCallback& progress)
{
    return data.schema.task() == Task::MultiLabel ? tuneTags(data, request, cancel, progress)
                                                  : tuneClasses(data, request, cancel, progress);
}

QString boundText(const TuneRequest& request, double before, double after)
{
    const ObjectiveChoice choice = objectiveOf(request);
    if (isBoundMissed(choice, after))
        return tr("The bound of %1 cannot be reached here: %2 before, %3 now.")
            .arg(QString::number(request.bound), objectiveText(choice, before, 3), objectiveText(choice, after, 3));
    if (isBoundMissed(choice, before))
        return tr("The bound of %1 is reached on these samples (%2 before); on new samples it may be missed again.")
            .arg(QString::number(request.bound), objectiveText(choice, before, 3));
    return {};
}

QString adviceText(Advice advice, bool perClass, Task task, const HonestGain& gain, const HonestGain& common)
{
    const auto expected = [](const HonestGain& of) {
        return tr("%1 here, %2 to be expected on new samples (90 %: %3 to %4)")
            .arg(signedText(of.inSample), signedText(of.heldOut), signedText(of.interval.low), signedText(of.interval.high));
    };
    const QString one = task == Task::MultiLabel ? tr("one threshold for all classes") : tr("the prior strength alone");
    const QString each = task == Task::MultiLabel ? tr("A threshold for each class") : tr("An offset for each class");
    const QString shrug = tr("Not worth it: %1. On new samples it may as well do harm.").arg(expected(perClass ? gain : common));
    if (!perClass) {
        const QString mine = isSure(common) ? tr("Keep it: %1.").arg(expected(common)) : shrug;
        return advice == Advice::Keep ? tr("%1 %2 brings more: %3.").arg(mine, each, expected(gain)) : mine;
    }
    switch (advice) {
    case Advice::Keep:
        return tr("Keep it: %1.").arg(expected(gain));
    case Advice::TauOnly:
        return tr("Use %1: %2. A number for each class adds nothing that is sure.").arg(one, expected(common));
    case Advice::NotWorthIt:
        break;
    }
    return shrug;
}

} // namespace badcase::workspace
