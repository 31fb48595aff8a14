// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/run_recipe.h"
#include "app/workspace/threshold_service.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Thresholds", text);
}

std::vector<double> meanValues(const std::vector<ThresholdSet>& sets, std::vector<double> ThresholdSet::* values,
                               double otherwise, int classes)
{
    std::vector<double> mean(static_cast<std::size_t>(classes), 0.0);
    for (std::size_t k = 0; k < mean.size(); ++k) {
        for (const ThresholdSet& set : sets)
            mean[k] += k < (set.*values).size() ? (set.*values)[k] : otherwise;
        mean[k] /= static_cast<double>(sets.size());
    }
    return mean;
}

/// Pixels are whole; probabilities are not.
double rounded(engine::MaskStep::Kind kind, double value)
{
    const bool whole = kind == engine::MaskStep::Kind::MinArea || kind == engine::MaskStep::Kind::FillHoles ||
                       kind == engine::MaskStep::Kind::Open || kind == engine::MaskStep::Kind::Close;
    return whole ? std::round(value) : value;
}

Result<QString> meanSteps(const std::vector<ThresholdSet>& sets, const Schema& schema)
{
    std::vector<std::vector<engine::MaskStep>> chains;
    for (const ThresholdSet& set : sets) {
        BADCASE_ASSIGN(auto steps, parseSteps(set.steps, schema));
        chains.push_back(std::move(steps));
    }
    std::vector<engine::MaskStep> mean = chains.front();
    for (const auto& chain : chains) {
        const bool alike = std::ranges::equal(chain, mean, [](const auto& a, const auto& b) {
            return a.kind == b.kind && a.classIndex == b.classIndex;
        });
        if (!alike)
            return fail(ErrorCode::InvalidArgument,
                        tr("\"%1\" and \"%2\" are not the same steps, so they have no mean")
                            .arg(sets.front().steps, sets[static_cast<std::size_t>(&chain - chains.data())].steps));
    }
    for (std::size_t i = 0; i < mean.size(); ++i) {
        double value = 0;
        double minimum = 0;
        for (const auto& chain : chains) {
            value += chain[i].value;
            minimum += static_cast<double>(chain[i].minimum);
        }
        const auto count = static_cast<double>(chains.size());
        mean[i].value = rounded(mean[i].kind, value / count);
        mean[i].minimum = std::llround(minimum / count);
    }
    return engine::maskStepsToText(mean, schema.names());
}

} // namespace

Result<ThresholdSet> meanOf(const std::vector<ThresholdSet>& sets, const QString& name, const Schema& schema)
{
    if (sets.empty())
        return fail(ErrorCode::InvalidArgument, tr("Name the threshold sets whose mean is wanted"));
    ThresholdSet mean;
    mean.name = name;
    mean.task = schema.task();
    QJsonArray names;
    for (const ThresholdSet& set : sets)
        names.append(set.name);
    mean.evidence = {{QStringLiteral("mean_of"), names}};
    if (mean.task == Task::Classification) {
        mean.offsets = meanValues(sets, &ThresholdSet::offsets, 0, schema.size());
    } else if (mean.task == Task::MultiLabel) {
        mean.thresholds = meanValues(sets, &ThresholdSet::thresholds, 0.5, schema.size());
    } else {
        BADCASE_ASSIGN(mean.steps, meanSteps(sets, schema));
    }
    return mean;
}

} // namespace badcase::workspace
