// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "inference/media/media_root.h"

namespace badcase::media {

/// A zip archive as a media root; `path` is absolute and a regular file. The file stays open; reading is
/// positional, so that several threads read at once without a lock. Hostile archives: offsets, sizes and
/// ratios are checked before memory is taken, unpacked bytes never exceed what the directory says, and the
/// CRC must agree.
Result<std::shared_ptr<MediaRoot>> openZipRoot(const QString& path);

} // namespace badcase::media
