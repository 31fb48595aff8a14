// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What is shown of one sample, read in two steps: facts from the project file, pixels from the media. Pure
/// functions of their arguments; each is called on the thread that owns what it reads.

#include "app/workspace/project.h"
#include "inference/core/class_map.h"
#include "inference/core/prediction.h"
#include "storage/prediction_records.h"
#include "storage/run_repository.h"
#include "storage/sample_repository.h"
#include "storage/segment_repository.h"
#include "widgets/panels/sample_view.h"
#include "widgets/viewer/feature_strip.h"

#include <QImage>

#include <memory>
#include <optional>

namespace badcase::window {

/// Everything that the project file says of a sample.
struct SampleFacts {
    storage::SampleDetail detail;
    panels::SampleView view; ///< complete but for what only the media file can tell
    std::optional<ClassMap> correctedMask;
    std::optional<MaskPrediction> mask; ///< of the run
    // videos and feature files
    storage::SampleSegmentLists segments;
    std::vector<TextSpan> spans;
    std::optional<std::vector<ScoredSegment>> predictedSegments; ///< of the run
    std::optional<storage::SequenceScores> sequence;             ///< of the run

    /// Whether there is a picture to decode: videos are decoded by the player, frame by frame.
    bool hasPicture() const { return detail.row.sample.kind != SampleKind::Video; }
    /// Whether something of it has a time.
    bool isTimed() const { return segments.effective() || !spans.empty() || predictedSegments || sequence; }
};

/// Everything that the media files say of it.
struct SamplePixels {
    QImage image;
    std::optional<viewer::FeaturePicture> features; ///< of a feature sample, instead of an image
    ClassMap givenMask; ///< null: there is none, or `problem` says why it cannot be shown
    QString format;     ///< "JPEG"
    QString problem;    ///< why there is no picture, or what is wrong with it
    qint64 bytes() const
    {
        return image.sizeInBytes() + givenMask.bytes().size() +
               (features ? qint64(features->similarity.matrix.size() * sizeof(float)) : 0);
    }
};

/// On the connection's thread. `run` invalid: no predictions are read.
Result<SampleFacts> readFacts(storage::Connection& connection, SampleId id,
                              const std::optional<storage::RunRecord>& run, const Schema& schema);

/// On any thread: reads and decodes picture and given mask, or the features of a feature sample. Failures are
/// told in `problem`.
SamplePixels readPixels(workspace::Project& project, const Sample& sample,
                        const std::optional<storage::MaskRef>& mask);

} // namespace badcase::window
