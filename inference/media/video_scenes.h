// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Scene cuts, by a simple measure.
///
/// Each frame's luma is made 64 x 36. Two neighbours differ by d = (h + m) / 2, where h is half the L1
/// distance of their histograms (32 bins, shares of the pixels) and m is the mean absolute difference of
/// their pixels / 64, at most 1: h sees another light, m another arrangement; a moving camera moves m alone,
/// a flash moves both. A frame begins a scene when d >= 0.3, d is at least three times the mean of the (up to
/// 8) differences before it in this scene, and the scene before has lasted for 6 frames. Slow fades are not
/// found.

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "inference/media/video_reader.h"

#include <QImage>

#include <array>
#include <deque>
#include <vector>

namespace badcase::media {

/// Frames go in in order, one after another; one thread.
class SceneDetector {
public:
    static constexpr int kWidth = 64;
    static constexpr int kHeight = 36;
    static constexpr double kThreshold = 0.3;
    static constexpr double kTimesBefore = 3;
    static constexpr int kBefore = 8;
    static constexpr int kShortestScene = 6; ///< frames

    /// `luma`: Grayscale8 of kWidth x kHeight (FrameConverter::luma). True when this frame begins a scene;
    /// the very first one does.
    bool push(const QImage& luma);
    double difference() const { return m_difference; } ///< d of the last frame to the one before, 0..1

private:
    static constexpr int kBins = 32;
    using Histogram = std::array<int, kBins>;

    QImage m_last;
    Histogram m_lastHistogram{};
    std::deque<double> m_before;
    int m_length = 0; ///< of the scene so far
    double m_difference = 0;
};

/// The first frame of every scene, 0 among them. Decodes the whole video. Progress counts frames. Errors as
/// of VideoReader::read(), and Cancelled.
Result<std::vector<int>> findScenes(VideoReader& reader, const CancelToken& cancel = {},
                                    const ProgressCallback& progress = {});

} // namespace badcase::media
