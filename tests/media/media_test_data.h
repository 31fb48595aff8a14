// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Small pictures made in memory, and helpers that several classes of tst_media use.

#include <QByteArray>
#include <QImage>
#include <QString>

namespace badcase::test {

/// A smooth colourful gradient with a bright corner at the top left: a turned picture is not equal to itself.
QImage gradient(QSize size);

/// As Qt writes it; `format` is "png", "jpg", "bmp", "ppm", "webp", "tiff".
QByteArray encoded(const QImage& image, const char* format);

QByteArray fileBytes(const QString& path);

/// Mean absolute difference of the grey levels; 255 when the sizes differ.
double meanDifference(const QImage& a, const QImage& b);

/// Most memory that this process has ever held, in bytes (VmHWM); -1 where /proc does not tell.
qint64 peakMemory();

} // namespace badcase::test
