// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A rule that turns probabilities into decisions, chosen after training: offsets, thresholds, or the steps of a mask.

#include "inference/core/label.h"
#include "inference/core/prediction.h"
#include "inference/core/result.h"
#include "inference/core/schema.h"

#include <QJsonObject>
#include <QString>

#include <span>
#include <vector>

namespace badcase {

/// Exactly one of the three rules, by the task:
/// - classification: the class with the largest log p + offset, the lowest index at ties. A threshold t of a class
///   (argmax of p / t) is the offset -log t.
/// - multi-label: every class with p >= its threshold.
/// - segmentation: `steps`, in the words of a run's steps ("threshold:0.4;min-area:30"), on the stored probabilities.
///
/// A value: safe to copy and to read from any thread.
struct ThresholdSet {
    QString name; ///< unique in a project
    Task task = Task::Classification;
    std::vector<double> offsets;    ///< a class, in nats; classes beyond its end have 0
    std::vector<double> thresholds; ///< a class, 0..1 (above 1: never); classes beyond its end have 0.5
    QString steps;
    /// What it was tuned for and on, and what that is worth: objective, run, labels, split, samples, folds, before,
    /// after, after_held_out, interval, advice. Kept as it was said.
    QJsonObject evidence;

    /// Classification and multi-label; probabilities in schema order. O(K).
    LabelSet decide(std::span<const float> probabilities) const;
    LabelSet decide(std::span<const double> probabilities) const;

    /// Says what it is by itself, classes by name, so that a serving system can read it:
    /// {"name", "task", "rule": "argmax log p + offset" | "p >= threshold" | "steps", "offsets" | "thresholds":
    /// {class: number}, "steps", "evidence"}. Classes whose offset is 0 are written, too.
    QJsonObject toJson(const Schema& schema) const;
    /// What toJson() wrote; a class of `schema` that is not named has its plain rule. InvalidArgument for another task,
    /// for a class that the schema lacks and for what is no number; Corrupt when it is no threshold set at all.
    static Result<ThresholdSet> fromJson(const QJsonObject& json, const Schema& schema);

    bool operator==(const ThresholdSet&) const = default;
};

/// log p as the rules use it: p is held at 1e-26 at least, so that no class is beyond the reach of an offset.
double tunedLog(double probability);

} // namespace badcase
