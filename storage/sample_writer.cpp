// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/sample_writer.h"

#include "storage/label_set_table.h"
#include "storage/sample_extras.h"
#include "storage/statement.h"
#include "storage/text_blocks.h"

#include <QHash>
#include <QSet>

#include <set>

namespace badcase::storage {

namespace {

const QVariant kNull{QMetaType(QMetaType::LongLong)};

/// A sample as it is in the file, in the terms that an import compares.
struct StoredSample {
    SampleId id;
    Sample sample;
    std::optional<QString> labelKey; ///< labelSetKey of the given labels
};

/// `stored` with what the import says of it.
Sample merged(Sample stored, const Sample& incoming)
{
    // A table of labels has no media to name; that does not take the media, and so the kind, from a sample
    // that has them.
    if (incoming.media.isValid() || !stored.media.isValid())
        stored.kind = incoming.kind;
    if (incoming.media.isValid()) {
        stored.media = incoming.media;
        stored.fileBytes = incoming.fileBytes;
        stored.fileModified = incoming.fileModified;
        stored.fileCrc = incoming.fileCrc;
    }
    if (!incoming.split.isEmpty())
        stored.split = incoming.split;
    if (!incoming.size.isEmpty())
        stored.size = incoming.size;
    return stored;
}

QVariantList columnsOf(const Sample& sample)
{
    const bool hasSize = !sample.size.isEmpty();
    return {static_cast<int>(sample.kind),
            bindable(sample.media.root),
            sample.media.isValid() ? QVariant(sample.media.path) : kNull,
            bindableText(sample.split),
            hasSize ? QVariant(sample.size.width()) : kNull,
            hasSize ? QVariant(sample.size.height()) : kNull,
            sample.fileBytes >= 0 ? QVariant(sample.fileBytes) : kNull,
            sample.fileModified != 0 ? QVariant(sample.fileModified) : kNull,
            sample.fileCrc != 0 ? QVariant(static_cast<qint64>(sample.fileCrc)) : kNull};
}

} // namespace

class SampleWriter::Private {
public:
    Private(Connection& c, Mode m, int rows);

    Result<void> flush();
    Result<void> writeOne(const ImportSample& incoming, ImportCounts& counts);
    Result<std::optional<StoredSample>> findStored(const QString& name);
    Result<void> add(const ImportSample& incoming);
    Result<bool> update(const StoredSample& stored, const ImportSample& incoming);
    Result<bool> writeFields(SampleId id, const Fields& fields, bool isNew);
    Result<bool> writeExtras(SampleId id, const ImportSample& incoming, bool isNew);
    Result<void> writeProblems(SampleId id, const std::vector<SampleProblem>& problems, bool isNew);
    Result<qint64> fieldId(const QString& name);

    Connection& connection;
    const Mode mode;
    const int batchRows;
    std::vector<ImportSample> batch; ///< collected first, so that the write lock is held only while writing
    ImportCounts counts;
    qint64 committed = 0;
    QHash<QString, qint64> fieldIds;
    std::set<qint64> touchedBlocks; ///< of the index of texts, by this batch
    QSet<QString> dryNames;         ///< names that a dry run would have added

    Statement selectSample, insertSample, updateSample, setGiven;
    Statement selectTexts, putText, clearProblems, putProblem;
    SampleExtrasWriter extras;
};

SampleWriter::Private::Private(Connection& c, Mode m, int rows)
    : connection(c),
      mode(m),
      batchRows(rows),
      selectSample(c, QStringLiteral(
                          "SELECT s.id, s.kind, s.root_id, s.path, s.split, s.width, s.height, s.file_bytes, "
                          "s.file_modified, s.file_crc, l.classes FROM samples s "
                          "LEFT JOIN label_sets l ON l.id = s.given_set WHERE s.name = ?")),
      insertSample(
          c, QStringLiteral("INSERT INTO samples (kind, root_id, path, split, width, height, file_bytes, "
                            "file_modified, file_crc, name, given_set, effective_set) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")),
      updateSample(
          c, QStringLiteral(
                 "UPDATE samples SET kind = ?, root_id = ?, path = ?, split = ?, width = ?, height = ?, "
                 "file_bytes = ?, file_modified = ?, file_crc = ? WHERE id = ?")),
      setGiven(
          c, QStringLiteral("UPDATE samples SET given_set = ?, effective_set = COALESCE((SELECT set_id FROM "
                            "corrections WHERE sample_id = ?), ?) WHERE id = ?")),
      selectTexts(c, QStringLiteral("SELECT f.name, t.text FROM texts t JOIN fields f ON f.id = t.field_id "
                                    "WHERE t.sample_id = ?")),
      putText(c, QStringLiteral("INSERT INTO texts (sample_id, field_id, text) VALUES (?, ?, ?) "
                                "ON CONFLICT (sample_id, field_id) DO UPDATE SET text = excluded.text")),
      clearProblems(c, QStringLiteral("DELETE FROM sample_problems WHERE sample_id = ?")),
      putProblem(c, QStringLiteral("INSERT INTO sample_problems (sample_id, kind, message) VALUES (?, ?, ?) "
                                   "ON CONFLICT (sample_id, kind) DO UPDATE SET message = excluded.message")),
      extras(c, m == Mode::Write)
{}

Result<void> SampleWriter::Private::flush()
{
    ImportCounts after = counts;
    if (mode == Mode::DryRun) {
        for (const ImportSample& incoming : batch)
            BADCASE_TRY(writeOne(incoming, after));
    } else if (!batch.empty()) {
        BADCASE_ASSIGN(Transaction transaction, Transaction::begin(connection));
        for (const ImportSample& incoming : batch)
            BADCASE_TRY(writeOne(incoming, after));
        BADCASE_TRY(markStale(connection, touchedBlocks));
        touchedBlocks.clear();
        BADCASE_TRY(transaction.commit());
        committed += static_cast<qint64>(batch.size());
    }
    counts = after;
    batch.clear();
    return {};
}

Result<void> SampleWriter::Private::writeOne(const ImportSample& incoming, ImportCounts& into)
{
    BADCASE_ASSIGN(const auto stored, findStored(incoming.sample.name));
    if (stored) {
        BADCASE_ASSIGN(const bool changed, update(*stored, incoming));
        ++(changed ? into.updated : into.unchanged);
        return {};
    }
    if (mode == Mode::DryRun) {
        const bool again = dryNames.contains(incoming.sample.name);
        dryNames.insert(incoming.sample.name);
        ++(again ? into.updated : into.added);
        return {};
    }
    BADCASE_TRY(add(incoming));
    ++into.added;
    return {};
}

Result<std::optional<StoredSample>> SampleWriter::Private::findStored(const QString& name)
{
    Statement& row = selectSample;
    BADCASE_ASSIGN(const bool found, row.first({name}));
    if (!found)
        return std::nullopt;
    StoredSample stored;
    stored.id = SampleId(row.integer(0));
    stored.sample.name = name;
    stored.sample.kind = static_cast<SampleKind>(row.integer(1));
    stored.sample.media = {MediaRootId(row.integer(2)), row.text(3)};
    stored.sample.split = row.text(4);
    if (!row.isNull(5))
        stored.sample.size = QSize(static_cast<int>(row.integer(5)), static_cast<int>(row.integer(6)));
    stored.sample.fileBytes = row.isNull(7) ? -1 : row.integer(7);
    stored.sample.fileModified = row.integer(8);
    stored.sample.fileCrc = static_cast<quint32>(row.integer(9));
    if (!row.isNull(10))
        stored.labelKey = row.text(10);
    row.finish();
    return stored;
}

Result<void> SampleWriter::Private::add(const ImportSample& incoming)
{
    BADCASE_ASSIGN(const QVariant set, connection.labelSets().internOrNull(incoming.labels));
    QVariantList values = columnsOf(incoming.sample);
    values << incoming.sample.name << set << set;
    BADCASE_TRY(insertSample.run(values));
    const SampleId id(insertSample.insertedId());
    touchedBlocks.insert(blockOf(id));
    BADCASE_TRY(writeFields(id, incoming.fields, true));
    BADCASE_TRY(writeExtras(id, incoming, true));
    return writeProblems(id, incoming.problems, true);
}

Result<bool> SampleWriter::Private::update(const StoredSample& stored, const ImportSample& incoming)
{
    bool changed = false;
    const bool write = mode == Mode::Write;
    const Sample after = merged(stored.sample, incoming.sample);
    if (after != stored.sample) {
        changed = true;
        if (write)
            BADCASE_TRY(updateSample.run(columnsOf(after) << stored.id.value));
    }
    if (incoming.labels && stored.labelKey != labelSetKey(*incoming.labels)) {
        changed = true;
        if (write) {
            BADCASE_ASSIGN(const qint64 set, connection.labelSets().intern(*incoming.labels));
            BADCASE_TRY(setGiven.run({set, stored.id.value, set, stored.id.value}));
        }
    }
    BADCASE_ASSIGN(const bool fieldsChanged, writeFields(stored.id, incoming.fields, false));
    if (fieldsChanged)
        touchedBlocks.insert(blockOf(stored.id));
    BADCASE_ASSIGN(const bool extrasChanged, writeExtras(stored.id, incoming, false));
    changed = changed || fieldsChanged || extrasChanged;
    if (write)
        BADCASE_TRY(writeProblems(stored.id, incoming.problems, false));
    return changed;
}

/// Returns whether a text is new or another than before.
Result<bool> SampleWriter::Private::writeFields(SampleId id, const Fields& fields, bool isNew)
{
    Fields stored;
    if (!isNew && !fields.isEmpty()) {
        BADCASE_TRY(selectTexts.run({id.value}));
        for (;;) {
            BADCASE_ASSIGN(const bool more, selectTexts.next());
            if (!more)
                break;
            stored.insert(selectTexts.text(0), selectTexts.text(1));
        }
    }
    bool changed = false;
    for (auto it = fields.cbegin(); it != fields.cend(); ++it) {
        if (const auto old = stored.constFind(it.key()); old != stored.cend() && *old == it.value())
            continue;
        changed = true;
        if (mode == Mode::DryRun)
            continue;
        BADCASE_ASSIGN(const qint64 field, fieldId(it.key()));
        BADCASE_TRY(putText.run({id.value, field, bindableText(it.value())}));
    }
    return changed;
}

/// Masks, segments and spans. Returns whether one of them is new or another than before.
Result<bool> SampleWriter::Private::writeExtras(SampleId id, const ImportSample& incoming, bool isNew)
{
    bool changed = false;
    const auto note = [&changed](bool one) { changed = changed || one; };
    if (incoming.mask || incoming.maskMap) {
        BADCASE_ASSIGN(const bool mask, incoming.maskMap ? extras.putMaskMap(id, *incoming.maskMap, isNew)
                                                         : extras.putMaskFile(id, *incoming.mask, isNew));
        note(mask);
    }
    if (incoming.segments) {
        BADCASE_ASSIGN(const bool segments, extras.putSegments(id, *incoming.segments, isNew));
        note(segments);
    }
    if (incoming.spans) {
        std::vector<qint64> ids;
        for (const TextSpan& span : *incoming.spans) {
            BADCASE_ASSIGN(const qint64 field, mode == Mode::Write ? fieldId(span.field) : Result<qint64>(0));
            ids.push_back(field);
        }
        BADCASE_ASSIGN(const bool spans, extras.putSpans(id, *incoming.spans, ids, isNew));
        note(spans);
    }
    return changed;
}

Result<void> SampleWriter::Private::writeProblems(SampleId id, const std::vector<SampleProblem>& problems,
                                                  bool isNew)
{
    if (!isNew)
        BADCASE_TRY(clearProblems.run({id.value}));
    for (const SampleProblem& problem : problems)
        BADCASE_TRY(putProblem.run({id.value, bindableText(problem.kind), bindableText(problem.message)}));
    return {};
}

Result<qint64> SampleWriter::Private::fieldId(const QString& name)
{
    if (const auto it = fieldIds.constFind(name); it != fieldIds.cend())
        return it.value();
    BADCASE_ASSIGN(qint64 id,
                   scalar(connection, QStringLiteral("SELECT id FROM fields WHERE name = ?"), {name}));
    if (id == 0) {
        Statement insert(connection, QStringLiteral("INSERT INTO fields (name) VALUES (?)"));
        BADCASE_TRY(insert.run({bindableText(name)}));
        id = insert.insertedId();
    }
    fieldIds.insert(name, id);
    return id;
}

SampleWriter::SampleWriter(Connection& connection, Mode mode, int batchRows)
    : d(std::make_unique<Private>(connection, mode, batchRows))
{}

SampleWriter::~SampleWriter() = default;

Result<void> SampleWriter::write(const ImportSample& sample)
{
    d->batch.push_back(sample);
    return static_cast<int>(d->batch.size()) < d->batchRows ? Result<void>() : d->flush();
}

Result<void> SampleWriter::finish()
{
    return d->flush();
}

const ImportCounts& SampleWriter::counts() const
{
    return d->counts;
}

qint64 SampleWriter::committed() const
{
    return d->committed;
}

} // namespace badcase::storage
