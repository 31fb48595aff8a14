// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "resources/demo/creative.h"

#include <QPainterPath>

namespace badcase::demo {

/// A product in the unit square (0..1, y down): its outline, and the strokes drawn on top of it.
struct ProductShape {
    QPainterPath outline;
    QPainterPath details;
};

/// Proportions vary with the random numbers, so that no two bottles are alike and a slim cup comes close to one.
ProductShape productShape(Product product, QRandomGenerator& random);

} // namespace badcase::demo
