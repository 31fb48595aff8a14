// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which convention a figure follows: the one place with these texts, for tool tips wherever a figure is
/// shown.

#include "inference/core/schema.h"

#include <QString>

namespace badcase::models {

/// A sentence or two about the figure with this key of `badcase metrics` ("macro_f1", "mean_iou", "ap", ...),
/// as it is computed for this task; empty for a key that nobody has heard of.
QString metricConvention(const QString& key, Task task);

} // namespace badcase::models
