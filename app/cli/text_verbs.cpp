// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/text_search.h"
#include "storage/text_index.h"

namespace badcase::cli {

namespace {

constexpr int kDefaultLimit = 200;

Result<int> searchVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto limit, arguments.number(QStringLiteral("limit"), 0));
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadOnly));
    BADCASE_ASSIGN(const auto connection, project->connect());
    BADCASE_ASSIGN(const auto report, workspace::searchTexts(*connection, arguments.positional(1),
                                                             arguments.value(QStringLiteral("field")),
                                                             limit.value_or(kDefaultLimit), cancel,
                                                             output.progress(QStringLiteral("search"))));
    output.result(report.toJson(), [&] {
        for (const auto& hit : report.hits)
            output.line(QStringLiteral("%1  %2: %3").arg(hit.sample, hit.field, hit.snippet));
        output.line(QStringLiteral("%1 samples, %2 shown").arg(report.count).arg(report.hits.size()));
    });
    return kDone;
}

Result<int> indexVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadWrite));
    BADCASE_ASSIGN(const auto connection, project->connect());
    QElapsedTimer clock;
    clock.start();
    storage::TextIndex index(*connection);
    BADCASE_ASSIGN(const auto before, index.state());
    BADCASE_TRY(index.build(cancel, output.progress(QStringLiteral("index"))));
    BADCASE_ASSIGN(const auto after, index.state());
    const QJsonObject json{{QStringLiteral("samples"), after.total},
                           {QStringLiteral("indexed"), after.done - before.done},
                           {QStringLiteral("complete"), after.complete()},
                           {QStringLiteral("seconds"), static_cast<double>(clock.nsecsElapsed()) / 1e9}};
    output.result(json, [&] {
        output.line(QStringLiteral("The texts and names of %1 of %2 samples are indexed")
                        .arg(after.done)
                        .arg(after.total));
    });
    return kDone;
}

} // namespace

std::vector<Verb> textVerbs()
{
    return {{QStringLiteral("search"),
             {QStringLiteral("FILE"), QStringLiteral("QUERY")},
             {{QStringLiteral("field"), QStringLiteral("F"),
               QStringLiteral("only in this field (name: the sample's name)")},
              {QStringLiteral("limit"), QStringLiteral("N"),
               QStringLiteral("shows the first N samples (200); all are counted")}},
             QStringLiteral(
                 "Finds samples by their texts and names. Exact always; quick where the index stands."),
             searchVerb},
            {QStringLiteral("index"),
             {QStringLiteral("FILE")},
             {},
             QStringLiteral(
                 "Builds what is missing of the index of texts; a stopped build goes on where it was."),
             indexVerb}};
}

} // namespace badcase::cli
