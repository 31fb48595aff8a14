// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/server_arguments.h"
#include "app/cli/verb.h"

#include "app/workspace/early_score.h"
#include "app/workspace/metrics_service.h"
#include "app/workspace/run_service.h"
#include "app/workspace/server_model.h"

#include <QJsonArray>

#include <algorithm>
#include <iterator>
#include <utility>

namespace badcase::cli {

namespace {

using workspace::Project;

OptionSpec option(const char* name, const char* value, const char* help)
{
    return {QLatin1String(name), QLatin1String(value), QLatin1String(help)};
}

void printTensors(const Output& output, const engine::SafeTensorsInfo& info)
{
    QStringList types;
    const auto byType = info.parametersByType();
    for (auto it = byType.begin(); it != byType.end(); ++it)
        types << QStringLiteral("%1 %2").arg(it.value()).arg(it.key());
    output.line(QStringLiteral("%1 tensors with %2 numbers: %3")
                    .arg(info.tensors.size())
                    .arg(info.parameters())
                    .arg(types.join(QStringLiteral(", "))));
    for (auto it = info.metadata.begin(); it != info.metadata.end(); ++it)
        output.line(QStringLiteral("  %1: %2").arg(it.key().left(80), it.value().simplified().left(200)));
}

Result<int> inspect(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    if (const QString server = serverToInspect(arguments); !server.isEmpty())
        return inspectServer(server, arguments.value(QStringLiteral("model")), output, cancel);
    if (arguments.positional(0).isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("inspect needs a MODEL, or --server and --model"));
    BADCASE_ASSIGN(const auto info,
                   workspace::inspectModel(arguments.positional(0), workspace::TrustStore(), cancel));
    output.result(info.toJson(), [&] {
        output.line(QStringLiteral("%1: %2, %3 bytes")
                        .arg(info.file.path, engine::modelFormatName(info.file.format))
                        .arg(info.file.bytes));
        output.line(QStringLiteral("SHA-256 %1 (%2)")
                        .arg(info.file.sha256,
                             info.trusted ? QStringLiteral("trusted") : QStringLiteral("not trusted")));
        if (info.file.tensors)
            printTensors(output, *info.file.tensors);
        if (info.file.tensorsProblem)
            output.line(info.file.tensorsProblem->message);
        if (info.file.card && !info.file.card->inputs.empty())
            output.line(QStringLiteral("takes %1").arg(info.file.card->argumentNames().join(QStringLiteral(", "))));
        if (info.file.card) {
            output.line(QStringLiteral("%1: %2, %3 classes: %4")
                            .arg(info.file.card->name, engine::cardTaskName(*info.file.card))
                            .arg(info.file.card->classes.size())
                            .arg(info.file.card->classes.join(QStringLiteral(", "))));
        } else {
            output.line(info.file.cardProblem ? info.file.cardProblem->message : QStringLiteral("no card"));
        }
    });
    return int(kDone);
}

/// Views, windows, steps, precision.
Result<void> readRecipe(const Arguments& arguments, workspace::RunRequest& request)
{
    request.precision = arguments.value(QStringLiteral("precision"));
    request.views = arguments.value(QStringLiteral("tta"));
    request.merge = arguments.value(QStringLiteral("merge"));
    request.viewWeights = arguments.value(QStringLiteral("view-weights"));
    request.keepViews = arguments.has(QStringLiteral("keep-views"));
    request.tileWeights = arguments.value(QStringLiteral("tile-weights"));
    request.steps = arguments.value(QStringLiteral("steps"));
    BADCASE_ASSIGN(const auto tile, arguments.number(QStringLiteral("tile"), 1));
    request.tile = tile.value_or(0);
    BADCASE_ASSIGN(const auto overlap, arguments.fraction(QStringLiteral("overlap")));
    request.overlap = overlap.value_or(request.overlap);
    BADCASE_ASSIGN(const auto full, arguments.fraction(QStringLiteral("full-weight")));
    request.fullWeight = full.value_or(request.fullWeight);
    if (!tile && (overlap || full || !request.tileWeights.isEmpty()))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("--overlap, --tile-weights and --full-weight say how windows are used; give their "
                                   "size with --tile N"));
    return {};
}

Result<workspace::RunRequest> runRequest(const Arguments& arguments)
{
    workspace::RunRequest request;
    request.model = arguments.value(QStringLiteral("model"));
    BADCASE_TRY(readServer(arguments, request));
    request.name = arguments.value(QStringLiteral("name"));
    if ((request.model.isEmpty() && request.server.isEmpty()) || request.name.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("run needs --model and --name"));
    request.split = arguments.value(QStringLiteral("split"));
    request.head = arguments.value(QStringLiteral("head"));
    if (arguments.has(QStringLiteral("device")))
        request.device = arguments.value(QStringLiteral("device"));
    BADCASE_ASSIGN(const auto batch, arguments.number(QStringLiteral("batch"), 1));
    request.batch = batch.value_or(0);
    if (arguments.has(QStringLiteral("frames"))) {
        BADCASE_ASSIGN(request.frames, jobs::FramePlan::parse(arguments.value(QStringLiteral("frames"))));
    }
    BADCASE_TRY(readRecipe(arguments, request));
    request.trust = arguments.has(QStringLiteral("trust"));
    request.resume = arguments.has(QStringLiteral("resume"));
    request.isolate = arguments.has(QStringLiteral("isolate"));
    request.reuse = !arguments.has(QStringLiteral("recompute"));
    BADCASE_ASSIGN(request.classRenames,
                   engine::parseClassRenames(arguments.value(QStringLiteral("map-classes"))));
    return request;
}

/// "48.0/s, 3 s left, model busy 93 %, accuracy 0.58 [0.54, 0.62] over 37 samples", as far as it is known.
QString runDetail(const jobs::RunStats& stats)
{
    QStringList parts;
    if (stats.imagesPerSecond > 0)
        parts.append(QStringLiteral("%1/s").arg(stats.imagesPerSecond, 0, 'f', 1));
    if (stats.secondsLeft)
        parts.append(QStringLiteral("%1 s left").arg(qRound(*stats.secondsLeft)));
    parts.append(QStringLiteral("model busy %1 %").arg(qRound(100 * stats.share(jobs::Stage::Forward))));
    if (stats.early && !stats.early->complete)
        parts.append(workspace::earlyScoreText(*stats.early));
    return parts.join(QStringLiteral(", "));
}

Result<int> runVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto request, runRequest(arguments));
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadWrite));
    if (const QString server = workspace::serverOf(request); !server.isEmpty())
        output.message(QStringLiteral("What the samples show is sent to %1").arg(server));
    const auto progress = output.progress(QStringLiteral("run"), true);
    bool earlyScoreSaid = false;
    const auto report = [&](const jobs::RunStats& stats) {
        progress({stats.done, stats.total, runDetail(stats)});
        if (stats.early && stats.early->complete && !std::exchange(earlyScoreSaid, true))
            output.message(QStringLiteral("early score: ") + workspace::earlyScoreText(*stats.early));
    };
    BADCASE_ASSIGN(const auto summary,
                   workspace::runModel(project, request, workspace::TrustStore(), cancel, report));
    if (summary.report.outcome == Outcome::Failed)
        return fail(
            summary.report.error.value_or(Error{ErrorCode::Backend, QStringLiteral("The run failed"), {}}));
    output.result(summary.toJson(), [&] {
        if (summary.report.stats.reused > 0) {
            output.message(
                QStringLiteral("%1 of the samples had been computed by other runs (--recompute ignores them)")
                    .arg(summary.report.stats.reused));
        }
        output.line(QStringLiteral("Run %1: %2 samples, %3 failed, %4 images/s on %5")
                        .arg(summary.run.name)
                        .arg(summary.report.stats.done)
                        .arg(summary.report.stats.failed)
                        .arg(summary.report.seconds > 0
                                 ? double(summary.report.stats.done) / summary.report.seconds
                                 : 0.0,
                             0, 'f', 1)
                        .arg(summary.report.device.name));
        if (!summary.report.notice.isEmpty())
            output.message(summary.report.notice);
        output.problems(summary.problems);
    });
    if (summary.report.outcome == Outcome::Cancelled)
        return int(kCancelled);
    return statusFor(summary.report.stats.failed > 0);
}

QString figure(const QJsonValue& value)
{
    return value.isDouble() ? QString::number(value.toDouble(), 'f', 3) : QStringLiteral("\u2013");
}

void printMetrics(const Output& output, const QJsonObject& json)
{
    output.line(QStringLiteral("Run %1, %2 labels, %3 samples")
                    .arg(json.value(QStringLiteral("run")).toString(),
                         json.value(QStringLiteral("labels")).toString())
                    .arg(json.value(QStringLiteral("samples")).toInteger()));
    for (const char* key :
         {"mean_f1", "accuracy", "top5", "log_loss", "ece", "gap", "map", "hit_at_1", "mean_iou", "mean_iou_per_image",
          "pixel_accuracy", "mean_dice_pooled", "mean_dice_per_image"}) {
        const QJsonValue value = json.value(QLatin1String(key));
        if (value.isDouble())
            output.line(QStringLiteral("  %1 %2").arg(QLatin1String(key), -22).arg(figure(value)));
    }
    if (const QJsonValue segments = json.value(QStringLiteral("segment_map")); segments.isObject())
        output.line(QStringLiteral("  %1 %2")
                        .arg(QStringLiteral("segment_map"), -22)
                        .arg(figure(segments[QStringLiteral("mean")])));
    if (const QJsonObject f1 = json.value(QStringLiteral("f1")).toObject(); !f1.isEmpty())
        output.line(
            QStringLiteral("  %1 micro %2, macro %3")
                .arg(QStringLiteral("f1"), -22)
                .arg(figure(f1.value(QStringLiteral("micro"))), figure(f1.value(QStringLiteral("macro")))));
    for (const auto& value : json.value(QStringLiteral("per_class")).toArray()) {
        const QJsonObject one = value.toObject();
        const QString parent = one.value(QStringLiteral("parent")).toString();
        const QString name = one.value(QStringLiteral("class")).toString();
        QString line = QStringLiteral("    %1").arg(
            parent.isEmpty() ? name : parent + QStringLiteral(" / ") + name, -20);
        for (const char* key : {"support", "precision", "recall", "f1", "ap", "iou", "dice"}) {
            const QJsonValue number = one.value(QLatin1String(key));
            if (!number.isUndefined()) {
                line += QStringLiteral("  %1 %2").arg(QLatin1String(key),
                                                      QLatin1String(key) == QLatin1String("support")
                                                          ? QString::number(number.toInteger())
                                                          : figure(number));
            }
        }
        output.line(line);
    }
}

Result<int> metrics(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    workspace::MetricsRequest request;
    request.run = arguments.value(QStringLiteral("run"));
    request.split = arguments.value(QStringLiteral("split"));
    request.perImage = arguments.has(QStringLiteral("per-image"));
    request.by = arguments.value(QStringLiteral("by"));
    request.thresholds = arguments.value(QStringLiteral("thresholds"));
    if (request.by == QLatin1String("class"))
        request.by.clear(); // per_class is always there
    BADCASE_ASSIGN(request.labels, labelsOf(arguments));
    if (request.run.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("metrics needs --run"));
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadOnly));
    BADCASE_ASSIGN(const QJsonObject json, workspace::measure(*project, request, cancel));
    output.result(json, [&] {
        printMetrics(output, json);
        const QJsonObject parts = json.value(QStringLiteral("by")).toObject();
        for (const QString& value : parts.keys()) {
            output.line(QStringLiteral("\n%1: %2")
                            .arg(request.by, value.isEmpty() ? QStringLiteral("(none)") : value));
            printMetrics(output, parts.value(value).toObject());
        }
    });
    return int(kDone);
}

} // namespace

std::vector<Verb> modelVerbs()
{
    std::vector<Verb> verbs{
        {QStringLiteral("inspect"),
         {QStringLiteral("MODEL?")},
         {option("server", "URL", "instead of a file: a server that speaks the Open Inference Protocol v2"),
          option("model", "NAME", "the model's name at the server")},
         QStringLiteral("Says what a model file is. Reads it as data; nothing of it is executed."),
         inspect},
        {QStringLiteral("run"),
         {QStringLiteral("FILE")},
         {option("model", "M.pt", "a TorchScript file"), option("name", "R", "the run's name"),
          option("trust", "", "I consent to execute this very file"), option("split", "S", "only this split"),
          option("device", "D", "auto (default), cpu, cuda or cuda:N"),
          option("batch", "N", "samples a forward pass (automatic)"),
          option("frames", "HOW",
                 "of videos: uniform:N (default uniform:8), every:K, rate:PER_SECOND or scenes; the sample's "
                 "probabilities are the mean over them"),
          option("tta", "VIEWS",
                 "test-time augmentation: d4, flips, or a list of hflip, vflip, rot90, rot180, rot270, transpose, "
                 "antitranspose, scale:F beside the picture itself (only:... without it)"),
          option("merge", "M", "how views are merged: mean (default), gmean, logit or max"),
          option("view-weights", "V:W,...", "weights of views, 1 where none is given"),
          option("keep-views", "", "store what the model says of each view, for combine and the sliders"),
          option("tile", "N", "masks: N x N windows of the picture instead of the whole"),
          option("overlap", "X", "of neighbouring windows, as a share of N (0.25)"),
          option("tile-weights", "W", "gaussian (default) or flat"),
          option("full-weight", "A", "with windows: the share of the whole picture's answer, 0 to 1 (0)"),
          option("steps", "STEPS",
                 "masks: what is done with them, in order: threshold:T, min-area:N, fill-holes[:N], open:R, close:R, "
                 "watershed, joined by ;"),
          option("precision", "P", "fp32 (default), fp16 or bf16"),
          option("head", "NAME", "which of the model's classifiers, where its card names several (the first)"),
          option("map-classes", "A=B,...", "class names of the model -> of the project"),
          option("resume", "", "go on with an unfinished run of this name"),
          option("isolate", "", "the model runs in a process of its own: a second Ctrl+C stops it within a pass, "
                                "and a sample that crashes it fails alone"),
          option("recompute", "", "take nothing from other runs, although they have it")},
         QStringLiteral("Runs a model over the samples."),
         runVerb,
         true},
        {QStringLiteral("metrics"),
         {QStringLiteral("FILE")},
         {option("run", "R", "the run's name"), option("labels", "L", "corrected (default) or given"),
          option("thresholds", "SET", "decide by this threshold set; none: the run's own rule (default: as it is decided)"),
          option("split", "S", "only this split"),
          option("by", "WHAT", "class, split or field:NAME: the figures of each of its values too"),
          option("per-image", "", "segmentation: also every image's scores")},
         QStringLiteral("Measures a run."),
         metrics},
    };
    Verb& run = verbs[1];
    std::ranges::move(serverRunOptions(), std::back_inserter(run.options));
    return verbs;
}

} // namespace badcase::cli
