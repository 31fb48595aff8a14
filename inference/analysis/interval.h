// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How far a score over a random part of some samples may lie from the score over all of them.

#include <QtGlobal>

#include <functional>
#include <span>

namespace badcase::analysis {

struct Interval {
    double low = 0;
    double high = 0;
    bool operator==(const Interval&) const = default;
};

/// A random part, drawn without repetition, of a finite set. The less of the set is left out, the narrower
/// the intervals below: they shrink with the root of the share that is left out, to a point when nothing is.
struct RandomPart {
    qint64 drawn = 0; ///< at least 1
    qint64 of = 0;    ///< at least `drawn`
    double shrinkage() const;
};

/// Wilson's interval for a share: `hits` of part.drawn. `confidence`, e.g. 0.9, is two-sided.
Interval wilsonInterval(qint64 hits, RandomPart part, double confidence);

/// Percentile bootstrap: `score` is asked `rounds` times for the score over part.drawn indices in [0,
/// part.drawn) drawn with repetition; `value` is the score over all of them. The same arguments give the same
/// interval. Rounds whose score is NaN are left out. Contains `value`.
Interval bootstrapInterval(double value, RandomPart part, double confidence, int rounds,
                           const std::function<double(std::span<const std::size_t> drawn)>& score);

} // namespace badcase::analysis
