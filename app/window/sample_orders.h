// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The ways to sort samples, as the order box offers them. Pure functions.

#include "inference/core/schema.h"
#include "storage/sample_query.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace badcase::window {

/// A way to sort, with the direction that puts first what a reviewer looks for.
struct OrderChoice {
    storage::SampleOrder order;
    QString text;
};

/// `textFields`: of the project; the first few of them can be sorted by their quality.
std::vector<OrderChoice> orderChoices(Task task, bool hasRun, const QStringList& textFields);

/// Whether two orders differ in nothing but the direction.
bool isSameKey(const storage::SampleOrder& a, const storage::SampleOrder& b);

} // namespace badcase::window
