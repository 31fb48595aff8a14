// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/import_run_service.h"

#include "app/workspace/change_service.h"
#include "app/workspace/import_run_plan.h"
#include "app/workspace/import_service.h"
#include "app/workspace/problem_json.h"
#include "app/workspace/sample_rows.h"
#include "app/workspace/scoring.h"
#include "storage/activity_log.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace badcase::workspace {

namespace {

constexpr qint64 kBlockRows = 16 * storage::PredictionRepository::kChunkRows; ///< read at a time
const QLatin1String kSource("source");
const QLatin1String kImported("import");

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImportRun", text);
}

bool isUnfinishedImport(const storage::RunRecord& run)
{
    return run.status == storage::RunStatus::Running && run.settings.value(kSource).toString() == kImported;
}

QString outOfFoldName(storage::OutOfFold value)
{
    return value == storage::OutOfFold::Yes  ? QStringLiteral("yes")
           : value == storage::OutOfFold::No ? QStringLiteral("no")
                                             : QStringLiteral("unknown");
}

/// Rows of the file, on their way into the run.
class RunWriter {
public:
    RunWriter(Project& project, storage::Connection& connection, ImportRunPlan& plan, ImportRunReport& report,
              ValueMeaning meaning)
        : m_project(project),
          m_connection(connection),
          m_plan(plan),
          m_report(report),
          m_meaning(meaning),
          m_classes(project.schema().size())
    {}

    /// `samples`: one a row of the file, invalid ones are left out.
    Result<void> run(const std::vector<SampleId>& samples, const CancelToken& cancel,
                     const ProgressCallback& progress)
    {
        const auto total = static_cast<qint64>(samples.size());
        for (qint64 first = 0;;) {
            if (cancel.isCancelled())
                return fail(ErrorCode::Cancelled, tr("The import was cancelled."));
            BADCASE_ASSIGN(const qint64 rows, m_plan.source->read(kBlockRows, m_values));
            if (first + rows > total || (rows == 0 && first != total))
                return fail(
                    ErrorCode::InvalidArgument,
                    tr("%1 does not have %2 rows, one for each id.").arg(m_plan.source->name()).arg(total));
            if (rows == 0)
                return {};
            BADCASE_TRY(readEmbeddings(first, rows));
            for (qint64 at = 0; at < rows; at += storage::PredictionRepository::kChunkRows)
                BADCASE_TRY(
                    writeChunk(samples, first, at,
                               std::min<qint64>(rows, at + storage::PredictionRepository::kChunkRows)));
            first += rows;
            if (progress)
                progress({first, total});
        }
    }

    qint64 clamped() const { return m_clamped; }

private:
    Result<void> readEmbeddings(qint64 first, qint64 rows)
    {
        if (!m_plan.embeddings)
            return {};
        m_embeddings.resize(static_cast<std::size_t>(rows * m_plan.embeddings->header().columns()));
        return m_plan.embeddings->readRows(first, rows, std::span(m_embeddings));
    }

    /// Rows `begin` .. `end` of the block that begins at row `first` of the file.
    Result<void> writeChunk(const std::vector<SampleId>& samples, qint64 first, qint64 begin, qint64 end)
    {
        storage::ClassChunk chunk;
        chunk.probabilities.columns = m_classes;
        if (m_plan.source->isWide())
            chunk.probabilities.values.emplace<std::vector<double>>();
        BADCASE_ASSIGN(const JournalId before, storage::ChangeStore(m_connection).position());
        const std::span ids(samples.data() + first + begin, static_cast<std::size_t>(end - begin));
        BADCASE_ASSIGN(const auto rows, rowsOf(ids));
        for (qint64 at = begin; at < end; ++at) {
            const auto found = rows.find(samples[static_cast<std::size_t>(first + at)]);
            if (found != rows.end()) // else: no such sample, or removed since
                addRow(chunk, found->second, first, at);
        }
        m_report.samples += static_cast<qint64>(chunk.probabilities.samples.size());
        m_report.failed += static_cast<qint64>(chunk.failed.size());
        BADCASE_TRY(storage::PredictionRepository(m_connection).write(m_report.run.id, chunk));
        return followChangesSince(before, ids);
    }

    Result<std::unordered_map<SampleId, storage::SampleRow>> rowsOf(std::span<const SampleId> ids)
    {
        std::vector<SampleId> known(ids.begin(), ids.end());
        std::erase_if(known, [](SampleId id) { return !id.isValid(); });
        BADCASE_ASSIGN(auto list, storage::SampleRepository(m_connection).rows(known));
        std::unordered_map<SampleId, storage::SampleRow> rows;
        for (auto& row : list)
            rows.emplace(row.sample.id, std::move(row));
        return rows;
    }

    void addRow(storage::ClassChunk& chunk, const storage::SampleRow& sample, qint64 first, qint64 at)
    {
        const auto columns = static_cast<std::size_t>(m_plan.source->columns());
        const auto row = std::span(m_values).subspan(static_cast<std::size_t>(at) * columns, columns);
        const RowVerdict verdict = takeRow(row, m_plan.activation, m_meaning, m_plan.sumTolerance);
        if (!verdict.isGood())
            return leaveOut(chunk, sample, verdict.kindName(), verdict.text(), first + at);
        const auto embedding = embeddingOf(at);
        if (!std::all_of(embedding.begin(), embedding.end(), [](float v) { return std::isfinite(v); }))
            return leaveOut(chunk, sample, QStringLiteral("not-a-number"),
                            tr("a value of its embedding is not a number"), first + at);
        m_clamped += verdict.clamped ? 1 : 0;
        const SampleId id = sample.sample.id;
        std::visit(
            [&](auto& values) {
                using Value = typename std::decay_t<decltype(values)>::value_type;
                std::vector<Value> spread(static_cast<std::size_t>(m_classes));
                for (std::size_t c = 0; c < columns; ++c)
                    spread[static_cast<std::size_t>(m_plan.toSchema[c])] = static_cast<Value>(row[c]);
                values.insert(values.end(), spread.begin(), spread.end());
                chunk.decisions.push_back(scoreClasses(id, std::span<const Value>(spread), m_plan.activation,
                                                       sample.given, sample.labels));
            },
            chunk.probabilities.values);
        chunk.probabilities.samples.push_back(id);
        if (embedding.empty())
            return;
        chunk.embeddings.columns = static_cast<int>(embedding.size());
        chunk.embeddings.samples.push_back(id);
        chunk.embeddings.values.insert(chunk.embeddings.values.end(), embedding.begin(), embedding.end());
    }

    std::span<const float> embeddingOf(qint64 at) const
    {
        if (!m_plan.embeddings)
            return {};
        const auto columns = static_cast<std::size_t>(m_plan.embeddings->header().columns());
        return std::span(m_embeddings).subspan(static_cast<std::size_t>(at) * columns, columns);
    }

    void leaveOut(storage::ClassChunk& chunk, const storage::SampleRow& sample, const QString& kind,
                  const QString& why, qint64 row)
    {
        const QString message =
            tr("%1, row %2: %3").arg(QFileInfo(m_plan.source->name()).fileName()).arg(row + 1).arg(why);
        chunk.failed.push_back({sample.sample.id, message});
        if (m_report.problems.size() < kMaxReportedProblems)
            m_report.problems.push_back({sample.sample.name, kind, message});
    }

    /// An analyst may have corrected a sample between the reading of its label and the writing of its score.
    Result<void> followChangesSince(JournalId before, std::span<const SampleId> ids)
    {
        BADCASE_ASSIGN(const JournalId now, storage::ChangeStore(m_connection).position());
        if (now == before)
            return {};
        std::vector<SampleId> samples(ids.begin(), ids.end());
        std::erase_if(samples, [](SampleId id) { return !id.isValid(); });
        return ChangeService(m_project, m_connection).rescore(std::move(samples));
    }

    Project& m_project;
    storage::Connection& m_connection;
    ImportRunPlan& m_plan;
    ImportRunReport& m_report;
    const ValueMeaning m_meaning;
    const int m_classes;
    qint64 m_clamped = 0;
    std::vector<double> m_values;
    std::vector<float> m_embeddings;
};

storage::RunRecord recordOf(const ImportRunRequest& request, const ImportRunPlan& plan, Task task)
{
    storage::RunRecord run;
    run.name = request.name;
    run.task = task;
    run.activation = plan.activation;
    run.outOfFold = request.outOfFold.value_or(storage::OutOfFold::Unknown);
    run.startedAt = QDateTime::currentDateTimeUtc();
    run.settings = {{kSource, kImported},
                    {QStringLiteral("probabilities"), QFileInfo(request.probabilities).absoluteFilePath()},
                    {QStringLiteral("type"), plan.source->typeName()},
                    {QStringLiteral("values"), request.meaning == ValueMeaning::Logits
                                                   ? QStringLiteral("logits")
                                                   : QStringLiteral("probabilities")},
                    {QStringLiteral("class_order"),
                     plan.byName ? QStringLiteral("by-name") : QStringLiteral("as-project")}};
    if (!request.embeddings.isEmpty())
        run.settings.insert(QStringLiteral("embeddings"), QFileInfo(request.embeddings).absoluteFilePath());
    return run;
}

/// The name is free, or belongs to an import that was killed, which goes.
Result<void> claimName(storage::Connection& connection, const QString& name)
{
    if (name.trimmed().isEmpty())
        return fail(ErrorCode::InvalidArgument, tr("The run needs a name."));
    storage::RunRepository runs(connection);
    BADCASE_ASSIGN(const auto list, runs.list());
    const auto found = std::ranges::find(list, name, &storage::RunRecord::name);
    if (found == list.end())
        return {};
    if (isUnfinishedImport(*found))
        return runs.remove(found->id);
    return fail(ErrorCode::AlreadyExists,
                tr("There is a run \"%1\" already. Choose another name, or delete that run.").arg(name));
}

Result<SampleRows> samplesOf(Project& project, storage::Connection& connection, const ImportRunPlan& plan,
                             const ImportRunRequest& request, const CancelToken& cancel)
{
    SampleRowsRequest wanted;
    wanted.table = plan.source->namesSamples() ? request.probabilities : request.ids;
    wanted.labelColumn = request.labelColumn;
    wanted.expected = plan.source->rows();
    wanted.create = request.create;
    BADCASE_ASSIGN(auto rows, findSampleRows(project, connection, wanted, cancel));
    const auto known = std::ranges::count_if(rows.samples, [](SampleId id) { return id.isValid(); });
    if (known == 0)
        return fail(ErrorCode::InvalidArgument,
                    tr("The project has none of the samples that %1 names. Import them first, or let them be "
                       "created (--create).")
                        .arg(wanted.table),
                    rows.problems.empty() ? QString() : rows.problems.front().message);
    return rows;
}

Result<void> finish(storage::Connection& connection, ImportRunReport& report, const ImportRunRequest& request,
                    qint64 clamped)
{
    if (report.samples == 0)
        return fail(ErrorCode::InvalidArgument, tr("No row of %1 could be used.").arg(request.probabilities),
                    report.problems.empty() ? QString() : report.problems.front().message);
    if (clamped > 0)
        report.notices.append(tr("%1 rows had values less than %2 outside 0 to 1; they were set to 0 or 1")
                                  .arg(clamped)
                                  .arg(kRangeTolerance));
    storage::RunRecord& run = report.run;
    run.status = storage::RunStatus::Finished;
    run.finishedAt = QDateTime::currentDateTimeUtc();
    run.summary = {{QStringLiteral("seconds"), report.seconds},
                   {QStringLiteral("samples_done"), report.samples},
                   {QStringLiteral("samples_failed"), report.failed},
                   {QStringLiteral("notice"), report.notices.join(u'\n')}};
    BADCASE_TRY(storage::RunRepository(connection).update(run));
    storage::Activity activity;
    activity.author = defaultAuthor();
    activity.format = QStringLiteral("run");
    activity.location = QFileInfo(request.probabilities).absoluteFilePath();
    activity.details = {{QStringLiteral("run"), run.name},
                        {QStringLiteral("samples"), report.samples},
                        {QStringLiteral("failed"), report.failed},
                        {QStringLiteral("created"), report.created}};
    return storage::ActivityLog(connection).add(activity);
}

} // namespace

QJsonObject ImportRunReport::toJson() const
{
    return {{QStringLiteral("run"), run.name},
            {QStringLiteral("samples"), samples},
            {QStringLiteral("failed"), failed},
            {QStringLiteral("created"), created},
            {QStringLiteral("unknown"), unknown},
            {QStringLiteral("duplicates"), duplicates},
            {QStringLiteral("classes"), QJsonArray::fromStringList(classes)},
            {QStringLiteral("class_order"), run.settings.value(QStringLiteral("class_order"))},
            {QStringLiteral("type"), run.settings.value(QStringLiteral("type"))},
            {QStringLiteral("out_of_fold"), outOfFoldName(run.outOfFold)},
            {QStringLiteral("notices"), QJsonArray::fromStringList(notices)},
            {QStringLiteral("problems"), problemsJson(problems)},
            {QStringLiteral("seconds"), seconds}};
}

Result<ImportRunReport> importRun(Project& project, const ImportRunRequest& request,
                                  const CancelToken& cancel, const ProgressCallback& progress)
{
    QElapsedTimer clock;
    clock.start();
    const Schema schema = project.schema();
    BADCASE_ASSIGN(auto plan, planImportRun(schema, request));
    BADCASE_ASSIGN(const auto connection, project.connect());
    BADCASE_TRY(claimName(*connection, request.name));
    BADCASE_ASSIGN(auto rows, samplesOf(project, *connection, plan, request, cancel));

    ImportRunReport report;
    report.notices = plan.notices;
    report.problems = std::move(rows.problems);
    report.created = rows.created;
    report.unknown = rows.unknown;
    report.duplicates = rows.duplicates;
    for (const ClassIndex index : plan.toSchema)
        report.classes.append(schema.at(index).name);
    report.run = recordOf(request, plan, schema.task());
    storage::RunRepository runs(*connection);
    BADCASE_ASSIGN(report.run.id, runs.create(report.run));

    RunWriter writer(project, *connection, plan, report, request.meaning);
    auto done = writer.run(rows.samples, cancel, progress);
    report.seconds = double(clock.elapsed()) / 1000;
    if (done)
        done = finish(*connection, report, request, writer.clamped());
    if (done)
        return report;
    // What cannot be whole is not there at all. Should even this fail, the next opening sweeps it away.
    if (const auto removed = runs.remove(report.run.id); !removed)
        return fail(done.error().code, done.error().message, removed.error().message);
    return fail(std::move(done).error());
}

Result<ImportRunPreview> previewImportRun(const Project& project, const ImportRunRequest& request)
{
    const Schema schema = project.schema();
    const QStringList known = schema.names() + request.classRenames.keys();
    ImportRunPreview preview;
    BADCASE_ASSIGN(const auto source, ProbabilitySource::open(request.probabilities, known));
    preview.rows = source->rows();
    preview.columns = source->columns();
    preview.type = source->typeName();
    preview.namesSamples = source->namesSamples();
    BADCASE_ASSIGN(preview.classes, columnClasses(*source, request, schema));
    preview.namesClasses = !preview.classes.isEmpty();
    for (const QString& name : preview.classes) {
        if (schema.indexOf(name) == kNoClass)
            preview.unmatched.append(name);
    }
    if (const auto plan = planImportRun(schema, request))
        preview.notices = plan->notices;
    else
        preview.problem = plan.error();
    return preview;
}

Result<qint64> removeUnfinishedImports(storage::Connection& connection)
{
    qint64 removed = 0;
    storage::RunRepository runs(connection);
    BADCASE_ASSIGN(const auto list, runs.list());
    for (const auto& run : list) {
        if (!isUnfinishedImport(run))
            continue;
        BADCASE_TRY(runs.remove(run.id));
        ++removed;
    }
    return removed;
}

} // namespace badcase::workspace
