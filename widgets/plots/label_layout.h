// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where labels go that would lie upon one another. Arithmetic only.

#include <vector>

namespace badcase::plots {

/// Along one axis: the centres of labels of these sizes that are nearest to the wanted ones (least squares),
/// at least `gap` apart, in the order of what was wanted, and inside [lo, hi]. Equal lengths. When all of
/// them together are longer than that, they begin at lo and go beyond hi: ask for fewer.
std::vector<double> pushedApart(const std::vector<double>& wanted, const std::vector<double>& sizes,
                                double lo, double hi, double gap);

} // namespace badcase::plots
