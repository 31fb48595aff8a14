// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The other side of WorkerProcess: all that badcase-worker does.

namespace badcase::engine::worker {

/// Answers questions on kSocket until the program is gone, and then ends the process at once, also in the
/// middle of a pass. Returns only when it was not started by Badcase; the exit status then.
int serve();

} // namespace badcase::engine::worker
