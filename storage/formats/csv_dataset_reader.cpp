// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/csv_dataset_reader.h"

#include "storage/formats/csv_columns.h"
#include "storage/formats/csv_reader.h"
#include "storage/formats/export_layout.h"
#include "storage/formats/file_names.h"
#include "storage/formats/mask_check.h"
#include "storage/formats/media_finder.h"
#include "storage/formats/preview_collector.h"
#include "storage/formats/record_stream.h"
#include "storage/formats/text_encoding.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace badcase::formats {

namespace {

/// The table that our own csv export writes.
constexpr char kOwnTable[] = "samples.csv";

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::CsvDatasetReader", text);
}

struct Table {
    std::unique_ptr<CsvReader> csv;
    QString label; ///< for messages
    QString home;  ///< folder or archive where relative media paths start unless the user says otherwise
};

/// The table inside a folder or archive: ours, or the only one.
Result<QString> findTable(const media::MediaRoot& root, const CancelToken& cancel)
{
    if (root.stat(QString::fromLatin1(kOwnTable)))
        return QString::fromLatin1(kOwnTable);
    QStringList tables;
    if (root.isZip()) {
        BADCASE_TRY(root.list(QString(), cancel, [&](const QString& member, const media::MediaStat&) {
            if (member.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive) && !member.contains(u'/'))
                tables << member;
            return true;
        }));
    } else {
        tables = QDir(root.path()).entryList({QStringLiteral("*.csv")}, QDir::Files, QDir::Name);
    }
    if (tables.size() == 1)
        return tables.first();
    return fail(tables.isEmpty() ? ErrorCode::NotFound : ErrorCode::InvalidArgument,
                tables.isEmpty() ? tr("There is no .csv in %1; name the table itself").arg(root.path())
                                 : tr("There are several tables in %1; name one of them: %2")
                                       .arg(root.path(), tables.join(QStringLiteral(", "))));
}

Result<Table> openTable(const ReadOptions& options, const CancelToken& cancel)
{
    const QString source = QDir::cleanPath(QDir::current().absoluteFilePath(options.source));
    Table table;
    const bool archive = source.endsWith(QStringLiteral(".zip"), Qt::CaseInsensitive);
    if (!archive && !QFileInfo(source).isDir()) {
        table.label = fileNameOf(source);
        table.home = QFileInfo(source).absolutePath();
        BADCASE_ASSIGN(table.csv, CsvReader::open(source, options.encoding));
        return table;
    }
    BADCASE_ASSIGN(const auto root, openRoot(source));
    BADCASE_ASSIGN(table.label, findTable(*root, cancel));
    table.home = root->path();
    if (!archive) {
        BADCASE_ASSIGN(table.csv, CsvReader::open(source + u'/' + table.label, options.encoding));
        return table;
    }
    BADCASE_ASSIGN(QByteArray text, root->read(table.label));
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(text);
    buffer->open(QIODevice::ReadOnly);
    BADCASE_ASSIGN(table.csv, CsvReader::create(std::move(buffer), table.label, options.encoding));
    return table;
}

/// Turns rows into records.
class Rows {
public:
    static Result<Rows> open(const ReadOptions& options, const Schema& schema, const CancelToken& cancel)
    {
        Rows rows(options, schema);
        BADCASE_ASSIGN(rows.m_table, openTable(options, cancel));
        const QString home = options.mediaRoot.isEmpty()
                                 ? rows.m_table.home
                                 : QDir(rows.m_table.home).absoluteFilePath(options.mediaRoot);
        BADCASE_ASSIGN(const auto root, openRoot(home));
        rows.m_finder = std::make_unique<MediaFinder>(root, cancel);
        if (const auto own = openRoot(rows.m_table.home);
            own && readExportLayout(**own).format == QStringLiteral("csv"))
            rows.m_ours = true;
        BADCASE_ASSIGN(rows.m_columns,
                       chooseColumns(rows.m_table.label, rows.header(), options, rows.m_ours));
        return rows;
    }

    const QStringList& header() const { return m_table.csv->header(); }
    const CsvColumns& columns() const { return m_columns; }
    CsvReader& csv() { return *m_table.csv; }

    /// What is to be said of the whole table.
    std::vector<SampleProblem> tableProblems() const
    {
        std::vector<SampleProblem> problems = m_columns.problems;
        if (m_table.csv->note())
            problems.push_back(*m_table.csv->note());
        return problems;
    }

    PendingRecord convert(const CsvRow& row);
    void inspect(PendingRecord& pending) const
    {
        inspectMedia(pending);
        if (pending.usable && pending.record.mask)
            inspectMask(pending, m_schema, m_options.ignoreIndex,
                        m_ours ? MaskDetection::Trust : MaskDetection::EachFile);
    }

private:
    Rows(const ReadOptions& options, const Schema& schema) : m_options(options), m_schema(schema) {}

    QString cell(const CsvRow& row, int column) const
    {
        return column < 0 ? QString() : row.cells.at(column);
    }
    std::optional<QStringList> labels(const QString& cell) const;
    void addMedia(PendingRecord& pending, const QString& path);
    void addMask(PendingRecord& pending, const QString& path);

    ReadOptions m_options;
    Schema m_schema;
    Table m_table;
    CsvColumns m_columns;
    std::unique_ptr<MediaFinder> m_finder;
    QSet<QString> m_names;
    bool m_ours = false;
};

PendingRecord Rows::convert(const CsvRow& row)
{
    PendingRecord pending;
    if (row.problem) {
        pending.usable = false;
        pending.problems.push_back(*row.problem);
        return pending;
    }
    Record& record = pending.record;
    const QString path = cell(row, m_columns.path);
    record.name = m_columns.id >= 0 ? cell(row, m_columns.id) : path;
    if (record.name.isEmpty()) {
        record.name = tr("%1, row %2").arg(m_table.label).arg(row.number);
        pending.refuse(QStringLiteral("bad-row"),
                       tr("%1 (line %2) has no id").arg(record.name).arg(row.line));
        return pending;
    }
    if (m_names.contains(record.name)) {
        pending.refuse(QStringLiteral("duplicate"),
                       tr("%1, row %2 (line %3): \"%4\" is there already; the first row is kept")
                           .arg(m_table.label)
                           .arg(row.number)
                           .arg(row.line)
                           .arg(record.name));
        return pending;
    }
    m_names.insert(record.name);
    record.kind = SampleKind::NoMedia;
    const QString split = cell(row, m_columns.split);
    record.split = split.isEmpty() ? m_options.split : split;
    record.labels = labels(cell(row, m_columns.label));
    for (const auto& [column, name] : m_columns.fields) {
        if (const QString& text = row.cells.at(column); !text.isEmpty())
            record.fields.insert(name, text);
    }
    addMedia(pending, path);
    if (pending.usable)
        addMask(pending, cell(row, m_columns.mask));
    return pending;
}

/// A class may have a '|' in its name, so a whole cell that is a class is taken as that one class.
std::optional<QStringList> Rows::labels(const QString& cell) const
{
    if (cell.isEmpty())
        return {};
    const auto known = [&](const QString& name) {
        return m_options.classes.contains(name) || m_schema.indexOf(name) != kNoClass;
    };
    const auto toClass = [&](const QString& name) {
        return mappedClass(m_options, known(name) ? name : name.trimmed());
    };
    if (known(cell))
        return QStringList{mappedClass(m_options, cell)};
    QStringList names;
    for (const QString& part : cell.split(u'|', Qt::SkipEmptyParts)) {
        if (const QString name = toClass(part); !name.isEmpty())
            names << name;
    }
    names.removeDuplicates();
    if (names.isEmpty() && !canHaveNoClass(m_schema))
        return {};
    return names;
}

void Rows::addMedia(PendingRecord& pending, const QString& path)
{
    if (path.isEmpty())
        return;
    const auto found = m_finder->find(path);
    if (found) {
        setMedia(pending, m_finder->root(), found->member, found->stat);
    } else if (found.error().code == ErrorCode::InvalidArgument) {
        pending.refuse(QStringLiteral("unsafe-path"), found.error().message);
    } else if (m_options.keepMissing) {
        pending.addProblem(QStringLiteral("kept-without-media"), found.error().message);
    } else {
        pending.refuse(QStringLiteral("missing-media"), found.error().message);
    }
}

void Rows::addMask(PendingRecord& pending, const QString& path)
{
    if (path.isEmpty())
        return;
    const auto found = m_finder->find(path);
    if (!found) {
        pending.addProblem(QStringLiteral("missing-mask"), found.error().message);
        return;
    }
    pending.maskRoot = m_finder->root();
    pending.record.mask = RecordFile{m_finder->root()->path(), found->member};
}

} // namespace

Result<Preview> CsvDatasetReader::preview(const ReadOptions& options, const Schema& schema, int limit,
                                          const CancelToken& cancel)
{
    BADCASE_ASSIGN(Rows rows, Rows::open(options, schema, cancel));
    PreviewCollector collector;
    for (auto& problem : rows.tableProblems())
        collector.problem(std::move(problem));
    RecordStream stream(
        collector, cancel, [&](PendingRecord& pending) { rows.inspect(pending); }, limit);
    CsvRow row;
    qint64 seen = 0;
    qint64 characters = 0;
    // A table whose media are nearly all absent must not be read to its end for a preview.
    while (!stream.full() && seen < qint64(limit) * 20) {
        BADCASE_ASSIGN(const bool any, rows.csv().next(row));
        if (!any)
            break;
        ++seen;
        for (const QString& cell : row.cells)
            characters += cell.size() + 1;
        BADCASE_TRY(stream.add(rows.convert(row)));
    }
    BADCASE_TRY(stream.finish());
    Preview preview = std::move(collector.preview);
    preview.columns = rows.header();
    preview.guessed = rows.columns().roles(rows.header());
    const bool whole = rows.csv().bytesRead() >= rows.csv().bytesTotal() && !stream.full();
    preview.estimatedRecords =
        whole ? seen : seen * rows.csv().bytesTotal() / std::max<qint64>(1, characters);
    return preview;
}

Result<PairCounts> CsvDatasetReader::read(const ReadOptions& options, const Schema& schema,
                                          RecordVisitor& visitor, const CancelToken& cancel)
{
    BADCASE_ASSIGN(Rows rows, Rows::open(options, schema, cancel));
    RecordStream stream(visitor, cancel, [&](PendingRecord& pending) { rows.inspect(pending); });
    for (auto& problem : rows.tableProblems())
        BADCASE_TRY(stream.addProblem(std::move(problem)));
    CsvRow row;
    for (;;) {
        BADCASE_ASSIGN(const bool any, rows.csv().next(row));
        if (!any)
            break;
        BADCASE_TRY(stream.add(rows.convert(row)));
    }
    BADCASE_TRY(stream.finish());
    return PairCounts{};
}

} // namespace badcase::formats
