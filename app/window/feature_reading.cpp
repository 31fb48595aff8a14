// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/feature_reading.h"

#include "inference/media/array_reader.h"

namespace badcase::window {

namespace {

constexpr qint64 kMaxFeatureBytes = qint64(256) << 20;

} // namespace

Result<FrameFeatures> readFrameFeatures(const media::MediaRoot& root, const Sample& sample, int most)
{
    BADCASE_ASSIGN(const auto reader,
                   media::ArrayReader::openMember(root, sample.media.path, kMaxFeatureBytes));
    const auto& header = reader.header();
    const bool lone = header.shape.size() < 2;
    const qint64 frames = lone ? 1 : header.rows();
    const qint64 dimensions = lone ? header.count() : header.columns();
    const qint64 kept = most > 0 && !lone ? std::min<qint64>(frames, most) : frames;
    FrameFeatures features{std::vector<float>(static_cast<std::size_t>(kept * dimensions)),
                           static_cast<int>(kept), static_cast<int>(dimensions), header.typeName()};
    if (kept == frames) {
        BADCASE_TRY(reader.readRows(0, header.rows(), std::span(features.values)));
        return features;
    }
    for (qint64 i = 0; i < kept; ++i) {
        const auto row =
            std::span(features.values)
                .subspan(static_cast<std::size_t>(i * dimensions), static_cast<std::size_t>(dimensions));
        BADCASE_TRY(reader.readRows(i * frames / kept, 1, row));
    }
    return features;
}

Result<viewer::FeaturePicture> readFeatures(const media::MediaRoot& root, const Sample& sample)
{
    BADCASE_ASSIGN(const auto features, readFrameFeatures(root, sample));
    viewer::FeaturePicture picture;
    picture.name = sample.name;
    picture.dimensions = features.dimensions;
    picture.type = features.type;
    BADCASE_ASSIGN(picture.similarity,
                   analysis::frameSimilarity(features.values, features.frames, features.dimensions));
    return picture;
}

} // namespace badcase::window
