// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/filter_terms.h"

#include "app/window/filter_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <iterator>

namespace badcase::window {

using storage::SampleFilter;
using storage::ValueRange;

namespace {

/// Ids of menu entries: the term times this, plus a value.
constexpr int kTermStep = 1'000'000;
constexpr int kUnlabelled = 999'999; ///< value of Label for "not labelled"
constexpr int kAsks = 999'998;       ///< value of terms that ask for classes

constexpr std::array kVerdicts{Verdict::None, Verdict::Keep, Verdict::Relabel, Verdict::Ambiguous,
                               Verdict::BadMedia};
constexpr std::array kKinds{SampleKind::Image, SampleKind::Video, SampleKind::Features, SampleKind::NoMedia};
constexpr std::array kIouEdges{0.0, 0.25, 0.5, 0.75, 1.0};
constexpr int kQualityStep = 8; ///< in a choice's value: the field times this, plus the index in kQualities

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::FilterTerms", text);
}

int choiceId(FilterTerm term, int value = 0)
{
    return static_cast<int>(term) * kTermStep + value;
}

void addTextChoices(QList<panels::FilterChoice>& choices, const QStringList& fields)
{
    for (int i = 0; i < fields.size(); ++i) {
        choices.append({choiceId(FilterTerm::TextField, i), tr("Search only in"), fields[i]});
        for (int quality = 0; quality < static_cast<int>(kQualities.size()); ++quality)
            choices.append({choiceId(FilterTerm::TextQuality, i * kQualityStep + quality), tr("Text quality"),
                            tr(kQualities[static_cast<std::size_t>(quality)].text).arg(fields[i])});
    }
    if (!fields.isEmpty())
        choices.append({choiceId(FilterTerm::TextField, static_cast<int>(fields.size())),
                        tr("Search only in"), QLatin1String(kNameField)});
}

void toggleQuality(SampleFilter& filter, const QString& field, const QualityChoice& quality)
{
    const auto removed =
        std::erase_if(filter.textQuality, [&](const auto& wanted) { return isSame(wanted, field, quality); });
    if (removed == 0)
        filter.textQuality.push_back({field, quality.measure, quality.range});
}

template <class T>
void toggle(std::vector<T>& values, const T& value)
{
    if (std::erase(values, value) == 0)
        values.push_back(value);
}

/// What is asked of the decisions. Classes are asked for by the picker: two hundred are too many for a menu.
void addDecisionChoices(QList<panels::FilterChoice>& choices, const FilterWorld& world)
{
    const bool masks =
        world.schema.task() == Task::Segmentation; // a class for each pixel, none for the sample
    if (world.hasRun) {
        choices.append({choiceId(FilterTerm::BadCases), QString(), tr("Bad cases only")});
        for (const auto error : {storage::ParentError::WrongChild, storage::ParentError::WrongParent}) {
            if (!masks && world.schema.hasParents())
                choices.append({choiceId(FilterTerm::ParentError, static_cast<int>(error)), QString(),
                                error == storage::ParentError::WrongChild ? tr("Right parent, wrong child")
                                                                          : tr("Wrong parent")});
        }
        choices.append(panels::FilterChoice::separator());
    }
    if (masks)
        return;
    choices.append({choiceId(FilterTerm::Label, kAsks), QString(), tr("Label…")});
    choices.append({choiceId(FilterTerm::Given, kAsks), QString(), tr("Given label…")});
    if (world.hasRun) {
        choices.append({choiceId(FilterTerm::Predicted, kAsks), QString(), tr("Prediction…")});
        choices.append({choiceId(FilterTerm::Confusions, kAsks), QString(), tr("Confusion…")});
    }
    choices.append({choiceId(FilterTerm::Label, kUnlabelled), QString(), tr("Not labelled")});
    choices.append(panels::FilterChoice::separator());
    for (const SampleKind kind : kKinds)
        choices.append({choiceId(FilterTerm::Kind, static_cast<int>(kind)), tr("Kind"), kindText(kind)});
}

std::vector<ClassIndex>* classesOf(SampleFilter& filter, FilterTerm term)
{
    return term == FilterTerm::Given       ? &filter.given
           : term == FilterTerm::Label     ? &filter.effective
           : term == FilterTerm::Predicted ? &filter.predicted
                                           : nullptr;
}

/// Adds what is missing; when nothing was, takes all of it out.
template <class T>
void toggleAll(std::vector<T>& values, const std::vector<T>& wanted)
{
    std::vector<T> missing;
    std::ranges::copy_if(wanted, std::back_inserter(missing),
                         [&](const T& value) { return std::ranges::find(values, value) == values.end(); });
    if (missing.empty())
        std::erase_if(values,
                      [&](const T& value) { return std::ranges::find(wanted, value) != wanted.end(); });
    values.insert(values.end(), missing.begin(), missing.end());
}

} // namespace

QList<panels::FilterChoice> filterChoices(const FilterWorld& world)
{
    QList<panels::FilterChoice> choices;
    addDecisionChoices(choices, world);
    const auto& splits = world.splits;
    if (!splits.isEmpty()) {
        for (int i = 0; i < splits.size(); ++i)
            choices.append({choiceId(FilterTerm::Split, i), tr("Split"), splits[i]});
        choices.append(
            {choiceId(FilterTerm::Split, static_cast<int>(splits.size())), tr("Split"), tr("none")});
    }
    for (const Verdict verdict : kVerdicts)
        choices.append(
            {choiceId(FilterTerm::Verdict, static_cast<int>(verdict)), tr("Verdict"), verdictText(verdict)});
    const bool masks = world.schema.task() == Task::Segmentation;
    for (std::size_t i = 0; masks && world.hasRun && i + 1 < kIouEdges.size(); ++i) {
        const QString range = tr("%1 to %2").arg(kIouEdges[i], 0, 'f', 2).arg(kIouEdges[i + 1], 0, 'f', 2);
        choices.append({choiceId(FilterTerm::Iou, static_cast<int>(i)), tr("IoU"), range});
    }
    addTextChoices(choices, world.textFields);
    choices.append(panels::FilterChoice::separator());
    choices.append({choiceId(FilterTerm::Corrected, 1), QString(), tr("Corrected")});
    choices.append({choiceId(FilterTerm::Corrected, 0), QString(), tr("Not corrected")});
    choices.append({choiceId(FilterTerm::Comment, 1), QString(), tr("With a comment")});
    choices.append({choiceId(FilterTerm::Problem, 1), QString(), tr("With a problem")});
    return choices;
}

std::optional<FilterTerm> termAskingClasses(int choice)
{
    return choice % kTermStep == kAsks ? std::optional(static_cast<FilterTerm>(choice / kTermStep))
                                       : std::nullopt;
}

SampleFilter withClasses(SampleFilter filter, FilterTerm term, const std::vector<ClassIndex>& classes)
{
    if (auto* chosen = classesOf(filter, term))
        toggleAll(*chosen, classes);
    return filter;
}

LabelSet chosenClasses(const SampleFilter& filter, FilterTerm term)
{
    SampleFilter copy = filter;
    auto* chosen = classesOf(copy, term);
    if (!chosen)
        return {};
    std::erase(*chosen, kNoClass);
    return LabelSet(*chosen);
}

SampleFilter withConfusions(SampleFilter filter, Task task, const std::vector<ClassIndex>& labels,
                            const std::vector<ClassIndex>& decided)
{
    std::vector<std::pair<ClassIndex, ClassIndex>> pairs;
    for (const ClassIndex label : labels) {
        for (const ClassIndex decision : decided) {
            if (label != decision)
                pairs.emplace_back(label, decision);
        }
    }
    toggleAll(task == Task::MultiLabel ? filter.confusions : filter.cells, pairs);
    return filter;
}

SampleFilter withChoice(SampleFilter filter, int choice, const FilterWorld& world)
{
    const int value = choice % kTermStep;
    switch (static_cast<FilterTerm>(choice / kTermStep)) {
    case FilterTerm::BadCases:
        filter.badCases = true;
        break;
    case FilterTerm::Label:
        toggle(filter.effective, kNoClass); // classes come by withClasses()
        break;
    case FilterTerm::ParentError: {
        const auto error = static_cast<storage::ParentError>(value);
        filter.parentError = filter.parentError == error ? std::nullopt : std::optional(error);
        break;
    }
    case FilterTerm::Kind:
        toggle(filter.kinds, static_cast<SampleKind>(value));
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
        const QString split = world.splits.value(value); // behind the last one: no split
        QStringList chosen = filter.splits.value_or(QStringList());
        if (chosen.removeAll(split) == 0)
            chosen.append(split);
        filter.splits = chosen.isEmpty() ? std::optional<QStringList>() : chosen;
        break;
    }
    case FilterTerm::TextField:
        filter.textField =
            value < world.textFields.size() ? world.textFields[value] : QLatin1String(kNameField);
        break;
    case FilterTerm::TextQuality:
        toggleQuality(filter, world.textFields.value(value / kQualityStep),
                      kQualities[static_cast<std::size_t>(value % kQualityStep)]);
        break;
    default:
        break;
    }
    return filter;
}

TextQuery textQueryOf(const SampleFilter& filter, QStringList textFields)
{
    textFields.append(QLatin1String(kNameField));
    return parseTextQuery(filter.text, textFields, filter.textField);
}

bool needsRun(const SampleFilter& filter)
{
    return filter.badCases || filter.parentError || !filter.predicted.empty() || !filter.cells.empty() ||
           !filter.confusions.empty() || filter.confidence || filter.margin || filter.loss || filter.iou ||
           filter.dice;
}

} // namespace badcase::window
