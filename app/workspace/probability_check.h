// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Whether a row of numbers that somebody says are probabilities can be that. Pure functions.

#include "inference/core/prediction.h"

#include <QString>

#include <span>

namespace badcase::workspace {

/// What the numbers of a file are. Logits become probabilities by the task's activation.
enum class ValueMeaning { Probabilities, Logits };

/// How far values may lie outside [0, 1] (rounding of whoever wrote them); they are then set to 0 or 1.
inline constexpr double kRangeTolerance = 1e-4;
/// How far the sum of a softmax row may be from 1. Half precision rounds each value by up to 2^-11 of it.
inline constexpr double kSumTolerance = 1e-3;
inline constexpr double kHalfSumTolerance = 1e-2;

struct RowVerdict {
    enum class Kind { Good, NotANumber, OutOfRange, BadSum };
    Kind kind = Kind::Good;
    bool clamped = false; ///< a value was a little outside [0, 1]
    double culprit = 0;   ///< the value out of range, or the sum

    bool isGood() const { return kind == Kind::Good; }
    QString kindName() const; ///< "not-a-number", "out-of-range", "bad-sum"
    QString text() const;     ///< for people: "its probabilities sum to 3.2, not 1"
};

/// Checks a row, and turns it into probabilities in place: clamped, or with the activation applied to logits.
/// A row that is not good is left as it was up to the value that is wrong.
RowVerdict takeRow(std::span<double> row, Activation activation, ValueMeaning meaning, double sumTolerance);

} // namespace badcase::workspace
