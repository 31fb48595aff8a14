// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/kaggle_rle_reader.h"

#include "storage/formats/csv_reader.h"
#include "storage/formats/export_layout.h"
#include "storage/formats/file_names.h"
#include "storage/formats/media_finder.h"
#include "storage/formats/preview_collector.h"
#include "storage/formats/record_stream.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace badcase::formats {

namespace {

constexpr char kTrainTable[] = "train.csv";

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::KaggleRle", text);
}

struct Table {
    std::unique_ptr<CsvReader> csv;
    QString home; ///< folder or archive in which it lies
};

/// train.csv, else the only table at the top.
Result<QString> tableIn(const media::MediaRoot& root, const CancelToken& cancel)
{
    if (root.stat(QString::fromLatin1(kTrainTable)))
        return QString::fromLatin1(kTrainTable);
    QStringList tables;
    BADCASE_TRY(root.list(QString(), cancel, [&](const QString& member, const media::MediaStat&) {
        if (member.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive) && !member.contains(u'/'))
            tables << member;
        return true;
    }));
    if (tables.size() == 1)
        return tables.first();
    return fail(ErrorCode::NotFound, tr("%1 has no train.csv; name the table itself (there are: %2)")
                                         .arg(root.path(), tables.join(QStringLiteral(", "))));
}

Result<Table> openTable(const ReadOptions& options, const CancelToken& cancel)
{
    const QString source = QDir::cleanPath(QDir::current().absoluteFilePath(options.source));
    Table table;
    const bool archive = source.endsWith(QStringLiteral(".zip"), Qt::CaseInsensitive);
    if (!archive && !QFileInfo(source).isDir()) {
        table.home = QFileInfo(source).absolutePath();
        BADCASE_ASSIGN(table.csv, CsvReader::open(source, options.encoding));
        return table;
    }
    BADCASE_ASSIGN(const auto root, openRoot(source));
    BADCASE_ASSIGN(const QString name, tableIn(*root, cancel));
    table.home = root->path();
    BADCASE_ASSIGN(const QByteArray text, root->read(name));
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(text);
    buffer->open(QIODevice::ReadOnly);
    BADCASE_ASSIGN(table.csv, CsvReader::create(std::move(buffer), name, options.encoding));
    return table;
}

/// Reads the table, groups its rows by picture, and turns each group into a record. The texts of the runs are
/// kept in memory until then (as bytes: less than the file), because rows of one picture may stand anywhere.
class RleSet {
public:
    RleSet(const ReadOptions& options, const Schema& schema) : m_options(options), m_schema(schema) {}

    /// `limit` >= 0: stops behind so many pictures.
    Result<void> load(int limit, const CancelToken& cancel);
    Result<void> pass(RecordStream& stream);
    void inspect(PendingRecord& pending);
    std::optional<SampleProblem> overlapNote() const { return m_overlaps.note(m_name); }

    QStringList header;
    QHash<QString, QString> guessed; ///< role -> column
    QStringList classes;
    qint64 estimated = -1;

private:
    void addRow(const CsvRow& row);
    PendingRecord begin(const CsvRow& row);
    Result<std::uint8_t> valueOf(const QString& category) const;
    void addMedia(PendingRecord& pending, const QString& path);
    bool makesMasks() const
    {
        return m_schema.task() == Task::Segmentation && m_schema.size() > 0 && m_columns.rle >= 0;
    }

    ReadOptions m_options;
    Schema m_schema;
    QString m_name;
    RleColumns m_columns;
    ObjectClasses m_classes;
    std::unique_ptr<MediaFinder> m_finder;
    std::vector<PendingRecord> m_records;
    std::vector<QSize> m_stated; ///< of each record, empty when the table does not say
    QHash<QString, std::size_t> m_indexOf;
    std::vector<SampleProblem> m_problems;
    OverlapCounter m_overlaps;
};

Result<void> RleSet::load(int limit, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const Table table, openTable(m_options, cancel));
    m_name = fileNameOf(table.csv->name());
    header = table.csv->header();
    BADCASE_ASSIGN(m_columns, RleColumns::choose(m_name, header, m_options));
    guessed = m_columns.named(header);
    if (m_columns.rle >= 0 && m_columns.label < 0 && m_schema.size() == 0)
        classes << QStringLiteral("object");
    m_classes = objectClasses(m_schema, m_columns.label < 0);
    const QString home =
        m_options.mediaRoot.isEmpty() ? table.home : QDir(table.home).absoluteFilePath(m_options.mediaRoot);
    BADCASE_ASSIGN(const auto root, openRoot(home));
    m_finder = std::make_unique<MediaFinder>(root, cancel);
    if (m_columns.rle < 0)
        m_problems.push_back(
            {m_name, QStringLiteral("missing-column"),
             tr("%1 has no column of run lengths (\"rle\"); its samples have no mask").arg(m_name)});
    if (table.csv->note())
        m_problems.push_back(*table.csv->note());
    CsvRow row;
    for (;;) {
        if (cancel.isCancelled())
            return fail(cancelledError());
        BADCASE_ASSIGN(const bool any, table.csv->next(row));
        if (!any)
            break;
        addRow(row);
        if (limit >= 0 && static_cast<int>(m_records.size()) > limit) {
            m_records.pop_back(); // of this picture only the first row was seen
            const qint64 seen = static_cast<qint64>(m_records.size());
            estimated = seen * table.csv->bytesTotal() / std::max<qint64>(1, table.csv->bytesRead());
            return {};
        }
    }
    estimated = static_cast<qint64>(m_records.size());
    return {};
}

void RleSet::addRow(const CsvRow& row)
{
    if (row.problem) {
        m_problems.push_back(*row.problem);
        return;
    }
    const QString id = row.cells.at(m_columns.id);
    if (id.isEmpty()) {
        const QString where = tr("%1, row %2").arg(m_name).arg(row.number);
        m_problems.push_back(
            {where, QStringLiteral("bad-row"), tr("%1 (line %2) has no id").arg(where).arg(row.line)});
        return;
    }
    if (!m_indexOf.contains(id)) {
        m_indexOf.insert(id, m_records.size());
        m_records.push_back(begin(row));
    }
    PendingRecord& pending = m_records[m_indexOf.value(id)];
    const QString category = m_columns.label < 0 ? QString() : row.cells.at(m_columns.label);
    const QString runs = m_columns.rle < 0 ? QString() : row.cells.at(m_columns.rle).trimmed();
    if (runs.isEmpty() || runs.compare(QStringLiteral("nan"), Qt::CaseInsensitive) == 0)
        return; // nothing of this class in the picture
    if (!category.isEmpty() && !classes.contains(category))
        classes << category;
    if (makesMasks()) {
        pending.annotations.push_back({category, runs.toUtf8()});
    } else if (m_columns.label >= 0 && m_schema.task() != Task::Segmentation) {
        if (!pending.record.labels)
            pending.record.labels.emplace();
        if (const QString name = mappedClass(m_options, category); !pending.record.labels->contains(name))
            *pending.record.labels << name;
    }
}

PendingRecord RleSet::begin(const CsvRow& row)
{
    PendingRecord pending;
    Record& record = pending.record;
    record.name = row.cells.at(m_columns.id);
    record.kind = SampleKind::NoMedia;
    const QString split = m_columns.split < 0 ? QString() : row.cells.at(m_columns.split);
    record.split = split.isEmpty() ? m_options.split : split;
    for (const auto& [column, name] : m_columns.fields) {
        if (const QString& text = row.cells.at(column); !text.isEmpty())
            record.fields.insert(name, text);
    }
    QSize stated;
    if (m_columns.height >= 0 && m_columns.width >= 0)
        stated = QSize(row.cells.at(m_columns.width).toInt(), row.cells.at(m_columns.height).toInt());
    record.size = stated; // until the picture says better
    pending.pixelsExpected =
        makesMasks() ? std::max<qint64>(qint64(stated.width()) * stated.height(), 1 << 20) : 0;
    addMedia(pending, m_columns.path >= 0 && !row.cells.at(m_columns.path).isEmpty()
                          ? row.cells.at(m_columns.path)
                          : record.name);
    return pending;
}

void RleSet::addMedia(PendingRecord& pending, const QString& path)
{
    const auto found = m_finder->find(path);
    if (found)
        setMedia(pending, m_finder->root(), found->member, found->stat);
    else if (found.error().code == ErrorCode::InvalidArgument)
        pending.refuse(QStringLiteral("unsafe-path"), found.error().message);
    else if (m_options.keepMissing)
        pending.addProblem(QStringLiteral("kept-without-media"), found.error().message);
    else
        pending.refuse(QStringLiteral("missing-media"), found.error().message);
}

/// The index of a row's class.
Result<std::uint8_t> RleSet::valueOf(const QString& category) const
{
    ClassIndex index = kNoClass;
    if (m_columns.label < 0) {
        index = m_classes.objects.empty() ? kNoClass : m_classes.objects.front();
    } else {
        index = m_schema.indexOf(mappedClass(m_options, category));
        bool isNumber = false;
        const int number = category.toInt(&isNumber);
        if (index == kNoClass && isNumber && number >= 0 && number < m_schema.size())
            index = number;
    }
    if (index == kNoClass)
        return fail(ErrorCode::NotFound,
                    tr("the class \"%1\" is not in the project; map it or add it").arg(category));
    return static_cast<std::uint8_t>(index);
}

/// Runs on several threads.
void RleSet::inspect(PendingRecord& pending)
{
    Record& record = pending.record;
    const QSize stated = record.size;
    inspectMedia(pending);
    if (!pending.usable)
        return;
    if (record.media && !stated.isEmpty() && record.size != stated)
        pending.addProblem(QStringLiteral("size-mismatch"),
                           tr("%1: the table says %2 x %3 but the picture is %4 x %5; the mask was read at "
                              "the picture's size")
                               .arg(record.name)
                               .arg(stated.width())
                               .arg(stated.height())
                               .arg(record.size.width())
                               .arg(record.size.height()));
    if (!makesMasks() || record.size.isEmpty())
        return;
    std::vector<ObjectMask> objects;
    QSet<QString> unknown;
    for (const auto& [category, text] : pending.annotations) {
        const auto value = valueOf(category);
        if (!value) {
            if (!unknown.contains(category))
                pending.addProblem(QStringLiteral("unknown-class"),
                                   record.name + QStringLiteral(": ") + value.error().message);
            unknown.insert(category);
            continue;
        }
        auto runs = runsFromKaggle(text, record.size);
        if (!runs) {
            pending.addProblem(QStringLiteral("undecodable-mask"),
                               tr("%1 has no mask: %2").arg(record.name, runs.error().message));
            return;
        }
        objects.push_back({std::move(*runs), *value, false});
    }
    pending.annotations.clear();
    FlatMask flat = flatten(std::move(objects), record.size, m_classes.outside);
    m_overlaps.add(flat.overlap);
    record.maskMap = std::move(flat.map);
}

Result<void> RleSet::pass(RecordStream& stream)
{
    stream.setTotal(static_cast<qint64>(m_records.size()));
    for (SampleProblem& problem : m_problems)
        BADCASE_TRY(stream.addProblem(std::move(problem)));
    for (PendingRecord& pending : m_records) {
        if (stream.full())
            break;
        BADCASE_TRY(stream.add(std::move(pending)));
    }
    return stream.finish();
}

} // namespace

Result<Preview> KaggleRleReader::preview(const ReadOptions& options, const Schema& schema, int limit,
                                         const CancelToken& cancel)
{
    RleSet set(options, schema);
    // A table whose pictures are nearly all absent is not read to its end for a preview.
    BADCASE_TRY(set.load(limit * 20, cancel));
    PreviewCollector collector;
    RecordStream stream(
        collector, cancel, [&](PendingRecord& pending) { set.inspect(pending); }, limit);
    BADCASE_TRY(set.pass(stream));
    Preview preview = std::move(collector.preview);
    preview.columns = set.header;
    preview.guessed = set.guessed;
    preview.classes = set.classes;
    preview.estimatedRecords = set.estimated;
    return preview;
}

Result<PairCounts> KaggleRleReader::read(const ReadOptions& options, const Schema& schema,
                                         RecordVisitor& visitor, const CancelToken& cancel)
{
    RleSet set(options, schema);
    BADCASE_TRY(set.load(-1, cancel));
    RecordStream stream(visitor, cancel, [&](PendingRecord& pending) { set.inspect(pending); });
    BADCASE_TRY(set.pass(stream));
    if (auto note = set.overlapNote())
        visitor.problem(std::move(*note));
    return PairCounts{};
}

} // namespace badcase::formats
