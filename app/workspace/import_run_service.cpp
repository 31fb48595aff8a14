// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/import_run_service.h"

#include "app/workspace/import_run_decisions.h"
#include "app/workspace/import_run_plan.h"
#include "app/workspace/import_run_record.h"
#include "app/workspace/import_run_segments.h"
#include "app/workspace/import_service.h"
#include "app/workspace/problem_json.h"
#include "app/workspace/sample_rows.h"
#include "app/workspace/scoring.h"
#include "storage/change_store.h"
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

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImportRun", text);
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
        return followChangesSince(before, m_project, m_connection, ids);
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

QJsonObject settingsOf(const ImportRunRequest& request, const ImportRunPlan& plan)
{
    QJsonObject settings{{QStringLiteral("type"), plan.source->typeName()},
                         {QStringLiteral("values"), request.meaning == ValueMeaning::Logits
                                                        ? QStringLiteral("logits")
                                                        : QStringLiteral("probabilities")},
                         {QStringLiteral("class_order"),
                          plan.byName ? QStringLiteral("by-name") : QStringLiteral("as-project")}};
    if (!request.embeddings.isEmpty())
        settings.insert(QStringLiteral("embeddings"), QFileInfo(request.embeddings).absoluteFilePath());
    return settings;
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
    if (isPredictionFile(request.probabilities))
        return importPredictions(project, request, cancel, progress);
    const Schema schema = project.schema();
    if (isDecisionFile(request.probabilities, schema, request.classRenames))
        return importDecisions(project, request, cancel, progress);
    QElapsedTimer clock;
    clock.start();
    BADCASE_ASSIGN(auto plan, planImportRun(schema, request));
    BADCASE_ASSIGN(const auto connection, project.connect());
    BADCASE_TRY(claimImportName(*connection, request.name));
    BADCASE_ASSIGN(auto rows, samplesOf(project, *connection, plan, request, cancel));

    ImportRunReport report;
    report.notices = plan.notices;
    report.problems = std::move(rows.problems);
    report.created = rows.created;
    report.unknown = rows.unknown;
    report.duplicates = rows.duplicates;
    for (const ClassIndex index : plan.toSchema)
        report.classes.append(schema.at(index).name);
    report.run = importedRun(request, schema.task(), plan.activation, settingsOf(request, plan));
    BADCASE_ASSIGN(report.run.id, storage::RunRepository(*connection).create(report.run));

    RunWriter writer(project, *connection, plan, report, request.meaning);
    const auto written = writer.run(rows.samples, cancel, progress);
    report.seconds = double(clock.elapsed()) / 1000;
    return concludeImport(*connection, std::move(report), request, written, writer.clamped());
}

Result<ImportRunPreview> previewImportRun(const Project& project, const ImportRunRequest& request)
{
    const Schema schema = project.schema();
    if (isPredictionFile(request.probabilities))
        return previewPredictions(schema, request);
    if (isDecisionFile(request.probabilities, schema, request.classRenames))
        return previewDecisions(schema, request);
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
