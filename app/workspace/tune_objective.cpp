// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/tune_objective.h"

#include <QCoreApplication>
#include <QFile>

#include <array>
#include <cmath>
#include <optional>
#include <set>

namespace badcase::workspace {

namespace {

using analysis::LabelObjectiveKind;
using analysis::ObjectiveKind;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Tuning", text);
}

struct Name {
    const char* name;
    const char* title;
    std::optional<ObjectiveKind> ofClasses;
    std::optional<LabelObjectiveKind> ofTags;
    bool ofMasks = false;
};

/// In the order in which a list of them shows them.
const std::array kNames{
    Name{"mean_f1", QT_TRANSLATE_NOOP("badcase::Tuning", "Mean F1 of both levels"), ObjectiveKind::MeanF1, {}},
    Name{"macro_f1", QT_TRANSLATE_NOOP("badcase::Tuning", "Macro F1"), ObjectiveKind::MacroF1, LabelObjectiveKind::MacroF1},
    Name{"micro_f1", QT_TRANSLATE_NOOP("badcase::Tuning", "Micro F1"), ObjectiveKind::MicroF1, LabelObjectiveKind::MicroF1},
    Name{"accuracy", QT_TRANSLATE_NOOP("badcase::Tuning", "Accuracy"), ObjectiveKind::Accuracy, {}},
    Name{"mean_recall", QT_TRANSLATE_NOOP("badcase::Tuning", "Mean recall"), ObjectiveKind::MeanRecall, {}},
    Name{"samples_f1", QT_TRANSLATE_NOOP("badcase::Tuning", "F1 per sample"), {}, LabelObjectiveKind::SamplesF1},
    Name{"exact_match", QT_TRANSLATE_NOOP("badcase::Tuning", "Exact match"), {}, LabelObjectiveKind::ExactMatch},
    Name{"cost", QT_TRANSLATE_NOOP("badcase::Tuning", "Cost"), ObjectiveKind::Cost, {}},
    Name{"precision_at_recall", QT_TRANSLATE_NOOP("badcase::Tuning", "Precision at a recall"),
         ObjectiveKind::PrecisionAtRecall, LabelObjectiveKind::PrecisionAtRecall},
    Name{"recall_at_precision", QT_TRANSLATE_NOOP("badcase::Tuning", "Recall at a precision"),
         ObjectiveKind::RecallAtPrecision, LabelObjectiveKind::RecallAtPrecision},
    Name{"dice", QT_TRANSLATE_NOOP("badcase::Tuning", "Mean Dice"), {}, {}, true},
    Name{"iou", QT_TRANSLATE_NOOP("badcase::Tuning", "Mean IoU"), {}, {}, true},
    Name{"pooled_dice", QT_TRANSLATE_NOOP("badcase::Tuning", "Pooled Dice"), {}, {}, true},
    Name{"pooled_iou", QT_TRANSLATE_NOOP("badcase::Tuning", "Pooled IoU"), {}, {}, true},
};

const Name* find(const QString& name)
{
    for (const Name& known : kNames) {
        if (name == QLatin1String(known.name))
            return &known;
    }
    return nullptr;
}

ResultError noObjective(const QString& name, const Schema& schema)
{
    if (name == QLatin1String("gap") || name == QLatin1String("map"))
        return fail(ErrorCode::InvalidArgument,
                    tr("\"%1\" ranks probabilities before anything is decided, so no threshold changes it").arg(name));
    const QString names = objectiveNames(schema.task(), schema.hasParents()).join(QStringLiteral(", "));
    if (name == QLatin1String("mean_f1"))
        return fail(ErrorCode::InvalidArgument,
                    tr("mean_f1 is of classes that have parents, and these have none. There are: %1").arg(names));
    return fail(ErrorCode::InvalidArgument, tr("\"%1\" cannot be tuned here. There are: %2").arg(name, names));
}

bool isBounded(const QString& name)
{
    return name.contains(QLatin1String("_at_"));
}

Result<ClassIndex> targetOf(const ObjectiveChoice& choice, const Schema& schema)
{
    if (!isBounded(choice.name))
        return kNoClass;
    const ClassIndex index = schema.indexOf(choice.target);
    if (index == kNoClass)
        return fail(ErrorCode::InvalidArgument,
                    choice.target.isEmpty() ? tr("%1 is of one class: name it").arg(choice.name)
                                            : tr("There is no class \"%1\"").arg(choice.target));
    return index;
}

// --- cost matrices

struct CostCell {
    const QString& path;
    qsizetype line;
};

Result<double> costOf(const QString& text, bool onDiagonal, const CostCell& cell)
{
    if (text.isEmpty() && onDiagonal)
        return 0.0;
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(value) || std::abs(value) > analysis::Objective::kMaxCost)
        return fail(ErrorCode::InvalidArgument,
                    tr("%1, line %2: \"%3\" is no cost (a number of at most %4)")
                        .arg(cell.path)
                        .arg(cell.line)
                        .arg(text)
                        .arg(analysis::Objective::kMaxCost));
    return value;
}

QStringList cellsOf(const QString& line)
{
    QStringList cells = line.split(line.contains(QLatin1Char('\t')) ? QLatin1Char('\t') : QLatin1Char(','));
    for (QString& cell : cells) {
        cell = cell.trimmed();
        if (cell.size() >= 2 && cell.startsWith(QLatin1Char('"')) && cell.endsWith(QLatin1Char('"')))
            cell = cell.mid(1, cell.size() - 2);
    }
    return cells;
}

Result<ClassIndex> namedClass(const QString& name, const Schema& schema, const CostCell& cell)
{
    const ClassIndex index = schema.indexOf(name);
    if (index == kNoClass)
        return fail(ErrorCode::InvalidArgument,
                    tr("%1, line %2: there is no class \"%3\"").arg(cell.path).arg(cell.line).arg(name));
    return index;
}

} // namespace

QStringList objectiveNames(Task task, bool withParents)
{
    QStringList names;
    for (const Name& known : kNames) {
        const bool fits = task == Task::Classification ? known.ofClasses.has_value()
                          : task == Task::MultiLabel   ? known.ofTags.has_value()
                                                       : known.ofMasks;
        if (fits && (withParents || known.ofClasses != ObjectiveKind::MeanF1))
            names.append(QLatin1String(known.name));
    }
    return names;
}

QString objectiveTitle(const QString& name)
{
    const Name* known = find(name);
    return known ? tr(known->title) : name;
}

bool isBoundMissed(const ObjectiveChoice& choice, double value)
{
    return isBounded(choice.name) && value < 0;
}

QString objectiveText(const ObjectiveChoice& choice, double value, int decimals)
{
    const QString number = QString::number(std::abs(value), 'f', decimals);
    if (isBoundMissed(choice, value))
        return tr("bound missed by %1").arg(number);
    return value < 0 ? QChar(0x2212) + number : number;
}

Result<analysis::Objective> classObjective(const ObjectiveChoice& choice, const Schema& schema)
{
    const Name* known = find(choice.name);
    if (!known || !known->ofClasses || (known->ofClasses == ObjectiveKind::MeanF1 && !schema.hasParents()))
        return noObjective(choice.name, schema);
    analysis::ObjectiveSpec spec;
    spec.kind = *known->ofClasses;
    spec.bound = choice.bound;
    BADCASE_ASSIGN(spec.target, targetOf(choice, schema));
    if (spec.kind == ObjectiveKind::Cost) {
        if (choice.costs.isEmpty())
            return fail(ErrorCode::InvalidArgument, tr("cost needs a cost matrix: a file with what each confusion costs"));
        BADCASE_ASSIGN(spec.costs, readCosts(choice.costs, schema));
    }
    std::vector<int> parentOf;
    for (ClassIndex k = 0; schema.hasParents() && k < schema.size(); ++k)
        parentOf.push_back(schema.parentOf(k));
    return analysis::Objective::create(std::move(spec), schema.size(), std::move(parentOf));
}

Result<analysis::LabelObjective> labelObjective(const ObjectiveChoice& choice, const Schema& schema)
{
    const Name* known = find(choice.name);
    if (!known || !known->ofTags)
        return noObjective(choice.name, schema);
    analysis::LabelObjective objective;
    objective.kind = *known->ofTags;
    objective.bound = choice.bound;
    BADCASE_ASSIGN(objective.target, targetOf(choice, schema));
    BADCASE_TRY(objective.check(schema.size()));
    return objective;
}

Result<std::vector<double>> readCosts(const QString& path, const Schema& schema)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return fail(ErrorCode::NotFound, tr("The cost matrix %1 cannot be read").arg(path), file.errorString());
    const auto classes = static_cast<std::size_t>(schema.size());
    std::vector<QStringList> rows;
    std::vector<qsizetype> lines;
    const QStringList text = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].trimmed().isEmpty())
            continue;
        rows.push_back(cellsOf(text[i]));
        lines.push_back(i + 1);
    }
    const bool named = rows.size() == classes + 1;
    std::vector<ClassIndex> columns(classes);
    for (std::size_t k = 0; k < classes; ++k)
        columns[k] = static_cast<ClassIndex>(k);
    if (!named && rows.size() != classes)
        return fail(ErrorCode::InvalidArgument, tr("%1 has %2 rows; a cost matrix of %3 classes has as many, and one of class "
                                                   "names above them where they are named")
                                                    .arg(path)
                                                    .arg(rows.size())
                                                    .arg(classes));
    std::vector<double> costs(classes * classes, 0.0);
    std::set<ClassIndex> seen;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const CostCell cell{path, lines[r]};
        if (static_cast<std::size_t>(rows[r].size()) != classes + (named ? 1 : 0))
            return fail(ErrorCode::InvalidArgument, tr("%1, line %2: %3 cells; %4 are needed")
                                                        .arg(path)
                                                        .arg(lines[r])
                                                        .arg(rows[r].size())
                                                        .arg(classes + (named ? 1 : 0)));
        if (named && r == 0) {
            for (std::size_t k = 0; k < classes; ++k) {
                BADCASE_ASSIGN(columns[k], namedClass(rows[0][static_cast<qsizetype>(k) + 1], schema, cell));
                if (!seen.insert(columns[k]).second)
                    return fail(ErrorCode::InvalidArgument,
                                tr("%1, line %2: \"%3\" comes twice").arg(path).arg(lines[r]).arg(rows[0][static_cast<qsizetype>(k) + 1]));
            }
            seen.clear();
            continue;
        }
        ClassIndex label = static_cast<ClassIndex>(r);
        if (named) {
            BADCASE_ASSIGN(label, namedClass(rows[r][0], schema, cell));
            if (!seen.insert(label).second)
                return fail(ErrorCode::InvalidArgument, tr("%1, line %2: \"%3\" comes twice").arg(path).arg(lines[r]).arg(rows[r][0]));
        }
        for (std::size_t k = 0; k < classes; ++k) {
            const QString& value = rows[r][static_cast<qsizetype>(k) + (named ? 1 : 0)];
            BADCASE_ASSIGN(costs[static_cast<std::size_t>(label) * classes + static_cast<std::size_t>(columns[k])],
                           costOf(value, label == columns[k], cell));
        }
    }
    return costs;
}

} // namespace badcase::workspace
