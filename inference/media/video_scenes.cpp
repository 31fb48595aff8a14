// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_scenes.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace badcase::media {

namespace {

constexpr double kPixels = double(SceneDetector::kWidth) * SceneDetector::kHeight;

double meanDifference(const QImage& a, const QImage& b)
{
    qint64 sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        const uchar* left = a.constScanLine(y);
        const uchar* right = b.constScanLine(y);
        for (int x = 0; x < a.width(); ++x)
            sum += std::abs(int(left[x]) - int(right[x]));
    }
    return double(sum) / kPixels;
}

} // namespace

bool SceneDetector::push(const QImage& luma)
{
    Histogram histogram{};
    for (int y = 0; y < luma.height(); ++y) {
        const uchar* row = luma.constScanLine(y);
        for (int x = 0; x < luma.width(); ++x)
            ++histogram[std::size_t(row[x] * kBins / 256)];
    }
    bool begins = m_last.isNull();
    if (!begins) {
        constexpr double kFullDifference = 64; // grey levels that count as "everything is different"
        int distance = 0;
        for (std::size_t bin = 0; bin < kBins; ++bin)
            distance += std::abs(histogram[bin] - m_lastHistogram[bin]);
        const double moved = std::min(1.0, meanDifference(luma, m_last) / kFullDifference);
        m_difference = (double(distance) / (2 * kPixels) + moved) / 2;
        const double usual = m_before.empty() ? 0
                                              : std::accumulate(m_before.begin(), m_before.end(), 0.0) /
                                                    double(m_before.size());
        begins =
            m_difference >= kThreshold && m_difference >= kTimesBefore * usual && m_length >= kShortestScene;
        m_before.push_back(m_difference);
        if (m_before.size() > std::size_t(kBefore))
            m_before.pop_front();
    }
    if (begins) {
        m_before.clear();
        m_length = 0;
    }
    ++m_length;
    m_last = luma;
    m_lastHistogram = histogram;
    return begins;
}

Result<std::vector<int>> findScenes(VideoReader& reader, const CancelToken& cancel,
                                    const ProgressCallback& progress)
{
    SceneDetector detector;
    FrameConverter converter;
    std::vector<int> scenes;
    for (int number = 0; number < reader.count(); ++number) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, QCoreApplication::translate(
                                                  "badcase::Video", "Looking for scene cuts was cancelled"));
        BADCASE_ASSIGN(const VideoFrame frame, reader.read(number));
        BADCASE_ASSIGN(const QImage luma,
                       converter.luma(frame, {SceneDetector::kWidth, SceneDetector::kHeight}));
        if (detector.push(luma))
            scenes.push_back(number);
        if (progress)
            progress({number + 1, reader.count()});
    }
    return scenes;
}

} // namespace badcase::media
