// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/import_run_plan.h"

#include "app/workspace/import_run_record.h"
#include "inference/engine/model_card.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <numeric>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImportRun", text);
}

QString listed(const QStringList& names)
{
    constexpr qsizetype kShown = 12;
    const QString list = names.mid(0, kShown).join(QStringLiteral(", "));
    return names.size() > kShown ? list + QStringLiteral(", …") : list;
}

/// Which class of the project each column is.
Result<void> matchClasses(ImportRunPlan& plan, const ImportRunRequest& request, const Schema& schema)
{
    BADCASE_ASSIGN(const QStringList names, columnClasses(*plan.source, request, schema));
    const int columns = plan.source->columns();
    if (names.isEmpty()) {
        if (columns != schema.size())
            return fail(ErrorCode::InvalidArgument,
                        tr("%1 has %2 columns and does not name them, but the project has %3 classes. Say "
                           "which class each column is (a class list: --classes).")
                            .arg(request.probabilities)
                            .arg(columns)
                            .arg(schema.size()));
        plan.toSchema.resize(static_cast<std::size_t>(columns));
        std::iota(plan.toSchema.begin(), plan.toSchema.end(), 0);
        plan.notices.append(
            tr("The columns do not say which class they are; the project's order was taken: %1")
                .arg(listed(schema.names())));
        return {};
    }
    if (names.size() != columns)
        return fail(ErrorCode::InvalidArgument, tr("%1 has %2 classes, but %3 has %4 columns.")
                                                    .arg(request.classes)
                                                    .arg(names.size())
                                                    .arg(request.probabilities)
                                                    .arg(columns));
    engine::ModelCard card; // matched by name exactly as a model's classes are
    card.name = QFileInfo(request.probabilities).fileName();
    card.classes = names;
    BADCASE_ASSIGN(const auto mapping, engine::mapClasses(card, schema, request.classRenames));
    plan.toSchema = mapping.toSchema;
    plan.byName = true;
    if (!mapping.notInModel.isEmpty())
        plan.notices.append(tr("The file says nothing of these classes; their probability is 0: %1")
                                .arg(listed(mapping.notInModel)));
    if (const QStringList ignored = plan.source->ignoredColumns(); !ignored.isEmpty())
        plan.notices.append(
            tr("Columns that are no class of the project were left out: %1").arg(listed(ignored)));
    return {};
}

Result<void> openEmbeddings(ImportRunPlan& plan, const QString& path)
{
    if (path.isEmpty())
        return {};
    BADCASE_ASSIGN(plan.embeddings, media::ArrayReader::open(path));
    const auto& header = plan.embeddings->header();
    const qint64 rows = plan.source->rows();
    if (header.shape.size() == 2 && header.columns() > 0 && header.columns() <= (1 << 20) &&
        (rows < 0 || rows == header.rows()))
        return {};
    return fail(ErrorCode::InvalidArgument,
                tr("The embeddings %1 have the shape %2; one row for each of the %3 rows was expected.")
                    .arg(path, header.shapeText())
                    .arg(rows));
}

/// Nobody looks at a million rows of logits one by one: a file most of whose rows are no probabilities is not
/// what it is said to be.
Result<void> probe(ImportRunPlan& plan, const ImportRunRequest& request)
{
    std::vector<double> values;
    BADCASE_ASSIGN(const qint64 rows, plan.source->read(kProbeRows, values));
    BADCASE_TRY(plan.source->rewind());
    if (rows == 0)
        return fail(ErrorCode::InvalidArgument, tr("%1 has no rows.").arg(request.probabilities));
    const auto columns = static_cast<std::size_t>(plan.source->columns());
    qint64 bad = 0;
    QString first;
    for (qint64 row = 0; row < rows; ++row) {
        const auto verdict =
            takeRow(std::span(values).subspan(static_cast<std::size_t>(row) * columns, columns),
                    plan.activation, request.meaning, plan.sumTolerance);
        if (!verdict.isGood() && ++bad == 1)
            first = tr("row %1: %2").arg(row + 1).arg(verdict.text());
    }
    if (bad * 2 <= rows)
        return {};
    return fail(
        ErrorCode::InvalidArgument,
        tr("%1 of the first %2 rows of %3 are no probabilities (%4). If the values are logits, say so "
           "(--logits).")
            .arg(bad)
            .arg(rows)
            .arg(request.probabilities, first));
}

} // namespace

Result<QStringList> columnClasses(const ProbabilitySource& source, const ImportRunRequest& request,
                                  const Schema& schema)
{
    if (const QStringList own = source.columnNames(); !own.isEmpty() || request.classes.isEmpty())
        return own;
    QFile file(request.classes);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, tr("The class list %1 cannot be opened.").arg(request.classes),
                    file.errorString());
    const auto list = Schema::parse(schema.task(), file.read(qint64(16) << 20));
    if (!list)
        return fail(list.error().code, tr("%1: %2").arg(request.classes, list.error().message),
                    list.error().detail);
    return list->names();
}

Result<ImportRunPlan> planImportRun(const Schema& schema, const ImportRunRequest& request)
{
    if (schema.task() == Task::Segmentation)
        return fail(ErrorCode::InvalidArgument,
                    tr("This project has masks; a table of probabilities for each sample is no mask."));
    ImportRunPlan plan;
    // A table's columns are recognised by the project's names and by those that are mapped to them.
    const QStringList known = schema.names() + request.classRenames.keys();
    BADCASE_ASSIGN(plan.source, ProbabilitySource::open(request.probabilities, known));
    plan.activation = schema.task() == Task::MultiLabel ? Activation::Sigmoid : Activation::Softmax;
    plan.sumTolerance = plan.source->isHalf() ? kHalfSumTolerance : kSumTolerance;
    BADCASE_TRY(matchClasses(plan, request, schema));
    BADCASE_TRY(openEmbeddings(plan, request.embeddings));
    BADCASE_TRY(probe(plan, request));
    if (!plan.source->namesSamples() && request.ids.isEmpty())
        return fail(
            ErrorCode::InvalidArgument,
            tr("%1 does not say which sample a row is. Give a table with one id for each row (--ids).")
                .arg(request.probabilities));
    if (plan.source->namesSamples() && !request.ids.isEmpty())
        plan.notices.append(
            tr("%1 names its samples itself; %2 was not needed").arg(request.probabilities, request.ids));
    if (!request.outOfFold)
        plan.notices.append(outOfFoldNotice());
    return plan;
}

} // namespace badcase::workspace
