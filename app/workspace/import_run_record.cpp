// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/import_run_record.h"

#include "app/workspace/change_service.h"
#include "app/workspace/import_service.h"
#include "storage/activity_log.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace badcase::workspace {

namespace {

const QLatin1String kSource("source");
const QLatin1String kImported("import");

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImportRun", text);
}

Result<void> finish(storage::Connection& connection, ImportRunReport& report, const ImportRunRequest& request,
                    qint64 clamped)
{
    if (report.samples == 0)
        return fail(ErrorCode::InvalidArgument, tr("No row of %1 could be used.").arg(request.probabilities),
                    report.problems.empty() ? QString() : report.problems.front().message);
    if (clamped > 0)
        report.notices.append(tr("%1 rows had values less than %2 outside 0 to 1; they were set to 0 or 1")
                                  .arg(clamped)
                                  .arg(kRangeTolerance));
    storage::RunRecord& run = report.run;
    run.status = storage::RunStatus::Finished;
    run.finishedAt = QDateTime::currentDateTimeUtc();
    run.summary = {{QStringLiteral("seconds"), report.seconds},
                   {QStringLiteral("samples_done"), report.samples},
                   {QStringLiteral("samples_failed"), report.failed},
                   {QStringLiteral("notice"), report.notices.join(u'\n')}};
    BADCASE_TRY(storage::RunRepository(connection).update(run));
    storage::Activity activity;
    activity.author = defaultAuthor();
    activity.format = QStringLiteral("run");
    activity.location = QFileInfo(request.probabilities).absoluteFilePath();
    activity.details = {{QStringLiteral("run"), run.name},
                        {QStringLiteral("samples"), report.samples},
                        {QStringLiteral("failed"), report.failed},
                        {QStringLiteral("created"), report.created}};
    return storage::ActivityLog(connection).add(activity);
}

} // namespace

bool isUnfinishedImport(const storage::RunRecord& run)
{
    return run.status == storage::RunStatus::Running && run.settings.value(kSource).toString() == kImported;
}

Result<void> claimImportName(storage::Connection& connection, const QString& name)
{
    if (name.trimmed().isEmpty())
        return fail(ErrorCode::InvalidArgument, tr("The run needs a name."));
    storage::RunRepository runs(connection);
    BADCASE_ASSIGN(const auto list, runs.list());
    const auto found = std::ranges::find(list, name, &storage::RunRecord::name);
    if (found == list.end())
        return {};
    if (isUnfinishedImport(*found))
        return runs.remove(found->id);
    return fail(ErrorCode::AlreadyExists,
                tr("There is a run \"%1\" already. Choose another name, or delete that run.").arg(name));
}

storage::RunRecord importedRun(const ImportRunRequest& request, Task task, Activation activation,
                               const QJsonObject& settings)
{
    storage::RunRecord run;
    run.name = request.name;
    run.task = task;
    run.activation = activation;
    run.outOfFold = request.outOfFold.value_or(storage::OutOfFold::Unknown);
    run.startedAt = QDateTime::currentDateTimeUtc();
    run.settings = settings;
    run.settings.insert(kSource, kImported);
    run.settings.insert(QStringLiteral("probabilities"), QFileInfo(request.probabilities).absoluteFilePath());
    return run;
}

QString outOfFoldNotice()
{
    return tr("Nobody has said whether the model had seen these samples in training (--out-of-fold yes or "
              "no); this is kept as unknown");
}

Result<ImportRunReport> concludeImport(storage::Connection& connection, ImportRunReport report,
                                       const ImportRunRequest& request, const Result<void>& written,
                                       qint64 clamped)
{
    const Result<void> done = written ? finish(connection, report, request, clamped) : written;
    if (done)
        return report;
    // What cannot be whole is not there at all. Should even this fail, the next opening sweeps it away.
    if (const auto removed = storage::RunRepository(connection).remove(report.run.id); !removed)
        return fail(done.error().code, done.error().message, removed.error().message);
    return fail(done.error());
}

Result<void> followChangesSince(JournalId before, Project& project, storage::Connection& connection,
                                std::span<const SampleId> samples)
{
    BADCASE_ASSIGN(const JournalId now, storage::ChangeStore(connection).position());
    if (now == before)
        return {};
    std::vector<SampleId> valid(samples.begin(), samples.end());
    std::erase_if(valid, [](SampleId id) { return !id.isValid(); });
    return ChangeService(project, connection).rescore(std::move(valid));
}

} // namespace badcase::workspace
