// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/video_scores.h"

#include "inference/jobs/view_parts.h"

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
    const std::lock_guard lock(mutex());
    if (m_heldBytes > kMaxScoreBytes || m_frames.size() >= kMaxFrames)
        return fail(
            ErrorCode::TooLarge,
            VideoText::tr("%1 has too many frames to keep what the model says of each: after %2 frames "
                          "it is too much for one sample. Choose fewer frames.")
                .arg(name())
                .arg(m_frames.size()));
    const std::size_t views = m_views.views.size();
    const auto first = static_cast<int>(m_frames.size() * views);
    m_frames.push_back({seconds, times, std::vector<std::vector<float>>(views)});
    for (std::size_t i = 0; i < views; ++i)
        expectOne();
    return first;
}

bool VideoScores::hasFrames() const
{
    const std::lock_guard lock(mutex());
    return !m_frames.empty();
}

Result<void> VideoScores::read(int part, const engine::Postprocessor& post, const engine::OutputSlice& output,
                               const engine::Geometry& geometry, const QString& name)
{
    BADCASE_ASSIGN(auto read, post.read(*output.outputs, output.index, geometry, name));
    auto prediction = std::get<ClassPrediction>(std::move(read));
    const std::size_t views = m_views.views.size();
    const std::lock_guard lock(mutex());
    Frame& frame = m_frames[static_cast<std::size_t>(part) / views];
    const std::size_t view = static_cast<std::size_t>(part) % views;
    if (view == 0)
        addTo(m_embeddingSums, prediction.embedding, frame.times);
    m_heldBytes += static_cast<qint64>(prediction.probabilities.size() * sizeof(float));
    frame.probabilities[view] = std::move(prediction.probabilities);
    return {};
}

Result<void> VideoScores::summarise(SampleResult& result)
{
    std::vector<double> probabilities;
    std::vector<std::vector<double>> ofView(m_views.keep ? m_views.views.size() : 0);
    double count = 0;
    FrameScores scores;
    scores.columns = static_cast<int>(m_frames.front().probabilities.front().size());
    scores.values.reserve(m_frames.size() * static_cast<std::size_t>(scores.columns));
    for (Frame& frame : m_frames) {
        for (std::size_t v = 0; v < ofView.size(); ++v)
            addTo(ofView[v], frame.probabilities[v], frame.times);
        const std::vector<float> merged = mergedViews(m_views, m_activation, std::move(frame.probabilities));
        addTo(probabilities, merged, frame.times);
        count += frame.times;
        scores.seconds.push_back(frame.seconds);
        scores.values.insert(scores.values.end(), merged.begin(), merged.end());
    }
    result.outcome = ClassPrediction{meanOf(probabilities, count), meanOf(m_embeddingSums, count)};
    for (const auto& sums : ofView)
        result.views.push_back({meanOf(sums, count), {}});
    result.frames = std::move(scores);
    m_frames.clear();
    return {};
}

} // namespace badcase::jobs
