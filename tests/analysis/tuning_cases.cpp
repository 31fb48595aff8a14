// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/analysis/tuning_cases.h"

#include <QtGlobal>

namespace badcase::test {

using namespace analysis;

TuningCase tuningCase(std::mt19937& random, int rows, int classes)
{
    TuningCase out;
    out.classes = classes;
    const auto labelled = 1 + random() % static_cast<unsigned>(classes);
    const unsigned steps = random() % 2 == 0 ? 3 : 40;
    for (int k = 0; k < classes; ++k)
        out.parentOf.push_back(static_cast<int>(random() % 3));
    for (int i = 0; i < rows; ++i) {
        out.labels.push_back(static_cast<ClassIndex>(random() % labelled));
        std::vector<float> row;
        float sum = 0;
        for (int k = 0; k < classes; ++k)
            sum += row.emplace_back(static_cast<float>(random() % steps));
        for (const float p : row)
            out.probabilities.push_back(sum > 0 ? p / sum : 1.0f / static_cast<float>(classes));
    }
    auto table = DecisionTable::create(std::span<const float>(out.probabilities), classes,
                                       {out.labels, {}, out.parentOf}, 1);
    if (!table)
        qFatal("%s", qPrintable(table.error().message));
    out.table = *table;
    return out;
}

Offsets randomOffsets(std::mt19937& random, int classes)
{
    Offsets out;
    const unsigned kind = random() % 3;
    for (int k = 0; k < classes; ++k) {
        const int step = static_cast<int>(random() % 7) - 3;
        out.push_back(kind == 0 ? 0 : kind == 1 ? step : toLogUnits(step * 0.5));
    }
    return out;
}

ClassIndex decided(const DecisionTable& table, std::size_t row, const Offsets& offsets)
{
    ClassIndex best = 0;
    for (int k = 1; k < table.classes(); ++k) {
        if (qint64(table.at(row, k)) + offsets[static_cast<std::size_t>(k)] >
            qint64(table.at(row, best)) + offsets[static_cast<std::size_t>(best)])
            best = k;
    }
    return best;
}

std::vector<ClassIndex> decidedAll(const DecisionTable& table, const Offsets& offsets)
{
    std::vector<ClassIndex> out;
    for (std::size_t row = 0; row < table.rows(); ++row)
        out.push_back(decided(table, row, offsets));
    return out;
}

std::vector<Objective> allObjectives(std::mt19937& random, int classes, const std::vector<int>& parentOf)
{
    std::vector<double> costs;
    for (int i = 0; i < classes * classes; ++i)
        costs.push_back(i % (classes + 1) == 0 ? 0.0 : static_cast<double>(random() % 1000) / 7);
    const auto target = static_cast<ClassIndex>(random() % static_cast<unsigned>(classes));
    const double bound = static_cast<double>(random() % 5) / 4;
    std::vector<Objective> out;
    for (const ObjectiveSpec& spec :
         {ObjectiveSpec{ObjectiveKind::Accuracy}, ObjectiveSpec{ObjectiveKind::MicroF1},
          ObjectiveSpec{ObjectiveKind::MacroF1}, ObjectiveSpec{ObjectiveKind::MeanF1},
          ObjectiveSpec{ObjectiveKind::MeanRecall}, ObjectiveSpec{ObjectiveKind::Cost, kNoClass, 0, costs},
          ObjectiveSpec{ObjectiveKind::PrecisionAtRecall, target, bound},
          ObjectiveSpec{ObjectiveKind::RecallAtPrecision, target, bound}}) {
        auto objective = Objective::create(spec, classes, parentOf);
        if (!objective)
            qFatal("%s", qPrintable(objective.error().message));
        out.push_back(*objective);
    }
    return out;
}

} // namespace badcase::test
