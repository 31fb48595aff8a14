// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What happens to a mask after the model: named steps in order, kept with a run as text. Pure functions,
/// thread-safe. Every step is exact and takes time proportional to the pixels, whatever its area; open and
/// close see mask_disc.h.
///
///     threshold:0.4     threshold:nucleus=0.4     a pixel belongs to its class from this probability on
///     min-area:30       min-area:nucleus=30       smaller pieces are removed
///     fill-holes        fill-holes:200            holes (of up to 200 pixels) are filled
///                       fill-holes:nucleus=200    fill-holes:nucleus=all
///     open:2            open:nucleus=2            what a disc of this radius does not fit into is removed
///     close:3           close:nucleus=3           what a disc of this radius does not fit into beside it is
///                                                 added
///     watershed         watershed:h=1,min=20      touching objects are split
///                       watershed:h=1,min=20,class=nucleus
///
/// Several are joined by ";". Thresholds come first, because they decide the mask; a watershed comes last,
/// because it makes objects out of it.

#include "inference/core/cancel.h"
#include "inference/core/mask_runs.h"
#include "inference/core/prediction.h"
#include "inference/core/result.h"
#include "inference/engine/mask_watershed.h"

#include <QJsonArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace badcase::engine {

struct MaskStep {
    enum class Kind { Threshold, MinArea, FillHoles, Open, Close, Watershed };

    Kind kind = Kind::Threshold;
    /// kNoClass: every class but the background.
    ClassIndex classIndex = kNoClass;
    /// Threshold: probability 0..1. MinArea: pixels. FillHoles: pixels of the largest hole, 0 any. Open and
    /// Close: radius in pixels. Watershed: h in pixels, 0 the rule of thumb (see WatershedRule).
    double value = 0;
    qint64 minimum = 0; ///< Watershed: pixels of the smallest object, 0 any

    bool operator==(const MaskStep&) const = default;
};

/// Steps from text, from several texts in order, or from what maskStepsToJson() wrote. `classes` are the
/// names in the schema's order; `background` is the class that removed pixels get, of which no step may
/// speak. InvalidArgument names the step, what is wrong with it and which forms exist. Empty text: no steps.
Result<std::vector<MaskStep>> parseMaskSteps(const QString& text, const QStringList& classes,
                                             std::optional<ClassIndex> background = {});
Result<std::vector<MaskStep>> parseMaskSteps(const QStringList& steps, const QStringList& classes,
                                             std::optional<ClassIndex> background = {});
Result<std::vector<MaskStep>> maskStepsFromJson(const QJsonArray& steps, const QStringList& classes,
                                                std::optional<ClassIndex> background = {});

/// The same steps as text: parsed again they are equal, to the last bit. A semicolon or backslash in the name
/// of a class is written with a backslash before it where steps are joined.
QString maskStepsToText(const std::vector<MaskStep>& steps, const QStringList& classes);
QStringList maskStepsToList(const std::vector<MaskStep>& steps, const QStringList& classes);
QJsonArray maskStepsToJson(const std::vector<MaskStep>& steps, const QStringList& classes);

/// The lowest 8-bit stop q with q / 255 >= probability: ceil(255 * probability), where a product within 1e-9
/// of an integer counts as that integer, so that the decimal text of a stop means that stop. 0.5 gives 128,
/// as in decisionMap(). Over 255 (no pixel) only for probabilities over 1.
int probabilityStop(double probability);

struct MaskStepContext {
    /// The class of pixels that belong to no other. Without one, removed pixels become ClassMap::kUnset, "no
    /// class"; in masks of one sigmoid channel, class 0 is the background then.
    std::optional<ClassIndex> background = {};
    CancelToken cancel = {};
};

/// A mask after its steps.
struct SteppedMask {
    ClassMap decision;
    std::optional<InstanceMap> instances = {}; ///< after a watershed
};

/// Applies the steps to a mask's plain decision (decisionMap()).
/// - Thresholds: one channel: the class of which they speak where its probability is at least t, else the
///   other. Softmax: pixels of a class with a probability below its t are removed. A later threshold replaces
///   an earlier one of the same class, so "threshold:0.6;threshold:nucleus=0.4" is 0.6 for all others.
/// - MinArea: pieces hang together over sides and corners. With a background, small ones are removed. Softmax
///   without a background: a small piece joins the neighbour with which it shares the longest border, smaller
///   ones first, until none is small.
/// - FillHoles: a hole is a piece of background or of no class, hanging together over sides, that does not
///   touch the border of the picture and that touches pixels of one class only, over their sides.
/// - Open, Close: the disc is all pixels with a distance <= radius. What lies outside of the picture counts
///   neither as inside nor as outside, so objects cut by its border keep their shape there. Closing adds only
///   background and pixels of no class; where two classes would take a pixel, the lower index does.
/// - Watershed: see splitObjects().
///
/// InvalidArgument for steps that do not fit (a threshold without probabilities, the background, a wrong
/// order, sizes that differ), Cancelled. Memory beyond the result: half a byte a pixel for open and close
/// (2.5 bytes with radii from kWidestStrips on), 16 bytes a run of equal pixels for areas and holes; for a
/// watershed see there.
Result<SteppedMask> applyMaskSteps(const std::vector<MaskStep>& steps, const MaskPrediction& prediction,
                                   const MaskStepContext& context = {});

} // namespace badcase::engine
