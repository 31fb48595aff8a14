// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which frames of a video a model looks at. All of these give frame numbers for VideoReader::readFrames(),
/// ascending; they are empty for a video without frames. Pure functions.

#include "inference/media/video_index.h"

#include <vector>

namespace badcase::media {

/// The frame in the middle of each of `wanted` equal parts: floor((i + 0.5) * total / wanted). A video with
/// fewer frames than are wanted repeats some.
std::vector<int> uniformFrames(int total, int wanted);
/// From the first to the last one: floor(i * (total - 1) / (wanted - 1)), as numpy.linspace(0, total - 1,
/// wanted) cut to whole numbers. One wanted frame is the first.
std::vector<int> linspaceFrames(int total, int wanted);
/// first, first + step, ...; `step` >= 1.
std::vector<int> everyFrame(int total, int step, int first = 0);
/// What is on screen at 0, 1 / rate, 2 / rate, ... seconds from the first frame, as long as the video lasts.
/// A frame that stays longer than that is repeated. `rate` > 0.
std::vector<int> framesAtRate(const VideoIndex& index, double rate);

} // namespace badcase::media
