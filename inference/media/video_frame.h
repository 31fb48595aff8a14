// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A decoded frame, and what can be made of it: a picture for people or models, or its exact bytes.

#include "inference/media/image_reader.h"
#include "inference/media/video_index.h"

#include <QByteArray>
#include <QImage>
#include <QSize>

#include <memory>

struct AVFrame;

namespace badcase::media {

/// A value that shares its pixels, cheap to copy. The pixels are the decoder's own (YUV mostly), as stored:
/// neither turned nor scaled. Holding many frames holds their memory. Thread-safe to read.
class VideoFrame {
public:
    VideoFrame() = default;
    /// Inside of media: takes a frame of libav.
    VideoFrame(int number, VideoIndexPtr index, std::shared_ptr<const AVFrame> pixels);

    bool isValid() const { return m_pixels != nullptr; }
    int number() const { return m_number; }
    qint64 pts() const { return m_index->pts[std::size_t(m_number)]; }
    double seconds() const { return m_index->seconds(m_number); } ///< from the first frame
    bool isKey() const { return m_index->isKey(m_number); }
    bool isDamaged() const; ///< the decoder had to guess parts of it
    QSize size() const;     ///< as stored; may differ from the stream's when it changes in mid-stream
    const VideoInfo& info() const { return m_index->info; }

    /// All planes without row padding, in the stream's own pixel format, as rawvideo has them.
    QByteArray planes() const;
    /// Lower-case hexadecimal MD5 of planes(), as in ffmpeg's framemd5.
    QByteArray md5() const;

private:
    friend class FrameConverter;
    int m_number = -1;
    VideoIndexPtr m_index;
    std::shared_ptr<const AVFrame> m_pixels;
};

/// What picture is wanted of a frame.
struct FrameOutput {
    PixelFormat pixels = PixelFormat::Display;
    QSize bound = {};         ///< fits in it with its proportions, never enlarged; empty: no bound
    QSize exact = {};         ///< exactly this size, whatever the proportions; goes before `bound`
    bool upright = true;      ///< turned as the container says
    bool squarePixels = true; ///< stretched sideways where pixels are not square; never with `exact`
    bool operator==(const FrameOutput&) const = default;
};

/// Turns frames into RGB: colour matrix and range as the stream says (BT.601 when it says nothing, as ffmpeg
/// does). HDR is shown as it is coded, without tone mapping. Scaling happens in the same step: area averages
/// when made smaller than half, else bicubic. Keeps libswscale's tables between frames. One thread.
class FrameConverter {
public:
    FrameConverter();
    ~FrameConverter();
    Q_DISABLE_COPY_MOVE(FrameConverter)

    /// Display: RGB32 (ARGB32_Premultiplied when the stream has transparency); Rgb888: RGB888. Unsupported
    /// for pixel formats that cannot be converted, TooLarge when there is no memory.
    Result<QImage> convert(const VideoFrame& frame, const FrameOutput& output = {});
    /// Luma only, scaled to exactly `size`, Grayscale8, not turned: for measures.
    Result<QImage> luma(const VideoFrame& frame, QSize size);

private:
    struct State;
    Result<QImage> scale(const VideoFrame& frame, QSize size, int pixelFormat, QImage::Format format);
    std::unique_ptr<State> m_state;
};

} // namespace badcase::media
