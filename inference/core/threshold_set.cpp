// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/threshold_set.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase {

namespace {

const QLatin1String kOffsets("offsets");
const QLatin1String kThresholds("thresholds");
const QLatin1String kSteps("steps");
const QLatin1String kEvidence("evidence");
constexpr double kPlainThreshold = 0.5;
constexpr double kSmallest = 1e-26;

QString say(const char* text)
{
    return QCoreApplication::translate("badcase::ThresholdSet", text);
}

double valueAt(const std::vector<double>& values, std::size_t index, double otherwise)
{
    return index < values.size() ? values[index] : otherwise;
}

template <class Real>
LabelSet decideRow(const ThresholdSet& set, std::span<const Real> probabilities)
{
    if (set.task == Task::MultiLabel) {
        std::vector<ClassIndex> decided;
        for (std::size_t k = 0; k < probabilities.size(); ++k) {
            // In the type of the probabilities: 0.3 as a threshold means the 0.3 that is stored.
            if (probabilities[k] >= static_cast<Real>(valueAt(set.thresholds, k, kPlainThreshold)))
                decided.push_back(static_cast<ClassIndex>(k));
        }
        return LabelSet(std::move(decided));
    }
    ClassIndex best = kNoClass;
    double most = 0;
    for (std::size_t k = 0; k < probabilities.size(); ++k) {
        const double value = tunedLog(static_cast<double>(probabilities[k])) + valueAt(set.offsets, k, 0);
        if (best == kNoClass || value > most) {
            best = static_cast<ClassIndex>(k);
            most = value;
        }
    }
    return LabelSet::single(best);
}

QJsonObject byName(const std::vector<double>& values, double otherwise, const Schema& schema)
{
    QJsonObject json;
    for (int k = 0; k < schema.size(); ++k)
        json.insert(schema.at(k).name, valueAt(values, static_cast<std::size_t>(k), otherwise));
    return json;
}

Result<std::vector<double>> fromNames(const QJsonObject& json, double otherwise, const Schema& schema)
{
    std::vector<double> values(static_cast<std::size_t>(schema.size()), otherwise);
    for (auto at = json.begin(); at != json.end(); ++at) {
        const ClassIndex index = schema.indexOf(at.key());
        if (index == kNoClass)
            return fail(ErrorCode::InvalidArgument,
                        say("The threshold set speaks of a class \"%1\", which this project does not have")
                            .arg(at.key()));
        if (!at.value().isDouble() || !std::isfinite(at.value().toDouble()))
            return fail(ErrorCode::InvalidArgument,
                        say("The threshold set has no number for the class \"%1\"").arg(at.key()));
        values[static_cast<std::size_t>(index)] = at.value().toDouble();
    }
    return values;
}

QString ruleOf(Task task)
{
    switch (task) {
    case Task::Classification: return QStringLiteral("argmax log p + offset");
    case Task::MultiLabel: return QStringLiteral("p >= threshold");
    case Task::Segmentation: break;
    }
    return kSteps;
}

} // namespace

double tunedLog(double probability)
{
    return std::log(std::max(probability, kSmallest));
}

LabelSet ThresholdSet::decide(std::span<const float> probabilities) const
{
    return decideRow(*this, probabilities);
}

LabelSet ThresholdSet::decide(std::span<const double> probabilities) const
{
    return decideRow(*this, probabilities);
}

QJsonObject ThresholdSet::toJson(const Schema& schema) const
{
    QJsonObject json{{QStringLiteral("name"), name},
                     {QStringLiteral("task"), taskName(task)},
                     {QStringLiteral("rule"), ruleOf(task)},
                     {kEvidence, evidence}};
    if (task == Task::Classification)
        json.insert(kOffsets, byName(offsets, 0, schema));
    else if (task == Task::MultiLabel)
        json.insert(kThresholds, byName(thresholds, kPlainThreshold, schema));
    else
        json.insert(kSteps, steps);
    return json;
}

Result<ThresholdSet> ThresholdSet::fromJson(const QJsonObject& json, const Schema& schema)
{
    const auto task = taskFromName(json.value(QStringLiteral("task")).toString());
    if (!task)
        return fail(ErrorCode::Corrupt, say("This is no threshold set: it does not say for which task it is"));
    if (*task != schema.task())
        return fail(ErrorCode::InvalidArgument,
                    say("The threshold set is for %1, the project for %2")
                        .arg(taskName(*task), taskName(schema.task())));
    ThresholdSet set;
    set.name = json.value(QStringLiteral("name")).toString();
    set.task = *task;
    set.evidence = json.value(kEvidence).toObject();
    const QLatin1String key = *task == Task::Classification ? kOffsets
                              : *task == Task::MultiLabel   ? kThresholds
                                                            : kSteps;
    const QJsonValue rule = json.value(key);
    if (*task == Task::Segmentation ? !rule.isString() : !rule.isObject())
        return fail(ErrorCode::Corrupt, say("This is no threshold set: it has no \"%1\"").arg(key));
    if (*task == Task::Segmentation) {
        set.steps = rule.toString();
    } else if (*task == Task::Classification) {
        BADCASE_ASSIGN(set.offsets, fromNames(rule.toObject(), 0, schema));
    } else {
        BADCASE_ASSIGN(set.thresholds, fromNames(rule.toObject(), kPlainThreshold, schema));
    }
    return set;
}

} // namespace badcase
