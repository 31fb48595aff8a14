// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/score_tables.h"

#include "inference/analysis/class_metrics.h"
#include "widgets/models/metric_texts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>
#include <set>

namespace badcase::window {

using workspace::LabelSource;

namespace {

template <class Score>
const Score& side(const analysis::ScorePair<Score>& pair, LabelSource labels)
{
    return labels == LabelSource::Given ? pair.given : pair.corrected;
}

models::ClassMetricsRow rowOf(ClassIndex index, const Schema& schema)
{
    models::ClassMetricsRow row;
    row.index = index;
    row.name = schema.at(index).name;
    row.parent = schema.tree().path(index).join(QStringLiteral(" / "));
    return row;
}

std::vector<models::ClassMetricsRow> classRows(const std::vector<analysis::ClassMetrics>& metrics,
                                               const Schema& schema)
{
    std::vector<models::ClassMetricsRow> rows;
    for (ClassIndex i = 0; i < schema.size() && i < static_cast<int>(metrics.size()); ++i) {
        const auto& metric = metrics[static_cast<std::size_t>(i)];
        models::ClassMetricsRow row = rowOf(i, schema);
        row.support = metric.support;
        if (metric.isPresent()) { // else there is nothing to be right or wrong about
            row.precision = metric.precision;
            row.recall = metric.recall;
            row.f1 = metric.f1;
        }
        rows.push_back(row);
    }
    return rows;
}

std::vector<models::ClassMetricsRow> maskRows(const analysis::SegmentationScore& score, const Schema& schema)
{
    std::vector<models::ClassMetricsRow> rows;
    for (const auto& overlap : score.pooled().perClass) {
        if (overlap.classIndex >= schema.size())
            continue;
        models::ClassMetricsRow row = rowOf(overlap.classIndex, schema);
        row.support = score.confusion().support(overlap.classIndex);
        row.iou = overlap.iou;
        row.dice = overlap.dice;
        rows.push_back(row);
    }
    return rows;
}

bool hasUndecided(const analysis::ConfusionCounts& counts)
{
    for (ClassIndex i = 0; i < counts.classes(); ++i)
        if (counts.undecided(i) > 0)
            return true;
    return false;
}

/// The classes whose rows are chosen whole; nothing when a cell outside whole rows is chosen, too.
std::vector<ClassIndex> wholeRows(const std::set<MatrixCell>& cells, int rowLength)
{
    std::map<ClassIndex, int> lengths;
    for (const auto& cell : cells)
        ++lengths[cell.first];
    std::vector<ClassIndex> rows;
    for (const auto& [row, length] : lengths) {
        if (length < rowLength)
            return {};
        rows.push_back(row);
    }
    return rows;
}

std::set<MatrixCell> transposed(const std::set<MatrixCell>& cells)
{
    std::set<MatrixCell> turned;
    for (const auto& [row, column] : cells)
        turned.emplace(column, row);
    return turned;
}

} // namespace

ScoreTables scoreTables(const std::shared_ptr<const workspace::ScoreSnapshot>& snapshot, const Schema& schema,
                        LabelSource labels)
{
    ScoreTables tables;
    if (!snapshot)
        return tables;
    // The counts live in the snapshot and are not copied: 8 MB at 1000 classes, with every verdict.
    const auto shared = [&](const analysis::ConfusionCounts& counts) {
        return std::shared_ptr<const analysis::ConfusionCounts>(snapshot, &counts);
    };
    if (snapshot->classes) {
        const auto& level = side(*snapshot->classes, labels).leaves();
        tables.confusion = shared(level.confusion());
        tables.classes = classRows(level.metrics().perClass, schema);
    } else if (snapshot->masks) {
        const auto& score = side(*snapshot->masks, labels);
        tables.confusion = shared(score.confusion());
        tables.classes = maskRows(score, schema);
    } else if (snapshot->multiLabel) {
        tables.classes = classRows(side(*snapshot->multiLabel, labels).metrics().perClass, schema);
        if (snapshot->coConfusion)
            tables.tags = std::shared_ptr<const analysis::CoConfusion>(snapshot,
                                                                       &side(*snapshot->coConfusion, labels));
    }
    return tables;
}

QString figuresText(const workspace::ScoreSnapshot& snapshot, LabelSource labels)
{
    QStringList figures;
    for (const auto& line : snapshot.headlines) {
        const double value = labels == LabelSource::Given ? line.given : line.corrected;
        figures.append(QCoreApplication::translate("badcase::ScoreTables", "%1 %2", "name of a score, its value")
                           .arg(line.name, models::scoreOrDash(value)));
    }
    const auto count = static_cast<int>(snapshot.samples);
    figures.append(snapshot.masks
                       ? QCoreApplication::translate("badcase::ScoreTables", "%n images", nullptr, count)
                       : QCoreApplication::translate("badcase::ScoreTables", "%n samples", nullptr, count));
    return figures.join(QStringLiteral("    "));
}

QString figuresNote(const workspace::ScoreSnapshot& snapshot)
{
    QStringList lines;
    for (const auto& line : snapshot.headlines)
        lines.append(QStringLiteral("%1: %2").arg(line.name, models::metricConvention(line.key, snapshot.run.task)));
    return lines.join(QStringLiteral("\n\n"));
}

QString binaryText(const analysis::CoConfusion& tags, ClassIndex index, const Schema& schema)
{
    const analysis::BinaryCounts counts = tags.binary(index);
    const QLocale locale;
    return QCoreApplication::translate("badcase::ScoreTables",
                                       "%1: found %2, missed %3, wrongly said %4, rightly not said %5")
        .arg(schema.at(index).name, locale.toString(counts.bothYes), locale.toString(counts.onlyGiven),
             locale.toString(counts.onlyPredicted), locale.toString(counts.bothNo));
}

void removeCells(storage::SampleFilter& filter)
{
    filter.cells.clear();
    filter.given.clear();
    filter.effective.clear();
    filter.predicted.clear();
    filter.ids.reset();
}

bool putCells(storage::SampleFilter& filter, const std::vector<MatrixCell>& chosen,
              const analysis::ConfusionCounts& counts, LabelSource labels)
{
    const std::set<MatrixCell> cells(chosen.begin(), chosen.end());
    if (cells.empty()) {
        removeCells(filter);
        return true;
    }
    auto& label = labels == LabelSource::Given ? filter.given : filter.effective;
    if (const auto rows = wholeRows(cells, counts.classes() + (hasUndecided(counts) ? 1 : 0));
        !rows.empty()) {
        removeCells(filter);
        label = rows;
        return true;
    }
    if (cells.begin()->second == kNoClass ||
        std::ranges::any_of(cells, [](auto& c) { return c.second == kNoClass; }))
        return false;
    if (const auto columns = wholeRows(transposed(cells), counts.classes()); !columns.empty()) {
        removeCells(filter);
        filter.predicted = columns;
        return true;
    }
    if (labels == LabelSource::Corrected) {
        removeCells(filter);
        filter.cells.assign(cells.begin(), cells.end());
        return true;
    }
    // Pairs of a given label and a decision can only be worded as "one of these, decided as one of those".
    std::set<ClassIndex> rows, columns;
    for (const auto& [row, column] : cells) {
        rows.insert(row);
        columns.insert(column);
    }
    if (rows.size() * columns.size() != cells.size())
        return false;
    removeCells(filter);
    label.assign(rows.begin(), rows.end());
    filter.predicted.assign(columns.begin(), columns.end());
    return true;
}

std::vector<MatrixCell> cellsOf(const storage::SampleFilter& filter, const analysis::ConfusionCounts& counts)
{
    if (!filter.cells.empty())
        return filter.cells;
    const auto& label = filter.effective.empty() ? filter.given : filter.effective;
    if (label.empty() && filter.predicted.empty())
        return {};
    std::vector<MatrixCell> cells;
    for (ClassIndex row = 0; row < counts.classes(); ++row) {
        if (!label.empty() && std::ranges::find(label, row) == label.end())
            continue;
        for (ClassIndex column = kNoClass; column < counts.classes(); ++column)
            if (filter.predicted.empty() ||
                std::ranges::find(filter.predicted, column) != filter.predicted.end())
                cells.emplace_back(row, column);
    }
    return cells;
}

} // namespace badcase::window
