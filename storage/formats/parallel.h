// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A loop over independent items on all processors, for work that is short but comes in thousands (headers,
/// masks).

#include <QtGlobal>

#include <functional>

namespace badcase::formats {

/// Calls `work(i)` once for every i in [0, count), on the calling thread and helpers, and returns when all
/// are done. `work` must not throw and may only touch item i.
void parallelFor(qsizetype count, const std::function<void(qsizetype)>& work);

} // namespace badcase::formats
