// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/threshold_exchange.h"
#include "app/workspace/threshold_service.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace badcase::cli {

namespace {

using storage::ThresholdRepository;
using storage::ThresholdSetRecord;

/// What the actions work with; all of it lives as long as the verb.
struct Call {
    const Arguments& arguments;
    Output& output;
    const CancelToken& cancel;
    std::shared_ptr<workspace::Project> project;
    std::unique_ptr<storage::Connection> connection;
    Schema schema;

    QString value(const char* option) const { return arguments.value(QLatin1String(option)); }
    ThresholdRepository sets() { return {*connection, schema}; }
    Result<QString> needed(const char* option) const
    {
        const QString text = value(option);
        if (!text.isEmpty())
            return text;
        return fail(ErrorCode::InvalidArgument, QStringLiteral("thresholds %1 needs --%2")
                                                    .arg(arguments.positional(1), QLatin1String(option)));
    }
};

QString evidenceText(const ThresholdSetRecord& record)
{
    const QJsonObject& evidence = record.set.evidence;
    const QString objective = evidence.value(QStringLiteral("objective")).toString();
    return objective.isEmpty() ? QStringLiteral("-")
                               : QStringLiteral("%1 on %2").arg(objective, evidence.value(QStringLiteral("run")).toString());
}

Result<int> list(Call& call)
{
    BADCASE_ASSIGN(const auto records, call.sets().list());
    BADCASE_ASSIGN(const auto runs, storage::RunRepository(*call.connection).list());
    QJsonArray sets;
    for (const auto& record : records) {
        QJsonObject json = workspace::setJson(record, call.schema);
        QJsonArray used;
        for (const auto& run : runs) {
            if (run.thresholdSet == record.id)
                used.append(run.name);
        }
        json.insert(QStringLiteral("decides"), used);
        sets.append(json);
    }
    call.output.result({{QStringLiteral("sets"), sets}}, [&] {
        if (records.empty())
            call.output.line(QStringLiteral("There are no threshold sets yet; badcase tune --save makes one."));
        for (const auto& record : records)
            call.output.line(QStringLiteral("%1  %2").arg(record.set.name, evidenceText(record)));
    });
    return int(kDone);
}

Result<int> show(Call& call)
{
    BADCASE_ASSIGN(const QString name, call.needed("set"));
    BADCASE_ASSIGN(const auto record, call.sets().find(name));
    const QJsonObject json = workspace::setJson(record, call.schema);
    call.output.result(json, [&] {
        call.output.line(QString::fromUtf8(QJsonDocument(json).toJson()).trimmed());
    });
    return int(kDone);
}

Result<int> exportSet(Call& call)
{
    BADCASE_ASSIGN(const QString name, call.needed("set"));
    BADCASE_ASSIGN(const QString path, call.needed("out"));
    BADCASE_TRY(workspace::exportSet(*call.connection, call.schema, name, path));
    call.output.result({{QStringLiteral("name"), name}, {QStringLiteral("out"), path}},
                       [&] { call.output.line(QStringLiteral("Wrote %1").arg(path)); });
    return int(kDone);
}

Result<int> importSet(Call& call)
{
    BADCASE_ASSIGN(const QString path, call.needed("from"));
    BADCASE_ASSIGN(const QString name, workspace::importSet(*call.connection, call.schema, path, call.value("name")));
    call.output.result({{QStringLiteral("name"), name}}, [&] { call.output.line(QStringLiteral("Saved %1").arg(name)); });
    return int(kDone);
}

Result<int> apply(Call& call)
{
    BADCASE_ASSIGN(const QString run, call.needed("run"));
    const bool own = call.arguments.has(QStringLiteral("none"));
    if (own == !call.value("set").isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("thresholds apply needs --set, or --none for the run's own decisions"));
    BADCASE_ASSIGN(const auto summary, workspace::decideRun(call.project, run, call.value("set"), call.cancel,
                                                            call.output.progress(QStringLiteral("decide"))));
    call.output.result(summary.toJson(), [&] {
        call.output.line(QStringLiteral("Run %1: %2 of %3 decisions changed")
                             .arg(run)
                             .arg(summary.changed)
                             .arg(summary.samples));
    });
    return int(kDone);
}

Result<int> mean(Call& call)
{
    BADCASE_ASSIGN(const QString names, call.needed("set"));
    BADCASE_ASSIGN(const QString name, call.needed("name"));
    std::vector<ThresholdSet> sets;
    const QStringList parts = names.split(u',', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        BADCASE_ASSIGN(const auto record, call.sets().find(part.trimmed()));
        sets.push_back(record.set);
    }
    BADCASE_ASSIGN(const auto mean, workspace::meanOf(sets, name, call.schema));
    BADCASE_TRY(call.sets().add(mean, workspace::defaultAuthor()));
    call.output.result(mean.toJson(call.schema), [&] { call.output.line(QStringLiteral("Saved %1").arg(name)); });
    return int(kDone);
}

Result<int> remove(Call& call)
{
    BADCASE_ASSIGN(const QString name, call.needed("set"));
    BADCASE_TRY(call.sets().remove(name));
    call.output.result({{QStringLiteral("name"), name}},
                       [&] { call.output.line(QStringLiteral("Removed %1").arg(name)); });
    return int(kDone);
}

struct Action {
    const char* name;
    bool writes;
    Result<int> (*run)(Call&);
};

constexpr Action kActions[] = {
    {"list", false, list}, {"show", false, show}, {"export", false, exportSet}, {"import", true, importSet},
    {"apply", true, apply}, {"mean", true, mean}, {"delete", true, remove},
};

Result<int> thresholdsVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    const QString wanted = arguments.positional(1);
    for (const Action& action : kActions) {
        if (wanted != QLatin1String(action.name))
            continue;
        BADCASE_ASSIGN(auto project, openProject(arguments, output,
                                                 action.writes ? storage::OpenMode::ReadWrite
                                                               : storage::OpenMode::ReadOnly));
        BADCASE_ASSIGN(auto connection, project->connect());
        Call call{arguments, output, cancel, project, std::move(connection), project->schema()};
        return action.run(call);
    }
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("thresholds lists, shows, exports, imports, applies, averages or deletes (list, show, export, "
                               "import, apply, mean, delete); \"%1\" is none of these")
                    .arg(wanted));
}

} // namespace

std::vector<Verb> thresholdVerbs()
{
    const auto option = [](const char* name, const char* value, const char* help) {
        return OptionSpec{QLatin1String(name), QLatin1String(value), QLatin1String(help)};
    };
    return {{QStringLiteral("thresholds"),
             {QStringLiteral("FILE"), QStringLiteral("ACTION")},
             {option("set", "SET", "a saved set; mean takes several: A,B,C"),
              option("run", "R", "apply: the run whose decisions are made anew"),
              option("none", "", "apply: the run's own decisions come back"),
              option("out", "F.json", "export: the file"), option("from", "F.json", "import: the file"),
              option("name", "SET", "import, mean: the new set's name")},
             QStringLiteral("Saved threshold sets: list, show, export, import, apply, mean or delete."),
             thresholdsVerb}};
}

} // namespace badcase::cli
