// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The figures that tuning can make as large as possible, by their names on the command line.

#include "inference/analysis/tuning/objective.h"
#include "inference/analysis/tuning/threshold_state.h"
#include "inference/core/schema.h"

#include <QStringList>

namespace badcase::workspace {

/// A figure by name, and what the two bounded ones ("precision_at_recall", "recall_at_precision") and "cost" need.
struct ObjectiveChoice {
    QString name;
    QString target = {}; ///< class name
    double bound = 0;    ///< in [0, 1]
    QString costs = {};  ///< file of a cost matrix
    bool operator==(const ObjectiveChoice&) const = default;
};

/// The names for a task, the usual one first. Ranking figures (gap, map) are none of them.
QStringList objectiveNames(Task task, bool withParents);

/// For people: "Macro F1". A name that is none stays as it is.
QString objectiveTitle(const QString& name);

/// A value for people, with so many decimals. Of the two bounded ones a negative value is how far the bound is missed, and is
/// said so.
QString objectiveText(const ObjectiveChoice& choice, double value, int decimals);
/// Whether a negative value of this figure means a bound that is missed.
bool isBoundMissed(const ObjectiveChoice& choice, double value);

/// Errors: InvalidArgument for a name that the task has not (its own are named; "gap" and "map" are told why not), for a
/// class that there is not, for a bound outside [0, 1], and for a cost matrix that does not fit; those of reading its file.
Result<analysis::Objective> classObjective(const ObjectiveChoice& choice, const Schema& schema);
Result<analysis::LabelObjective> labelObjective(const ObjectiveChoice& choice, const Schema& schema);

/// A table of comma- or tab-separated numbers with a header of class names and a class name in front of each row (row =
/// label, column = decision), in any order of classes; or, without any names, classes x classes numbers in schema order.
/// What a right decision costs may be left empty (0). InvalidArgument names the file and the line.
Result<std::vector<double>> readCosts(const QString& path, const Schema& schema);

} // namespace badcase::workspace
