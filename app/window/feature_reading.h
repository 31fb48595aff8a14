// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Feature files of samples without pixels: frames x values of each. Any thread.

#include "inference/core/sample.h"
#include "inference/media/media_root.h"
#include "widgets/viewer/feature_strip.h"

#include <vector>

namespace badcase::window {

/// A lone vector is one frame; further dimensions belong to the frame.
struct FrameFeatures {
    std::vector<float> values; ///< frames x dimensions, row-major
    int frames = 0;
    int dimensions = 0;
    QString type; ///< "float16"
};

/// All frames, or where there are more than `most` (> 0), that many evenly spaced ones. The errors of
/// ArrayReader::openMember(); TooLarge beyond 256 MiB.
Result<FrameFeatures> readFrameFeatures(const media::MediaRoot& root, const Sample& sample, int most = 0);

/// What FeatureStrip shows.
Result<viewer::FeaturePicture> readFeatures(const media::MediaRoot& root, const Sample& sample);

} // namespace badcase::window
