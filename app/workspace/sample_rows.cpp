// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/sample_rows.h"

#include "app/workspace/import_service.h"
#include "storage/formats/csv_reader.h"
#include "storage/sample_repository.h"
#include "storage/sample_writer.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace badcase::workspace {

namespace {

constexpr std::size_t kBlock = 4096; ///< names looked up at a time

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImportRun", text);
}

int firstColumn(const QStringList& header, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        if (const int found = formats::columnNamed(header, QLatin1String(name)); found >= 0)
            return found;
    }
    return -1;
}

/// A row of the table that is waiting to be looked up.
struct Pending {
    QString name;
    QString label;
    QString where; ///< "ids.csv, row 17"
};

/// One reading of the table.
class Pass {
public:
    Pass(Project& project, storage::Connection& connection, const SampleRowsRequest& request, bool create,
         bool mayLackHeader)
        : m_connection(connection),
          m_request(request),
          m_create(create),
          m_mayLackHeader(mayLackHeader),
          m_schema(project.schema()),
          m_repository(connection)
    {}

    Result<SampleRows> run(const CancelToken& cancel)
    {
        BADCASE_ASSIGN(const auto csv, formats::CsvReader::open(m_request.table));
        BADCASE_TRY(chooseColumns(csv->header()));
        m_file = QFileInfo(m_request.table).fileName();
        if (m_idColumn < 0) { // whether the first line is a row or a header is told by the number of rows
            m_rows.hasHeader = !m_mayLackHeader;
            m_idColumn = 0;
            m_labelColumn = m_labelColumn < 0 && csv->header().size() == 2 ? 1 : m_labelColumn;
        }
        if (!m_rows.hasHeader)
            add(csv->header(), 1);
        formats::CsvRow row;
        for (;;) {
            if (cancel.isCancelled())
                return fail(ErrorCode::Cancelled, tr("The import was cancelled."));
            BADCASE_ASSIGN(const bool any, csv->next(row));
            if (!any)
                break;
            if (row.problem) {
                BADCASE_TRY(flush());
                m_rows.samples.push_back({});
                keep(*row.problem);
            } else {
                add(row.cells, row.number);
            }
            if (m_pending.size() >= kBlock)
                BADCASE_TRY(flush());
        }
        BADCASE_TRY(flush());
        return std::move(m_rows);
    }

private:
    Result<void> chooseColumns(const QStringList& header)
    {
        m_idColumn = idColumnOf(header);
        m_labelColumn = m_request.labelColumn.isEmpty()
                            ? firstColumn(header, {"label", "labels", "class", "category", "category_id",
                                                   "class_name", "target"})
                            : static_cast<int>(header.indexOf(m_request.labelColumn));
        if (m_labelColumn >= 0 || m_request.labelColumn.isEmpty())
            return {};
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 has no column \"%2\"; it has: %3")
                        .arg(m_request.table, m_request.labelColumn, header.join(QStringLiteral(", "))));
    }

    void add(const QStringList& cells, qint64 number)
    {
        m_pending.push_back({cells.at(m_idColumn), m_labelColumn >= 0 ? cells.at(m_labelColumn) : QString(),
                             tr("%1, row %2").arg(m_file).arg(number)});
    }

    Result<void> flush()
    {
        if (m_pending.empty())
            return {};
        QStringList names;
        for (const Pending& pending : m_pending)
            names.append(pending.name);
        BADCASE_ASSIGN(auto found, m_repository.find(names));
        if (m_create && found.size() < names.size()) {
            BADCASE_TRY(createMissing(found));
            BADCASE_ASSIGN(found, m_repository.find(names));
        }
        for (const Pending& pending : m_pending)
            take(pending, found.value(pending.name));
        m_pending.clear();
        return {};
    }

    void take(const Pending& pending, SampleId id)
    {
        const auto place = static_cast<std::size_t>(id.value);
        if (id.isValid() && place >= m_seen.size())
            m_seen.resize(place + place / 2 + 1);
        if (!id.isValid()) {
            m_rows.unknown += pending.name.isEmpty() ? 0 : 1;
            keep(pending.name.isEmpty()
                     ? SampleProblem{pending.where, QStringLiteral("bad-row"),
                                     tr("%1: the row has no id").arg(pending.where)}
                     : SampleProblem{
                           pending.name, QStringLiteral("unknown-sample"),
                           tr("%1: the project has no sample \"%2\"").arg(pending.where, pending.name)});
        } else if (m_seen[place]) {
            ++m_rows.duplicates;
            keep({pending.name, QStringLiteral("duplicate"),
                  tr("%1: \"%2\" is there twice; its first row counts").arg(pending.where, pending.name)});
            id = {};
        } else {
            m_seen[place] = true;
        }
        m_rows.samples.push_back(id);
    }

    Result<void> createMissing(const QHash<QString, SampleId>& found)
    {
        storage::SampleWriter writer(m_connection);
        QSet<QString> made; // of equal ids the first row counts, also with its label
        for (const Pending& pending : m_pending) {
            if (pending.name.isEmpty() || found.contains(pending.name) || made.contains(pending.name))
                continue;
            made.insert(pending.name);
            storage::ImportSample sample;
            sample.sample.name = pending.name;
            sample.sample.kind = SampleKind::NoMedia;
            sample.labels = labelsOf(pending);
            BADCASE_TRY(writer.write(sample));
        }
        BADCASE_TRY(writer.finish());
        m_rows.created += writer.counts().added;
        return {};
    }

    /// A class by its name, else by its number; several, where the task has them, joined by '|'.
    std::optional<LabelSet> labelsOf(const Pending& pending)
    {
        if (pending.label.isEmpty())
            return std::nullopt;
        const bool several =
            m_schema.task() == Task::MultiLabel && m_schema.indexOf(pending.label) == kNoClass;
        std::vector<ClassIndex> classes;
        for (const QString& part : several ? pending.label.split(u'|') : QStringList{pending.label}) {
            ClassIndex index = m_schema.indexOf(part);
            bool isNumber = false;
            if (const int number = part.toInt(&isNumber);
                index == kNoClass && isNumber && number >= 0 && number < m_schema.size())
                index = number;
            if (index == kNoClass) {
                keep({pending.name, QStringLiteral("unknown-class"),
                      tr("%1: \"%2\" is no class of the project; the sample has no label")
                          .arg(pending.where, part)});
                return std::nullopt;
            }
            classes.push_back(index);
        }
        return LabelSet(std::move(classes));
    }

    void keep(SampleProblem problem)
    {
        if (m_rows.problems.size() < kMaxReportedProblems)
            m_rows.problems.push_back(std::move(problem));
    }

    storage::Connection& m_connection;
    const SampleRowsRequest& m_request;
    const bool m_create;
    const bool m_mayLackHeader;
    const Schema m_schema;
    storage::SampleRepository m_repository;
    int m_idColumn = -1;
    int m_labelColumn = -1;
    QString m_file;
    std::vector<Pending> m_pending;
    std::vector<bool> m_seen; ///< by sample id, which are small numbers
    SampleRows m_rows;
};

/// A table without known column names: its first line is a row, or it is a header, as the count says.
void settleHeader(SampleRows& rows, const SampleRowsRequest& request)
{
    const auto count = static_cast<qint64>(rows.samples.size());
    if (rows.hasHeader || count == request.expected || count == 0)
        return;
    rows.hasHeader = true;
    if (!rows.samples.front().isValid() && !rows.problems.empty()) {
        const bool wasUnknown = rows.problems.front().kind == QLatin1String("unknown-sample");
        rows.unknown -= wasUnknown ? 1 : 0;
        rows.problems.erase(rows.problems.begin());
    }
    rows.samples.erase(rows.samples.begin());
}

} // namespace

int idColumnOf(const QStringList& header)
{
    return firstColumn(header, {"id", "sample_id", "sample", "image_id", "item_id", "name", "path",
                                "image_path", "image", "file", "filename", "file_name", "index"});
}

Result<SampleRows> findSampleRows(Project& project, storage::Connection& connection,
                                  const SampleRowsRequest& request, const CancelToken& cancel)
{
    BADCASE_ASSIGN(auto rows, Pass(project, connection, request, false, true).run(cancel));
    settleHeader(rows, request);
    if (request.expected >= 0 && static_cast<qint64>(rows.samples.size()) != request.expected)
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 has %2 ids, but there are %3 rows of probabilities. Every row needs one id.")
                        .arg(request.table)
                        .arg(rows.samples.size())
                        .arg(request.expected));
    if (!request.create || rows.unknown == 0)
        return rows;
    return Pass(project, connection, request, true, !rows.hasHeader).run(cancel);
}

} // namespace badcase::workspace
