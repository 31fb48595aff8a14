// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "inference/media/media_root.h"

namespace badcase::media {

/// A folder as a media root; `path` is absolute and exists. Not followed later: a folder that is moved away
/// gives NotFound for its members.
Result<std::shared_ptr<MediaRoot>> openFolderRoot(const QString& path);

} // namespace badcase::media
