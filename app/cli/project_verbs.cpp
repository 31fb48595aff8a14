// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/change_service.h"
#include "app/workspace/journal_json.h"
#include "app/workspace/media_service.h"
#include "app/workspace/project_report.h"
#include "storage/formats/schema_source.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace badcase::cli {

namespace {

using workspace::Project;

Result<Schema> schemaFromFile(Task task, const QString& path)
{
    if (path.isEmpty())
        return Schema::create(task, {});
    return formats::schemaFromDataset(path, task);
}

Result<int> create(const Arguments& arguments, Output& output, const CancelToken&)
{
    const auto task = taskFromName(arguments.value(QStringLiteral("task")));
    if (!task) {
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("--task is one of classification, multilabel, segmentation, not \"%1\"")
                        .arg(arguments.value(QStringLiteral("task"))));
    }
    BADCASE_ASSIGN(const Schema schema, schemaFromFile(*task, arguments.value(QStringLiteral("schema"))));
    BADCASE_ASSIGN(const auto project, Project::create(arguments.positional(0), schema));
    const QJsonObject json{{QStringLiteral("task"), taskName(*task)},
                           {QStringLiteral("classes"), QJsonArray::fromStringList(schema.names())}};
    output.result(json, [&] {
        output.line(QStringLiteral("Made %1: %2, %3 classes")
                        .arg(project->path(), taskName(*task))
                        .arg(schema.size()));
    });
    return int(kDone);
}

Result<int> info(const Arguments& arguments, Output& output, const CancelToken&)
{
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadOnly));
    BADCASE_ASSIGN(const QJsonObject json, workspace::describeProject(*project));
    output.result(json, [&] {
        for (const QString& key : json.keys()) {
            const QJsonValue value = json.value(key);
            QString text = value.toVariant().toString();
            if (value.isArray()) {
                QStringList parts;
                for (const auto& part : value.toArray())
                    parts.append(part.toString());
                text = parts.join(QStringLiteral(", "));
            } else if (value.isObject()) {
                QStringList parts;
                const QJsonObject object = value.toObject();
                for (const QString& part : object.keys())
                    parts.append(QStringLiteral("%1 %2")
                                     .arg(part.isEmpty() ? QStringLiteral("(none)") : part)
                                     .arg(object.value(part).isArray() ? object.value(part).toArray().size()
                                                                       : object.value(part).toInteger()));
                text = parts.join(QStringLiteral(", "));
            } else if (value.isDouble()) {
                text = QString::number(value.toInteger());
            }
            output.line(QStringLiteral("%1  %2").arg(key, -16).arg(text));
        }
    });
    return int(kDone);
}

Result<int> verify(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadOnly));
    BADCASE_ASSIGN(const auto summary, workspace::verifyProject(*project, {}, cancel,
                                                                output.progress(QStringLiteral("checked"))));
    output.result(summary.toJson(), [&] {
        output.line(summary.database.isEmpty() ? QStringLiteral("The project file is sound.")
                                               : QStringLiteral("The project file is damaged:\n  ") +
                                                     summary.database.join(QStringLiteral("\n  ")));
        output.line(
            QStringLiteral("Media: %1 missing, %2 changed since the import, %3 with another time only")
                .arg(summary.missingMedia)
                .arg(summary.changedMedia)
                .arg(summary.touchedMedia));
        output.problems(summary.problems);
    });
    if (!summary.database.isEmpty())
        return int(kFailed);
    return statusFor(!summary.ok);
}

Result<int> journal(const Arguments& arguments, Output& output, const CancelToken&)
{
    BADCASE_ASSIGN(const auto undo, arguments.number(QStringLiteral("undo"), 1));
    BADCASE_ASSIGN(const auto redo, arguments.number(QStringLiteral("redo"), 1));
    BADCASE_ASSIGN(const auto limit, arguments.number(QStringLiteral("limit"), 1));
    if (undo && redo)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("Give --undo or --redo, not both"));
    const bool writes = undo || redo;
    BADCASE_ASSIGN(
        const auto project,
        openProject(arguments, output, writes ? storage::OpenMode::ReadWrite : storage::OpenMode::ReadOnly));
    BADCASE_ASSIGN(const auto connection, project->connect());
    std::vector<storage::JournalEntry> entries;
    if (writes) {
        workspace::ChangeService changes(*project, *connection);
        const QString author = workspace::defaultAuthor();
        BADCASE_ASSIGN(auto event, undo ? changes.undo(*undo, author) : changes.redo(*redo, author));
        entries = std::move(event.outcome.entries);
    } else {
        BADCASE_ASSIGN(entries, storage::ChangeStore(*connection).entries(limit.value_or(100)));
        std::reverse(entries.begin(), entries.end());
    }
    const QJsonArray list = workspace::journalJson(entries, project->schema());
    output.result({{QStringLiteral("entries"), list}}, [&] {
        if (entries.empty())
            output.line(writes ? QStringLiteral("There is nothing to %1.")
                                     .arg(undo ? QStringLiteral("undo") : QStringLiteral("redo"))
                               : QStringLiteral("The journal is empty."));
        for (const auto& value : list) {
            const QJsonObject entry = value.toObject();
            output.line(QStringLiteral("%1  %2  %3  %4 %5: %6 -> %7  %8")
                            .arg(entry.value(QStringLiteral("id")).toInteger())
                            .arg(entry.value(QStringLiteral("at")).toString(),
                                 entry.value(QStringLiteral("author")).toString(),
                                 entry.value(QStringLiteral("kind")).toString(),
                                 entry.value(QStringLiteral("sample")).toString(),
                                 workspace::journalStateText(entry.value(QStringLiteral("from"))),
                                 workspace::journalStateText(entry.value(QStringLiteral("to"))),
                                 entry.value(QStringLiteral("reason")).toString()));
        }
    });
    return int(kDone);
}

Result<int> mediaVerb(const Arguments& arguments, Output& output, const CancelToken&)
{
    const QString repoint = arguments.value(QStringLiteral("repoint"));
    const QString to = arguments.value(QStringLiteral("to"));
    if (repoint.isEmpty() != to.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("--repoint and --to go together"));
    BADCASE_ASSIGN(const auto project,
                   openProject(arguments, output,
                               to.isEmpty() ? storage::OpenMode::ReadOnly : storage::OpenMode::ReadWrite));
    if (!to.isEmpty())
        BADCASE_TRY(workspace::repointMedia(*project, repoint, to));
    BADCASE_ASSIGN(const auto roots, workspace::mediaRoots(*project));
    output.result(workspace::mediaJson(roots), [&] {
        for (const auto& root : roots)
            output.line(QStringLiteral("%1  %2").arg(
                root.found ? QStringLiteral("found  ") : QStringLiteral("missing"), root.path));
    });
    return int(kDone);
}

} // namespace

std::vector<Verb> projectVerbs()
{
    return {
        {QStringLiteral("create"),
         {QStringLiteral("FILE")},
         {{QStringLiteral("task"), QStringLiteral("TASK"),
           QStringLiteral("classification, multilabel or segmentation")},
          {QStringLiteral("schema"), QStringLiteral("CLASSES"),
           QStringLiteral("classes.json, classes.csv, category_id_map.json, label_id.txt, a COCO file or data.yaml")}},
         QStringLiteral("Makes a project file."),
         create},
        {QStringLiteral("info"),
         {QStringLiteral("FILE")},
         {},
         QStringLiteral("Says what is in a project."),
         info},
        {QStringLiteral("verify"),
         {QStringLiteral("FILE")},
         {},
         QStringLiteral("Checks the project file and every media file."),
         verify},
        {QStringLiteral("media"),
         {QStringLiteral("FILE")},
         {{QStringLiteral("repoint"), QStringLiteral("OLD"),
           QStringLiteral("the folder or archive that has moved")},
          {QStringLiteral("to"), QStringLiteral("NEW"), QStringLiteral("where it is now")}},
         QStringLiteral("Lists where the media are, or says that they have moved."),
         mediaVerb},
        {QStringLiteral("journal"),
         {QStringLiteral("FILE")},
         {{QStringLiteral("undo"), QStringLiteral("N"), QStringLiteral("take back the last N changes")},
          {QStringLiteral("redo"), QStringLiteral("N"),
           QStringLiteral("make the last N undone changes again")},
          {QStringLiteral("limit"), QStringLiteral("N"), QStringLiteral("how many entries to list (100)")}},
         QStringLiteral("Lists the changes, or undoes and redoes them."),
         journal},
    };
}

} // namespace badcase::cli
