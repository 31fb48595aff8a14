// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Classes and pairs of classes in as few words as possible, for the chips of a filter. Pure functions.

#include "inference/core/schema.h"

#include <QStringList>

#include <utility>
#include <vector>

namespace badcase::window {

/// "tops / shirt" for a class, "tops (all 6 classes)" where every class below a parent is there; kNoClass is
/// "not labelled".
QStringList classNames(const std::vector<ClassIndex>& classes, const Schema& schema);

/// "shirt → belt", pair by pair; one line "tops (all 6 classes) → belt" where each of some classes goes with
/// each of some others (a class need not go with itself).
QStringList pairNames(const std::vector<std::pair<ClassIndex, ClassIndex>>& pairs, const Schema& schema);

} // namespace badcase::window
