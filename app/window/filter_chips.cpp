// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/filter_names.h"
#include "app/window/filter_terms.h"
#include "app/window/filter_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace badcase::window {

using storage::SampleFilter;
using storage::ValueRange;

namespace {

constexpr int kNamesInChip = 2;
constexpr int kNamesInToolTip = 40;

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("badcase::FilterTerms", text, nullptr, n);
}

QString parentErrorText(storage::ParentError error)
{
    return error == storage::ParentError::WrongChild ? tr("right parent, wrong child") : tr("wrong parent");
}

QString qualityText(const storage::TextQualityRange& wanted)
{
    for (const QualityChoice& quality : kQualities) {
        if (isSame(wanted, wanted.field, quality))
            return tr(quality.text).arg(wanted.field);
    }
    return wanted.field;
}

/// A chip with a few names; all of them are in its tool tip.
panels::FilterChip namesChip(FilterTerm term, const QString& what, const QStringList& names)
{
    QString text = names.mid(0, kNamesInChip).join(QStringLiteral(", "));
    if (names.size() > kNamesInChip)
        text += tr(" and %n more", static_cast<int>(names.size()) - kNamesInChip);
    QString whole = names.mid(0, kNamesInToolTip).join(QStringLiteral(", "));
    if (names.size() > kNamesInToolTip)
        whole += tr(" and %n more", static_cast<int>(names.size()) - kNamesInToolTip);
    return {static_cast<int>(term), tr("%1: %2").arg(what, text), tr("%1: %2").arg(what, whole)};
}

panels::FilterChip plainChip(FilterTerm term, const QString& text, const QString& toolTip = {})
{
    return {static_cast<int>(term), text, toolTip};
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
    if (!filter.cells.empty())
        chips.append(namesChip(FilterTerm::Cells, tr("cell"), pairNames(filter.cells, schema)));
    if (!filter.confusions.empty())
        chips.append(namesChip(FilterTerm::Confusions, tr("confused"), pairNames(filter.confusions, schema)));
    if (!filter.kinds.empty()) {
        QStringList kinds;
        for (const SampleKind kind : filter.kinds)
            kinds.append(kindText(kind));
        chips.append(namesChip(FilterTerm::Kind, tr("kind"), kinds));
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

void addTextChips(QList<panels::FilterChip>& chips, const SampleFilter& filter)
{
    if (!filter.text.isEmpty())
        chips.append(plainChip(FilterTerm::Text, filter.textField.isEmpty()
                                                     ? tr("text: %1").arg(filter.text)
                                                     : tr("%1: %2").arg(filter.textField, filter.text)));
    else if (!filter.textField.isEmpty())
        chips.append(plainChip(FilterTerm::Text, tr("%1: …").arg(filter.textField),
                               tr("What is typed into the search is looked for in this field only")));
    QStringList qualities;
    for (const auto& wanted : filter.textQuality)
        qualities.append(qualityText(wanted));
    if (!qualities.isEmpty())
        chips.append(plainChip(FilterTerm::TextQuality, qualities.join(QStringLiteral(", "))));
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
    if (filter.parentError)
        chips.append(plainChip(FilterTerm::ParentError, parentErrorText(*filter.parentError),
                               *filter.parentError == storage::ParentError::WrongChild
                                   ? tr("The decision is wrong, but lies below the same parent as the label")
                                   : tr("The decision lies below another parent than the label")));
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
    addTextChips(chips, filter);
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
    case FilterTerm::Confusions:
        filter.confusions = empty.confusions;
        break;
    case FilterTerm::ParentError:
        filter.parentError.reset();
        break;
    case FilterTerm::Kind:
        filter.kinds = empty.kinds;
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
    case FilterTerm::Text:
    case FilterTerm::TextField:
        filter.text.clear();
        filter.textField.clear();
        break;
    case FilterTerm::TextQuality:
        filter.textQuality.clear();
        break;
    }
    return filter;
}

} // namespace badcase::window
