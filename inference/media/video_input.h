// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Inside of media: packets of one video stream out of a container (libavformat).

#include "inference/media/video_index.h"
#include "inference/media/video_libav.h"

#include <memory>

struct AVFormatContext;
struct AVIOContext;
struct AVStream;

namespace badcase::media {

/// One thread. Only the bytes of the source are read: no network, and no other file that the container may
/// name.
class VideoInput {
public:
    /// `watch` must outlive the input. Corrupt: no container that libav knows, or no readable head;
    /// Unsupported: no video stream in it.
    static Result<std::unique_ptr<VideoInput>> open(const VideoSource& source, const Watchdog& watch,
                                                    const VideoLimits& limits);
    ~VideoInput();
    Q_DISABLE_COPY_MOVE(VideoInput)

    AVStream* stream() const { return m_stream; }
    /// All but the decoder's part of it.
    const VideoInfo& info() const { return m_info; }

    /// The next packet of the stream; false at the end. A container that breaks off ends, too: see
    /// brokenOff().
    Result<bool> next(AVPacket* packet);
    /// What libav said when the container broke off before its end; empty otherwise.
    const QString& brokenOff() const { return m_brokenOff; }
    /// To a place at or before `stamp` of the stream, as the format understands it: the caller looks where it
    /// came out.
    bool seek(qint64 stamp);

private:
    struct Io;
    explicit VideoInput(const Watchdog& watch);
    Result<void> openContainer(const VideoSource& source, const VideoLimits& limits);
    Result<void> findStreams(const VideoLimits& limits);
    Result<void> chooseStream();
    void readInfo();

    const Watchdog& m_watch;
    QString m_name;
    std::unique_ptr<Io> m_io;
    AVFormatContext* m_context = nullptr;
    AVStream* m_stream = nullptr;
    VideoInfo m_info;
    QString m_brokenOff;
};

} // namespace badcase::media
