// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/ablation_service.h"
#include "storage/sample_repository.h"

namespace badcase::cli {

namespace {

/// --blank title,asr,media: "media" and "frames" are the picture, the frames or the features, unless a text
/// has that name.
workspace::Blanking blankingOf(const Arguments& arguments, const QStringList& fields)
{
    workspace::Blanking blank;
    const auto values = arguments.values(QStringLiteral("blank"));
    for (const QString& value : values) {
        const auto names = value.split(u',', Qt::SkipEmptyParts);
        for (const QString& name : names) {
            const QString what = name.trimmed();
            const bool isMedia = what == QLatin1String("media") || what == QLatin1String("frames");
            if (isMedia && !fields.contains(what))
                blank.media = true;
            else
                blank.fields << what;
        }
    }
    blank.fields.removeDuplicates();
    return blank;
}

Result<workspace::AblationRequest> ablationRequest(const Arguments& arguments, const QStringList& fields)
{
    workspace::AblationRequest request;
    request.run = arguments.value(QStringLiteral("run"));
    request.blank = blankingOf(arguments, fields);
    request.name = arguments.value(QStringLiteral("name"));
    request.split = arguments.value(QStringLiteral("split"));
    request.trust = arguments.has(QStringLiteral("trust"));
    if (arguments.has(QStringLiteral("device")))
        request.device = arguments.value(QStringLiteral("device"));
    BADCASE_ASSIGN(const auto batch, arguments.number(QStringLiteral("batch"), 1));
    request.batch = batch.value_or(0);
    if (request.run.isEmpty() || request.blank.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("ablate needs --run and --blank"));
    return request;
}

void printSummary(const Output& output, const workspace::AblationSummary& summary)
{
    output.line(QStringLiteral("Run %1: %2 samples compared with %3")
                    .arg(summary.run.run.name)
                    .arg(summary.compared)
                    .arg(summary.from));
    output.line(QStringLiteral("  right -> wrong %1, wrong -> right %2 of %3 labelled; %4 decided otherwise")
                    .arg(summary.rightToWrong)
                    .arg(summary.wrongToRight)
                    .arg(summary.labelled)
                    .arg(summary.decisions));
    output.line(QStringLiteral("  mean change of a probability %1, of the label's %2")
                    .arg(summary.meanChange, 0, 'f', 4)
                    .arg(-summary.meanLabelDrop, 0, 'f', 4));
    for (auto it = summary.before.begin(); it != summary.before.end(); ++it) {
        const QJsonValue after = summary.after.value(it.key());
        if (it.value().isDouble() && after.isDouble())
            output.line(QStringLiteral("  %1 %2 -> %3")
                            .arg(it.key(), -22)
                            .arg(it.value().toDouble(), 0, 'f', 3)
                            .arg(after.toDouble(), 0, 'f', 3));
    }
}

Result<int> ablateVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadWrite));
    BADCASE_ASSIGN(const auto connection, project->connect());
    BADCASE_ASSIGN(const auto fields, storage::SampleRepository(*connection).fieldNames());
    BADCASE_ASSIGN(const auto request, ablationRequest(arguments, fields));
    const auto progress = output.progress(QStringLiteral("ablate"));
    const auto report = [&](const jobs::RunStats& stats) { progress({stats.done, stats.total}); };
    BADCASE_ASSIGN(const auto summary,
                   workspace::ablate(project, request, workspace::TrustStore(), cancel, report));
    if (summary.run.report.outcome == Outcome::Failed)
        return fail(summary.run.report.error.value_or(
            Error{ErrorCode::Backend, QStringLiteral("The run failed"), {}}));
    output.result(summary.toJson(), [&] {
        printSummary(output, summary);
        output.problems(summary.run.problems);
    });
    if (summary.run.report.outcome == Outcome::Cancelled)
        return int(kCancelled);
    return statusFor(summary.run.report.stats.failed > 0);
}

} // namespace

std::vector<Verb> ablateVerbs()
{
    const auto option = [](const char* name, const char* value, const char* help) {
        return OptionSpec{QLatin1String(name), QLatin1String(value), QLatin1String(help)};
    };
    return {
        {QStringLiteral("ablate"),
         {QStringLiteral("FILE")},
         {option("run", "R", "the run whose model is run again, over samples of that run"),
          option("blank", "WHAT,...", "texts by name, and media: the picture, the frames or the features"),
          option("name", "NEW", "the new run's name (\"R without WHAT\")"),
          option("split", "S", "only this split"), option("trust", "", "I consent to execute the model file"),
          option("device", "D", "auto (default), cpu, cuda or cuda:N"),
          option("batch", "N", "samples a forward pass (automatic)")},
         QStringLiteral(
             "Runs a run's model again without some of what it reads, stores that as a run and says "
             "what changed."),
         ablateVerb}};
}

} // namespace badcase::cli
