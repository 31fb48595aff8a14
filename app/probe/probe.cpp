// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/probe/probe.h"

#include "app/probe/parity.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

#include <sys/resource.h>

namespace badcase::probe {

namespace {

constexpr double kBusyEnough = 0.80;  ///< of a device
constexpr double kNearBound = 0.95;   ///< of cores / (F + D), and of what the cores decode
constexpr double kShareOfEach = 0.2;  ///< of --seconds, for each loop that is measured alone
constexpr double kShortestLoop = 0.5; ///< seconds

QString percent(double share)
{
    return QString::number(100.0 * share, 'f', 0) + QStringLiteral(" %");
}

QString rate(double picturesPerSecond)
{
    return QString::number(picturesPerSecond, 'f', picturesPerSecond < 100 ? 1 : 0);
}

double deviceBusy(const PipelineRun& run)
{
    return run.seconds > 0 ? run.busySeconds(jobs::Stage::Forward) / run.seconds : 0.0;
}

Verdict judgeDevice(const StageCosts& costs, const PipelineRun& run)
{
    const double busy = deviceBusy(run);
    if (busy >= kBusyEnough)
        return {QStringLiteral("The device is the limit: it is busy for %1 of the time.").arg(percent(busy)),
                true};
    if (run.picturesPerSecond() >= kNearBound * costs.decodeBound())
        return {
            QStringLiteral(
                "Decode is the limit: %1 cores decode at most %2 pictures a second, the device could take "
                "%3. It is busy for %4 of the time. Smaller pictures or more cores would help.")
                .arg(costs.cores)
                .arg(rate(costs.decodeBound()), rate(costs.forwardBound()), percent(busy)),
            true};
    return {
        QStringLiteral(
            "Something else is the limit: the device is busy for %1 of the time, and the cores could decode "
            "%2 pictures a second where %3 came through. Do other programs run, or is the disk slow?")
            .arg(percent(busy), rate(costs.decodeBound()), rate(run.picturesPerSecond())),
        false};
}

/// F + D over the CPU-seconds that a picture took in the run: the share of the bound that it would reach if
/// it had the cores to itself.
double cpuRatio(const StageCosts& costs, const PipelineRun& run)
{
    return run.cpuSeconds > 0
               ? (costs.forward + costs.decode) * static_cast<double>(run.pictures) / run.cpuSeconds
               : 0.0;
}

double coresUsed(const PipelineRun& run)
{
    return run.seconds > 0 ? run.cpuSeconds / run.seconds : 0.0;
}

Verdict judgeCpu(const StageCosts& costs, const PipelineRun& run)
{
    const double ratio = run.picturesPerSecond() / costs.bound();
    const QString model = percent(costs.forward / (costs.forward + costs.decode));
    if (ratio >= kNearBound)
        return {QStringLiteral(
                    "The cores are the limit: the run reaches %1 of cores / (F + D); the model takes %2 of "
                    "the work.")
                    .arg(percent(ratio), model),
                true};
    const QString cores = QString::number(coresUsed(run), 'f', 1);
    if (const double alone = cpuRatio(costs, run); alone >= kNearBound)
        return {
            QStringLiteral(
                "Other programs, or a slow disk, are the limit: the run had %1 of %2 cores and reaches %3 "
                "of cores / (F + D); with all cores it would reach %4. The model takes %5 of the work.")
                .arg(cores)
                .arg(costs.cores)
                .arg(percent(ratio), percent(alone), model),
            true};
    return {
        QStringLiteral(
            "The cores slow each other down: the run reaches %1 of cores / (F + D) with %2 of %3 cores; the "
            "model takes %4 of the work.")
            .arg(percent(ratio), cores)
            .arg(costs.cores)
            .arg(model),
        false};
}

QJsonArray devicesJson(engine::Backend& backend)
{
    QJsonArray list;
    for (const engine::DeviceInfo& device : backend.devices())
        list.append(QJsonObject{{QStringLiteral("id"), device.id},
                                {QStringLiteral("name"), device.name},
                                {QStringLiteral("memory_bytes"), double(device.memoryBytes)}});
    return list;
}

QJsonObject modelJson(const ProbeModel& model)
{
    return {{QStringLiteral("name"), model.card().name},
            {QStringLiteral("sha256"), model.file().sha256},
            {QStringLiteral("bytes"), model.file().bytes},
            {QStringLiteral("task"), engine::cardTaskName(model.card())}};
}

QJsonArray stagesJson(const PipelineRun& run)
{
    const jobs::RunStats& stats = run.report.stats;
    double all = 0;
    for (const double seconds : run.busy)
        all += seconds;
    QJsonArray list;
    for (int i = 0; i < jobs::kStageCount; ++i) {
        const auto stage = static_cast<jobs::Stage>(i);
        const auto at = static_cast<std::size_t>(i);
        const double threadSeconds = run.seconds * stats.threads[at];
        list.append(
            QJsonObject{{QStringLiteral("stage"), jobs::stageName(stage)},
                        {QStringLiteral("seconds"), run.busy[at]},
                        {QStringLiteral("share"), all > 0 ? run.busy[at] / all : 0.0},
                        {QStringLiteral("threads"), stats.threads[at]},
                        {QStringLiteral("busy"), threadSeconds > 0 ? run.busy[at] / threadSeconds : 0.0},
                        {QStringLiteral("queue"), stats.meanQueue[at]}});
    }
    return list;
}

QJsonArray problemsJson(const std::vector<SampleProblem>& problems)
{
    constexpr std::size_t kShown = 20;
    QJsonArray list;
    for (std::size_t i = 0; i < std::min(kShown, problems.size()); ++i)
        list.append(QJsonObject{{QStringLiteral("sample"), problems[i].sample},
                                {QStringLiteral("kind"), problems[i].kind},
                                {QStringLiteral("message"), problems[i].message}});
    return list;
}

/// The most memory that this process has held, in bytes.
double peakMemory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

void insertThroughput(QJsonObject& json, const StageCosts& costs, const PipelineRun& run)
{
    const double images = run.picturesPerSecond();
    json.insert(QStringLiteral("device"), run.report.device.id);
    json.insert(QStringLiteral("device_name"), run.report.device.name);
    json.insert(QStringLiteral("cores"), costs.cores);
    json.insert(QStringLiteral("lanes"), run.report.lanes);
    json.insert(QStringLiteral("threads"), run.report.threads);
    json.insert(QStringLiteral("batch"), costs.batch);
    json.insert(QStringLiteral("F"), costs.forward);
    json.insert(QStringLiteral("D"), costs.decode);
    json.insert(QStringLiteral("decode_bound"), costs.decodeBound());
    json.insert(QStringLiteral("forward_bound"), costs.forwardBound());
    json.insert(QStringLiteral("bound"), costs.bound());
    json.insert(QStringLiteral("images_per_second"), images);
    json.insert(QStringLiteral("ratio"), images / costs.bound());
    json.insert(QStringLiteral("device_busy"), costs.onDevice ? QJsonValue(deviceBusy(run)) : QJsonValue());
    json.insert(QStringLiteral("cpu_ratio"),
                costs.onDevice ? QJsonValue() : QJsonValue(cpuRatio(costs, run)));
    json.insert(QStringLiteral("cores_used"), coresUsed(run));
    json.insert(QStringLiteral("seconds"), run.seconds);
    json.insert(QStringLiteral("images"), run.pictures);
    json.insert(QStringLiteral("failed"), run.failed);
    json.insert(QStringLiteral("problems"), problemsJson(run.report.problems));
    json.insert(QStringLiteral("stages"), stagesJson(run));
    json.insert(QStringLiteral("notice"), run.report.notice);
    const Verdict verdict = judge(costs, run);
    json.insert(QStringLiteral("verdict"), verdict.text);
    json.insert(QStringLiteral("passed"), verdict.passed);
}

} // namespace

Verdict judge(const StageCosts& costs, const PipelineRun& run)
{
    return costs.onDevice ? judgeDevice(costs, run) : judgeCpu(costs, run);
}

Result<QJsonObject> runProbe(const ProbeRequest& request, const std::function<void(const QString&)>& progress)
{
    BADCASE_ASSIGN(const ProbeModel model, ProbeModel::open(request));
    BADCASE_ASSIGN(const PictureSet pictures, PictureSet::open(request.folder, request.limit));
    const double alone = std::max(kShortestLoop, kShareOfEach * request.seconds);
    QJsonObject json{{QStringLiteral("badcase"), QCoreApplication::applicationVersion()},
                     {QStringLiteral("backend"), model.backend().name()},
                     {QStringLiteral("backend_version"), model.backend().version()},
                     {QStringLiteral("devices"), devicesJson(model.backend())},
                     {QStringLiteral("model"), modelJson(model)},
                     {QStringLiteral("pictures"), pictures.size()},
                     {QStringLiteral("precision"), engine::precisionName(request.precision)}};

    progress(QStringLiteral("optimised against plain module"));
    BADCASE_ASSIGN(const QJsonObject parity, compareOptimised(model, pictures));
    json.insert(QStringLiteral("parity"), parity);
    if (!request.reference.isEmpty()) {
        progress(QStringLiteral("reference outputs"));
        BADCASE_ASSIGN(const QJsonObject reference,
                       compareReference(model, request.reference, request.precision));
        json.insert(QStringLiteral("reference"), reference);
    }
    if (request.precision != engine::Precision::Fp32) {
        progress(QStringLiteral("decisions in lower precision"));
        BADCASE_ASSIGN(const QJsonObject flips, comparePrecision(model, pictures, request.precision,
                                                                 std::max(alone, request.seconds)));
        json.insert(QStringLiteral("flips"), flips);
    }
    progress(QStringLiteral("each stage alone"));
    BADCASE_ASSIGN(const StageCosts costs, measureStages(model, pictures, request, alone));
    progress(QStringLiteral("the run"));
    BADCASE_ASSIGN(const PipelineRun run, runPipeline(model, pictures, request));
    insertThroughput(json, costs, run);
    json.insert(QStringLiteral("memory_peak_bytes"), peakMemory());
    return json;
}

} // namespace badcase::probe
