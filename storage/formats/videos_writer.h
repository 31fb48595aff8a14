// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Copies videos (and GIFs, and frame features) into class folders: [split/]class/clip, as VideosReader reads
/// them.

#include "storage/formats/imagefolder_writer.h"

namespace badcase::formats {

class VideosWriter : public ImageFolderWriter {
public:
    VideosWriter(ExportFolder& folder, const Schema& schema)
        : ImageFolderWriter(folder, schema, FolderContent::Videos)
    {}
};

} // namespace badcase::formats
