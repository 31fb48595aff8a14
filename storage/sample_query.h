// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Filter and order: which samples, in which sequence.

#include "inference/core/cancel.h"
#include "inference/core/ids.h"
#include "inference/core/label.h"
#include "inference/core/result.h"
#include "inference/core/sample.h"
#include "storage/connection.h"
#include "storage/text_index.h"

#include <QString>
#include <QStringList>

#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace badcase::storage {

struct ValueRange {
    double from = -std::numeric_limits<double>::infinity(); ///< inclusive
    double to = std::numeric_limits<double>::infinity();    ///< inclusive
};

/// How a decision differs from the effective label, seen from above: a wrong class with a right parent, or
/// with a wrong one. With several labels "right" is having a parent in common. Classes that name
/// no parent are one group, as in ClassTree; without any parents each class is its own.
enum class ParentError {
    WrongChild, ///< right parent, wrong class
    WrongParent,
};

/// Samples by the quality of a text (TextQuality); a sample without it counts as one with an empty text.
struct TextQualityRange {
    QString field;
    TextMeasure measure = TextMeasure::Length;
    ValueRange range;
};

/// All conditions must hold; an empty list or absent value is no condition. Conditions on predictions need
/// `run`, and hold only for samples that the run has done. "Effective" labels are the correction where there
/// is one, else given.
struct SampleFilter {
    RunId run;
    std::vector<ClassIndex> given;     ///< one of these among the given labels
    std::vector<ClassIndex> effective; ///< one of these among the effective labels; kNoClass: not labelled
    std::vector<ClassIndex> predicted; ///< one of these among the decided classes
    std::vector<std::pair<ClassIndex, ClassIndex>> cells; ///< effective a and decided b, for one of the pairs
    /// As `cells`, but b must not be among the effective labels: what is confused where labels are many. (A
    /// decision for a and b of a sample with a and b is right.)
    std::vector<std::pair<ClassIndex, ClassIndex>> confusions;
    std::optional<ParentError> parentError;
    int parentSteps = 1; ///< for parentError: 1 compares direct parents, 2 theirs, and so on
    std::vector<SampleKind> kinds;
    bool badCases = false;             ///< decision differs from the effective label; masks: IoU below badIou
    double badIou = 0.5;               ///< a mask's IoU (effective labels) below this is a bad case
    std::optional<QStringList> splits; ///< "" stands for no split
    std::vector<Verdict> verdicts;
    std::optional<bool> corrected; ///< labels, mask or segments
    QString text;                  ///< a search in texts and names (inference/core/text_query.h)
    QString textField; ///< where terms of `text` that name no field are looked for; empty: anywhere
    std::vector<TextQualityRange> textQuality;
    std::optional<bool> hasProblem; ///< reported by the import, or failed in `run`
    std::optional<bool> hasComment;
    std::optional<std::vector<SampleId>> ids;
    std::optional<ValueRange> confidence, margin, loss, iou, dice; ///< loss, iou, dice: effective labels
};

struct SampleOrder {
    enum class Key { Imported, Name, Loss, Margin, Confidence, Iou, Dice, TextQuality };
    Key key = Key::Imported; ///< Loss to Dice need the filter's run; loss, iou, dice of the effective labels
    bool descending = false;
    QString textField = {}; ///< for TextQuality
    TextMeasure textMeasure = TextMeasure::Length;
};

/// Ids of the samples that pass, in order; equal keys by id, samples without a value last: an order never
/// hides a sample, also not one that the run has not done. With a `limit` only the first ones. InvalidArgument when a run is needed and missing. Cancelled soon after `cancel`.
/// Names compare by code point. Conditions on texts are quick where the index of texts stands, and read the
/// texts elsewhere; `progress` counts the samples whose texts were searched.
Result<std::vector<SampleId>> querySamples(Connection& connection, const SampleFilter& filter,
                                           const SampleOrder& order = {}, const CancelToken& cancel = {},
                                           std::optional<int> limit = {},
                                           const ProgressCallback& progress = {});

} // namespace badcase::storage
