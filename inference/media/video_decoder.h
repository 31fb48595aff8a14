// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Inside of media: frames out of packets (libavcodec), in the decoder's own order.

#include "inference/media/video_index.h"
#include "inference/media/video_libav.h"

#include <memory>

struct AVCodecContext;
struct AVCodecParameters;

namespace badcase::media {

class VideoInput;

/// What went wrong with single packets; decoding went on behind them.
struct DecodeDamage {
    int packets = 0; ///< refused by the decoder, or marked as damaged by the container
    int frames = 0;  ///< given, but the decoder had to guess parts of them
    QString first;   ///< what libav said of the first one
};

/// Unsupported, with the codec's name, when the installed FFmpeg has no decoder for the stream.
Result<void> checkDecoder(const VideoInput& input, const QString& name);

/// One thread (the decoder may use several of its own). Pixels and order are those of the ffmpeg program.
class VideoDecoder {
public:
    /// `threads`: 0 = as many as libavcodec thinks right. `watch` and `input` must outlive the decoder.
    static Result<std::unique_ptr<VideoDecoder>> open(VideoInput& input, const QString& name,
                                                      const Watchdog& watch, const VideoLimits& limits,
                                                      int threads);
    ~VideoDecoder();
    Q_DISABLE_COPY_MOVE(VideoDecoder)

    /// The next frame, reading packets as needed; null at the end. Packets that cannot be decoded are counted
    /// and stepped over. Errors are only those of the watchdog.
    Result<FramePtr> next();
    /// The key frame in `packet` and nothing else; null when it cannot be decoded alone. Leaves the decoder
    /// flushed.
    Result<FramePtr> decodeAlone(const AVPacket& packet);
    /// Forgets all frames under way, after a seek. `first` is decoded before what the input gives next.
    void restart(PacketPtr first);

    const DecodeDamage& damage() const { return m_damage; }

private:
    VideoDecoder(VideoInput& input, const QString& name, const Watchdog& watch);
    Result<void> feed(LibavLog& log);
    void send(const AVPacket* packet, LibavLog& log);
    bool noteError(int status, LibavLog& log);
    void noteDamage(const QString& said);

    VideoInput& m_input;
    QString m_name;
    const Watchdog& m_watch;
    AVCodecContext* m_context = nullptr;
    PacketPtr m_packet;
    PacketPtr m_first; ///< sent before the input's next packet
    bool m_draining = false;
    int m_errorsInARow = 0;
    DecodeDamage m_damage;
};

/// The presentation time that the index knows a frame by.
qint64 stampOf(const AVFrame& frame);
qint64 stampOf(const AVPacket& packet);

/// No stamp: neither pts nor dts.
bool hasStamp(qint64 stamp);

} // namespace badcase::media
