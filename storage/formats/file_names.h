// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the name of a file or folder says: picture or not, its stem, whether a folder is a split. Also names
/// that are safe on every file system, made from any text and turned back into it. Pure functions,
/// thread-safe.

#include "inference/core/sample.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace badcase::formats {

/// Lower-case suffixes (without the dot) of the pictures that the media layer reads, the likeliest first.
const QStringList& imageSuffixes();
bool hasImageSuffix(const QString& path);

/// Likewise for videos. A GIF is a picture here; whoever reads videos only may take it for one.
const QStringList& videoSuffixes();
bool hasVideoSuffix(const QString& path);

/// What kind of sample a file is by its suffix: picture, video, or features (npy); nullopt: none of them.
std::optional<SampleKind> mediaKindOf(const QString& path);

/// Pictures and videos of kinds that are not read as still images (heic, avif, mp4 ...): a user who has them
/// in the folder wants to hear that they were left out; nobody wants to hear it of a README.
bool looksLikeUnreadMedia(const QString& path);

/// What a folder of class folders holds.
enum class FolderContent { Pictures, Videos };
/// Pictures: those that are read. Videos: also GIFs and features.
bool belongsTo(FolderContent content, const QString& path);

QString fileNameOf(const QString& path); ///< "a/b/c.tar.gz" -> "c.tar.gz"
QString stemOf(const QString& path);     ///< "a/b/c.tar.gz" -> "c.tar"
QString suffixOf(const QString& path);   ///< "a/b/c.JPG" -> "JPG"

/// train, val, valid, validation, dev, test, testing, training, holdout; any letter case.
bool isSplitName(const QString& folder);

/// One path component that every file system takes: characters that some system forbids, leading dots,
/// trailing dots or spaces, device names (CON, NUL ...) and names that our exports use themselves are
/// percent-encoded as UTF-8 bytes. '%' is encoded too, so decodeName(encodeName(x)) == x for every x but the
/// empty text, which has no name.
QString encodeName(const QString& text);
/// Like encodeName(), for a class folder: a class called like a split is encoded too, so that it is never
/// taken for one.
QString encodeClassFolder(const QString& text);
QString decodeName(const QString& name);

/// Longest name (in UTF-8 bytes) that is written; file systems stop at 255 and collisions need room for a
/// number.
inline constexpr int kMaxNameBytes = 220;
/// A file name of at most kMaxNameBytes: the end of a longer stem is replaced by a hash of the whole name.
QString boundedFileName(const QString& encoded);

} // namespace badcase::formats
