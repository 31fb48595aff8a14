// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/export_verifier.h"

#include "inference/media/image_reader.h"
#include "storage/formats/parallel.h"
#include "storage/formats/record_stream.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QFile>
#include <QtEndian>

#include <new>

namespace badcase::formats {

namespace {

constexpr std::size_t kBatch = 64;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::ExportVerifier", text);
}

ResultError differs(const QString& path)
{
    return fail(
        ErrorCode::Corrupt,
        tr("%1 was read back otherwise than it was written; the disk may be failing. Nothing was exported")
            .arg(path));
}

Result<void> compareFile(const QString& folder, const WrittenFile& written)
{
    BADCASE_ASSIGN(const WrittenFile found, hashFile(folder, written.path));
    if (found.bytes != written.bytes || found.sha256 != written.sha256)
        return differs(written.path);
    return {};
}

/// The bytes are right; are they also the mask?
Result<void> compareMask(const QString& folder, const ExportEntry& entry, const Schema& schema)
{
    QFile file(folder + u'/' + entry.mask->path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, tr("%1 cannot be read back").arg(entry.mask->path), file.errorString());
    BADCASE_ASSIGN(const ClassMap map,
                   media::decodeMask(file.readAll(), entry.mask->path, MaskEncoding{}, schema));
    if (maskHash(map) != entry.maskPixels)
        return differs(entry.mask->path);
    return {};
}

Result<void> compareEntry(const QString& folder, const ExportEntry& entry, const Schema& schema)
{
    if (entry.media)
        BADCASE_TRY(compareFile(folder, *entry.media));
    if (entry.annotation)
        BADCASE_TRY(compareFile(folder, *entry.annotation));
    if (entry.mask) {
        BADCASE_TRY(compareFile(folder, *entry.mask));
        BADCASE_TRY(compareMask(folder, entry, schema));
    }
    return {};
}

/// Compares files in parallel batches.
class EntryChecker {
public:
    EntryChecker(QString folder, const Schema& schema) : m_folder(std::move(folder)), m_schema(schema) {}

    Result<void> add(const ExportEntry& entry)
    {
        m_batch.push_back(entry);
        return m_batch.size() >= kBatch ? flush() : Result<void>();
    }
    Result<void> flush()
    {
        std::vector<Result<void>> outcomes(m_batch.size());
        parallelFor(static_cast<qsizetype>(m_batch.size()), [&](qsizetype i) {
            const auto index = static_cast<std::size_t>(i);
            try {
                outcomes[index] = compareEntry(m_folder, m_batch[index], m_schema);
            } catch (const std::bad_alloc&) {
                outcomes[index] =
                    fail(ErrorCode::TooLarge,
                         tr("There is not enough memory to read back %1").arg(m_batch[index].name));
            }
        });
        m_batch.clear();
        for (const auto& outcome : outcomes)
            BADCASE_TRY(outcome);
        return {};
    }

private:
    QString m_folder;
    const Schema& m_schema;
    std::vector<ExportEntry> m_batch;
};

/// Sums what the reader finds.
class SummingVisitor : public RecordVisitor {
public:
    RecordSum sum;
    QString firstProblem;

    Result<void> record(Record record) override
    {
        sum.add(record, record.maskMap ? maskHash(*record.maskMap) : QByteArray());
        return {};
    }
    void problem(SampleProblem problem) override
    {
        if (firstProblem.isEmpty() && !isWarning(problem))
            firstProblem = problem.message;
    }
    void progress(const Progress&) override {}
};

} // namespace

void RecordSum::add(const Record& record, const QByteArray& maskPixels)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << record.name << record.split << record.labels.has_value()
           << record.labels.value_or(QStringList()) << record.fields
           << (record.media ? record.media->path : QString())
           << (record.mask ? record.mask->path : QString()) << record.segments.has_value();
    for (const RecordSegment& segment : record.segments.value_or(std::vector<RecordSegment>()))
        stream << segment.begin << segment.end << segment.labels;
    stream << (maskPixels.isEmpty() ? QByteArray("") : maskPixels); // a null array is written otherwise
    for (const TextSpan& span : record.spans)
        stream << span.field << span.begin << span.end << span.text;
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    for (std::size_t i = 0; i < m_sum.size(); ++i)
        m_sum[i] += qFromBigEndian<quint64>(hash.constData() + i * sizeof(quint64));
    ++m_count;
}

Result<void> verifyExport(const QString& folder, const QString& format, const Schema& schema,
                          const FormatWriter& writer, const EntrySpool& entries,
                          const std::vector<WrittenFile>& tables, const CancelToken& cancel,
                          const std::function<void(qint64)>& done)
{
    for (const WrittenFile& table : tables)
        BADCASE_TRY(compareFile(folder, table));
    RecordSum expected;
    EntryChecker checker(folder, schema);
    qint64 count = 0;
    BADCASE_TRY(entries.forEach([&](const ExportEntry& entry) -> Result<void> {
        if (cancel.isCancelled())
            return fail(cancelledError());
        expected.add(writer.expected(entry), entry.mask ? QByteArray() : entry.maskPixels);
        done(++count);
        return checker.add(entry);
    }));
    BADCASE_TRY(checker.flush());
    BADCASE_ASSIGN(const auto reader, readerFor(format));
    ReadOptions options;
    options.source = folder;
    SummingVisitor found;
    BADCASE_TRY(reader->read(options, schema, found, cancel));
    if (!(found.sum == expected))
        return fail(ErrorCode::Corrupt,
                    tr("The export was read back with other samples, labels or texts than were to be written "
                       "(%1 instead of "
                       "%2 samples). Nothing was exported")
                        .arg(found.sum.count())
                        .arg(expected.count()),
                    found.firstProblem);
    return {};
}

} // namespace badcase::formats
