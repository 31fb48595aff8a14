// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/run_service.h"

#include "app/workspace/early_score.h"
#include "app/workspace/known_predictions.h"
#include "app/workspace/problem_json.h"
#include "app/workspace/run_identity.h"
#include "app/workspace/run_order.h"
#include "app/workspace/run_recipe.h"
#include "app/workspace/run_report.h"
#include "app/workspace/run_storage.h"
#include "app/workspace/threshold_service.h"
#include "app/workspace/server_model.h"
#include "inference/engine/backend.h"
#include "inference/engine/worker/isolated_model.h"
#include "inference/jobs/all_media.h"
#include "inference/jobs/inference_job.h"
#include "storage/prediction_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"

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

const QLatin1String kSeconds("seconds");
const QLatin1String kBasedOn("based_on");
const QLatin1String kReused("reused");

/// Everything that is settled before the first sample.
struct Prepared {
    engine::ModelFile file; ///< or what stands for one where a server runs the model
    std::optional<ServerModel> server;
    engine::ModelCard card;
    engine::ClassMapping classes;
    engine::Vocabularies vocabularies;
    Blanking blank;
    storage::RunRecord run;
    jobs::FramePlan frames;
    RunRecipe recipe;
    std::vector<SampleId> remaining;
    std::shared_ptr<const KnownPredictions> known; ///< null: what the run says cannot be known beforehand
    std::shared_ptr<EarlyScoreMeter> early;
    qint64 resumedFrom = 0;
};

Result<storage::RunRecord> resumedRun(storage::RunRepository& runs, const RunRequest& request,
                                      const QJsonObject& settings, const Schema& schema)
{
    BADCASE_ASSIGN(auto run, runs.find(request.name));
    BADCASE_ASSIGN(const bool same, sameSettings(run.settings, settings, schema));
    if (!same) {
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
                                  const Prepared& prepared, const QJsonObject& settings, const QString& key)
{
    storage::ModelRecord model;
    model.sha256 = prepared.file.sha256;
    model.path =
        prepared.server ? prepared.file.path : QFileInfo(prepared.file.path).absoluteFilePath();
    model.name = prepared.card.name;
    model.bytes = prepared.file.bytes;
    model.card = engine::modelCardToJsonObject(prepared.card);
    storage::RunRecord run;
    BADCASE_ASSIGN(run.model, runs.putModel(model));
    if (!prepared.server)
        BADCASE_TRY(runs.setTrusted(run.model, defaultAuthor(), QDateTime::currentDateTimeUtc()));
    run.name = request.name;
    run.task = prepared.card.task;
    run.activation = prepared.card.output.activation;
    run.settings = settings;
    run.computeKey = key;
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

/// The model as a file that can be run, or as its server describes it; in `prepared` too.
Result<ModelInfo> findModel(RunRequest& request, Prepared& prepared, const TrustStore& trust, const CancelToken& cancel)
{
    if (!serverOf(request).isEmpty()) {
        BADCASE_ASSIGN(prepared.server, serverForRun(request, cancel));
        request.card = cardForServer(request, *prepared.server);
        prepared.file = prepared.server->asModel().file;
        return prepared.server->asModel();
    }
    BADCASE_ASSIGN(ModelInfo info, inspectModel(request.model, trust, cancel));
    prepared.file = info.file;
    BADCASE_TRY(engine::checkRunnable(info.file));
    return info;
}

/// What the request leaves open is as in the run that goes on, or in the one that it is based on.
Result<RunRecipe> takeOver(storage::RunRepository& runs, const Schema& schema, bool resumes, RunRequest& request)
{
    if (!resumes && request.basedOn.isEmpty())
        return RunRecipe();
    BADCASE_ASSIGN(const auto run, runs.find(resumes ? request.name : request.basedOn));
    if (!request.frames) {
        BADCASE_ASSIGN(request.frames, framesOf(run));
    }
    if (resumes) {
        BADCASE_ASSIGN(request.samples, selectionOf(run));
        request.blank = Blanking::read(run.settings);
        request.basedOn = run.settings.value(kBasedOn).toString();
        if (request.head.isEmpty())
            request.head = run.settings.value(QStringLiteral("card"))[QStringLiteral("output")][QStringLiteral("head")]
                               .toString();
    }
    return RunRecipe::read(run.settings, schema);
}

int keptViews(const RunRecipe& recipe)
{
    return recipe.views.keep ? static_cast<int>(recipe.views.views.size()) : 0;
}

/// What the run has done already counts in its early score, too.
Result<void> leaveOutDone(storage::Connection& connection, const std::vector<SampleId>& part,
                          Prepared& prepared)
{
    BADCASE_ASSIGN(const auto done, storage::PredictionRepository(connection).doneSamples(prepared.run.id));
    const auto isDone = [&](SampleId id) { return std::ranges::binary_search(done, id); };
    std::erase_if(prepared.remaining, isDone);
    prepared.resumedFrom = static_cast<qint64>(done.size());
    std::vector<SampleId> doneOfPart;
    std::ranges::copy_if(part, std::back_inserter(doneOfPart), isDone);
    BADCASE_ASSIGN(const auto rows, storage::SampleRepository(connection).rows(doneOfPart, prepared.run.id));
    for (const storage::SampleRow& row : rows) {
        const storage::Decision& decision = row.prediction->decision;
        if (prepared.run.task == Task::Segmentation)
            prepared.early->addMask(row.sample.id, decision.corrected.dice, decision.corrected.iou);
        else
            prepared.early->addClasses(row.sample.id, decision.decided, row.labels);
    }
    return {};
}

/// Null for a run without a key. A run that wants everything computed knows of nothing; what it computes can be
/// used by later ones.
Result<std::shared_ptr<const KnownPredictions>>
knownFor(storage::Connection& connection, const RunRequest& request, const QString& key, RunId run)
{
    if (key.isEmpty())
        return nullptr;
    if (!request.reuse)
        return std::make_shared<const KnownPredictions>(std::vector<storage::ContentPlace>());
    BADCASE_ASSIGN(auto known, KnownPredictions::load(connection, key, run));
    return known;
}

Result<Prepared> prepare(Project& project, storage::Connection& connection, RunRequest request,
                         TrustStore trust, const CancelToken& cancel)
{
    Prepared prepared;
    BADCASE_ASSIGN(const ModelInfo info, findModel(request, prepared, trust, cancel));
    const Schema schema = project.schema();
    storage::RunRepository runs(connection);
    const bool resumes = request.resume && runs.find(request.name).has_value();
    BADCASE_ASSIGN(RunRecipe begun, takeOver(runs, schema, resumes, request));
    BADCASE_ASSIGN(prepared.card, cardForRun(info.file, request.card, schema, request.head));
    BADCASE_ASSIGN(prepared.classes, engine::mapClasses(prepared.card, schema, request.classRenames));
    BADCASE_ASSIGN(prepared.vocabularies, engine::loadVocabularies(prepared.card, prepared.server ? request.cardFile : request.model));
    prepared.blank = request.blank;
    prepared.frames = request.frames.value_or(jobs::FramePlan());
    BADCASE_ASSIGN(prepared.recipe, recipeOf(request, schema, std::move(begun)));
    BADCASE_TRY(checkRecipe(prepared.recipe, prepared.card));
    BADCASE_ASSIGN(prepared.remaining, wantedSamples(connection, request, cancel));
    BADCASE_TRY(askForConsent(info, request.trust, trust));

    const QJsonObject settings =
        runSettings(request, prepared.file, prepared.card, prepared.frames, prepared.recipe,
                    prepared.vocabularies, schema);
    // Without a version, results of another day may come from another model.
    const bool isKnown = !prepared.server || prepared.server->hasVersion();
    const QString key =
        isKnown ? computeKey(settings, prepared.classes, schema.size(), request.device) : QString();
    const std::vector<SampleId> part = earlyPart(prepared.remaining, orderSeed(settings));
    prepared.early = std::make_shared<EarlyScoreMeter>(prepared.card.task, schema.size(), part,
                                                       static_cast<qint64>(prepared.remaining.size()));
    prepared.remaining = partFirst(part, prepared.remaining);
    if (resumes) {
        BADCASE_ASSIGN(prepared.run, resumedRun(runs, request, settings, schema));
        BADCASE_TRY(leaveOutDone(connection, part, prepared));
    } else {
        BADCASE_ASSIGN(prepared.run, newRun(runs, request, prepared, settings, key));
    }
    BADCASE_ASSIGN(prepared.known, knownFor(connection, request, key, prepared.run.id));
    return prepared;
}

jobs::RunPlan planOf(const std::shared_ptr<Project>& project, const Prepared& prepared,
                     const RunRequest& request, const std::shared_ptr<StorageResultSink>& sink,
                     const CancelToken& cancel)
{
    jobs::RunPlan plan;
    const QString path = prepared.file.path;
    const QString device = request.device;
    const engine::Precision precision = prepared.recipe.precision;
    const bool isolate = request.isolate;
    const QStringList names = prepared.card.argumentNames();
    plan.load = [path, device, precision, isolate, names,
                 cancel](int threads) -> Result<std::unique_ptr<engine::LoadedModel>> {
        engine::LoadOptions options;
        options.device = device;
        options.threads = threads;
        options.precision = precision;
        options.inputNames = names;
        if (isolate)
            return engine::loadIsolated(path, options, cancel);
        BADCASE_ASSIGN(engine::Backend * backend, engine::torchBackend());
        return backend->load(path, options);
    };
    if (prepared.server)
        plan.load = serverLoader(*prepared.server, request, names, cancel);
    plan.card = prepared.card;
    plan.toSchema = prepared.classes.toSchema;
    plan.schemaSize = project->schema().size();
    plan.source = std::make_shared<StorageSampleSource>(project, prepared.remaining,
                                                        TextUse{prepared.card.readsTexts(), prepared.blank});
    plan.media = jobs::allMedia();
    plan.vocabularies = prepared.vocabularies;
    plan.blankMedia = prepared.blank.media;
    plan.frames = prepared.frames;
    plan.views = prepared.recipe.views;
    plan.finish = maskFinish(prepared.recipe.steps, project->schema(), cancel);
    plan.sink = sink;
    plan.known = prepared.known;
    plan.options.batch = request.batch;
    plan.options.background = request.background;
    plan.cancel = cancel;
    return plan;
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
    QJsonObject json = reportJson(report);
    json.insert(QStringLiteral("run"), run.name);
    json.insert(QStringLiteral("samples_done"), report.stats.done - report.stats.failed);
    json.insert(QStringLiteral("samples_failed"), report.stats.failed);
    json.insert(QStringLiteral("problems"), list);
    json.insert(QStringLiteral("forward_seconds"), report.stats.busy.of(jobs::Stage::Forward));
    json.insert(QStringLiteral("decode_seconds"), report.stats.busy.of(jobs::Stage::Decode));
    json.insert(QStringLiteral("resumed_from"), resumedFrom);
    return json;
}

namespace {

/// runModel() for a run that decides for itself.
Result<RunSummary> runUndecided(const std::shared_ptr<Project>& project, const RunRequest& request, TrustStore trust,
                                const CancelToken& cancel, const jobs::StatsCallback& progress)
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
    const auto sink = std::make_shared<StorageResultSink>(project, prepared.run,
                                                          SinkExtras{prepared.known, prepared.early, keptViews(prepared.recipe)});
    const jobs::StatsCallback withEarlyScore = [&](const jobs::RunStats& stats) {
        if (!progress)
            return;
        jobs::RunStats more = stats;
        more.early = prepared.early->score();
        progress(more);
    };
    summary.report = jobs::InferenceJob(planOf(project, prepared, request, sink, cancel)).run(withEarlyScore);
    summary.report.stats.early = prepared.early->score();
    summary.problems = sink->problems();
    summary.run = prepared.run;
    summary.run.status = statusOf(summary.report.outcome);
    summary.run.device = summary.report.device.id;
    summary.run.finishedAt = QDateTime::currentDateTimeUtc();
    summary.run.summary = reportJson(summary.report);
    if (prepared.resumedFrom > 0) { // its time is that of all its parts
        const QJsonObject& before = prepared.run.summary;
        summary.run.summary.insert(kSeconds, before.value(kSeconds).toDouble() + summary.report.seconds);
        summary.run.summary.insert(kReused, before.value(kReused).toInteger() + summary.report.stats.reused);
    }
    if (summary.report.error)
        summary.run.error = summary.report.error->message;
    BADCASE_TRY(storage::RunRepository(*connection).update(summary.run));
    return summary;
}

} // namespace

Result<RunSummary> runModel(const std::shared_ptr<Project>& project, const RunRequest& request, TrustStore trust,
                            const CancelToken& cancel, const jobs::StatsCallback& progress)
{
    SetAside aside;
    if (request.resume) {
        BADCASE_ASSIGN(aside, SetAside::take(project, request.name));
    }
    auto summary = runUndecided(project, request, trust, cancel, progress);
    BADCASE_TRY(aside.putBack());
    return summary;
}

} // namespace badcase::workspace
