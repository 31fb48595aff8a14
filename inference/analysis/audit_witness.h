// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A confusion matrix that gives typed figures. Only for metric_audit.cpp and its tests.

#include "inference/analysis/metric_audit.h"

namespace badcase::analysis {

/// A matrix whose classes have these IoUs and whose accuracy lies at `place` (0 to 1) between the least and
/// the largest that they allow; nothing when rounding to counts would not keep them (all errors with a class
/// whose IoU is 1). K >= 2.
std::optional<ConfusionCounts> matrixOf(const std::vector<double>& iou, double place);

/// Looks for a matrix that gives all figures, and has checked the one it returns. `iou`: what is known of
/// each class, or empty; `accuracy`: what accuracy and micro F1 say together.
std::optional<ConfusionCounts> auditWitness(const AuditFigures& figures, const std::vector<TypedFigure>& iou,
                                            const std::optional<TypedFigure>& accuracy, int classes);

} // namespace badcase::analysis
