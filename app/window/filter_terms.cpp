// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/filter_terms.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace badcase::window {

using storage::SampleFilter;
using storage::ValueRange;

namespace {

/// Ids of menu entries: the term times this, plus a value.
constexpr int kTermStep = 1'000'000;
constexpr int kUnlabelled = 999'999; ///< value of Label for "not labelled"
constexpr int kNamesInChip = 2;

constexpr std::array kVerdicts{Verdict::None, Verdict::Keep, Verdict::Relabel, Verdict::Ambiguous,
                               Verdict::BadMedia};
constexpr std::array kIouEdges{0.0, 0.25, 0.5, 0.75, 1.0};

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("badcase::FilterTerms", text, nullptr, n);
}

QString verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::None:
        return tr("not judged");
    case Verdict::Keep:
        return tr("keep");
    case Verdict::Relabel:
        return tr("relabel");
    case Verdict::Ambiguous:
        return tr("ambiguous");
    case Verdict::BadMedia:
        return tr("bad media");
    }
    return {};
}

QString className(ClassIndex index, const Schema& schema)
{
    return index >= 0 && index < schema.size() ? schema.at(index).name : tr("not labelled");
}

/// A chip with a few names; all of them are in its tool tip.
panels::FilterChip namesChip(FilterTerm term, const QString& what, const QStringList& names)
{
    QString text = names.mid(0, kNamesInChip).join(QStringLiteral(", "));
    if (names.size() > kNamesInChip)
        text += tr(" and %n more", static_cast<int>(names.size()) - kNamesInChip);
    return {static_cast<int>(term), tr("%1: %2").arg(what, text),
            tr("%1: %2").arg(what, names.join(QStringLiteral(", ")))};
}

panels::FilterChip plainChip(FilterTerm term, const QString& text, const QString& toolTip = {})
{
    return {static_cast<int>(term), text, toolTip};
}

QStringList classNames(const std::vector<ClassIndex>& classes, const Schema& schema)
{
    QStringList names;
    for (const ClassIndex index : classes)
        names.append(className(index, schema));
    return names;
}

QString rangeText(const QString& what, const ValueRange& range)
{
    const auto number = [](double value) { return QString::number(value, 'f', 2); };
    if (std::isinf(range.from))
        return tr("%1 up to %2").arg(what, number(range.to));
    if (std::isinf(range.to))
        return tr("%1 from %2").arg(what, number(range.from));
    return tr("%1 %2 to %3").arg(what, number(range.from), number(range.to));
}

void addNameChips(QList<panels::FilterChip>& chips, const SampleFilter& filter, const Schema& schema)
{
    if (!filter.given.empty())
        chips.append(namesChip(FilterTerm::Given, tr("given"), classNames(filter.given, schema)));
    if (!filter.effective.empty())
        chips.append(namesChip(FilterTerm::Label, tr("label"), classNames(filter.effective, schema)));
    if (!filter.predicted.empty())
        chips.append(namesChip(FilterTerm::Predicted, tr("predicted"), classNames(filter.predicted, schema)));
    if (!filter.cells.empty()) {
        QStringList cells;
        for (const auto& [label, decided] : filter.cells)
            cells.append(className(label, schema) + QStringLiteral(" → ") + className(decided, schema));
        chips.append(namesChip(FilterTerm::Cells, tr("cell"), cells));
    }
    if (filter.splits) {
        QStringList splits;
        for (const QString& split : *filter.splits)
            splits.append(split.isEmpty() ? tr("none") : split);
        chips.append(namesChip(FilterTerm::Split, tr("split"), splits));
    }
    if (!filter.verdicts.empty()) {
        QStringList verdicts;
        for (const Verdict verdict : filter.verdicts)
            verdicts.append(verdictText(verdict));
        chips.append(namesChip(FilterTerm::Verdict, tr("verdict"), verdicts));
    }
}

void addRangeChips(QList<panels::FilterChip>& chips, const SampleFilter& filter)
{
    const std::pair<FilterTerm, std::pair<QString, std::optional<ValueRange>>> ranges[] = {
        {FilterTerm::Iou, {tr("IoU"), filter.iou}},
        {FilterTerm::Dice, {tr("Dice"), filter.dice}},
        {FilterTerm::Loss, {tr("loss"), filter.loss}},
        {FilterTerm::Margin, {tr("margin"), filter.margin}},
        {FilterTerm::Confidence, {tr("confidence"), filter.confidence}},
    };
    for (const auto& [term, range] : ranges) {
        if (range.second)
            chips.append(plainChip(term, rangeText(range.first, *range.second)));
    }
}

template <class T>
void toggle(std::vector<T>& values, const T& value)
{
    if (std::erase(values, value) == 0)
        values.push_back(value);
}

int choiceId(FilterTerm term, int value = 0)
{
    return static_cast<int>(term) * kTermStep + value;
}

void addClassChoices(QList<panels::FilterChoice>& choices, const Schema& schema, bool hasRun)
{
    for (int i = 0; i < schema.size(); ++i)
        choices.append({choiceId(FilterTerm::Label, i), tr("Label"), schema.at(i).name});
    choices.append({choiceId(FilterTerm::Label, kUnlabelled), tr("Label"), tr("not labelled")});
    for (int i = 0; hasRun && i < schema.size(); ++i)
        choices.append({choiceId(FilterTerm::Predicted, i), tr("Predicted"), schema.at(i).name});
}

} // namespace

QList<panels::FilterChip> filterChips(const SampleFilter& filter, const Schema& schema)
{
    QList<panels::FilterChip> chips;
    if (filter.badCases)
        chips.append(plainChip(FilterTerm::BadCases, tr("bad cases"),
                               schema.task() == Task::Segmentation
                                   ? tr("The IoU of the mask is below %1").arg(filter.badIou, 0, 'f', 2)
                                   : tr("The model's decision differs from the label")));
    addNameChips(chips, filter, schema);
    if (filter.corrected)
        chips.append(
            plainChip(FilterTerm::Corrected, *filter.corrected ? tr("corrected") : tr("not corrected")));
    if (filter.hasProblem)
        chips.append(plainChip(FilterTerm::Problem,
                               *filter.hasProblem ? tr("with a problem") : tr("without a problem")));
    if (filter.hasComment)
        chips.append(plainChip(FilterTerm::Comment,
                               *filter.hasComment ? tr("with a comment") : tr("without a comment")));
    addRangeChips(chips, filter);
    if (filter.ids)
        chips.append(
            plainChip(FilterTerm::Chosen, tr("%n chosen samples", static_cast<int>(filter.ids->size()))));
    return chips;
}

SampleFilter withoutTerm(SampleFilter filter, FilterTerm term)
{
    const SampleFilter empty;
    switch (term) {
    case FilterTerm::BadCases:
        filter.badCases = false;
        break;
    case FilterTerm::Given:
        filter.given = empty.given;
        break;
    case FilterTerm::Label:
        filter.effective = empty.effective;
        break;
    case FilterTerm::Predicted:
        filter.predicted = empty.predicted;
        break;
    case FilterTerm::Cells:
        filter.cells = empty.cells;
        break;
    case FilterTerm::Split:
        filter.splits.reset();
        break;
    case FilterTerm::Verdict:
        filter.verdicts = empty.verdicts;
        break;
    case FilterTerm::Corrected:
        filter.corrected.reset();
        break;
    case FilterTerm::Problem:
        filter.hasProblem.reset();
        break;
    case FilterTerm::Comment:
        filter.hasComment.reset();
        break;
    case FilterTerm::Chosen:
        filter.ids.reset();
        break;
    case FilterTerm::Iou:
        filter.iou.reset();
        break;
    case FilterTerm::Dice:
        filter.dice.reset();
        break;
    case FilterTerm::Loss:
        filter.loss.reset();
        break;
    case FilterTerm::Margin:
        filter.margin.reset();
        break;
    case FilterTerm::Confidence:
        filter.confidence.reset();
        break;
    }
    return filter;
}

QList<panels::FilterChoice> filterChoices(const Schema& schema, const QStringList& splits, bool hasRun)
{
    const bool masks = schema.task() == Task::Segmentation;
    QList<panels::FilterChoice> choices;
    if (hasRun)
        choices.append({choiceId(FilterTerm::BadCases), QString(), tr("Bad cases only")});
    if (!masks) // masks have a class for each pixel, none for the sample
        addClassChoices(choices, schema, hasRun);
    if (!splits.isEmpty()) {
        for (int i = 0; i < splits.size(); ++i)
            choices.append({choiceId(FilterTerm::Split, i), tr("Split"), splits[i]});
        choices.append(
            {choiceId(FilterTerm::Split, static_cast<int>(splits.size())), tr("Split"), tr("none")});
    }
    for (const Verdict verdict : kVerdicts)
        choices.append(
            {choiceId(FilterTerm::Verdict, static_cast<int>(verdict)), tr("Verdict"), verdictText(verdict)});
    for (std::size_t i = 0; masks && hasRun && i + 1 < kIouEdges.size(); ++i) {
        const QString range = tr("%1 to %2").arg(kIouEdges[i], 0, 'f', 2).arg(kIouEdges[i + 1], 0, 'f', 2);
        choices.append({choiceId(FilterTerm::Iou, static_cast<int>(i)), tr("IoU"), range});
    }
    choices.append({choiceId(FilterTerm::Corrected, 1), QString(), tr("Corrected")});
    choices.append({choiceId(FilterTerm::Corrected, 0), QString(), tr("Not corrected")});
    choices.append({choiceId(FilterTerm::Comment, 1), QString(), tr("With a comment")});
    choices.append({choiceId(FilterTerm::Problem, 1), QString(), tr("With a problem")});
    return choices;
}

SampleFilter withChoice(SampleFilter filter, int choice, const QStringList& splits)
{
    const int value = choice % kTermStep;
    switch (static_cast<FilterTerm>(choice / kTermStep)) {
    case FilterTerm::BadCases:
        filter.badCases = true;
        break;
    case FilterTerm::Label:
        toggle(filter.effective, value == kUnlabelled ? kNoClass : ClassIndex(value));
        break;
    case FilterTerm::Predicted:
        toggle(filter.predicted, ClassIndex(value));
        break;
    case FilterTerm::Verdict:
        toggle(filter.verdicts, static_cast<Verdict>(value));
        break;
    case FilterTerm::Corrected:
        filter.corrected = value == 1;
        break;
    case FilterTerm::Comment:
        filter.hasComment = value == 1;
        break;
    case FilterTerm::Problem:
        filter.hasProblem = value == 1;
        break;
    case FilterTerm::Iou: {
        const auto from = static_cast<std::size_t>(value);
        filter.iou = ValueRange{kIouEdges[from], kIouEdges[from + 1]};
        break;
    }
    case FilterTerm::Split: {
        const QString split = splits.value(value); // behind the last one: no split
        QStringList chosen = filter.splits.value_or(QStringList());
        if (chosen.removeAll(split) == 0)
            chosen.append(split);
        filter.splits = chosen.isEmpty() ? std::optional<QStringList>() : chosen;
        break;
    }
    default:
        break;
    }
    return filter;
}

bool needsRun(const SampleFilter& filter)
{
    return filter.badCases || !filter.predicted.empty() || !filter.cells.empty() || filter.confidence ||
           filter.margin || filter.loss || filter.iou || filter.dice;
}

} // namespace badcase::window
