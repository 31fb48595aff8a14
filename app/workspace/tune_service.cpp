// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/tune_service.h"

#include "app/workspace/tune_classes.h"
#include "app/workspace/tune_masks.h"
#include "inference/analysis/metrics_json.h"
#include "storage/threshold_repository.h"

#include <QCoreApplication>

#include <algorithm>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Tuning", text);
}

QString adviceName(analysis::Advice advice)
{
    switch (advice) {
    case analysis::Advice::Keep:
        return QStringLiteral("keep");
    case analysis::Advice::TauOnly:
        return QStringLiteral("common_only");
    case analysis::Advice::NotWorthIt:
        break;
    }
    return QStringLiteral("not_worth_it");
}

QJsonArray intervalJson(const analysis::Interval& interval)
{
    return {analysis::jsonNumber(interval.low), analysis::jsonNumber(interval.high)};
}

/// Work of minutes is not begun for a name that cannot be given.
Result<void> checkName(Project& project, const QString& name)
{
    if (name.isEmpty())
        return {};
    if (project.isReadOnly())
        return fail(ErrorCode::ReadOnly, tr("%1 is open for reading only; nothing can be saved in it").arg(project.path()));
    BADCASE_ASSIGN(const auto connection, project.connect());
    const Schema schema = project.schema();
    BADCASE_ASSIGN(const auto records, storage::ThresholdRepository(*connection, schema).list());
    for (const auto& record : records) {
        if (record.set.name == name)
            return fail(ErrorCode::AlreadyExists, tr("There is a threshold set \"%1\" already").arg(name));
    }
    return {};
}

} // namespace

std::optional<analysis::Interval> TuneReport::heldOutInterval() const
{
    if (!gain)
        return std::nullopt;
    const bool isShare = before >= 0 && after >= 0 && objective != QLatin1String("cost"); // not costs, nor a bound that is missed
    const auto limited = [isShare](double value) { return isShare ? std::clamp(value, 0.0, 1.0) : value; };
    return analysis::Interval{limited(before + gain->interval.low), limited(before + gain->interval.high)};
}

QJsonObject TuneReport::toJson(const Schema& schema) const
{
    QJsonObject json = more;
    json.insert(QStringLiteral("run"), run);
    json.insert(QStringLiteral("objective"), objective);
    json.insert(QStringLiteral("samples"), samples);
    json.insert(QStringLiteral("before"), analysis::jsonNumber(before));
    json.insert(QStringLiteral("after"), analysis::jsonNumber(after));
    json.insert(QStringLiteral("after_held_out"), gain ? analysis::jsonNumber(before + gain->heldOut) : QJsonValue());
    json.insert(QStringLiteral("interval"), gain ? QJsonValue(intervalJson(*heldOutInterval())) : QJsonValue());
    if (gain)
        json.insert(QStringLiteral("gain"), QJsonObject{{QStringLiteral("in_sample"), analysis::jsonNumber(gain->inSample)},
                                                        {QStringLiteral("held_out"), analysis::jsonNumber(gain->heldOut)},
                                                        {QStringLiteral("interval"), intervalJson(gain->interval)}});
    json.insert(QStringLiteral("flips"), QJsonObject{{QStringLiteral("gained"), gained}, {QStringLiteral("lost"), lost}});
    json.insert(QStringLiteral("advice"), gain ? adviceName(advice) : QStringLiteral("unknown"));
    json.insert(QStringLiteral("advice_text"), adviceText);
    const QJsonObject rule = set.toJson(schema);
    for (const QLatin1String key : {QLatin1String("offsets"), QLatin1String("thresholds"), QLatin1String("steps")}) {
        if (rule.contains(key))
            json.insert(key, rule.value(key));
    }
    if (!set.name.isEmpty())
        json.insert(QStringLiteral("saved"), set.name);
    return json;
}

QJsonObject TuneReport::evidence(const TuneRequest& request) const
{
    QJsonObject json{{QStringLiteral("objective"), objective},
                     {QStringLiteral("run"), run},
                     {QStringLiteral("labels"), labelSourceName(request.labels)},
                     {QStringLiteral("samples"), samples},
                     {QStringLiteral("before"), analysis::jsonNumber(before)},
                     {QStringLiteral("after"), analysis::jsonNumber(after)}};
    if (gain) {
        json.insert(QStringLiteral("folds"), request.folds);
        json.insert(QStringLiteral("seed"), static_cast<qint64>(request.seed));
        json.insert(QStringLiteral("after_held_out"), analysis::jsonNumber(before + gain->heldOut));
        json.insert(QStringLiteral("interval"), intervalJson(*heldOutInterval()));
        json.insert(QStringLiteral("advice"), adviceName(advice));
    }
    if (!request.split.isEmpty())
        json.insert(QStringLiteral("split"), request.split);
    if (!request.groupBy.isEmpty())
        json.insert(QStringLiteral("group_by"), request.groupBy);
    if (!request.target.isEmpty()) {
        json.insert(QStringLiteral("class"), request.target);
        json.insert(QStringLiteral("bound"), request.bound);
    }
    return json;
}

Result<TuneReport> tune(const std::shared_ptr<Project>& project, const TuneRequest& request, const CancelToken& cancel,
                        const ProgressCallback& progress)
{
    BADCASE_TRY(checkName(*project, request.save));
    TuneReport report;
    if (project->schema().task() == Task::Segmentation) {
        BADCASE_ASSIGN(report, tuneMasks(project, request, cancel, progress));
    } else {
        BADCASE_ASSIGN(const auto connection, project->connect());
        BADCASE_ASSIGN(const auto data, readClassTuningData(*project, *connection, request.run,
                                                            {request.labels, request.split, request.groupBy}, cancel));
        BADCASE_ASSIGN(report, tuneLoaded(*data, request, cancel, progress));
    }
    report.set.name = request.save;
    report.set.evidence = report.evidence(request);
    if (!request.save.isEmpty())
        BADCASE_TRY(saveSet(*project, report.set));
    return report;
}

QStringList tuneObjectives(Task task, bool withParents)
{
    return objectiveNames(task, withParents);
}

Result<void> saveSet(Project& project, const ThresholdSet& set)
{
    BADCASE_ASSIGN(const auto connection, project.connect());
    const Schema schema = project.schema();
    BADCASE_TRY(storage::ThresholdRepository(*connection, schema).add(set, defaultAuthor()));
    return {};
}

} // namespace badcase::workspace
