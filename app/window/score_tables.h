// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the Matrix page shows of a score: pure functions.

#include "app/workspace/session.h"
#include "widgets/models/class_metrics_model.h"

#include <QStringList>

#include <memory>
#include <utility>
#include <vector>

namespace badcase::window {

/// Label and decision; kNoClass as a decision: none of the classes.
using MatrixCell = std::pair<ClassIndex, ClassIndex>;

struct ScoreTables {
    /// Samples, or pixels of a segmentation. Null for several labels a sample: there is no matrix of one
    /// label against one decision.
    std::shared_ptr<const analysis::ConfusionCounts> confusion;
    /// Several labels a sample: pairs of a given and a predicted one; null for the other tasks.
    std::shared_ptr<const analysis::CoConfusion> tags;
    std::vector<models::ClassMetricsRow> classes;
};

/// The tables of one side of a score; shares the counts with the snapshot.
ScoreTables scoreTables(const std::shared_ptr<const workspace::ScoreSnapshot>& snapshot, const Schema& schema,
                        workspace::LabelSource labels);

/// The run's figures in one line, and for its tool tip which convention each of them follows.
QString figuresText(const workspace::ScoreSnapshot& snapshot, workspace::LabelSource labels);
QString figuresNote(const workspace::ScoreSnapshot& snapshot);

/// One tag's own matrix in words: how often it is found, missed, wrongly said and rightly not said.
QString binaryText(const analysis::CoConfusion& tags, ClassIndex index, const Schema& schema);

/// Puts the cells of a matrix into a filter as few conditions as possible: whole rows become classes of the
/// label, whole columns decided classes. False (and the filter is untouched) when no filter can word them;
/// then they have to be looked up.
bool putCells(storage::SampleFilter& filter, const std::vector<MatrixCell>& cells,
              const analysis::ConfusionCounts& counts, workspace::LabelSource labels);
/// The cells that the filter's classes stand for; empty when it has no such condition.
std::vector<MatrixCell> cellsOf(const storage::SampleFilter& filter, const analysis::ConfusionCounts& counts);
/// Takes out everything that putCells() puts in.
void removeCells(storage::SampleFilter& filter);

} // namespace badcase::window
