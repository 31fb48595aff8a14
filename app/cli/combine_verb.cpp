// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/combine_service.h"

namespace badcase::cli {

namespace {

Result<int> combineVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    workspace::CombineRequest request;
    BADCASE_ASSIGN(request.runs, workspace::parseRunWeights(arguments.value(QStringLiteral("runs"))));
    request.name = arguments.value(QStringLiteral("name"));
    request.views = arguments.value(QStringLiteral("views"));
    request.merge = arguments.value(QStringLiteral("merge"));
    request.steps = arguments.value(QStringLiteral("steps"));
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadWrite));
    BADCASE_ASSIGN(const auto summary,
                   workspace::combineRuns(project, request, cancel, output.progress(QStringLiteral("combine"))));
    output.result(summary.toJson(), [&] {
        output.line(QStringLiteral("Run %1: %2 samples combined").arg(summary.run.name).arg(summary.samples));
        if (summary.missing > 0)
            output.message(
                QStringLiteral("%1 samples were left out: not every run has done them").arg(summary.missing));
    });
    return int(kDone);
}

} // namespace

std::vector<Verb> combineVerbs()
{
    const auto option = [](const char* name, const char* value, const char* help) {
        return OptionSpec{QLatin1String(name), QLatin1String(value), QLatin1String(help)};
    };
    return {{QStringLiteral("combine"),
             {QStringLiteral("FILE")},
             {option("runs", "A:0.6,B:0.4", "the runs and their weights (1 where none is given)"),
              option("views", "identity:1,hflip:1", "with a single run: its kept views and their weights"),
              option("name", "R", "the new run's name"),
              option("merge", "M", "mean (default), gmean, logit or max"),
              option("steps", "STEPS", "what is done with combined masks, as in run")},
             QStringLiteral("Mixes what runs, or the kept views of one, say of each sample into a new run, without "
                            "a model."),
             combineVerb}};
}

} // namespace badcase::cli
