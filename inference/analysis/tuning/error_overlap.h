// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Do two members of an ensemble err on the same samples? Those that do have little to tell each other. Pure functions.

#include "inference/analysis/tuning/class_mix_set.h"

namespace badcase::analysis {

/// Answers of two members: samples, or of several labels each question "is it this class?" of each sample. The figures
/// are those of Kuncheva and Whitaker, "Measures of diversity in classifier ensembles" (2003).
struct ErrorOverlap {
    qint64 bothRight = 0;
    qint64 onlyFirst = 0;  ///< right
    qint64 onlySecond = 0; ///< right
    qint64 bothWrong = 0;

    qint64 total() const { return bothRight + onlyFirst + onlySecond + bothWrong; }
    /// Correlation of being right, in [-1, 1]; kUndefined when one of them is always right or always wrong.
    double phi() const;
    /// Yule's Q, in [-1, 1]; kUndefined when both products are 0.
    double q() const;
    double disagreement() const; ///< share where one alone is right
    double doubleFault() const;  ///< share where both are wrong: what no mix of them mends
    bool operator==(const ErrorOverlap&) const = default;
};

ErrorOverlap errorOverlap(const ClassMixSet& set, const MixDecisions& first, const MixDecisions& second);

} // namespace badcase::analysis
