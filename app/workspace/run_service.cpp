// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/run_service.h"

#include "app/workspace/problem_json.h"
#include "app/workspace/run_storage.h"
#include "app/workspace/sample_set.h"
#include "inference/engine/backend.h"
#include "inference/jobs/all_media.h"
#include "inference/jobs/inference_job.h"
#include "storage/prediction_repository.h"
#include "storage/sample_query.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Runs", text);
}

const QLatin1String kSampleSet("samples");
const QLatin1String kSeconds("seconds");
const QLatin1String kFrames("frames");

/// Everything that is settled before the first sample.
struct Prepared {
    engine::ModelFile file;
    engine::ModelCard card;
    engine::ClassMapping classes;
    storage::RunRecord run;
    jobs::FramePlan frames;
    std::vector<SampleId> remaining;
    qint64 resumedFrom = 0;
};

/// What makes a run this run: with other settings it would be another one.
QJsonObject settingsOf(const RunRequest& request, const Prepared& prepared)
{
    QJsonObject renames;
    for (auto it = request.classRenames.begin(); it != request.classRenames.end(); ++it)
        renames.insert(it.key(), it.value());
    QJsonObject settings{{QStringLiteral("model_sha256"), prepared.file.sha256},
                         {QStringLiteral("card"), engine::modelCardToJsonObject(prepared.card)},
                         {QStringLiteral("map_classes"), renames},
                         {QStringLiteral("split"), request.split},
                         {QStringLiteral("selection"),
                          request.samples ? static_cast<qint64>(request.samples->size()) : qint64(-1)},
                         {kFrames, prepared.frames.toText()},
                         {QStringLiteral("precision"), QStringLiteral("fp32")},
                         {QStringLiteral("views"), QJsonArray{QStringLiteral("identity")}}};
    if (request.samples)
        settings.insert(kSampleSet, sampleSetText(*request.samples));
    return settings;
}

/// A run over a selection goes on over that selection, whatever is selected now. Nothing for other runs.
Result<std::optional<std::vector<SampleId>>> samplesOf(const storage::RunRecord& run)
{
    const auto stored = run.settings.constFind(kSampleSet);
    if (stored == run.settings.constEnd())
        return std::nullopt;
    BADCASE_ASSIGN(auto samples, parseSampleSet(stored->toString()));
    return samples;
}

/// Runs begun before there were videos say nothing of frames.
Result<jobs::FramePlan> framesOf(const storage::RunRecord& run)
{
    const auto stored = run.settings.constFind(kFrames);
    return stored == run.settings.constEnd() ? jobs::FramePlan() : jobs::FramePlan::parse(stored->toString());
}

/// What can be compared. Written anew, the same set of samples may look different (another version of zlib).
QJsonObject comparable(QJsonObject settings)
{
    settings.remove(kSampleSet);
    if (!settings.contains(kFrames))
        settings.insert(kFrames, jobs::FramePlan().toText());
    return settings;
}

Result<storage::RunRecord> resumedRun(storage::RunRepository& runs, const RunRequest& request,
                                      const QJsonObject& settings)
{
    BADCASE_ASSIGN(auto run, runs.find(request.name));
    if (comparable(run.settings) != comparable(settings)) {
        return fail(
            ErrorCode::InvalidArgument,
            tr("The run \"%1\" was made with another model or other settings; give this one another name")
                .arg(request.name));
    }
    run.status = storage::RunStatus::Running;
    run.error.clear();
    BADCASE_TRY(runs.update(run));
    return run;
}

Result<storage::RunRecord> newRun(storage::RunRepository& runs, const RunRequest& request,
                                  const Prepared& prepared, const QJsonObject& settings)
{
    storage::ModelRecord model;
    model.sha256 = prepared.file.sha256;
    model.path = QFileInfo(prepared.file.path).absoluteFilePath();
    model.name = prepared.card.name;
    model.bytes = prepared.file.bytes;
    model.card = engine::modelCardToJsonObject(prepared.card);
    storage::RunRecord run;
    BADCASE_ASSIGN(run.model, runs.putModel(model));
    BADCASE_TRY(runs.setTrusted(run.model, defaultAuthor(), QDateTime::currentDateTimeUtc()));
    run.name = request.name;
    run.task = prepared.card.task;
    run.activation = prepared.card.output.activation;
    run.settings = settings;
    run.startedAt = QDateTime::currentDateTimeUtc();
    BADCASE_ASSIGN(run.id, runs.create(run));
    return run;
}

Result<std::vector<SampleId>> wantedSamples(storage::Connection& connection, const RunRequest& request,
                                            const CancelToken& cancel)
{
    storage::SampleFilter filter;
    if (!request.split.isEmpty())
        filter.splits = QStringList{request.split};
    if (request.samples)
        filter.ids = request.samples;
    BADCASE_ASSIGN(auto ids, storage::querySamples(connection, filter, {}, cancel));
    if (ids.empty()) {
        return fail(ErrorCode::InvalidArgument,
                    request.split.isEmpty()
                        ? tr("There are no samples to run; import some first")
                        : tr("There are no samples in the split \"%1\"").arg(request.split));
    }
    return ids;
}

Result<Prepared> prepare(Project& project, storage::Connection& connection, RunRequest request,
                         TrustStore trust, const CancelToken& cancel)
{
    Prepared prepared;
    BADCASE_ASSIGN(const ModelInfo info, inspectModel(request.model, trust, cancel));
    prepared.file = info.file;
    BADCASE_TRY(engine::checkRunnable(info.file));
    const Schema schema = project.schema();
    BADCASE_ASSIGN(prepared.card, cardForRun(info.file, request.card, schema));
    BADCASE_ASSIGN(prepared.classes, engine::mapClasses(prepared.card, schema, request.classRenames));
    storage::RunRepository runs(connection);
    const auto existing = runs.find(request.name);
    const bool resumes = request.resume && existing;
    if (resumes) {
        BADCASE_ASSIGN(request.samples, samplesOf(*existing));
        if (!request.frames) {
            BADCASE_ASSIGN(request.frames, framesOf(*existing));
        }
    }
    prepared.frames = request.frames.value_or(jobs::FramePlan());
    BADCASE_ASSIGN(prepared.remaining, wantedSamples(connection, request, cancel));
    BADCASE_TRY(askForConsent(info, request.trust, trust));

    const QJsonObject settings = settingsOf(request, prepared);
    if (resumes) {
        BADCASE_ASSIGN(prepared.run, resumedRun(runs, request, settings));
        BADCASE_ASSIGN(const auto done,
                       storage::PredictionRepository(connection).doneSamples(prepared.run.id));
        std::erase_if(prepared.remaining, [&](SampleId id) { return std::ranges::binary_search(done, id); });
        prepared.resumedFrom = static_cast<qint64>(done.size());
    } else {
        BADCASE_ASSIGN(prepared.run, newRun(runs, request, prepared, settings));
    }
    return prepared;
}

jobs::RunPlan planOf(const std::shared_ptr<Project>& project, const Prepared& prepared,
                     const RunRequest& request, const std::shared_ptr<StorageResultSink>& sink,
                     const CancelToken& cancel)
{
    jobs::RunPlan plan;
    const QString path = prepared.file.path;
    const QString device = request.device;
    plan.load = [path, device](int threads) -> Result<std::unique_ptr<engine::LoadedModel>> {
        BADCASE_ASSIGN(engine::Backend * backend, engine::torchBackend());
        engine::LoadOptions options;
        options.device = device;
        options.threads = threads;
        return backend->load(path, options);
    };
    plan.card = prepared.card;
    plan.toSchema = prepared.classes.toSchema;
    plan.schemaSize = project->schema().size();
    plan.source = std::make_shared<StorageSampleSource>(project, prepared.remaining);
    plan.media = jobs::allMedia();
    plan.frames = prepared.frames;
    plan.sink = sink;
    plan.options.batch = request.batch;
    plan.options.background = request.background;
    plan.cancel = cancel;
    return plan;
}

QJsonObject summaryJson(const jobs::RunReport& report)
{
    QJsonObject stages;
    for (int i = 0; i < jobs::kStageCount; ++i) {
        const auto stage = static_cast<jobs::Stage>(i);
        stages.insert(jobs::stageName(stage), report.stats.busy.of(stage));
    }
    const double rate = report.seconds > 0 ? static_cast<double>(report.stats.done) / report.seconds : 0.0;
    return {{kSeconds, report.seconds},
            {QStringLiteral("images_per_second"), rate},
            {QStringLiteral("stage_seconds"), stages},
            {QStringLiteral("threads"), report.threads * qMax(1, report.lanes)},
            {QStringLiteral("device"), report.device.id},
            {QStringLiteral("notice"), report.notice}};
}

/// A run that was taken up again although every sample is done.
Result<storage::RunRecord> completed(storage::Connection& connection, storage::RunRecord run)
{
    run.status = storage::RunStatus::Finished;
    BADCASE_TRY(storage::RunRepository(connection).update(run));
    return run;
}

storage::RunStatus statusOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Succeeded:
        return storage::RunStatus::Finished;
    case Outcome::Cancelled:
        return storage::RunStatus::Cancelled;
    case Outcome::Failed:
        return storage::RunStatus::Failed;
    }
    return storage::RunStatus::Failed;
}

} // namespace

QJsonObject RunSummary::toJson() const
{
    const QJsonArray list = problemsJson(problems);
    QJsonObject json = summaryJson(report);
    json.insert(QStringLiteral("run"), run.name);
    json.insert(QStringLiteral("samples_done"), report.stats.done - report.stats.failed);
    json.insert(QStringLiteral("samples_failed"), report.stats.failed);
    json.insert(QStringLiteral("problems"), list);
    json.insert(QStringLiteral("forward_seconds"), report.stats.busy.of(jobs::Stage::Forward));
    json.insert(QStringLiteral("decode_seconds"), report.stats.busy.of(jobs::Stage::Decode));
    json.insert(QStringLiteral("resumed_from"), resumedFrom);
    return json;
}

Result<RunSummary> runModel(const std::shared_ptr<Project>& project, const RunRequest& request,
                            TrustStore trust, const CancelToken& cancel, const jobs::StatsCallback& progress)
{
    BADCASE_ASSIGN(const auto connection, project->connect());
    BADCASE_ASSIGN(const Prepared prepared, prepare(*project, *connection, request, trust, cancel));
    RunSummary summary;
    summary.resumedFrom = prepared.resumedFrom;
    if (prepared.remaining.empty()) { // nothing is missing: its times and device stay those of the run
        BADCASE_ASSIGN(summary.run, completed(*connection, prepared.run));
        summary.report.outcome = Outcome::Succeeded;
        summary.report.device.id = summary.report.device.name = summary.run.device;
        return summary;
    }
    const auto sink = std::make_shared<StorageResultSink>(project, prepared.run);
    summary.report = jobs::InferenceJob(planOf(project, prepared, request, sink, cancel)).run(progress);
    summary.problems = sink->problems();
    summary.run = prepared.run;
    summary.run.status = statusOf(summary.report.outcome);
    summary.run.device = summary.report.device.id;
    summary.run.finishedAt = QDateTime::currentDateTimeUtc();
    summary.run.summary = summaryJson(summary.report);
    if (prepared.resumedFrom > 0) // its time is that of all its parts
        summary.run.summary.insert(kSeconds,
                                   prepared.run.summary.value(kSeconds).toDouble() + summary.report.seconds);
    if (summary.report.error)
        summary.run.error = summary.report.error->message;
    BADCASE_TRY(storage::RunRepository(*connection).update(summary.run));
    return summary;
}

} // namespace badcase::workspace
