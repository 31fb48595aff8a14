// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/import_run_decisions.h"
#include "app/workspace/import_run_segments.h"
#include "inference/engine/model_card.h"

#include <QFileInfo>

namespace badcase::cli {

namespace {

OptionSpec option(const char* name, const char* value, const char* help)
{
    return {QLatin1String(name), QLatin1String(value), QLatin1String(help)};
}

Result<std::optional<storage::OutOfFold>> outOfFold(const Arguments& arguments)
{
    const QString value = arguments.value(QStringLiteral("out-of-fold"));
    if (!arguments.has(QStringLiteral("out-of-fold")))
        return std::optional<storage::OutOfFold>();
    if (value == QLatin1String("yes"))
        return std::optional(storage::OutOfFold::Yes);
    if (value == QLatin1String("no"))
        return std::optional(storage::OutOfFold::No);
    if (value == QLatin1String("unknown"))
        return std::optional(storage::OutOfFold::Unknown);
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("--out-of-fold is yes, no or unknown, not \"%1\"").arg(value));
}

Result<workspace::ImportRunRequest> requestOf(const Arguments& arguments)
{
    workspace::ImportRunRequest request;
    request.name = arguments.value(QStringLiteral("name"));
    const QString predictions = arguments.value(QStringLiteral("predictions"));
    const QString decisions = arguments.value(QStringLiteral("decisions"));
    request.probabilities = arguments.value(QStringLiteral("probabilities"));
    if (request.name.isEmpty() ||
        int(request.probabilities.isEmpty()) + int(predictions.isEmpty()) + int(decisions.isEmpty()) != 2)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("import-run needs --name, and one of "
                                   "--probabilities, --predictions and --decisions"));
    if (!predictions.isEmpty()) {
        if (QFileInfo::exists(predictions) && !workspace::isPredictionFile(predictions))
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("%1 is no JSON; for arrays and tables there is --probabilities")
                            .arg(predictions));
        request.probabilities = predictions;
    }
    if (!decisions.isEmpty())
        request.probabilities = decisions;
    request.ids = arguments.value(QStringLiteral("ids"));
    request.classes = arguments.value(QStringLiteral("classes"));
    request.embeddings = arguments.value(QStringLiteral("embeddings"));
    request.labelColumn = arguments.value(QStringLiteral("label-column"));
    request.create = arguments.has(QStringLiteral("create"));
    if (arguments.has(QStringLiteral("logits")))
        request.meaning = workspace::ValueMeaning::Logits;
    BADCASE_ASSIGN(request.classRenames,
                   engine::parseClassRenames(arguments.value(QStringLiteral("map-classes"))));
    BADCASE_ASSIGN(request.outOfFold, outOfFold(arguments));
    return request;
}

Result<int> importRunVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto request, requestOf(arguments));
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadWrite));
    if (arguments.has(QStringLiteral("decisions")) && QFileInfo::exists(request.probabilities) &&
        !workspace::isDecisionFile(request.probabilities, project->schema(), request.classRenames))
        return fail(
            ErrorCode::InvalidArgument,
            QStringLiteral("%1 is no table of ids and classes; for arrays and tables with a column for "
                           "each class there is --probabilities")
                .arg(request.probabilities));
    BADCASE_ASSIGN(const auto report, workspace::importRun(*project, request, cancel,
                                                           output.progress(QStringLiteral("import-run"))));
    const QJsonObject json = report.toJson();
    output.result(json, [&] {
        output.line(QStringLiteral("Run %1: %2 samples, %3 unusable, %4 created, %5 unknown, out-of-fold: %6")
                        .arg(report.run.name)
                        .arg(report.samples)
                        .arg(report.failed)
                        .arg(report.created)
                        .arg(report.unknown)
                        .arg(json.value(QStringLiteral("out_of_fold")).toString()));
        for (const QString& notice : report.notices)
            output.message(notice);
        output.problems(report.problems);
    });
    return statusFor(!report.problems.empty());
}

} // namespace

std::vector<Verb> importRunVerbs()
{
    return {
        {QStringLiteral("import-run"),
         {QStringLiteral("FILE")},
         {option("name", "R", "the run's name"),
          option("probabilities", "P", "npy, npz or csv: a row for each sample, a column for each class"),
          option("predictions", "JSON", "in place of it: tags or segments in the form of TAAC 2021"),
          option("decisions", "result.csv", "in place of it: a table of ids and decided classes (id, label)"),
          option("ids", "ids.csv", "which sample each row is (column id); a csv of probabilities may say so"),
          option("classes", "C", "classes.csv or .json: which class each column is (the project's order)"),
          option("map-classes", "A=B,...", "class names of the file -> of the project"),
          option("embeddings", "E.npy", "a vector for each sample, the same rows"),
          option("out-of-fold", "yes|no|unknown", "had the model not seen the samples in training?"),
          option("logits", "", "the values are logits, not probabilities"),
          option("create", "", "unknown ids become samples without media"),
          option("label-column", "NAME", "of ids.csv: the label of samples that are created (label)")},
         QStringLiteral("Takes predictions that another program has written as a run."),
         importRunVerb}};
}

} // namespace badcase::cli
