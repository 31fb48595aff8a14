// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where a decoder writes its pixels: memory of the caller's, whatever picture type that belongs to.

#include <QSize>
#include <QtGlobal>

#include <functional>

namespace badcase::media {

struct PixelRows {
    uchar* bits = nullptr; ///< null: there is not enough memory
    qsizetype bytesPerLine = 0;
};

/// Called once by a decoder, when it knows the size.
using TakeRows = std::function<PixelRows(QSize)>;

} // namespace badcase::media
