// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where a run's segments say other classes than the labelled ones: what a timeline marks.

#include "inference/core/segment.h"

#include <vector>

namespace badcase::analysis {

/// A stretch in which the labelled and the predicted classes do not change. Seconds.
struct AgreementSpan {
    double begin = 0;
    double end = 0;
    LabelSet missed; ///< labelled, not predicted
    LabelSet wrong;  ///< predicted, not labelled

    bool agrees() const { return missed.empty() && wrong.empty(); }
    bool operator==(const AgreementSpan&) const = default;
};

/// The classes that a scored segment decides for: those of at least `threshold`; when `single`, only the best
/// of all, whatever its probability.
LabelSet decidedClasses(const ScoredSegment& segment, double threshold, bool single);

/// The stretches that either list covers, in order, neighbours of equal content joined. At a time that
/// several segments cover their classes are united; a time that neither covers is left out. O(n log n) in the
/// number of segments for lists that overlap little.
std::vector<AgreementSpan> segmentAgreement(const std::vector<Segment>& truth,
                                            const std::vector<Segment>& predicted);

} // namespace badcase::analysis
