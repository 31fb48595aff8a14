// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The selection's filter as chips and menu entries. Pure functions: filter in, texts out, and back.

#include "inference/core/schema.h"
#include "inference/core/text_query.h"
#include "storage/sample_query.h"
#include "widgets/panels/filter_bar.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace badcase::window {

/// One condition of a filter; the ids of chips.
enum class FilterTerm {
    BadCases = 1,
    ParentError,
    Given,
    Label,
    Predicted,
    Cells,
    Confusions,
    Kind,
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
    Text,
    TextField, ///< of the menu only: its chip is that of Text
    TextQuality,
};

/// What there is to filter by in a project.
struct FilterWorld {
    Schema schema;
    QStringList splits = {};
    QStringList textFields = {};
    bool hasRun = false; ///< conditions on predictions make sense
};

/// Chips for every condition, in a fixed order.
QList<panels::FilterChip> filterChips(const storage::SampleFilter& filter, const Schema& schema);

/// The filter without one condition.
storage::SampleFilter withoutTerm(storage::SampleFilter filter, FilterTerm term);

/// Everything that the menu offers.
QList<panels::FilterChoice> filterChoices(const FilterWorld& world);

/// Given, Label, Predicted or Confusions when a choice from that menu asks for classes; see withClasses() and
/// withConfusions(). Other choices are conditions by themselves: withChoice().
std::optional<FilterTerm> termAskingClasses(int choice);

/// The filter after a choice from that menu: splits, kinds and verdicts are added to those chosen already;
/// choosing one again takes it out.
storage::SampleFilter withChoice(storage::SampleFilter filter, int choice, const FilterWorld& world);

/// Classes are added to those chosen for Given, Label or Predicted; when all of them were, they are taken
/// out.
storage::SampleFilter withClasses(storage::SampleFilter filter, FilterTerm term,
                                  const std::vector<ClassIndex>& classes);
/// What is chosen for Given, Label or Predicted.
LabelSet chosenClasses(const storage::SampleFilter& filter, FilterTerm term);

/// Each of `labels` said as each of `decided` is added to the conditions; when all of it was there, it is
/// taken out. Where samples have several labels `decided` is what is said without being among them.
storage::SampleFilter withConfusions(storage::SampleFilter filter, Task task,
                                     const std::vector<ClassIndex>& labels,
                                     const std::vector<ClassIndex>& decided);

/// The searched text as marks in texts need it.
TextQuery textQueryOf(const storage::SampleFilter& filter, QStringList textFields);

/// True when a condition needs a run.
bool needsRun(const storage::SampleFilter& filter);

} // namespace badcase::window
