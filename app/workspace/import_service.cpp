// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/import_service.h"

#include "app/workspace/change_service.h"
#include "app/workspace/problem_json.h"
#include "app/workspace/run_follower.h"
#include "storage/activity_log.h"
#include "storage/formats/mask_annotations.h"
#include "storage/media_root_repository.h"
#include "storage/sample_repository.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <limits>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Import", text);
}

/// Stands, in a dry run, for every root that an import would add: no sample of the project can be there.
constexpr MediaRootId kNewRoot{std::numeric_limits<qint64>::max()};

/// Turns records of a reader into rows of the project.
class Importer : public formats::RecordVisitor {
public:
    Importer(Project& project, storage::Connection& connection, const ImportRequest& request,
             const Schema& schema, ImportReport& report, const ProgressCallback& progress)
        : m_project(project),
          m_connection(connection),
          m_request(request),
          m_report(report),
          m_progress(progress),
          m_runs(project, connection),
          m_schema(schema),
          m_writer(connection,
                   request.dryRun ? storage::SampleWriter::Mode::DryRun : storage::SampleWriter::Mode::Write)
    {}

    /// Before the first record.
    Result<void> start()
    {
        return m_request.dryRun ? Result<void>() : m_runs.start();
    }

    Result<void> record(formats::Record record) override
    {
        m_labelFailed = false;
        storage::ImportSample row;
        row.sample.name = record.name;
        row.sample.kind = record.kind;
        row.sample.split = record.split;
        row.sample.size = record.size;
        row.sample.fileBytes = record.fileBytes;
        row.sample.fileModified = record.fileModified;
        row.sample.fileCrc = record.fileCrc;
        row.fields = std::move(record.fields);
        if (record.media) {
            BADCASE_ASSIGN(row.sample.media.root, rootId(record.media->root));
            row.sample.media.path = record.media->path;
        }
        if (record.mask) {
            storage::MaskRef mask;
            BADCASE_ASSIGN(mask.file.root, rootId(record.mask->root));
            mask.file.path = record.mask->path;
            mask.encoding = record.maskEncoding;
            row.mask = mask;
        }
        row.maskMap = std::move(record.maskMap);
        if (!record.spans.empty())
            row.spans = std::move(record.spans);
        if (record.segments) {
            BADCASE_ASSIGN(row.segments, segmentsOf(record));
        }
        if (record.labels) {
            BADCASE_ASSIGN(auto labels, labelsOf(record));
            if (labels)
                row.labels = std::move(*labels);
        }
        // A reader may warn of a sample before or after it hands it over; see finish() for the latter.
        if (const auto warnings = m_warnings.find(record.name); warnings != m_warnings.end()) {
            row.problems = std::move(*warnings);
            m_warnings.erase(warnings);
        }
        m_report.failed += m_labelFailed ? 1 : 0;
        BADCASE_TRY(m_writer.write(row));
        return m_runs.add(record.name) ? commit() : Result<void>();
    }

    void problem(SampleProblem problem) override
    {
        if (!formats::isWarning(problem))
            ++m_report.failed;
        else if (m_warnings.size() < static_cast<qsizetype>(kMaxReportedProblems))
            m_warnings[problem.sample].push_back(problem);
        keep(std::move(problem));
    }

    void keep(SampleProblem problem)
    {
        if (m_report.problems.size() < kMaxReportedProblems)
            m_report.problems.push_back(std::move(problem));
    }

    void progress(const Progress& progress) override
    {
        if (m_progress)
            m_progress(progress);
    }

    Result<void> finish()
    {
        auto finished = commit();
        m_report.counts = m_writer.counts();
        m_report.skipped = m_report.counts.unchanged;
        if (finished && !m_request.dryRun)
            finished = keepLateWarnings();
        return finished;
    }

private:
    Result<void> commit()
    {
        BADCASE_TRY(m_writer.finish());
        return m_runs.follow();
    }

    /// Warnings that came after their sample: they are kept with it all the same. Others concern files or the
    /// whole set.
    Result<void> keepLateWarnings()
    {
        storage::SampleRepository samples(m_connection);
        BADCASE_ASSIGN(const auto ids, samples.find(QStringList(m_warnings.keyBegin(), m_warnings.keyEnd())));
        storage::SampleWriter writer(m_connection);
        for (auto it = ids.begin(); it != ids.end(); ++it) {
            const SampleId one[] = {it.value()};
            BADCASE_ASSIGN(const auto rows, samples.rows(one));
            if (rows.empty())
                continue;
            storage::ImportSample row;
            row.sample = rows.front().sample;
            row.problems = m_warnings.value(it.key());
            BADCASE_TRY(writer.write(row));
        }
        return writer.finish();
    }

    /// nullopt inside the Result: the label is unknown and stays a problem, the sample is imported without
    /// it.
    Result<std::optional<LabelSet>> labelsOf(const formats::Record& record)
    {
        std::vector<ClassIndex> classes;
        for (const QString& name : *record.labels) {
            BADCASE_ASSIGN(const ClassIndex index, classOf(name));
            if (index == kNoClass) {
                reportUnknownClass(record.name, name);
                return std::optional<LabelSet>();
            }
            classes.push_back(index);
        }
        if (m_schema.task() == Task::Classification && classes.size() > 1) {
            m_labelFailed = true;
            keep({record.name, QStringLiteral("several-labels"),
                  tr("%1 has %2 labels, but this project gives each sample one")
                      .arg(record.name)
                      .arg(classes.size())});
            return std::optional<LabelSet>();
        }
        return std::optional<LabelSet>(LabelSet(std::move(classes)));
    }

    /// The number of a class, adding it when that is asked for; kNoClass when the project has none of this name.
    Result<ClassIndex> classOf(const QString& name)
    {
        const ClassIndex index = m_schema.indexOf(name);
        return index == kNoClass && m_request.addClasses && !name.isEmpty() ? addClass(name)
                                                                           : Result<ClassIndex>(index);
    }

    void reportUnknownClass(const QString& sample, const QString& name)
    {
        m_labelFailed = true;
        keep({sample, QStringLiteral("unknown-class"),
              tr("%1: the class \"%2\" is not in the project; map it or add it").arg(sample, name)});
    }

    /// Segments without those of classes that the project does not have, which stay problems.
    Result<std::vector<Segment>> segmentsOf(const formats::Record& record)
    {
        std::vector<Segment> segments;
        for (const formats::RecordSegment& given : *record.segments) {
            std::vector<ClassIndex> classes;
            for (const QString& name : given.labels) {
                BADCASE_ASSIGN(const ClassIndex index, classOf(name));
                if (index == kNoClass)
                    reportUnknownClass(record.name, name);
                else
                    classes.push_back(index);
            }
            if (!classes.empty() || given.labels.isEmpty())
                segments.push_back({given.begin, given.end, LabelSet(std::move(classes))});
        }
        return segments;
    }

    Result<ClassIndex> addClass(const QString& name)
    {
        if (m_request.dryRun) {
            std::vector<ClassInfo> classes = m_schema.classes();
            classes.push_back({name, {}, {}});
            BADCASE_ASSIGN(m_schema,
                           Schema::create(m_schema.task(), std::move(classes), m_schema.ignoreIndex(),
                                          m_schema.tree().above()));
        } else {
            // The writer holds a transaction between batches; classes are their own transaction.
            BADCASE_TRY(m_writer.finish());
            BADCASE_ASSIGN(m_schema, m_project.appendClasses(m_connection, {ClassInfo{name, {}, {}}}));
        }
        return m_schema.indexOf(name);
    }

    Result<MediaRootId> rootId(const QString& path)
    {
        if (const auto found = m_roots.constFind(path); found != m_roots.constEnd())
            return *found;
        const QString absolute = QFileInfo(path).absoluteFilePath();
        storage::MediaRootRepository repository(m_connection);
        MediaRootId id = kNewRoot;
        if (m_request.dryRun) {
            BADCASE_ASSIGN(const auto roots, repository.list());
            const auto known = std::ranges::find(roots, QDir::cleanPath(absolute), &storage::MediaRootRecord::path);
            if (known != roots.end())
                id = known->id;
        } else {
            BADCASE_TRY(m_writer.finish());
            BADCASE_ASSIGN(id, repository.add(absolute, QFileInfo(path).isFile()));
        }
        m_roots.insert(path, id);
        return id;
    }

    Project& m_project;
    storage::Connection& m_connection;
    const ImportRequest& m_request;
    ImportReport& m_report;
    const ProgressCallback& m_progress;
    RunFollower m_runs;
    bool m_labelFailed = false; ///< something of the record under way could not be taken: it counts as failed too
    Schema m_schema;
    storage::SampleWriter m_writer;
    QHash<QString, MediaRootId> m_roots;
    QHash<QString, std::vector<SampleProblem>> m_warnings; ///< by sample, not yet with it in the project
};

/// Masks are numbers of classes, so a project that has none takes the data set's before its first mask is
/// read. Formats whose masks are pictures name no classes.
Result<Schema> schemaForMasks(Project& project, storage::Connection& connection, const ImportRequest& request,
                              formats::DatasetReader& reader, const CancelToken& cancel)
{
    static const QStringList naming{QStringLiteral("coco"), QStringLiteral("yolo"),
                                    QStringLiteral("kaggle-rle")};
    Schema schema = project.schema();
    if (schema.task() != Task::Segmentation || schema.size() > 0 || !request.addClasses ||
        !naming.contains(reader.format()))
        return schema;
    constexpr int kLook = 1000; // a table names its classes row by row; the others name them all at once
    BADCASE_ASSIGN(const auto preview, reader.preview(request.options, schema, kLook, cancel));
    std::vector<ClassInfo> classes;
    for (const QString& name : preview.classes)
        classes.push_back({name, {}, {}});
    if (classes.empty())
        return schema;
    BADCASE_ASSIGN(Schema found, formats::schemaWithBackground(Task::Segmentation, std::move(classes)));
    return request.dryRun ? found : project.appendClasses(connection, found.classes());
}

Result<QString> formatOf(const ImportRequest& request)
{
    if (!request.format.isEmpty())
        return request.format;
    const QString guessed = formats::guessFormat(request.options.source);
    if (guessed.isEmpty()) {
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 does not look like a data set that Badcase knows; name the format (%2)")
                        .arg(request.options.source, formats::readerFormats().join(QStringLiteral(", "))));
    }
    return guessed;
}

} // namespace

QJsonObject ImportReport::toJson() const
{
    const QJsonArray list = problemsJson(problems);
    QJsonObject json{{QStringLiteral("format"), format},          {QStringLiteral("added"), counts.added},
                     {QStringLiteral("updated"), counts.updated}, {QStringLiteral("skipped"), skipped},
                     {QStringLiteral("failed"), failed},          {QStringLiteral("problems"), list}};
    if (paired) {
        json.insert(QStringLiteral("pairs"),
                    QJsonObject{{QStringLiteral("matched"), pairs.matched},
                                {QStringLiteral("missing_mask"), pairs.missingMask},
                                {QStringLiteral("missing_text"), pairs.missingText},
                                {QStringLiteral("extra_mask"), pairs.extraMask},
                                {QStringLiteral("extra_text"), pairs.extraText},
                                {QStringLiteral("size_mismatch"), pairs.sizeMismatch}});
    }
    return json;
}

Result<ImportReport> importDataset(Project& project, const ImportRequest& request, const CancelToken& cancel,
                                   const ProgressCallback& progress)
{
    ImportReport report;
    BADCASE_ASSIGN(report.format, formatOf(request));
    report.paired = report.format == QLatin1String("taac") || report.format == QLatin1String("masks");
    BADCASE_ASSIGN(const auto reader, formats::readerFor(report.format));
    BADCASE_ASSIGN(const auto connection, project.connect());
    if (request.options.ignoreIndex && !request.dryRun && project.schema().task() == Task::Segmentation)
        BADCASE_TRY(project.setIgnoreIndex(*connection, *request.options.ignoreIndex));
    project.media().reset(); // archives may be others than those whose directories it knows
    BADCASE_ASSIGN(const Schema schema, schemaForMasks(project, *connection, request, *reader, cancel));
    Importer importer(project, *connection, request, schema, report, progress);
    BADCASE_TRY(importer.start());
    const auto pairs = reader->read(request.options, schema, importer, cancel);
    const auto finished = importer.finish(); // what was read before an error or a cancel is kept
    project.media().reset();
    if (!pairs && pairs.error().code == ErrorCode::Cancelled)
        report.cancelled = true;
    else if (!pairs)
        return fail(pairs.error());
    else
        report.pairs = *pairs;
    BADCASE_TRY(finished);
    if (!request.dryRun) {
        storage::Activity activity;
        activity.kind = storage::Activity::Kind::Import;
        activity.author = defaultAuthor();
        activity.format = report.format;
        activity.location = QFileInfo(request.options.source).absoluteFilePath();
        activity.details = {{QStringLiteral("added"), report.counts.added},
                            {QStringLiteral("updated"), report.counts.updated},
                            {QStringLiteral("failed"), report.failed}};
        BADCASE_TRY(storage::ActivityLog(*connection).add(activity));
    }
    return report;
}

Result<formats::Preview> previewImport(const Project& project, const ImportRequest& request,
                                       const CancelToken& cancel)
{
    BADCASE_ASSIGN(const QString format, formatOf(request));
    BADCASE_ASSIGN(const auto reader, formats::readerFor(format));
    return reader->preview(request.options, project.schema(), 200, cancel);
}

} // namespace badcase::workspace
