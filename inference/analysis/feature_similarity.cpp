// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/feature_similarity.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace badcase::analysis {

namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

/// Frames scaled to length 1; one that has no direction becomes NaN throughout.
std::vector<float> unitFrames(std::span<const float> features, int frames, std::size_t dimensions)
{
    std::vector<float> unit(features.begin(), features.end());
    for (int f = 0; f < frames; ++f) {
        const std::span row(unit.data() + static_cast<std::size_t>(f) * dimensions, dimensions);
        double squares = 0; // in double: the square of a large float may not be one
        for (const float value : row)
            squares += double(value) * double(value);
        const double length = std::sqrt(squares);
        const bool known = std::isfinite(length) && length > 0;
        for (float& value : row)
            value = known ? static_cast<float>(double(value) / length) : kUnknown;
    }
    return unit;
}

float cosine(const float* a, const float* b, std::size_t dimensions)
{
    double sum = 0;
    for (std::size_t i = 0; i < dimensions; ++i)
        sum += double(a[i]) * double(b[i]);
    return std::isnan(sum) ? kUnknown : static_cast<float>(std::clamp(sum, -1.0, 1.0));
}

} // namespace

float FrameSimilarity::at(int a, int b) const
{
    if (a < 0 || b < 0 || a >= frames || b >= frames)
        return kUnknown;
    if (hasMatrix())
        return matrix[static_cast<std::size_t>(a) * static_cast<std::size_t>(frames) +
                      static_cast<std::size_t>(b)];
    return std::abs(a - b) == 1 ? neighbours[static_cast<std::size_t>(std::min(a, b))] : kUnknown;
}

float FrameSimilarity::smallest() const
{
    float least = 1;
    // The diagonal is 1, so it cannot be the smallest. A comparison with NaN is false.
    for (const float value : hasMatrix() ? matrix : neighbours) {
        if (value < least)
            least = value;
    }
    return least;
}

Result<FrameSimilarity> frameSimilarity(std::span<const float> features, int frames, int dimensions)
{
    if (frames < 0 || dimensions < 1 ||
        features.size() != static_cast<std::size_t>(frames) * static_cast<std::size_t>(dimensions))
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate("badcase::FeatureSimilarity",
                                                "%1 values are no %2 frames of %3 values each")
                        .arg(features.size())
                        .arg(frames)
                        .arg(dimensions));
    const auto width = static_cast<std::size_t>(dimensions);
    const auto count = static_cast<std::size_t>(frames);
    const std::vector<float> unit = unitFrames(features, frames, width);
    FrameSimilarity similarity;
    similarity.frames = frames;
    for (std::size_t f = 1; f < count; ++f)
        similarity.neighbours.push_back(cosine(&unit[(f - 1) * width], &unit[f * width], width));
    if (frames > FrameSimilarity::kMaxMatrixFrames)
        return similarity;
    similarity.matrix.resize(count * count);
    for (std::size_t a = 0; a < count; ++a) {
        for (std::size_t b = a; b < count; ++b) {
            const float value = cosine(&unit[a * width], &unit[b * width], width);
            similarity.matrix[a * count + b] = similarity.matrix[b * count + a] = value;
        }
    }
    return similarity;
}

} // namespace badcase::analysis
