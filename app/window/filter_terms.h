// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The selection's filter as chips and menu entries. Pure functions: filter in, texts out, and back.

#include "inference/core/schema.h"
#include "storage/sample_query.h"
#include "widgets/panels/filter_bar.h"

#include <QStringList>

namespace badcase::window {

/// One condition of a filter; the ids of chips.
enum class FilterTerm {
    BadCases = 1,
    Given,
    Label,
    Predicted,
    Cells,
    Split,
    Verdict,
    Corrected,
    Problem,
    Comment,
    Chosen,
    Iou,
    Dice,
    Loss,
    Margin,
    Confidence,
};

/// Chips for every condition but the searched text, in a fixed order.
QList<panels::FilterChip> filterChips(const storage::SampleFilter& filter, const Schema& schema);

/// The filter without one condition.
storage::SampleFilter withoutTerm(storage::SampleFilter filter, FilterTerm term);

/// Everything that the menu offers. `hasRun`: conditions on predictions make sense.
QList<panels::FilterChoice> filterChoices(const Schema& schema, const QStringList& splits, bool hasRun);

/// The filter after a choice from that menu: classes, splits and verdicts are added to those chosen already;
/// choosing one again takes it out.
storage::SampleFilter withChoice(storage::SampleFilter filter, int choice, const QStringList& splits);

/// True when a condition needs a run.
bool needsRun(const storage::SampleFilter& filter);

} // namespace badcase::window
