// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Intersection over union and Dice of masks: of one image, pooled over all pixels, and as a mean over
/// images.

#include "inference/analysis/confusion_counts.h"
#include "inference/analysis/exact_sum.h"
#include "inference/core/class_map.h"
#include "inference/core/prediction.h"
#include "inference/core/schema.h"

#include <optional>
#include <vector>

namespace badcase::analysis {

/// Which pixels and which classes count.
struct SegmentationRules {
    int classes = 0;
    std::optional<int> ignoreIndex =
        {};                       ///< pixels labelled so count nowhere; when it is a class, it has no score
    bool backgroundScores = true; ///< false: class 0 is "nothing here" and has no score of its own

    /// One sigmoid mask over two classes scores the second class only.
    static SegmentationRules of(const Schema& schema, Activation activation);
    bool scores(ClassIndex index) const;
    bool operator==(const SegmentationRules&) const = default;
};

/// The score when label and decision are both empty: an image without the thing, and nothing found in it. It
/// can only happen where the background has no score.
inline constexpr double kEmptyEmptyScore = 1.0;

/// Pixel counts of one image, rows = label. Pixels whose label is the ignore index or no class (255, or
/// outside the schema) count nowhere; a pixel decided as no class is a miss. InvalidArgument when the sizes
/// differ. About 1 ns a pixel; memory O(K^2).
Result<ConfusionCounts> countPixels(const ClassMap& label, const ClassMap& decision,
                                    const SegmentationRules& rules);

/// One class: TP / (TP + FP + FN) and 2 TP / (2 TP + FP + FN); NaN when neither label nor decision has a
/// pixel of it.
struct OverlapMetrics {
    ClassIndex classIndex = kNoClass;
    double iou = 0;
    double dice = 0;
};

/// Of any counts, one image's or pooled. Only classes that score are listed.
struct SegmentationMetrics {
    qint64 pixels = 0;        ///< that count
    double pixelAccuracy = 0; ///< over all that count, background included; NaN when there are none
    double meanIou = 0; ///< over classes that are defined; kEmptyEmptyScore when pixels count but no class is
    double meanDice = 0; ///< likewise; both NaN when no pixel counts
    std::vector<OverlapMetrics> perClass;
};
SegmentationMetrics segmentationMetrics(const ConfusionCounts& counts, const SegmentationRules& rules);

/// The score of a run, updated image by image. Memory O(K^2), whatever the number of images.
class SegmentationScore {
public:
    explicit SegmentationScore(const SegmentationRules& rules) : m_rules(rules), m_pooled(rules.classes) {}

    /// Counts must come from countPixels() with the same rules. O(K^2).
    void add(const ConfusionCounts& image);
    void remove(const ConfusionCounts& image);
    /// One image's label mask changed.
    void replace(const ConfusionCounts& before, const ConfusionCounts& after);

    const SegmentationRules& rules() const { return m_rules; }
    const ConfusionCounts& confusion() const { return m_pooled; }
    qint64 images() const { return m_images; } ///< including those without a pixel that counts
    SegmentationMetrics pooled() const { return segmentationMetrics(m_pooled, m_rules); }
    /// Mean over images of their own mean IoU or Dice; images without a pixel that counts are left out.
    double meanIouPerImage() const;
    double meanDicePerImage() const;

    bool operator==(const SegmentationScore&) const = default;

private:
    SegmentationRules m_rules;
    ConfusionCounts m_pooled;
    qint64 m_images = 0;
    qint64 m_scoredImages = 0;
    ExactSum m_iou;
    ExactSum m_dice;
};

} // namespace badcase::analysis
