// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/known_predictions.h"

#include "storage/prediction_repository.h"
#include "storage/run_repository.h"

#include <algorithm>

namespace badcase::workspace {

namespace {

Result<void> takeClasses(storage::PredictionRepository& predictions, const storage::ContentPlace& place,
                         jobs::SampleResult& result)
{
    ClassPrediction prediction;
    BADCASE_ASSIGN(prediction.probabilities, predictions.probabilities(place.run, place.sample));
    if (auto embedding = predictions.embedding(place.run, place.sample))
        prediction.embedding = std::move(*embedding);
    else if (embedding.error().code != ErrorCode::NotFound) // models without one have none
        return fail(std::move(embedding).error());
    BADCASE_ASSIGN(auto sequence, predictions.sequence(place.run, place.sample));
    if (sequence) {
        jobs::FrameScores frames;
        for (const auto& time : sequence->times) {
            frames.seconds.push_back(time.begin);
            if (sequence->content == storage::SequenceScores::Content::Segments)
                frames.ends.push_back(time.end);
        }
        frames.columns = sequence->columns;
        frames.values = std::move(sequence->values);
        result.frames = std::move(frames);
    }
    result.outcome = std::move(prediction);
    return {};
}

Result<void> takeViews(storage::PredictionRepository& predictions, Task task,
                       const storage::ContentPlace& place, int views, jobs::SampleResult& result)
{
    for (int view = 1; view <= views; ++view) { // 0 is the merged result
        jobs::ViewResult& one = result.views.emplace_back();
        if (task == Task::Segmentation) {
            BADCASE_ASSIGN(one.planes, predictions.planes(place.run, place.sample, view));
        } else {
            BADCASE_ASSIGN(one.probabilities, predictions.probabilities(place.run, place.sample, view));
        }
    }
    return {};
}

Result<void> takeMask(storage::PredictionRepository& predictions, const storage::ContentPlace& place,
                      jobs::SampleResult& result)
{
    BADCASE_ASSIGN(result.outcome, predictions.mask(place.run, place.sample));
    return {};
}

} // namespace

KnownPredictions::KnownPredictions(std::vector<storage::ContentPlace> places) : m_places(std::move(places))
{
    std::ranges::stable_sort(m_places, {}, &storage::ContentPlace::content);
    const auto twins = std::ranges::unique(m_places, {}, &storage::ContentPlace::content);
    m_places.erase(twins.begin(), twins.end());
    m_places.shrink_to_fit();
}

Result<std::shared_ptr<KnownPredictions>> KnownPredictions::load(storage::Connection& connection,
                                                                 const QString& computeKey, RunId self)
{
    std::vector<storage::ContentPlace> places;
    if (!computeKey.isEmpty()) {
        BADCASE_ASSIGN(const auto runs, storage::RunRepository(connection).withComputeKey(computeKey));
        for (const storage::RunRecord& run : runs) {
            if (run.id == self)
                continue;
            BADCASE_ASSIGN(const auto contents, storage::PredictionRepository(connection).contents(run.id));
            places.insert(places.end(), contents.begin(), contents.end());
        }
    }
    return std::make_shared<KnownPredictions>(std::move(places));
}

const storage::ContentPlace* KnownPredictions::find(quint64 content) const
{
    const auto at = std::ranges::lower_bound(m_places, content, {}, &storage::ContentPlace::content);
    return at != m_places.end() && at->content == content ? &*at : nullptr;
}

std::optional<storage::ContentPlace> KnownPredictions::place(quint64 content) const
{
    const storage::ContentPlace* const found = find(content);
    return found ? std::optional(*found) : std::nullopt;
}

void takeStored(storage::Connection& connection, Task task, const storage::ContentPlace& place, int views,
                jobs::SampleResult& result)
{
    storage::PredictionRepository predictions(connection);
    const auto take = [&]() -> Result<void> {
        BADCASE_TRY(takeViews(predictions, task, place, views, result));
        return task == Task::Segmentation ? takeMask(predictions, place, result)
                                          : takeClasses(predictions, place, result);
    };
    if (const auto taken = take(); !taken)
        result.outcome = taken.error();
}

} // namespace badcase::workspace
