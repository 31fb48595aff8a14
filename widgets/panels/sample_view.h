// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the inspector is told of the current sample: plain values, complete, filled by the owner.

#include "inference/core/ids.h"
#include "inference/core/label.h"
#include "inference/core/sample.h"

#include <QSize>
#include <QString>

#include <optional>
#include <vector>

namespace badcase::panels {

struct ClassProbability {
    ClassIndex index = kNoClass;
    double probability = 0; ///< 0..1, never a logit
};

/// How well one class of a mask is met in this sample.
struct ClassOverlap {
    ClassIndex index = kNoClass;
    std::optional<double> iou; ///< nullopt: in neither mask
    double labelShare = 0;     ///< of the pixels of the picture, 0..1
};

struct SampleView {
    SampleId id;
    QString name;
    std::optional<LabelSet> given;
    std::optional<LabelSet> correction;
    std::optional<LabelSet> predicted; ///< nullopt: the run has no prediction for it
    QString runName = {};
    std::vector<ClassProbability> top = {}; ///< best first
    Verdict verdict = Verdict::None;
    QString comment = {};
    Fields fields = {};
    // facts
    QString path = {};
    QSize size = {};
    qint64 fileBytes = -1;
    QString split = {};
    QString format = {};                     ///< "JPEG"
    QString problem = {};                    ///< "The file is missing", ...; empty when all is well
    std::vector<ClassOverlap> overlaps = {}; ///< segmentation
    std::optional<double> meanIou = {};      ///< segmentation, of this sample
};

} // namespace badcase::panels
