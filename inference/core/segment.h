// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Stretches of a video's time: what is labelled in them, what a model says of them, and what is read or
/// heard in them.
///
/// Times are seconds from the first displayed frame (0), whatever the presentation times of the file begin
/// with. A stretch holds its begin and not its end.

#include "inference/core/ids.h"
#include "inference/core/label.h"

#include <QString>

#include <utility>
#include <vector>

namespace badcase {

/// A labelled stretch. `begin` <= `end`; both finite and >= 0.
struct Segment {
    double begin = 0;
    double end = 0;
    LabelSet labels;

    double length() const { return end - begin; }
    bool operator==(const Segment&) const = default;
};

/// All classes of all segments: what a video as a whole is labelled with where a data set says so (TAAC's
/// tagging track).
inline LabelSet unionOfLabels(const std::vector<Segment>& segments)
{
    std::vector<ClassIndex> classes;
    for (const Segment& segment : segments)
        classes.insert(classes.end(), segment.labels.begin(), segment.labels.end());
    return LabelSet(std::move(classes));
}

/// What a run says of a stretch: classes with their probabilities (0..1), best first, at most one of each
/// class. `begin` <= `end`; a model may begin before 0 (a score counts it so).
struct ScoredSegment {
    double begin = 0;
    double end = 0;
    std::vector<std::pair<ClassIndex, double>> scores;

    double length() const { return end - begin; }
    bool operator==(const ScoredSegment&) const = default;
};

/// A piece of a text field that is seen or heard at a time: "ocr", "asr". `end` == `begin`: only the begin is
/// known.
struct TextSpan {
    QString field;
    double begin = 0;
    double end = 0;
    QString text;

    bool operator==(const TextSpan&) const = default;
};

} // namespace badcase
