// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What is shown of one sample, read in two steps: facts from the project file, pixels from the media. Pure
/// functions of their arguments; each is called on the thread that owns what it reads.

#include "app/workspace/project.h"
#include "inference/core/class_map.h"
#include "inference/core/prediction.h"
#include "storage/run_repository.h"
#include "storage/sample_repository.h"
#include "widgets/panels/sample_view.h"

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
};

/// Everything that the media files say of it.
struct SamplePixels {
    QImage image;
    ClassMap givenMask; ///< null: there is none, or `problem` says why it cannot be shown
    QString format;     ///< "JPEG"
    QString problem;    ///< why there is no picture, or what is wrong with it
    qint64 bytes() const { return image.sizeInBytes() + givenMask.bytes().size(); }
};

/// On the connection's thread. `run` invalid: no predictions are read.
Result<SampleFacts> readFacts(storage::Connection& connection, SampleId id,
                              const std::optional<storage::RunRecord>& run, const Schema& schema);

/// On any thread: reads and decodes picture and given mask. Failures are told in `problem`.
SamplePixels readPixels(workspace::Project& project, const Sample& sample,
                        const std::optional<storage::MaskRef>& mask);

} // namespace badcase::window
