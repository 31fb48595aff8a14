// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/video_scores.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace badcase::jobs {

namespace {

struct VideoText {
    Q_DECLARE_TR_FUNCTIONS(badcase::VideoRun)
};

void addTo(std::vector<double>& sums, const std::vector<float>& values, int times)
{
    sums.resize(std::max(sums.size(), values.size()), 0.0);
    for (std::size_t i = 0; i < values.size(); ++i)
        sums[i] += double(times) * double(values[i]);
}

std::vector<float> meanOf(const std::vector<double>& sums, double count)
{
    std::vector<float> means(sums.size());
    std::ranges::transform(sums, means.begin(), [count](double sum) { return float(sum / count); });
    return means;
}

} // namespace

Result<int> VideoScores::expect(double seconds, int times)
{
    const std::lock_guard lock(m_mutex);
    if (m_heldBytes > kMaxScoreBytes || m_frames.size() >= kMaxFrames)
        return fail(
            ErrorCode::TooLarge,
            VideoText::tr("%1 has too many frames to keep what the model says of each: after %2 frames "
                          "it is too much for one sample. Choose fewer frames.")
                .arg(m_name)
                .arg(m_frames.size()));
    m_frames.push_back({seconds, times, {}});
    ++m_pending;
    return static_cast<int>(m_frames.size()) - 1;
}

std::optional<FinishedSample> VideoScores::add(int frame, ClassPrediction prediction)
{
    const std::lock_guard lock(m_mutex);
    Frame& place = m_frames[static_cast<std::size_t>(frame)];
    addTo(m_embeddingSums, prediction.embedding, place.times);
    place.probabilities = std::move(prediction.probabilities);
    m_heldBytes += static_cast<qint64>(place.probabilities.size() * sizeof(float));
    --m_pending;
    return finishIfComplete();
}

std::optional<FinishedSample> VideoScores::frameFailed(Error error, Stage stage)
{
    const std::lock_guard lock(m_mutex);
    keepError(std::move(error), stage);
    --m_pending;
    return finishIfComplete();
}

std::optional<FinishedSample> VideoScores::endOfFrames(QString warning)
{
    const std::lock_guard lock(m_mutex);
    m_warning = std::move(warning);
    m_ended = true;
    return finishIfComplete();
}

std::optional<FinishedSample> VideoScores::endWithError(Error error, Stage stage)
{
    const std::lock_guard lock(m_mutex);
    keepError(std::move(error), stage);
    m_ended = true;
    return finishIfComplete();
}

void VideoScores::abandon()
{
    const std::lock_guard lock(m_mutex);
    m_done = true;
}

bool VideoScores::hasFailed() const
{
    const std::lock_guard lock(m_mutex);
    return m_error.has_value();
}

bool VideoScores::hasFrames() const
{
    const std::lock_guard lock(m_mutex);
    return !m_frames.empty();
}

void VideoScores::keepError(Error error, Stage stage)
{
    if (m_error)
        return;
    m_error = std::move(error);
    m_failedIn = stage;
}

std::optional<FinishedSample> VideoScores::finishIfComplete()
{
    if (m_done || !m_ended || m_pending > 0)
        return std::nullopt;
    m_done = true;
    FinishedSample finished{{m_id, m_name, {}}, m_failedIn};
    if (m_error) {
        finished.result.outcome = std::move(*m_error);
    } else if (m_frames.empty()) {
        finished.result.outcome =
            Error{ErrorCode::Corrupt,
                  VideoText::tr("%1 has no frame that could be shown to the model").arg(m_name)};
    } else {
        finished.failedIn = Stage::Postprocess;
        summarise(finished.result);
    }
    m_frames.clear();
    return finished;
}

void VideoScores::summarise(SampleResult& result)
{
    std::vector<double> probabilities;
    double count = 0;
    FrameScores scores;
    scores.columns = static_cast<int>(m_frames.front().probabilities.size());
    scores.values.reserve(m_frames.size() * static_cast<std::size_t>(scores.columns));
    for (const Frame& frame : m_frames) {
        addTo(probabilities, frame.probabilities, frame.times);
        count += frame.times;
        scores.seconds.push_back(frame.seconds);
        scores.values.insert(scores.values.end(), frame.probabilities.begin(), frame.probabilities.end());
    }
    result.outcome = ClassPrediction{meanOf(probabilities, count), meanOf(m_embeddingSums, count)};
    result.frames = std::move(scores);
    result.warning = std::move(m_warning);
}

} // namespace badcase::jobs
