// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/tune_classes.h"
#include "app/workspace/tune_objective.h"
#include "app/workspace/tune_service.h"

namespace badcase::cli {

namespace {

Result<workspace::TuneRequest> requestOf(const Arguments& arguments)
{
    workspace::TuneRequest request;
    request.run = arguments.value(QStringLiteral("run"));
    request.objective = arguments.value(QStringLiteral("objective"));
    request.perClass = arguments.has(QStringLiteral("per-class"));
    request.save = arguments.value(QStringLiteral("save"));
    request.split = arguments.value(QStringLiteral("split"));
    request.groupBy = arguments.value(QStringLiteral("group-by"));
    request.target = arguments.value(QStringLiteral("class"));
    request.costs = arguments.value(QStringLiteral("costs"));
    BADCASE_ASSIGN(request.labels, labelsOf(arguments));
    BADCASE_ASSIGN(const auto folds, arguments.number(QStringLiteral("folds"), 2));
    request.folds = folds.value_or(request.folds);
    BADCASE_ASSIGN(const auto seed, arguments.number(QStringLiteral("seed"), 0));
    request.seed = static_cast<quint64>(seed.value_or(1));
    BADCASE_ASSIGN(const auto bound, arguments.fraction(QStringLiteral("bound")));
    request.bound = bound.value_or(0);
    if (request.run.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("tune needs --run"));
    return request;
}

Result<int> tuneVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    BADCASE_ASSIGN(auto request, requestOf(arguments));
    BADCASE_ASSIGN(const auto project,
                   openProject(arguments, output, request.save.isEmpty() ? storage::OpenMode::ReadOnly
                                                                         : storage::OpenMode::ReadWrite));
    const Schema schema = project->schema();
    if (request.objective.isEmpty())
        request.objective = workspace::objectiveNames(schema.task(), schema.hasParents()).first();
    BADCASE_ASSIGN(const auto report,
                   workspace::tune(project, request, cancel, output.progress(QStringLiteral("tune"))));
    const workspace::ObjectiveChoice choice = workspace::objectiveOf(request);
    output.result(report.toJson(schema), [&] {
        output.line(QStringLiteral("%1 of %2, %3 samples: %4 before, %5 after")
                        .arg(workspace::objectiveTitle(report.objective), report.run)
                        .arg(report.samples)
                        .arg(workspace::objectiveText(choice, report.before, 4), workspace::objectiveText(choice, report.after, 4)));
        if (report.gain && !workspace::isBoundMissed(choice, report.before) && !workspace::isBoundMissed(choice, report.after))
            output.line(QStringLiteral("On samples it was not tuned on: %1 (90 %: %2 to %3)")
                            .arg(report.before + report.gain->heldOut, 0, 'f', 4)
                            .arg(report.heldOutInterval()->low, 0, 'f', 4)
                            .arg(report.heldOutInterval()->high, 0, 'f', 4));
        output.line((schema.task() == Task::Segmentation ? QStringLiteral("%1 images score higher, %2 lower")
                                                         : QStringLiteral("%1 become right, %2 become wrong"))
                        .arg(report.gained)
                        .arg(report.lost));
        output.line(report.adviceText);
        if (!request.save.isEmpty())
            output.line(QStringLiteral("Saved as %1; badcase thresholds apply puts it in charge of a run").arg(request.save));
    });
    return int(kDone);
}

} // namespace

std::vector<Verb> tuneVerbs()
{
    const auto option = [](const char* name, const char* value, const char* help) {
        return OptionSpec{QLatin1String(name), QLatin1String(value), QLatin1String(help)};
    };
    return {{QStringLiteral("tune"),
             {QStringLiteral("FILE")},
             {option("run", "R", "the run whose decisions are to be made better"),
              option("objective", "NAME", "accuracy, micro_f1, macro_f1, mean_f1, mean_recall, cost, samples_f1, exact_match, "
                                          "precision_at_recall, recall_at_precision; masks: dice, iou, pooled_dice, pooled_iou"),
              option("per-class", "", "a number for each class; else one for all"),
              option("folds", "K", "parts for the gain on held-out samples (5)"),
              option("save", "SET", "keep the result under this name"),
              option("labels", "given|corrected", "what is measured against (corrected)"),
              option("split", "S", "tune on the samples of this split only"),
              option("group-by", "FIELD", "samples with an equal value never part"),
              option("class", "NAME", "of precision_at_recall and recall_at_precision"),
              option("bound", "X", "the recall or precision that has to be reached, 0 to 1"),
              option("costs", "F.csv", "what each confusion costs, for cost"),
              option("seed", "N", "of folds and intervals (1)")},
             QStringLiteral("Finds the offsets or thresholds that are best for a figure, and says what they are worth on "
                            "samples they were not tuned on."),
             tuneVerb}};
}

} // namespace badcase::cli
