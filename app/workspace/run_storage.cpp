// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/run_storage.h"

#include "app/workspace/change_service.h"
#include "app/workspace/label_masks.h"
#include "app/workspace/scoring.h"
#include "storage/mask_repository.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"

#include <unordered_map>
#include <utility>

namespace badcase::workspace {

namespace {

constexpr qint64 kMostBytes = qint64(128) << 20; ///< of results written in one transaction
constexpr std::size_t kMaxProblems = 10'000; ///< kept for the report; failures are all in the project file

/// A frame is a moment; a part has an end.
storage::SequenceScores sequenceOf(SampleId sample, jobs::FrameScores frames)
{
    storage::SequenceScores sequence;
    sequence.sample = sample;
    const bool hasEnds = !frames.ends.empty();
    sequence.content =
        hasEnds ? storage::SequenceScores::Content::Segments : storage::SequenceScores::Content::Frames;
    for (std::size_t i = 0; i < frames.seconds.size(); ++i)
        sequence.times.push_back({frames.seconds[i], hasEnds ? frames.ends[i] : frames.seconds[i]});
    sequence.columns = frames.columns;
    sequence.values = std::move(frames.values);
    return sequence;
}

} // namespace

StorageSampleSource::StorageSampleSource(std::shared_ptr<Project> project, std::vector<SampleId> samples,
                                         TextUse texts)
    : m_project(std::move(project)), m_samples(std::move(samples)), m_texts(std::move(texts))
{}

StorageSampleSource::~StorageSampleSource() = default;

Result<std::vector<jobs::JobSample>> StorageSampleSource::next(int maximum)
{
    if (!m_connection) {
        BADCASE_ASSIGN(m_connection, m_project->connect());
    }
    const std::size_t count = std::min(m_samples.size() - m_position, static_cast<std::size_t>(maximum));
    const std::span ids(m_samples.data() + m_position, count);
    m_position += count;
    std::vector<jobs::JobSample> samples;
    storage::SampleRepository repository(*m_connection);
    BADCASE_ASSIGN(const auto rows, repository.rows(ids));
    for (const auto& row : rows) {
        jobs::JobSample sample;
        sample.id = row.sample.id;
        sample.name = row.sample.name;
        sample.member = row.sample.media.path;
        sample.kind = row.sample.kind;
        if (m_texts.wanted) {
            BADCASE_ASSIGN(auto texts, repository.fields(row.sample.id));
            sample.texts = m_texts.blank.applied(std::move(texts));
        }
        // A root that is gone leaves the pointer empty: the job then reports this sample and goes on.
        if (auto root = m_project->media().root(row.sample.media.root))
            sample.root = *root;
        samples.push_back(std::move(sample));
    }
    if (count > 0 && samples.empty())
        return next(maximum); // samples removed since the run began
    return samples;
}

/// What the results of a chunk are compared with.
struct StorageResultSink::Labels {
    std::unordered_map<SampleId, storage::SampleRow> rows;
    std::unordered_map<SampleId, storage::MaskRef> masks;
};

StorageResultSink::StorageResultSink(std::shared_ptr<Project> project, storage::RunRecord run,
                                     SinkExtras extras)
    : m_project(std::move(project)), m_run(std::move(run)), m_extras(std::move(extras))
{}

StorageResultSink::~StorageResultSink() = default;

Result<void> StorageResultSink::open()
{
    BADCASE_ASSIGN(m_connection, m_project->connect());
    return {};
}

Result<StorageResultSink::Labels> StorageResultSink::labelsOf(const std::vector<jobs::SampleResult>& results)
{
    std::vector<SampleId> ids;
    for (const auto& result : results)
        ids.push_back(result.id);
    storage::SampleRepository samples(*m_connection);
    Labels labels;
    BADCASE_ASSIGN(auto rows, samples.rows(ids));
    for (auto& row : rows)
        labels.rows.emplace(row.sample.id, std::move(row));
    if (m_run.task == Task::Segmentation) {
        BADCASE_ASSIGN(const auto masks, samples.masks(ids));
        for (std::size_t i = 0; i < masks.size(); ++i)
            labels.masks.emplace(ids[i], masks[i]);
    }
    return labels;
}

void StorageResultSink::addProblem(const QString& sample, const QString& kind, const QString& message)
{
    if (m_problems.size() < kMaxProblems)
        m_problems.push_back({sample, kind, message});
}

/// Its scores are counted anew, against the labels of the moment, as if it had been computed.
void StorageResultSink::takeReused(jobs::SampleResult& result)
{
    const auto place =
        m_extras.known && result.content ? m_extras.known->place(*result.content) : std::nullopt;
    if (place)
        takeStored(*m_connection, m_run.task, *place, m_extras.views, result);
    else
        result.outcome = Error{ErrorCode::Internal, QStringLiteral("a reused result without a source")};
}

void StorageResultSink::addFailedEarly(const std::vector<storage::FailedSample>& failed)
{
    for (const auto& one : failed)
        m_extras.early->addFailed(one.sample);
}

/// Reused masks have weighed nothing until here; a chunk of them would not fit the memory.
Result<void> StorageResultSink::write(std::vector<jobs::SampleResult> results)
{
    std::vector<jobs::SampleResult> part;
    qint64 bytes = 0;
    for (auto& result : results) {
        if (std::holds_alternative<jobs::ReusedResult>(result.outcome))
            takeReused(result);
        bytes += jobs::heldBytes(result);
        part.push_back(std::move(result));
        if (bytes < kMostBytes)
            continue;
        BADCASE_TRY(writePart(std::exchange(part, {})));
        bytes = 0;
    }
    return part.empty() ? Result<void>() : writePart(std::move(part));
}

Result<void> StorageResultSink::writePart(std::vector<jobs::SampleResult> results)
{
    BADCASE_ASSIGN(const JournalId before, storage::ChangeStore(*m_connection).position());
    BADCASE_ASSIGN(const Labels labels, labelsOf(results));
    // A sample that was removed while the run went on has nowhere to go.
    std::erase_if(results, [&](const auto& result) { return !labels.rows.contains(result.id); });
    for (const auto& result : results) {
        if (const auto* error = std::get_if<Error>(&result.outcome))
            addProblem(result.name, QLatin1String(errorCodeName(error->code)), error->message);
        else if (!result.warning.isEmpty())
            addProblem(result.name, QStringLiteral("damaged-media"), result.warning);
    }
    BADCASE_TRY(m_run.task == Task::Segmentation ? writeMasks(results, labels)
                                                 : writeClasses(results, labels));
    return followChangesSince(before, results);
}

/// An analyst may have corrected a sample between the reading of its label and the writing of its score.
Result<void> StorageResultSink::followChangesSince(JournalId before,
                                                   const std::vector<jobs::SampleResult>& results)
{
    storage::ChangeStore changes(*m_connection);
    BADCASE_ASSIGN(const JournalId now, changes.position());
    if (now == before)
        return {};
    std::vector<SampleId> samples;
    for (const auto& result : results)
        samples.push_back(result.id);
    return ChangeService(*m_project, *m_connection).rescore(samples);
}

Result<void> StorageResultSink::writeClasses(std::vector<jobs::SampleResult>& results, const Labels& labels)
{
    storage::ClassChunk chunk;
    chunk.probabilities.columns = m_project->schema().size();
    auto& values = chunk.probabilities.values.emplace<std::vector<float>>();
    for (auto& result : results) {
        if (const auto* error = std::get_if<Error>(&result.outcome)) {
            chunk.failed.push_back({result.id, error->message});
            continue;
        }
        const auto& prediction = std::get<ClassPrediction>(result.outcome);
        const storage::SampleRow& row = labels.rows.at(result.id);
        chunk.probabilities.samples.push_back(result.id);
        values.insert(values.end(), prediction.probabilities.begin(), prediction.probabilities.end());
        chunk.views.resize(result.views.size());
        for (std::size_t i = 0; i < result.views.size(); ++i)
            chunk.views[i].insert(chunk.views[i].end(), result.views[i].probabilities.begin(),
                                  result.views[i].probabilities.end());
        chunk.decisions.push_back(
            scoreClasses(result.id, prediction.probabilities, m_run.activation, row.given, row.labels));
        chunk.decisions.back().content = result.content;
        if (result.frames)
            chunk.sequences.push_back(sequenceOf(result.id, std::move(*result.frames)));
        if (!prediction.embedding.empty()) {
            chunk.embeddings.columns = static_cast<int>(prediction.embedding.size());
            chunk.embeddings.samples.push_back(result.id);
            chunk.embeddings.values.insert(chunk.embeddings.values.end(), prediction.embedding.begin(),
                                           prediction.embedding.end());
        }
    }
    BADCASE_TRY(storage::PredictionRepository(*m_connection).write(m_run.id, chunk));
    if (m_extras.early) {
        for (const auto& decision : chunk.decisions)
            m_extras.early->addClasses(decision.sample, decision.decided,
                                       labels.rows.at(decision.sample).labels);
        addFailedEarly(chunk.failed);
    }
    return {};
}

Result<void> StorageResultSink::writeMasks(std::vector<jobs::SampleResult>& results, const Labels& labels)
{
    const auto rules = analysis::SegmentationRules::of(m_project->schema(), m_run.activation);
    storage::MaskChunk chunk;
    for (auto& result : results) {
        if (const auto* error = std::get_if<Error>(&result.outcome)) {
            chunk.failed.push_back({result.id, error->message});
            continue;
        }
        storage::MaskRow row;
        row.prediction = std::get<MaskPrediction>(std::move(result.outcome));
        for (jobs::ViewResult& view : result.views)
            row.views.push_back(std::move(view.planes));
        const ClassMap decision = decisionMap(row.prediction);
        std::optional<analysis::ConfusionCounts> given;
        std::optional<analysis::ConfusionCounts> effective;
        if (const auto& mask = labels.masks.at(result.id); mask.isValid()) {
            auto counted =
                readGivenMask(*m_project, mask, decision.size(), m_connection.get()).and_then([&](const ClassMap& map) {
                    return analysis::countPixels(map, decision, rules);
                });
            if (counted)
                given = std::move(*counted);
            else // the prediction is good; only its score cannot be known
                addProblem(result.name, QStringLiteral("mask"), counted.error().message);
        }
        BADCASE_ASSIGN(const auto corrected, storage::MaskRepository(*m_connection).corrected(result.id));
        if (corrected) {
            if (auto counted = analysis::countPixels(*corrected, decision, rules))
                effective = std::move(*counted);
        } else {
            effective = given;
        }
        row.decision = scoreMask(result.id, row.prediction, rules, given, effective);
        row.decision.content = result.content;
        row.pixels.given = given ? packCounts(*given) : QByteArray();
        row.pixels.corrected = effective ? packCounts(*effective) : QByteArray();
        chunk.rows.push_back(std::move(row));
    }
    BADCASE_TRY(storage::PredictionRepository(*m_connection).write(m_run.id, chunk));
    if (m_extras.early) {
        for (const auto& row : chunk.rows)
            m_extras.early->addMask(row.decision.sample, row.decision.corrected.dice,
                                    row.decision.corrected.iou);
        addFailedEarly(chunk.failed);
    }
    return {};
}

Result<void> StorageResultSink::close(Outcome)
{
    m_connection.reset();
    return {};
}

} // namespace badcase::workspace
