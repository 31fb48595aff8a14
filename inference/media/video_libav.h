// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Inside of media: what every part of the video reader needs of libav. Its headers are included in .cpp
/// files only.

#include "inference/core/cancel.h"
#include "inference/core/result.h"

#include <QDeadlineTimer>
#include <QString>

#include <memory>

struct AVFrame;
struct AVPacket;

namespace badcase::media {

struct FrameDeleter {
    void operator()(AVFrame* frame) const;
};
struct PacketDeleter {
    void operator()(AVPacket* packet) const;
};
using FramePtr = std::unique_ptr<AVFrame, FrameDeleter>;
using PacketPtr = std::unique_ptr<AVPacket, PacketDeleter>;

/// The end of the program when there is no memory for these few bytes.
FramePtr makeFrame();
PacketPtr makePacket();

/// libav's own words for one of its error numbers.
QString libavMessage(int error);

/// Collects what libav prints (it would go to stderr) for the messages of this thread while it lives.
class LibavLog {
public:
    LibavLog();
    ~LibavLog();
    Q_DISABLE_COPY_MOVE(LibavLog)
    /// The first error since the last call; empty when there was none. Decoding threads of libav are not
    /// heard.
    QString take();

private:
    QByteArray m_first;
    QByteArray* m_before;
};

/// When to stop: asked by libav's interrupt callback and by our own loops. Owned by one reader and used by
/// its thread.
struct Watchdog {
    CancelToken cancel;
    QDeadlineTimer deadline = QDeadlineTimer(QDeadlineTimer::Forever);

    bool isUp() const { return cancel.isCancelled() || deadline.hasExpired(); }
    /// Cancelled, or Io because the time is up.
    Error error(const QString& name) const;
};

} // namespace badcase::media
