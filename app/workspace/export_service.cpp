// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/export_service.h"

#include "app/workspace/label_masks.h"
#include "app/workspace/problem_json.h"
#include "storage/activity_log.h"
#include "storage/change_store.h"
#include "storage/mask_repository.h"
#include "storage/media_root_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"
#include "storage/schema_repository.h"
#include "storage/segment_repository.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace badcase::workspace {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("badcase::Export", text); }

/// Feeds the writer from the project, a page at a time.
class ProjectRecords {
public:
    ProjectRecords(Project& project, storage::Connection& connection, const ExportRequest& request, std::vector<SampleId> ids)
        : m_project(project), m_samples(connection), m_connection(connection), m_request(request), m_ids(std::move(ids))
    {
    }

    Result<std::optional<formats::ExportRecord>> next()
    {
        if (m_inPage == m_page.size()) {
            BADCASE_TRY(loadPage());
            if (m_page.empty())
                return std::optional<formats::ExportRecord>();
        }
        BADCASE_ASSIGN(auto record, recordOf(m_page[m_inPage++]));
        return std::optional(std::move(record));
    }

private:
    Result<void> loadPage()
    {
        constexpr std::size_t kPage = 256;
        const std::size_t count = std::min(kPage, m_ids.size() - m_position);
        BADCASE_ASSIGN(m_page, m_samples.rows(std::span(m_ids.data() + m_position, count)));
        m_position += count;
        m_inPage = 0;
        return {};
    }

    Result<formats::ExportRecord> recordOf(const storage::SampleRow& row)
    {
        formats::ExportRecord record;
        record.name = row.sample.name;
        record.split = row.sample.split;
        record.verdict = verdictName(row.verdict);
        record.labels = m_request.labels == LabelSource::Given ? row.given : row.labels;
        BADCASE_ASSIGN(record.fields, m_samples.fields(row.sample.id));
        if (row.sample.media.isValid()) {
            record.member = row.sample.media.path;
            // A root that is gone: the writer reports the sample and goes on.
            if (auto root = m_project.media().root(row.sample.media.root)) {
                record.root = *root;
                record.fileBytes = row.sample.fileBytes;
                record.fileCrc = row.sample.fileCrc;
            }
        }
        if (row.hasMask || row.maskCorrected)
            record.mask = maskOf(row);
        storage::SegmentRepository segments(m_connection);
        if (row.hasSegments) {
            BADCASE_ASSIGN(const auto lists, segments.segments(row.sample.id));
            record.segments = m_request.labels == LabelSource::Given ? lists.given : lists.effective();
        }
        BADCASE_ASSIGN(record.spans, segments.spans(row.sample.id));
        return record;
    }

    /// A mask that cannot be read is left out here and reported by the writer as missing.
    std::optional<ClassMap> maskOf(const storage::SampleRow& row)
    {
        if (m_request.labels == LabelSource::Corrected && row.maskCorrected) {
            if (auto corrected = storage::MaskRepository(m_connection).corrected(row.sample.id); corrected && *corrected)
                return std::move(**corrected);
        }
        const SampleId one[] = {row.sample.id};
        const auto masks = m_samples.masks(one);
        if (!masks || masks->empty() || !masks->front().isValid())
            return {};
        auto given = readGivenMask(m_project, masks->front(), {}, &m_connection);
        return given ? std::optional(std::move(*given)) : std::nullopt;
    }

    Project& m_project;
    storage::SampleRepository m_samples;
    storage::Connection& m_connection;
    const ExportRequest& m_request;
    std::vector<SampleId> m_ids;
    std::size_t m_position = 0;
    std::vector<storage::SampleRow> m_page;
    std::size_t m_inPage = 0;
};

Result<std::vector<SampleId>> exportedSamples(storage::Connection& connection, const ExportRequest& request,
                                              const CancelToken& cancel)
{
    storage::SampleFilter filter;
    if (!request.split.isEmpty())
        filter.splits = QStringList{request.split};
    std::vector<Verdict> verdicts{Verdict::None, Verdict::Keep, Verdict::Relabel};
    if (!request.dropAmbiguous)
        verdicts.push_back(Verdict::Ambiguous);
    if (!request.dropBadMedia)
        verdicts.push_back(Verdict::BadMedia);
    if (verdicts.size() < 5)
        filter.verdicts = verdicts;
    return storage::querySamples(connection, filter, {storage::SampleOrder::Key::Name, false}, cancel);
}

Result<QJsonObject> manifestOf(Project& project, storage::Connection& connection, const ExportRequest& request)
{
    BADCASE_ASSIGN(const QString uuid, storage::SchemaRepository(connection).projectUuid());
    BADCASE_ASSIGN(const JournalId position, storage::ChangeStore(connection).position());
    return QJsonObject{{QStringLiteral("project"), project.name()},
                       {QStringLiteral("project_uuid"), uuid},
                       {QStringLiteral("journal_position"), position.value},
                       {QStringLiteral("labels"), labelSourceName(request.labels)},
                       {QStringLiteral("split"), request.split},
                       {QStringLiteral("bad_media_dropped"), request.dropBadMedia},
                       {QStringLiteral("ambiguous_dropped"), request.dropAmbiguous}};
}

} // namespace

QJsonObject ExportReport::toJson() const
{
    const QJsonArray problems = problemsJson(summary.problems);
    return {{QStringLiteral("format"), request.format}, {QStringLiteral("out"), request.out},
            {QStringLiteral("samples"), summary.samples}, {QStringLiteral("bytes"), summary.bytes},
            {QStringLiteral("verified"), summary.verified}, {QStringLiteral("manifest"), summary.manifest},
            {QStringLiteral("problems"), problems}};
}

Result<ExportReport> exportProject(Project& project, const ExportRequest& request, const CancelToken& cancel,
                                   const ProgressCallback& progress)
{
    if (request.format == QLatin1String("masks") && project.schema().task() != Task::Segmentation)
        return fail(ErrorCode::InvalidArgument, tr("The format \"masks\" needs a segmentation project"));
    BADCASE_ASSIGN(const auto connection, project.connect());
    BADCASE_ASSIGN(auto ids, exportedSamples(*connection, request, cancel));
    formats::ExportOptions options;
    options.format = request.format;
    options.polygons = request.polygons;
    options.out = QFileInfo(request.out).absoluteFilePath();
    BADCASE_ASSIGN(const auto roots, storage::MediaRootRepository(*connection).list());
    for (const auto& root : roots)
        options.sources.append(root.path);
    options.sources.append(project.path());
    BADCASE_ASSIGN(options.manifest, manifestOf(project, *connection, request));

    ExportReport report;
    report.request = request;
    report.request.out = options.out;
    const auto total = static_cast<qint64>(ids.size());
    ProjectRecords records(project, *connection, request, std::move(ids));
    BADCASE_ASSIGN(report.summary, formats::exportDataset(options, project.schema(), [&] { return records.next(); }, total,
                                                          cancel, progress));
    if (!project.isReadOnly()) {
        storage::Activity activity;
        activity.kind = storage::Activity::Kind::Export;
        activity.author = defaultAuthor();
        activity.format = request.format;
        activity.location = options.out;
        activity.details = {{QStringLiteral("samples"), report.summary.samples},
                            {QStringLiteral("labels"), labelSourceName(request.labels)},
                            {QStringLiteral("split"), request.split}};
        BADCASE_TRY(storage::ActivityLog(*connection).add(activity));
    }
    return report;
}

} // namespace badcase::workspace
