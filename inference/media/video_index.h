// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which frames a video has, and when each is shown. Frame n is the n-th frame that the decoder gives,
/// counted from 0, as the ffmpeg program would write them with "-map 0:v:0 -fps_mode passthrough".

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "inference/media/video_source.h"

#include <QByteArray>
#include <QSize>
#include <QString>

#include <memory>
#include <vector>

namespace badcase::media {

struct Rational {
    int num = 0;
    int den = 1;
    double value() const { return den == 0 ? 0 : double(num) / den; }
    bool operator==(const Rational&) const = default;
};

/// What the container and the decoder say of the stream that is read: the first video stream that is no cover
/// picture.
struct VideoInfo {
    QString container;      ///< libavformat's name: "mov,mp4,m4a,3gp,3g2,mj2"
    QString codec;          ///< "h264", "hevc", ...
    QString pixelFormat;    ///< "yuv420p10le", ...
    QSize size;             ///< as stored
    Rational pixelAspect;   ///< width of a pixel : its height; 1:1 when not said
    int rotation = 0;       ///< clockwise by 0, 90, 180 or 270 degrees, to turn stored frames upright
    bool mirrored = false;  ///< after turning, frames are flipped left to right
    Rational timeBase;      ///< seconds of one unit of pts
    double duration = 0;    ///< seconds, as the container says; 0 when it does not
    double frameRate = 0;   ///< mean frames a second, as the container says; 0 when it does not
    int videoStreams = 0;   ///< in the file
    QString colourMatrix;   ///< "bt709", "smpte170m", "bt2020nc", ...; "unknown" when not said
    QString colourTransfer; ///< "bt709", "smpte2084" (PQ), "arib-std-b67" (HLG), ...
    bool fullRange = false; ///< luma uses 0..255 rather than 16..235

    /// Upright and with square pixels, which is how people should see it.
    QSize displaySize() const;
    bool operator==(const VideoInfo&) const = default;
};

/// Bounds on what an untrusted file may cost.
struct VideoLimits {
    qint64 maxPixels = qint64(8192) * 8192; ///< of one frame
    qint64 maxFrames = 4'000'000;
    int indexMs = 300'000; ///< to build an index
    int frameMs = 60'000;  ///< to fetch one frame
};

/// A key frame: decoding can begin here.
struct VideoKey {
    qint64 stamp = 0;  ///< pts of its packet, or dts in streams without pts
    qint64 dts = 0;    ///< of its packet; what some formats seek by
    qint32 frame = 0;  ///< the first frame shown at or after it
    bool shown = true; ///< false: an edit list leaves it out, but decoding needs it
    bool operator==(const VideoKey&) const = default;
};

/// Immutable once built; safe to share between threads.
class VideoIndex {
public:
    enum class Origin : quint8 {
        Packets, ///< from a scan of packets; nothing in it was odd
        Decoder, ///< every frame was decoded once, because packets alone did not tell
    };

    VideoInfo info;
    Origin origin = Origin::Packets;
    /// Presentation time of each frame in units of the time base, in the order of frames. Ascending unless
    /// !seekable.
    std::vector<qint64> pts;
    std::vector<VideoKey> keys; ///< ascending by frame
    /// False when times repeat or run backwards, or parts are damaged: frames are then counted from the
    /// beginning.
    bool seekable = true;
    int damagedPackets = 0; ///< that the container marks as damaged or the decoder refused

    int count() const { return int(pts.size()); }
    bool isKey(int frame) const;
    /// Index into keys of the last key frame to begin at for `frame`; -1: begin at the start of the file.
    int keyFor(int frame) const;
    /// The first key frame's number at or before `frame`, 0 when there is none.
    int groupStart(int frame) const;

    /// Seconds on the file's own clock: pts x time base.
    double fileSeconds(int frame) const { return double(pts[std::size_t(frame)]) * info.timeBase.value(); }
    /// Seconds from the first frame: the time of core/segment.h.
    double seconds(int frame) const;
    /// Where the last frame's showing ends, seconds from the first frame; the last one lasts as long as its
    /// neighbour.
    double endSeconds() const;
    /// The frame that is on screen at `seconds` from the first frame: the last one not after it; clamped.
    int frameAt(double seconds) const;

    /// A compact blob (some 2 bytes a frame) for a cache; fromBytes() is Corrupt for anything toBytes() did
    /// not make and NewerVersion for that of another version.
    QByteArray toBytes() const;
    static Result<VideoIndex> fromBytes(const QByteArray& data);

    bool operator==(const VideoIndex&) const = default;
};

using VideoIndexPtr = std::shared_ptr<const VideoIndex>;

enum class IndexMode {
    Automatic, ///< packets, and the decoder only where packets show something odd
    Decode,    ///< always decodes everything
};

/// Of the libraries that count frames. An index that others have built may count differently.
QString videoLibraryVersion();

/// Reads all packets of the video once, without decoding where that is enough (about 0.3 ms a second of
/// video). Corrupt: no video, or nothing in it can be decoded; Unsupported: no decoder for its codec, or no
/// video stream; TooLarge: beyond the limits; Cancelled; Io: the time is up. Any thread.
Result<VideoIndexPtr> buildVideoIndex(const VideoSource& source, const CancelToken& cancel = {},
                                      const VideoLimits& limits = {}, IndexMode mode = IndexMode::Automatic);

} // namespace badcase::media
