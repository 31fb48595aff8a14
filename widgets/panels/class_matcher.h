// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Finds classes while one types. Pure functions.

#include "inference/core/schema.h"

#include <QString>

#include <vector>

namespace badcase::panels {

/// Classes whose name or parent's name contains what was typed, best first: whole name, beginning of the
/// name, beginning of a word, anywhere in the name, then the same in the parent's name, then letters in order
/// ("tsh" finds "t-shirt"). Case and width of letters do not matter; several words must all match, at either
/// level. Empty text lists all, in schema order.
std::vector<ClassIndex> matchClasses(const Schema& schema, const QString& typed, int limit = 50);

/// The rank of one text for one typed word; lower is better, -1 is no match. Also used by the command
/// palette.
int matchRank(const QString& text, const QString& typed);

} // namespace badcase::panels
