// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/corrections_reader.h"

#include "storage/formats/csv_reader.h"
#include "storage/formats/record_stream.h"
#include "storage/formats/text_encoding.h"

#include <QCoreApplication>
#include <QSet>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::CorrectionsReader", text);
}

struct Columns {
    int id, label, verdict, reason;
};

Result<Columns> findColumns(const CsvReader& csv)
{
    const auto find = [&](const QString& name) { return columnNamed(csv.header(), name); };
    const Columns columns{find(QStringLiteral("id")), find(QStringLiteral("label")),
                          find(QStringLiteral("verdict")), find(QStringLiteral("reason"))};
    if (columns.id < 0 || (columns.label < 0 && columns.verdict < 0))
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 needs the columns id and label (and may have verdict and reason); it has: %2")
                        .arg(csv.name(), csv.header().join(QStringLiteral(", "))));
    return columns;
}

/// A cell of class names. A whole cell that is a class is that class, even with a '|' in its name.
Result<LabelSet> parseLabels(const QString& cell, const Schema& schema)
{
    if (const ClassIndex index = schema.indexOf(cell); index != kNoClass)
        return LabelSet::single(index);
    std::vector<ClassIndex> classes;
    for (const QString& part : cell.split(u'|', Qt::SkipEmptyParts)) {
        const ClassIndex exact = schema.indexOf(part);
        const ClassIndex index = exact != kNoClass ? exact : schema.indexOf(part.trimmed());
        if (index == kNoClass)
            return fail(ErrorCode::NotFound, tr("\"%1\" is no class of the project").arg(part.trimmed()));
        classes.push_back(index);
    }
    LabelSet labels(std::move(classes));
    if (schema.task() != Task::MultiLabel && labels.size() != 1)
        return fail(
            ErrorCode::InvalidArgument,
            tr("\"%1\" must be exactly one class in a %2 project").arg(cell, taskName(schema.task())));
    return labels;
}

/// Row -> correction, or the problem with it.
tl::expected<Correction, SampleProblem> parseRow(const CsvRow& row, const Columns& columns,
                                                 const QString& where, const Schema& schema)
{
    const auto cell = [&](int column) { return column < 0 ? QString() : row.cells.at(column); };
    Correction correction{cell(columns.id), {}, Verdict::None, cell(columns.reason), row.number};
    const auto problem = [&](const QString& kind, const QString& message) {
        const QString sample = correction.sample.isEmpty() ? where : correction.sample;
        return tl::unexpected(SampleProblem{sample, kind, tr("%1: %2").arg(where, message)});
    };
    if (correction.sample.isEmpty())
        return problem(QStringLiteral("bad-row"), tr("the row has no id"));
    if (const QString label = cell(columns.label); !label.isEmpty()) {
        const auto labels = parseLabels(label, schema);
        if (!labels)
            return problem(labels.error().code == ErrorCode::NotFound ? QStringLiteral("unknown-class")
                                                                      : QStringLiteral("several-labels"),
                           labels.error().message);
        correction.label = *labels;
    }
    if (const QString name = cell(columns.verdict).trimmed(); !name.isEmpty()) {
        const auto verdict = verdictFromName(name);
        if (!verdict)
            return problem(QStringLiteral("unknown-verdict"),
                           tr("\"%1\" is no verdict; use keep, relabel, ambiguous or bad-media").arg(name));
        correction.verdict = *verdict;
    }
    if (!correction.label && correction.verdict == Verdict::None)
        return problem(QStringLiteral("empty-row"), tr("the row has neither a label nor a verdict"));
    return correction;
}

} // namespace

Result<void> readCorrections(const QString& path, const Schema& schema, const CorrectionVisitor& visitor,
                             const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto csv, CsvReader::open(path));
    BADCASE_ASSIGN(const Columns columns, findColumns(*csv));
    if (csv->note())
        visitor.problem(*csv->note());
    QSet<QString> seen;
    CsvRow row;
    for (;;) {
        if (cancel.isCancelled())
            return fail(cancelledError());
        BADCASE_ASSIGN(const bool any, csv->next(row));
        if (!any)
            return {};
        if (row.problem) {
            visitor.problem(*row.problem);
            continue;
        }
        const QString where = tr("%1, row %2 (line %3)").arg(fileLabel(path)).arg(row.number).arg(row.line);
        const auto correction = parseRow(row, columns, where, schema);
        if (!correction) {
            visitor.problem(correction.error());
        } else if (seen.contains(correction->sample)) {
            visitor.problem(
                {correction->sample, QStringLiteral("duplicate"),
                 tr("%1: \"%2\" is corrected twice; the first row counts").arg(where, correction->sample)});
        } else {
            seen.insert(correction->sample);
            BADCASE_TRY(visitor.correction(*correction));
        }
    }
}

} // namespace badcase::formats
