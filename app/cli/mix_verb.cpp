// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/mix_service.h"

#include <cmath>

namespace badcase::cli {

namespace {

Result<workspace::MixRequest> mixRequest(const Arguments& arguments)
{
    const auto value = [&](const char* name) { return arguments.value(QLatin1String(name)); };
    workspace::MixRequest request;
    request.source.run = value("run");
    request.source.views = value("views");
    request.source.split = value("split");
    request.objective = value("objective");
    request.merge = value("merge");
    request.fit = arguments.has(QStringLiteral("fit"));
    if (request.source.run.isEmpty() == value("runs").isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("mix needs --run for the views that a run kept, or --runs for several runs"));
    if (!value("runs").isEmpty()) {
        BADCASE_ASSIGN(request.source.runs, workspace::parseRunWeights(value("runs")));
    }
    BADCASE_ASSIGN(request.source.labels, labelsOf(arguments));
    BADCASE_ASSIGN(const auto folds, arguments.number(QStringLiteral("folds"), 2));
    request.folds = folds.value_or(request.folds);
    BADCASE_ASSIGN(const auto seed, arguments.number(QStringLiteral("seed"), 0));
    request.seed = static_cast<quint64>(seed.value_or(1));
    return request;
}

QString score(double value, bool withSign = false)
{
    if (!std::isfinite(value))
        return QStringLiteral("-");
    return (withSign && value >= 0 ? QStringLiteral("+") : QString()) + QString::number(value, 'f', 4);
}

void printMembers(const Output& output, const workspace::MixReport& report)
{
    output.line(QStringLiteral("%1 %2 %3 %4 %5 %6 %7")
                    .arg(QStringLiteral("member"), -24)
                    .arg(QStringLiteral("alone"), 8)
                    .arg(QStringLiteral("gain"), 8)
                    .arg(QStringLiteral("if added"), 9)
                    .arg(QStringLiteral("better"), 7)
                    .arg(QStringLiteral("worse"), 7)
                    .arg(QStringLiteral("ms"), 7));
    for (const auto& line : report.members)
        output.line(QStringLiteral("%1 %2 %3 %4 %5 %6 %7")
                        .arg(line.name, -24)
                        .arg(score(line.alone), 8)
                        .arg(score(line.gainAlone, true), 8)
                        .arg(score(line.gainWhenAdded, true), 9)
                        .arg(line.flipsWhenAdded.gained, 7)
                        .arg(line.flipsWhenAdded.lost, 7)
                        .arg(line.costMs ? QString::number(*line.costMs, 'f', 1) : QStringLiteral("-"), 7));
}

void printReport(const Output& output, const workspace::MixReport& report)
{
    output.line(QStringLiteral("%1 of %2 samples: \"%3\" alone %4, all together %5 (P(gain > 0) = %6)")
                    .arg(report.objective)
                    .arg(report.samples)
                    .arg(report.members[report.reference].name, score(report.referenceValue), score(report.mixed))
                    .arg(report.mixedGain.likelihood, 0, 'f', 2));
    printMembers(output, report);
    for (std::size_t i = 0; i < std::min<std::size_t>(5, report.worse.size()); ++i)
        output.line(QStringLiteral("  worse: %1 %2 -> %3")
                        .arg(report.worse[i].name, score(report.worse[i].before), score(report.worse[i].after)));
    for (const auto& step : report.selection.steps)
        output.line(QStringLiteral("  %1 %2: %3, P(gain > 0) = %4")
                        .arg(step.kept ? QStringLiteral("add") : QStringLiteral("leave out"),
                             report.members[step.member].name, score(step.gain.gain, true))
                        .arg(step.gain.likelihood, 0, 'f', 2));
    if (report.fit) {
        QStringList weights;
        for (std::size_t i = 0; i < report.fit->weights.size(); ++i)
            weights << QStringLiteral("%1 %2").arg(report.members[i].name,
                                                   QString::number(report.fit->weights[i], 'f', 3));
        output.line(QStringLiteral("  fitted: %1; held out %2 (%3 to %4)")
                        .arg(weights.join(QStringLiteral(", ")), score(report.fit->fitted.heldOut, true),
                             score(report.fit->fitted.interval.low, true),
                             score(report.fit->fitted.interval.high, true)));
    }
    output.line(report.adviceText);
    if (report.advice != workspace::MixAdvice::LeaveItOut)
        output.line(report.command);
}

/// Makes the run that is advised; when none is, says so instead.
Result<QJsonValue> save(const std::shared_ptr<workspace::Project>& project, const workspace::MixRequest& request,
                        const workspace::MixReport& report, const QString& name, Output& output,
                        const CancelToken& cancel)
{
    if (report.advice == workspace::MixAdvice::LeaveItOut) {
        output.message(QStringLiteral("Nothing was saved, because no mix is sure to gain; combine makes one all the same"));
        return QJsonValue();
    }
    BADCASE_ASSIGN(const auto connection, project->connect());
    BADCASE_ASSIGN(const auto members, workspace::mixMembers(*connection, project->schema(), request.source));
    const auto wanted = workspace::combineRequest(request.source, members, report.weights, report.merge, name);
    BADCASE_ASSIGN(const auto summary,
                   workspace::combineRuns(project, wanted, cancel, output.progress(QStringLiteral("combine"))));
    return QJsonValue(summary.toJson());
}

Result<int> mixVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto request, mixRequest(arguments));
    const QString name = arguments.value(QStringLiteral("save"));
    BADCASE_ASSIGN(const auto project,
                   openProject(arguments, output,
                               name.isEmpty() ? storage::OpenMode::ReadOnly : storage::OpenMode::ReadWrite));
    BADCASE_ASSIGN(const auto report,
                   workspace::mix(project, request, cancel, output.progress(QStringLiteral("mix"))));
    QJsonObject json = report.toJson();
    if (!name.isEmpty()) {
        BADCASE_ASSIGN(const auto saved, save(project, request, report, name, output, cancel));
        json.insert(QStringLiteral("saved"), saved);
    }
    output.result(json, [&] { printReport(output, report); });
    return int(kDone);
}

} // namespace

std::vector<Verb> mixVerbs()
{
    const auto option = [](const char* name, const char* value, const char* help) {
        return OptionSpec{QLatin1String(name), QLatin1String(value), QLatin1String(help)};
    };
    return {{QStringLiteral("mix"),
             {QStringLiteral("FILE")},
             {option("run", "R", "a run that kept its views"),
              option("views", "identity:1,hflip:1", "these of its views, with weights (all that it kept, 1 each)"),
              option("runs", "A:0.6,B:0.4", "instead of --run: runs and their weights (1 where none is given)"),
              option("objective", "NAME", "what is to become large (macro_f1, accuracy, mean_dice, ...)"),
              option("merge", "M", "mean (default), gmean, logit or max"),
              option("labels", "KIND", "corrected (default) or given"), option("split", "S", "only this split"),
              option("fit", "", "weights by likelihood, and what they bring on samples that they have not seen"),
              option("folds", "K", "parts for that (5)"), option("seed", "N", "of folds and draws (1)"),
              option("save", "NEW", "combine what is advised into a run of this name")},
             QStringLiteral("Says what views or runs are worth in a mix: alone, when added, to whom they do harm, which to "
                            "keep and with which weights."),
             mixVerb}};
}

} // namespace badcase::cli
