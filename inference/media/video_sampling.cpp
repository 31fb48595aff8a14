// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_sampling.h"

#include <algorithm>
#include <cmath>

namespace badcase::media {

std::vector<int> uniformFrames(int total, int wanted)
{
    std::vector<int> frames;
    if (total <= 0)
        return frames;
    for (qint64 i = 0; i < wanted; ++i)
        frames.push_back(int((2 * i + 1) * total / (2 * qint64(wanted))));
    return frames;
}

std::vector<int> linspaceFrames(int total, int wanted)
{
    std::vector<int> frames;
    if (total <= 0)
        return frames;
    for (qint64 i = 0; i < wanted; ++i)
        frames.push_back(wanted == 1 ? 0 : int(i * (total - 1) / (wanted - 1)));
    return frames;
}

std::vector<int> everyFrame(int total, int step, int first)
{
    std::vector<int> frames;
    for (qint64 frame = std::max(0, first); frame < total; frame += std::max(1, step))
        frames.push_back(int(frame));
    return frames;
}

std::vector<int> framesAtRate(const VideoIndex& index, double rate)
{
    std::vector<int> frames;
    if (index.pts.empty() || !(rate > 0))
        return frames;
    // A broken clock may claim years: no more pictures than a thousand for each frame there is.
    constexpr double kMostRepeats = 1000;
    const double wanted = std::ceil(index.endSeconds() * rate - 1e-6);
    const int total = int(std::clamp(wanted, 1.0, kMostRepeats * index.count()));
    for (int i = 0; i < total; ++i)
        frames.push_back(index.frameAt(i / rate));
    return frames;
}

} // namespace badcase::media
