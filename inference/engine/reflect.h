// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Positions beyond a picture's border, mirrored back into it.

namespace badcase::engine {

/// The pixel of 0 .. size - 1 that stands at `position` when the picture goes on mirrored at its border
/// pixels (which are not repeated: -1 is pixel 1), as often as need be. numpy's "reflect".
inline int reflectedIndex(int position, int size)
{
    if (size == 1)
        return 0;
    const int period = 2 * (size - 1);
    const int folded = ((position % period) + period) % period;
    return folded < size ? folded : period - folded;
}

} // namespace badcase::engine
