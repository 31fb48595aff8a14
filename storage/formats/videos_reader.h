// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Videos (and GIFs, and frame features as npy) in class folders: [split/]class/clip.mp4, like
/// ImageFolderReader. With ReadOptions::classFrom "name" the class is the file's name instead, without a
/// number at its end
/// ("walk_02.mkv" is a "walk"). Nothing is decoded.

#include "storage/formats/imagefolder_reader.h"

namespace badcase::formats {

class VideosReader : public ImageFolderReader {
public:
    VideosReader() : ImageFolderReader(FolderContent::Videos) {}
    QString format() const override { return QStringLiteral("videos"); }
};

} // namespace badcase::formats
