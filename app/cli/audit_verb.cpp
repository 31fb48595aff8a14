// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/audit_service.h"
#include "storage/run_repository.h"

#include <cmath>

namespace badcase::cli {

namespace {

using analysis::AuditFigures;
using analysis::TypedFigure;

constexpr int kUsualBatch = 8;

Result<std::optional<TypedFigure>> figure(const Arguments& arguments, const char* option)
{
    const QString text = arguments.value(QLatin1String(option));
    if (text.isEmpty())
        return std::optional<TypedFigure>();
    BADCASE_ASSIGN(auto typed, TypedFigure::parse(text));
    return std::optional(std::move(typed));
}

Result<AuditFigures> figuresFrom(const Arguments& arguments)
{
    AuditFigures figures;
    BADCASE_ASSIGN(const auto classes, arguments.number(QStringLiteral("classes"), 1));
    constexpr int kMostClasses = 1000; // a matrix of them is made
    if (classes.value_or(0) > kMostClasses)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("--classes takes at most %1").arg(kMostClasses));
    figures.classes = classes.value_or(0);
    BADCASE_ASSIGN(figures.accuracy, figure(arguments, "accuracy"));
    BADCASE_ASSIGN(figures.microF1, figure(arguments, "micro-f1"));
    BADCASE_ASSIGN(figures.meanIou, figure(arguments, "miou"));
    BADCASE_ASSIGN(figures.meanDice, figure(arguments, "dice"));
    BADCASE_ASSIGN(figures.weightedIou, figure(arguments, "fw-iou"));
    BADCASE_ASSIGN(figures.iou, TypedFigure::parseList(arguments.value(QStringLiteral("class-iou"))));
    BADCASE_ASSIGN(figures.dice, TypedFigure::parseList(arguments.value(QStringLiteral("class-dice"))));
    return figures;
}

bool isAnyTyped(const AuditFigures& figures)
{
    return figures.accuracy || figures.microF1 || figures.meanIou || figures.meanDice ||
           figures.weightedIou || !figures.iou.empty() || !figures.dice.empty();
}

/// What is said of a run of masks; nothing when no project is given.
Result<std::optional<workspace::ScriptComparison>> comparisonOf(const Arguments& arguments, Output& output,
                                                                const CancelToken& cancel)
{
    if (arguments.positional(0).isEmpty())
        return std::optional<workspace::ScriptComparison>();
    const QString name = arguments.value(QStringLiteral("run"));
    if (name.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("audit of a project needs --run"));
    BADCASE_ASSIGN(const auto source, labelsOf(arguments));
    BADCASE_ASSIGN(const auto batch, arguments.number(QStringLiteral("batch"), 1));
    output.setProject(arguments.positional(0));
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadOnly));
    BADCASE_ASSIGN(const auto connection, project->connect());
    BADCASE_ASSIGN(const auto run, storage::RunRepository(*connection).find(name));
    BADCASE_ASSIGN(auto comparison, workspace::compareWithScript(*project, *connection, run, source,
                                                                 batch.value_or(kUsualBatch), cancel));
    return std::optional(std::move(comparison));
}

void printComparison(const Output& output, const workspace::ScriptComparison& comparison)
{
    const auto number = [](double value) {
        return std::isnan(value) ? QStringLiteral("–") : QString::number(value, 'f', 4);
    };
    output.line(QStringLiteral("Mean IoU of %1 images").arg(comparison.images));
    output.line(QStringLiteral("  %1  over the pixels of all images").arg(number(comparison.meanIou)));
    output.line(QStringLiteral("  %1  mean over images").arg(number(comparison.meanIouPerImage)));
    output.line(QStringLiteral("  %1  as a widespread training script has it, %2 batches of %3")
                    .arg(number(comparison.script.value))
                    .arg(comparison.script.batches)
                    .arg(comparison.batch));
    output.line(comparison.explanation());
}

Result<int> auditVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto figures, figuresFrom(arguments));
    const bool typed = isAnyTyped(figures);
    if (!typed && arguments.positional(0).isEmpty())
        return fail(
            ErrorCode::InvalidArgument,
            QStringLiteral("audit needs figures (--miou, --dice, --accuracy ...) or a project and --run"));
    BADCASE_ASSIGN(const auto audit, analysis::auditFigures(figures));
    BADCASE_ASSIGN(const auto comparison, comparisonOf(arguments, output, cancel));
    QJsonObject json = typed ? workspace::auditJson(audit) : QJsonObject();
    if (comparison) {
        json.insert(QStringLiteral("run"), arguments.value(QStringLiteral("run")));
        json.insert(QStringLiteral("script"), comparison->toJson());
    }
    output.result(json, [&] {
        if (typed)
            output.line(workspace::auditText(audit));
        for (const auto& finding : audit.findings)
            output.line(QStringLiteral("  %1 %2")
                            .arg(analysis::auditFindingName(finding.kind), -8)
                            .arg(finding.text));
        if (comparison)
            printComparison(output, *comparison);
    });
    return int(kDone);
}

} // namespace

std::vector<Verb> auditVerbs()
{
    const auto option = [](const char* name, const char* value, const char* help) {
        return OptionSpec{QLatin1String(name), QLatin1String(value), QLatin1String(help)};
    };
    return {{QStringLiteral("audit"),
             {QStringLiteral("FILE?")},
             {option("classes", "K", "how many classes the means are over"),
              option("miou", "X", "mean IoU, with all its digits: 0.723 or 72.3"),
              option("dice", "X", "mean Dice, or macro F1"),
              option("accuracy", "X", "pixel accuracy, or accuracy"), option("micro-f1", "X", "micro F1"),
              option("fw-iou", "X", "frequency-weighted IoU"),
              option("class-iou", "X,Y,...", "IoU of every class"),
              option("class-dice", "X,Y,...", "Dice of every class"),
              option("run", "R",
                     "a run of masks: its mean IoU, and what a widespread training script makes of it"),
              option("batch", "N", "images in a batch of that script (8)"),
              option("labels", "L", "corrected (default) or given")},
             QStringLiteral("Says whether figures of a paper or a log can come from one confusion matrix."),
             auditVerb}};
}

} // namespace badcase::cli
