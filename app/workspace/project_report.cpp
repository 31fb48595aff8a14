// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/project_report.h"

#include "app/workspace/problem_json.h"
#include "storage/sample_repository.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace badcase::workspace {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("badcase::Verify", text); }

QJsonObject counts(const QMap<QString, qint64>& map)
{
    QJsonObject json;
    for (auto it = map.begin(); it != map.end(); ++it)
        json.insert(it.key(), it.value());
    return json;
}

void checkMedia(Project& project, const storage::SampleRow& row, VerifySummary& summary)
{
    const auto report = [&](const char* kind, const QString& message) {
        if (summary.problems.size() < 10'000)
            summary.problems.push_back({row.sample.name, QLatin1String(kind), message});
    };
    const auto stat = project.media().root(row.sample.media.root).and_then([&](const auto& root) {
        return root->stat(row.sample.media.path);
    });
    if (!stat) {
        ++summary.missingMedia;
        report("missing-media", stat.error().message);
        return;
    }
    const Sample& sample = row.sample;
    const bool changed = (sample.fileBytes >= 0 && sample.fileBytes != stat->bytes)
                         || (sample.fileCrc != 0 && sample.fileCrc != stat->crc);
    if (changed) {
        ++summary.changedMedia;
        report("changed-media", tr("%1 is not the file that was imported").arg(sample.media.path));
    } else if (sample.fileModified != 0 && sample.fileModified != stat->modified) {
        ++summary.touchedMedia;
    }
}

/// Parent -> its classes; parents of parents are part of the name, "food / drinks".
QJsonObject classesByParent(const Schema& schema)
{
    QMap<QString, QJsonArray> groups;
    for (ClassIndex index = 0; schema.hasParents() && index < schema.size(); ++index)
        groups[schema.tree().path(index).join(QStringLiteral(" / "))].append(schema.at(index).name);
    QJsonObject json;
    for (auto group = groups.begin(); group != groups.end(); ++group)
        json.insert(group.key(), group.value());
    return json;
}

} // namespace

Result<QJsonObject> describeProject(Project& project)
{
    BADCASE_ASSIGN(const auto connection, project.connect());
    BADCASE_ASSIGN(const auto info, storage::ProjectDatabase::info(*connection));
    QJsonObject json{{QStringLiteral("task"), taskName(info.task)},
                     {QStringLiteral("samples"), info.samples},
                     {QStringLiteral("by_kind"), counts(info.byKind)},
                     {QStringLiteral("by_split"), counts(info.bySplit)},
                     {QStringLiteral("labelled"), info.labelled},
                     {QStringLiteral("masks"), info.masks},
                     {QStringLiteral("classes"), QJsonArray::fromStringList(project.schema().names())},
                     {QStringLiteral("runs"), QJsonArray::fromStringList(info.runs)},
                     {QStringLiteral("corrections"), info.corrections},
                     {QStringLiteral("verdicts"), counts(info.verdicts)},
                     {QStringLiteral("journal_entries"), info.journalEntries},
                     {QStringLiteral("schema_version"), info.schemaVersion},
                     {QStringLiteral("bytes"), info.bytes}};
    if (project.schema().hasParents())
        json.insert(QStringLiteral("parents"), classesByParent(project.schema()));
    return json;
}

QJsonObject VerifySummary::toJson() const
{
    const QJsonArray list = problemsJson(problems);
    return {{QStringLiteral("ok"), ok},
            {QStringLiteral("database"), database.isEmpty() ? QJsonValue(QStringLiteral("ok"))
                                                            : QJsonValue(database.join(u'\n'))},
            {QStringLiteral("missing_media"), missingMedia},
            {QStringLiteral("changed_media"), changedMedia},
            {QStringLiteral("touched_media"), touchedMedia},
            {QStringLiteral("problems"), list}};
}

Result<VerifySummary> verifyProject(Project& project, const VerifyOptions& options, const CancelToken& cancel,
                                    const ProgressCallback& progress)
{
    VerifySummary summary;
    BADCASE_ASSIGN(const auto connection, project.connect());
    BADCASE_ASSIGN(const auto database, storage::ProjectDatabase::verify(*connection));
    summary.database = database.problems;
    storage::SampleRepository samples(*connection);
    BADCASE_ASSIGN(const qint64 total, samples.count());
    SampleId after;
    for (qint64 done = 0; options.media;) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, tr("Stopped while checking the media"));
        BADCASE_ASSIGN(const auto page, samples.page(after, 500));
        if (page.empty())
            break;
        for (const auto& row : page) {
            if (row.sample.media.isValid())
                checkMedia(project, row, summary);
        }
        after = page.back().sample.id;
        done += static_cast<qint64>(page.size());
        if (progress)
            progress({done, total, page.back().sample.name});
    }
    summary.ok = summary.database.isEmpty() && summary.missingMedia == 0 && summary.changedMedia == 0;
    return summary;
}

} // namespace badcase::workspace
