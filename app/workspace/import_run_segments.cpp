// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/import_run_segments.h"

#include "app/workspace/import_run_record.h"
#include "app/workspace/import_service.h"
#include "app/workspace/scoring.h"
#include "storage/change_store.h"
#include "storage/formats/taac_predictions.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"
#include "storage/sample_writer.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <unordered_map>

namespace badcase::workspace {

namespace {

using formats::TaacPrediction;
using formats::TaacTrack;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImportRun", text);
}

Result<TaacTrack> planPredictions(const Schema& schema, const ImportRunRequest& request)
{
    if (schema.task() != Task::MultiLabel)
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 holds scores of tags; they need a project with several labels a sample.")
                        .arg(request.probabilities));
    if (!request.ids.isEmpty() || !request.classes.isEmpty() || !request.embeddings.isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 names its videos and tags itself; a table of ids, a class list or embeddings do "
                       "not go with it.")
                        .arg(request.probabilities));
    if (request.meaning == ValueMeaning::Logits)
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 leaves tags out, so its scores must be probabilities; logits need a full table.")
                        .arg(request.probabilities));
    return formats::taacPredictionTrack(request.probabilities);
}

/// Whether these can be probabilities; a little outside is set to 0 or 1.
RowVerdict takeScores(std::vector<std::pair<ClassIndex, double>>& scores)
{
    std::vector<double> values;
    for (const auto& score : scores)
        values.push_back(score.second);
    if (values.empty())
        return {};
    const RowVerdict verdict =
        takeRow(values, Activation::Sigmoid, ValueMeaning::Probabilities, kSumTolerance);
    for (std::size_t i = 0; i < scores.size(); ++i)
        scores[i].second = values[i];
    return verdict;
}

/// All scores of a video. The first that is none decides.
RowVerdict takeScores(TaacPrediction& prediction)
{
    RowVerdict verdict = takeScores(prediction.scores);
    for (ScoredSegment& segment : prediction.segments) {
        if (!verdict.isGood())
            break;
        const bool clamped = verdict.clamped;
        verdict = takeScores(segment.scores);
        verdict.clamped = verdict.clamped || clamped;
    }
    return verdict;
}

/// Predictions of the file, on their way into the run.
class PredictionWriter : public formats::TaacPredictionVisitor {
public:
    PredictionWriter(Project& project, storage::Connection& connection, ImportRunReport& report,
                     TaacTrack track, bool create, const ProgressCallback& progress)
        : m_project(project),
          m_connection(connection),
          m_report(report),
          m_track(track),
          m_create(create),
          m_progress(progress),
          m_file(QFileInfo(report.run.settings.value(QStringLiteral("probabilities")).toString()).fileName()),
          m_seen(static_cast<std::size_t>(project.schema().size()))
    {}

    Result<void> prediction(TaacPrediction prediction) override
    {
        m_pending.push_back(std::move(prediction));
        return m_pending.size() >= storage::PredictionRepository::kChunkRows ? flush() : Result<void>();
    }
    void problem(SampleProblem problem) override
    {
        m_report.duplicates += problem.kind == QLatin1String("duplicate") ? 1 : 0;
        if (m_report.problems.size() < kMaxReportedProblems)
            m_report.problems.push_back(std::move(problem));
    }
    void progress(const Progress& progress) override
    {
        if (m_progress)
            m_progress(progress);
    }

    Result<void> flush();
    qint64 clamped() const { return m_clamped; }
    /// Whether a tag of the file was met; also notes in the report which ones were, and which were not.
    Result<void> tellClasses();

private:
    Result<QHash<QString, SampleId>> findSamples();
    Result<void> createMissing(const QHash<QString, SampleId>& found);
    void add(storage::ClassChunk& chunk, const storage::SampleRow& sample, TaacPrediction prediction);

    Project& m_project;
    storage::Connection& m_connection;
    ImportRunReport& m_report;
    const TaacTrack m_track;
    const bool m_create;
    const ProgressCallback& m_progress;
    const QString m_file;
    std::vector<bool> m_seen; ///< classes that the file scores
    std::vector<TaacPrediction> m_pending;
    qint64 m_clamped = 0;
};

Result<void> PredictionWriter::flush()
{
    BADCASE_ASSIGN(const auto found, findSamples());
    BADCASE_ASSIGN(const JournalId before, storage::ChangeStore(m_connection).position());
    std::vector<SampleId> ids(found.begin(), found.end());
    std::ranges::sort(ids);
    BADCASE_ASSIGN(auto list, storage::SampleRepository(m_connection).rows(ids));
    std::unordered_map<SampleId, storage::SampleRow> rows;
    for (auto& row : list)
        rows.emplace(row.sample.id, std::move(row));
    storage::ClassChunk chunk;
    chunk.probabilities.columns = static_cast<int>(m_seen.size());
    chunk.probabilities.values.emplace<std::vector<double>>();
    for (TaacPrediction& prediction : m_pending) {
        const auto row = rows.find(found.value(prediction.video));
        if (row != rows.end()) {
            add(chunk, row->second, std::move(prediction));
            continue;
        }
        ++m_report.unknown;
        problem({prediction.video, QStringLiteral("unknown-sample"),
                 tr("%1: the project has no sample \"%2\"").arg(m_file, prediction.video)});
    }
    m_pending.clear();
    m_report.samples += static_cast<qint64>(chunk.probabilities.samples.size());
    m_report.failed += static_cast<qint64>(chunk.failed.size());
    BADCASE_TRY(storage::PredictionRepository(m_connection).write(m_report.run.id, chunk));
    return followChangesSince(before, m_project, m_connection, ids);
}

Result<QHash<QString, SampleId>> PredictionWriter::findSamples()
{
    QStringList names;
    for (const TaacPrediction& prediction : m_pending)
        names.append(prediction.video);
    storage::SampleRepository samples(m_connection);
    BADCASE_ASSIGN(auto found, samples.find(names));
    if (m_create && found.size() < names.size()) {
        BADCASE_TRY(createMissing(found));
        BADCASE_ASSIGN(found, samples.find(names));
    }
    return found;
}

Result<void> PredictionWriter::createMissing(const QHash<QString, SampleId>& found)
{
    storage::SampleWriter writer(m_connection);
    for (const TaacPrediction& prediction : m_pending) {
        if (found.contains(prediction.video))
            continue;
        storage::ImportSample sample;
        sample.sample.name = prediction.video;
        sample.sample.kind = SampleKind::NoMedia;
        BADCASE_TRY(writer.write(sample));
    }
    BADCASE_TRY(writer.finish());
    m_report.created += writer.counts().added;
    return {};
}

void PredictionWriter::add(storage::ClassChunk& chunk, const storage::SampleRow& sample,
                           TaacPrediction prediction)
{
    const SampleId id = sample.sample.id;
    const RowVerdict verdict = takeScores(prediction);
    if (!verdict.isGood()) {
        const QString message = tr("%1, %2: %3").arg(m_file, prediction.video, verdict.text());
        chunk.failed.push_back({id, message});
        return problem({prediction.video, verdict.kindName(), message});
    }
    m_clamped += verdict.clamped ? 1 : 0;
    std::vector<double> row(m_seen.size());
    for (const auto& [index, score] : prediction.scores) {
        row[static_cast<std::size_t>(index)] = score;
        m_seen[static_cast<std::size_t>(index)] = true;
    }
    auto& values = std::get<std::vector<double>>(chunk.probabilities.values);
    values.insert(values.end(), row.begin(), row.end());
    chunk.decisions.push_back(
        scoreClasses(id, std::span<const double>(row), Activation::Sigmoid, sample.given, sample.labels));
    chunk.probabilities.samples.push_back(id);
    // An empty list says that the model finds no segment, which is not the same as none being asked for.
    if (m_track == TaacTrack::Structuring || !prediction.segments.empty())
        chunk.segments.push_back({id, std::move(prediction.segments)});
}

Result<void> PredictionWriter::tellClasses()
{
    if (m_report.samples + m_report.failed == 0 && m_report.unknown > 0)
        return fail(ErrorCode::InvalidArgument,
                    tr("The project has none of the samples that %1 names. Import them first, or let them be "
                       "created (--create).")
                        .arg(m_file));
    const Schema schema = m_project.schema();
    QStringList unnamed;
    for (ClassIndex index = 0; index < schema.size(); ++index) {
        const bool seen = m_seen[static_cast<std::size_t>(index)];
        (seen ? m_report.classes : unnamed).append(schema.at(index).name);
    }
    if (m_report.samples > 0 && m_report.classes.isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    tr("No tag of %1 is a class of the project. Say which class each is (--map-classes).")
                        .arg(m_file),
                    m_report.problems.empty() ? QString() : m_report.problems.front().message);
    m_report.notices.append(tr("Tags that the file does not name for a video have the probability 0"));
    if (!unnamed.isEmpty())
        m_report.notices.append(tr("The file says nothing of these classes; their probability is 0: %1")
                                    .arg(unnamed.join(QStringLiteral(", "))));
    return {};
}

QJsonObject settingsOf(TaacTrack track)
{
    return {{QStringLiteral("type"), QStringLiteral("float64")},
            {QStringLiteral("values"), QStringLiteral("probabilities")},
            {QStringLiteral("class_order"), QStringLiteral("by-name")},
            {QStringLiteral("track"),
             track == TaacTrack::Structuring ? QStringLiteral("structuring") : QStringLiteral("tagging")}};
}

} // namespace

bool isPredictionFile(const QString& path)
{
    constexpr qint64 kHead = 64;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    QByteArray head = file.read(kHead);
    if (head.startsWith("\xEF\xBB\xBF"))
        head = head.sliced(3);
    return head.trimmed().startsWith('{');
}

Result<ImportRunReport> importPredictions(Project& project, const ImportRunRequest& request,
                                          const CancelToken& cancel, const ProgressCallback& progress)
{
    QElapsedTimer clock;
    clock.start();
    const Schema schema = project.schema();
    BADCASE_ASSIGN(const TaacTrack track, planPredictions(schema, request));
    BADCASE_ASSIGN(const auto connection, project.connect());
    BADCASE_TRY(claimImportName(*connection, request.name));
    ImportRunReport report;
    if (!request.outOfFold)
        report.notices.append(outOfFoldNotice());
    report.run = importedRun(request, schema.task(), Activation::Sigmoid, settingsOf(track));
    BADCASE_ASSIGN(report.run.id, storage::RunRepository(*connection).create(report.run));
    PredictionWriter writer(project, *connection, report, track, request.create, progress);
    const auto written =
        formats::readTaacPredictions(request.probabilities, schema, request.classRenames, writer, cancel)
            .and_then([&] { return writer.flush(); })
            .and_then([&] { return writer.tellClasses(); });
    report.seconds = double(clock.elapsed()) / 1000;
    const qint64 clamped = writer.clamped();
    return concludeImport(*connection, std::move(report), request, written, clamped);
}

Result<ImportRunPreview> previewPredictions(const Schema& schema, const ImportRunRequest& request)
{
    ImportRunPreview preview;
    preview.columns = schema.size();
    preview.type = QStringLiteral("float64");
    preview.namesSamples = true;
    preview.namesClasses = true;
    if (!request.outOfFold)
        preview.notices.append(outOfFoldNotice());
    if (const auto track = planPredictions(schema, request); !track)
        preview.problem = track.error();
    else
        preview.notices.prepend(*track == TaacTrack::Structuring
                                    ? tr("Segments of videos with scores of tags")
                                    : tr("Videos with scores of tags"));
    return preview;
}

} // namespace badcase::workspace
