// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/run_report.h"

#include <QJsonArray>

namespace badcase::workspace {

namespace {

QJsonObject earlyJson(const jobs::EarlyScore& early)
{
    const auto figureJson = [](const jobs::EarlyScore::Figure& figure) {
        return QJsonObject{{QStringLiteral("metric"), figure.metric},
                           {QStringLiteral("value"), figure.value},
                           {QStringLiteral("low"), figure.low},
                           {QStringLiteral("high"), figure.high}};
    };
    QJsonObject json = figureJson(early.figures.front());
    json.insert(QStringLiteral("samples"), early.samples);
    json.insert(QStringLiteral("complete"), early.complete);
    QJsonArray figures;
    for (const auto& figure : early.figures)
        figures.append(figureJson(figure));
    json.insert(QStringLiteral("figures"), figures);
    return json;
}

} // namespace

QJsonObject reportJson(const jobs::RunReport& report)
{
    QJsonObject seconds;
    QJsonArray stages;
    for (int i = 0; i < jobs::kStageCount; ++i) {
        const auto stage = static_cast<jobs::Stage>(i);
        seconds.insert(jobs::stageName(stage), report.stats.busy.of(stage));
        stages.append(QJsonObject{
            {QStringLiteral("stage"), jobs::stageName(stage)},
            {QStringLiteral("seconds"), report.stats.busy.of(stage)},
            {QStringLiteral("share"), report.stats.share(stage)},
            {QStringLiteral("queue"), report.stats.meanQueue[static_cast<std::size_t>(i)]},
        });
    }
    const double rate = report.seconds > 0 ? static_cast<double>(report.stats.done) / report.seconds : 0.0;
    QJsonObject json{{QStringLiteral("seconds"), report.seconds},
                     {QStringLiteral("images_per_second"), rate},
                     {QStringLiteral("stage_seconds"), seconds},
                     {QStringLiteral("stages"), stages},
                     {QStringLiteral("busy"), report.stats.share(jobs::Stage::Forward)},
                     {QStringLiteral("reused"), report.stats.reused},
                     {QStringLiteral("threads"), report.threads * qMax(1, report.lanes)},
                     {QStringLiteral("device"), report.device.id},
                     {QStringLiteral("notice"), report.notice}};
    if (report.stats.early)
        json.insert(QStringLiteral("early"), earlyJson(*report.stats.early));
    return json;
}

} // namespace badcase::workspace
