// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace badcase::media {

/// Prepares Qt's image plugins for this process, once; every function of image_reader.h calls it by itself.
/// - raises QImageReader::allocationLimit() (128 MB in Qt 6.4, too little for 20k x 20k) to what ImageLimits
/// allow
///   by default; our own limits, checked on the header before any memory is taken, are the real fence
/// - silences the warnings of the image plugins (categories qt.gui.imageio* and qt.imageformats*): what they
/// would
///   print about a broken file is returned as an Error. The category filter that was installed before goes on
///   working, and QT_LOGGING_RULES of the environment are left alone when they name these categories.
/// - takes libtiff's messages, which it would print to stderr, over (see tiff_messages.h)
/// Thread-safe.
void initialise();

} // namespace badcase::media
