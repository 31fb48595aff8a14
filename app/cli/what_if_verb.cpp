// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/what_if_service.h"
#include "storage/sample_repository.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace badcase::cli {

namespace {

constexpr int kShownClasses = 10;

/// --blank FIELD and --set FIELD=TEXT, each as often as wanted; InvalidArgument names fields that are none.
Result<workspace::WhatIfEdits> editsOf(const Arguments& arguments, const QStringList& fields)
{
    workspace::WhatIfEdits edits;
    edits.blankMedia = arguments.has(QStringLiteral("blank-media"));
    const auto blank = arguments.values(QStringLiteral("blank"));
    for (const QString& field : blank)
        edits.fields.insert(field, QString());
    const auto set = arguments.values(QStringLiteral("set"));
    for (const QString& text : set) {
        const auto at = text.indexOf(u'=');
        if (at <= 0)
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("--set takes FIELD=TEXT, not \"%1\"").arg(text));
        edits.fields.insert(text.left(at), text.mid(at + 1));
    }
    for (auto it = edits.fields.begin(); it != edits.fields.end(); ++it) {
        if (!fields.contains(it.key()))
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("The project has no field \"%1\"; it has: %2")
                            .arg(it.key(), fields.isEmpty() ? QStringLiteral("none")
                                                            : fields.join(QStringLiteral(", "))));
    }
    return edits;
}

void printAnswer(const Output& output, const QJsonObject& json)
{
    std::vector<QJsonObject> classes;
    const auto list = json.value(QStringLiteral("classes")).toArray();
    for (const auto& value : list)
        classes.push_back(value.toObject());
    const auto change = [](const QJsonObject& entry) {
        return entry.value(QStringLiteral("change")).toDouble();
    };
    std::ranges::stable_sort(classes, std::greater(),
                             [&](const QJsonObject& entry) { return std::abs(change(entry)); });
    if (classes.size() > kShownClasses)
        classes.resize(kShownClasses);
    for (const auto& entry : classes) {
        const double points = 100 * change(entry);
        output.line(QStringLiteral("%1%2 points  %3 % -> %4 %  %5")
                        .arg(points < 0 ? QString() : QStringLiteral("+"))
                        .arg(points, 0, 'f', 1)
                        .arg(100 * entry.value(QStringLiteral("before")).toDouble(), 0, 'f', 1)
                        .arg(100 * entry.value(QStringLiteral("after")).toDouble(), 0, 'f', 1)
                        .arg(entry.value(QStringLiteral("class")).toString()));
    }
}

Result<int> whatIfVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    const QString runName = arguments.value(QStringLiteral("run"));
    const QString sampleName = arguments.value(QStringLiteral("sample"));
    if (runName.isEmpty() || sampleName.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("what-if needs --run and --sample"));
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadWrite));
    BADCASE_ASSIGN(const auto connection, project->connect());
    storage::SampleRepository samples(*connection);
    BADCASE_ASSIGN(const auto fields, samples.fieldNames());
    workspace::WhatIfRequest request;
    BADCASE_ASSIGN(request.edits, editsOf(arguments, fields));
    BADCASE_ASSIGN(const auto run, storage::RunRepository(*connection).find(runName));
    request.run = run.id;
    BADCASE_ASSIGN(const auto sample, samples.find(sampleName));
    if (!sample)
        return fail(ErrorCode::NotFound,
                    QStringLiteral("%1 has no sample \"%2\"").arg(project->path(), sampleName));
    request.sample = *sample;
    request.trust = arguments.has(QStringLiteral("trust"));
    if (arguments.has(QStringLiteral("device")))
        request.device = arguments.value(QStringLiteral("device"));
    workspace::WhatIfModel model;
    BADCASE_ASSIGN(const auto answer,
                   model.ask(*project, *connection, request, workspace::TrustStore(), cancel));
    const QJsonObject json = answer.toJson(project->schema());
    output.result(json, [&] {
        if (!answer.notice.isEmpty())
            output.message(answer.notice);
        printAnswer(output, json);
    });
    return kDone;
}

} // namespace

std::vector<Verb> whatIfVerbs()
{
    const auto option = [](const char* name, const char* value, const char* help) {
        return OptionSpec{QLatin1String(name), QLatin1String(value), QLatin1String(help)};
    };
    return {{QStringLiteral("what-if"),
             {QStringLiteral("FILE")},
             {option("run", "R", "the run whose model is asked"), option("sample", "ID", "the sample"),
              option("blank-media", "", "an even picture of the model's mean colour"),
              option("blank", "FIELD", "an empty text; as often as wanted"),
              option("set", "FIELD=TEXT", "another text; as often as wanted"),
              option("trust", "", "the model file may be executed"),
              option("device", "D", "auto, cpu, cuda, cuda:N")},
             QStringLiteral("Asks a run's model about a sample that is changed for the question; nothing of "
                            "the sample changes."),
             whatIfVerb}};
}

} // namespace badcase::cli
