// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/dataset_writer.h"

#include "storage/formats/export_layout.h"
#include "storage/formats/export_manifest.h"
#include "storage/formats/export_verifier.h"
#include "storage/formats/record_stream.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QMap>

#include <utility>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::DatasetWriter", text);
}

QJsonObject toJson(const QMap<QString, qint64>& counts)
{
    QJsonObject object;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

/// One export from the first record to the last rename.
class Export {
public:
    Export(const ExportOptions& options, const Schema& schema, qint64 total, CancelToken cancel,
           ProgressCallback progress)
        : m_options(options),
          m_schema(schema),
          m_total(total),
          m_cancel(std::move(cancel)),
          m_progress(std::move(progress))
    {}

    Result<ExportSummary> run(const RecordSource& next);

private:
    Result<void> writeSamples(const RecordSource& next);
    Result<void> addSample(const ExportRecord& record);
    Result<void> writeTables();
    QJsonObject facts() const;
    void report(qint64 done, const QString& item) const
    {
        if (m_progress)
            m_progress({done, m_total < 0 ? -1 : 2 * m_total, item});
    }

    ExportOptions m_options;
    Schema m_schema;
    qint64 m_total;
    CancelToken m_cancel;
    ProgressCallback m_progress;

    std::unique_ptr<ExportFolder> m_folder;
    std::unique_ptr<EntrySpool>
        m_entries; // behind the folder, so that its file is closed before the folder is removed
    std::unique_ptr<FormatWriter> m_writer;
    std::vector<WrittenFile> m_tables;
    ExportSummary m_summary;
    qint64 m_pulled = 0;
    QMap<QString, qint64> m_bySplit;
    QMap<QString, qint64> m_byClass;
    qint64 m_unlabelled = 0;
};

Result<ExportSummary> Export::run(const RecordSource& next)
{
    BADCASE_ASSIGN(m_folder, ExportFolder::create(m_options.out, m_options.sources));
    BADCASE_ASSIGN(m_writer, writerFor(m_options, *m_folder, m_schema));
    BADCASE_TRY(m_writer->check());
    BADCASE_ASSIGN(m_entries, EntrySpool::create(m_folder->path()));
    BADCASE_TRY(writeSamples(next));
    BADCASE_TRY(m_entries->close());
    BADCASE_TRY(writeTables());
    const qint64 written = m_pulled;
    BADCASE_TRY(verifyExport(m_folder->path(), m_options.format, m_schema, *m_writer, *m_entries, m_tables,
                             m_cancel, [&](qint64 done) { report(written + done, m_folder->target()); }));
    m_summary.verified = true;
    BADCASE_ASSIGN(const WrittenFile manifest, writeManifest(m_folder->path(), facts(), *m_entries));
    m_summary.bytes += manifest.bytes;
    m_entries->remove();
    if (m_cancel.isCancelled())
        return fail(cancelledError());
    BADCASE_TRY(m_folder->commit());
    m_summary.manifest = m_folder->target() + u'/' + manifest.path;
    return m_summary;
}

Result<void> Export::writeSamples(const RecordSource& next)
{
    for (;;) {
        if (m_cancel.isCancelled())
            return fail(cancelledError());
        BADCASE_ASSIGN(const std::optional<ExportRecord> record, next());
        if (!record)
            break;
        BADCASE_TRY(addSample(*record));
        report(++m_pulled, record->name);
    }
    if (m_summary.samples > 0)
        return {};
    const bool none = m_summary.problems.empty();
    return fail(ErrorCode::InvalidArgument,
                none ? tr("There is nothing to export: no sample was chosen")
                     : tr("There is nothing to export: none of the %1 samples can be written as %2")
                           .arg(m_pulled)
                           .arg(m_options.format),
                none ? QString() : m_summary.problems.front().message);
}

Result<void> Export::addSample(const ExportRecord& record)
{
    BADCASE_ASSIGN(FormatWriter::Outcome outcome, m_writer->add(record));
    if (auto* problem = std::get_if<SampleProblem>(&outcome)) {
        m_summary.problems.push_back(std::move(*problem));
        return {};
    }
    const ExportEntry& entry = std::get<ExportEntry>(outcome);
    ++m_summary.samples;
    for (const auto& file : {entry.media, entry.mask, entry.annotation})
        m_summary.bytes += file ? file->bytes : 0;
    ++m_bySplit[entry.split];
    if (!entry.labels)
        ++m_unlabelled;
    else
        for (const QString& label : *entry.labels)
            ++m_byClass[label];
    return m_entries->append(entry);
}

Result<void> Export::writeTables()
{
    BADCASE_ASSIGN(m_tables, m_writer->finish(*m_entries));
    ExportLayout layout{m_options.format, m_bySplit.keys()};
    layout.splits.removeAll(QString());
    BADCASE_ASSIGN(m_tables.emplace_back(),
                   m_folder->write(QString::fromLatin1(kLayoutFile), exportLayoutJson(layout)));
    BADCASE_ASSIGN(m_tables.emplace_back(),
                   m_folder->write(QStringLiteral("classes.json"), m_schema.toJson()));
    for (const WrittenFile& table : m_tables)
        m_summary.bytes += table.bytes;
    return {};
}

/// What the manifest says besides its list of files. What the caller knows comes first; our own counts are
/// never overruled.
QJsonObject Export::facts() const
{
    QJsonObject facts = m_options.manifest;
    QJsonArray leftOut;
    for (const SampleProblem& problem : m_summary.problems)
        leftOut.append(
            QJsonObject{{QStringLiteral("id"), problem.sample}, {QStringLiteral("kind"), problem.kind}});
    QJsonArray tables;
    for (const WrittenFile& table : m_tables)
        tables.append(QJsonObject{{QStringLiteral("path"), table.path},
                                  {QStringLiteral("bytes"), table.bytes},
                                  {QStringLiteral("sha256"), QString::fromLatin1(table.sha256)}});
    facts.insert(QStringLiteral("counts"), QJsonObject{{QStringLiteral("by_class"), toJson(m_byClass)},
                                                       {QStringLiteral("by_split"), toJson(m_bySplit)},
                                                       {QStringLiteral("unlabelled"), m_unlabelled}});
    facts.insert(QStringLiteral("bytes"), m_summary.bytes);
    facts.insert(QStringLiteral("format"), m_options.format);
    facts.insert(QStringLiteral("left_out"), leftOut);
    facts.insert(QStringLiteral("manifest_version"), 1);
    facts.insert(QStringLiteral("samples"), m_summary.samples);
    facts.insert(QStringLiteral("tables"), tables);
    facts.insert(QStringLiteral("task"), taskName(m_schema.task()));
    return facts;
}

} // namespace

QStringList writerFormats()
{
    return {QStringLiteral("imagefolder"), QStringLiteral("csv"),      QStringLiteral("masks"),
            QStringLiteral("wechat"),      QStringLiteral("taac2021"), QStringLiteral("videos"),
            QStringLiteral("kaggle-rle"), QStringLiteral("coco"), QStringLiteral("yolo")};
}

Result<ExportSummary> exportDataset(const ExportOptions& options, const Schema& schema,
                                    const RecordSource& next, qint64 total, const CancelToken& cancel,
                                    const ProgressCallback& progress)
{
    if (!QDir::isAbsolutePath(options.out))
        return fail(ErrorCode::InvalidArgument,
                    tr("The target \"%1\" must be an absolute path").arg(options.out));
    Export job(options, schema, total, cancel, progress);
    return job.run(next);
}

} // namespace badcase::formats
