// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/run_rows.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace badcase::window {

namespace {

struct RunRowText {
    Q_DECLARE_TR_FUNCTIONS(badcase::RunRow)
};

models::RunStatus statusOf(const storage::RunRecord& run, bool active)
{
    switch (run.status) {
    case storage::RunStatus::Running:
        return active ? models::RunStatus::Running : models::RunStatus::Partial;
    case storage::RunStatus::Finished:
        return models::RunStatus::Finished;
    case storage::RunStatus::Cancelled:
        return models::RunStatus::Cancelled;
    case storage::RunStatus::Failed:
        return models::RunStatus::Failed;
    }
    return models::RunStatus::Failed;
}

models::OutOfFold foldOf(storage::OutOfFold fold)
{
    switch (fold) {
    case storage::OutOfFold::Unknown:
        return models::OutOfFold::Unknown;
    case storage::OutOfFold::No:
        return models::OutOfFold::No;
    case storage::OutOfFold::Yes:
        return models::OutOfFold::Yes;
    }
    return models::OutOfFold::Unknown;
}

/// Where the predictions of a run without a model come from.
QString originOf(const storage::RunRecord& run)
{
    const QJsonArray parts =
        run.settings.value(QStringLiteral("combine")).toObject().value(QStringLiteral("parts")).toArray();
    QStringList runs;
    for (const QJsonValue& part : parts)
        runs << part.toObject().value(QStringLiteral("run")).toString();
    runs.removeDuplicates();
    return runs.isEmpty() ? RunRowText::tr("imported")
                          : RunRowText::tr("mix of %1").arg(runs.join(QStringLiteral(", ")));
}

} // namespace

models::RunRow runRow(const storage::RunRecord& run, const QString& model,
                      const std::optional<workspace::Headline>& score, bool active)
{
    models::RunRow row;
    row.id = run.id;
    row.name = run.name;
    row.model = run.model.isValid() ? model : originOf(run);
    if (score) {
        row.score = score->corrected;
        row.scoreName = score->name;
    }
    row.samples = run.samplesDone;
    row.failed = run.samplesFailed;
    row.status = statusOf(run, active);
    row.device = run.device;
    row.started = run.startedAt.toLocalTime();
    if (const auto seconds = run.summary.value(QStringLiteral("seconds")); seconds.isDouble())
        row.seconds = seconds.toDouble();
    row.reused = run.summary.value(QStringLiteral("reused")).toInteger();
    row.outOfFold = foldOf(run.outOfFold);
    return row;
}

bool canResume(const storage::RunRecord& run)
{
    // Early versions did not keep which samples a selection had.
    const bool lost = run.settings.value(QStringLiteral("selection")).toInteger(-1) >= 0 &&
                      !run.settings.contains(QStringLiteral("samples"));
    return run.model.isValid() && run.status != storage::RunStatus::Finished && !lost;
}

workspace::RunRequest resumeRequest(const storage::RunRecord& run, const QString& modelPath)
{
    workspace::RunRequest request;
    request.model = modelPath;
    request.name = run.name;
    request.split = run.settings.value(QStringLiteral("split")).toString();
    request.card = run.settings.value(QStringLiteral("card")).toObject();
    const QJsonObject renames = run.settings.value(QStringLiteral("map_classes")).toObject();
    for (auto it = renames.begin(); it != renames.end(); ++it)
        request.classRenames.insert(it.key(), it.value().toString());
    request.resume = true;
    request.background = true;
    request.isolate = true; // as new runs are by default; the results are the same
    return request;
}

} // namespace badcase::window
