// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Videos for tests: made by the ffmpeg program, and what that program says of any video.

#include "inference/media/video_reader.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace badcase::test {

/// Empty when it is not installed.
QString ffmpegProgram();

/// MD5 of the frames of the first video stream in order, native pixel format, not turned; at most `atMost`
/// (-1: all). As far as the program comes with a damaged file.
QList<QByteArray> ffmpegHashes(const QString& path, int atMost = -1);

/// Runs ffmpeg with these arguments between "-y" and `out`; true when it worked.
bool ffmpegMakes(const QString& out, const QString& arguments);

/// The reference hashes of a shared clip ("androidx/bt601.mov"): its first 64 frames.
QList<QByteArray> referenceHashes(const QString& clip);
/// The reference times of all its frames, in seconds of the file's clock.
QList<double> referenceTimes(const QString& clip);

/// What the ffprobe program says of the packets of the first video stream: their presentation times in
/// seconds, sorted.
QList<double> packetTimes(const QString& path);

/// "folder/name" of all shared clips.
QStringList sharedClips();

/// Hashes of the frames in order; stops at the first error, which it prints.
QList<QByteArray> hashesInOrder(media::VideoReader& reader, int atMost = -1);

} // namespace badcase::test

/// The tests of videos that are made here need the ffmpeg program (package ffmpeg).
#define NEEDS_FFMPEG()                                                                                       \
    if (::badcase::test::ffmpegProgram().isEmpty())                                                          \
    QSKIP("the ffmpeg program is not installed")
