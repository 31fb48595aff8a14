// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_frame.h"

#include "inference/media/video_libav.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QTransform>

extern "C" {
#include <libavutil/frame.h>
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Video", text);
}

/// The yuvj formats are yuv with full range; libswscale complains about the old names.
AVPixelFormat modernFormat(AVPixelFormat format)
{
    switch (format) {
    case AV_PIX_FMT_YUVJ420P:
        return AV_PIX_FMT_YUV420P;
    case AV_PIX_FMT_YUVJ422P:
        return AV_PIX_FMT_YUV422P;
    case AV_PIX_FMT_YUVJ444P:
        return AV_PIX_FMT_YUV444P;
    case AV_PIX_FMT_YUVJ440P:
        return AV_PIX_FMT_YUV440P;
    case AV_PIX_FMT_YUVJ411P:
        return AV_PIX_FMT_YUV411P;
    default:
        return format;
    }
}

bool hasAlpha(AVPixelFormat format)
{
    const AVPixFmtDescriptor* description = av_pix_fmt_desc_get(format);
    return description && (description->flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
}

/// libswscale's constants happen to be those of the H.264 and HEVC standards, as AVColorSpace is.
const int* coefficients(AVColorSpace matrix)
{
    return sws_getCoefficients(matrix == AVCOL_SPC_UNSPECIFIED || matrix == AVCOL_SPC_RGB ? SWS_CS_DEFAULT
                                                                                          : int(matrix));
}

/// Size before turning.
QSize storedSize(const VideoFrame& frame, const FrameOutput& output)
{
    const VideoInfo& info = frame.info();
    const bool sideways = output.upright && info.rotation % 180 != 0;
    if (!output.exact.isEmpty())
        return sideways ? output.exact.transposed() : output.exact;
    VideoInfo shown = info;
    shown.size = frame.size();
    shown.rotation = 0;
    QSize size = output.squarePixels ? shown.displaySize() : frame.size();
    const QSize bound = sideways ? output.bound.transposed() : output.bound;
    if (!bound.isEmpty() && (size.width() > bound.width() || size.height() > bound.height()))
        size = size.scaled(bound, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    return size;
}

} // namespace

VideoFrame::VideoFrame(int number, VideoIndexPtr index, std::shared_ptr<const AVFrame> pixels)
    : m_number(number), m_index(std::move(index)), m_pixels(std::move(pixels))
{}

bool VideoFrame::isDamaged() const
{
    return m_pixels->decode_error_flags != 0 || (m_pixels->flags & AV_FRAME_FLAG_CORRUPT) != 0;
}

QSize VideoFrame::size() const
{
    return {m_pixels->width, m_pixels->height};
}

QByteArray VideoFrame::planes() const
{
    const auto format = AVPixelFormat(m_pixels->format);
    const int bytes = av_image_get_buffer_size(format, m_pixels->width, m_pixels->height, 1);
    if (bytes <= 0)
        return {};
    QByteArray planes(bytes, Qt::Uninitialized);
    av_image_copy_to_buffer(reinterpret_cast<uint8_t*>(planes.data()), bytes, m_pixels->data,
                            m_pixels->linesize, format, m_pixels->width, m_pixels->height, 1);
    return planes;
}

QByteArray VideoFrame::md5() const
{
    return QCryptographicHash::hash(planes(), QCryptographicHash::Md5).toHex();
}

/// The scaler and what it was made for.
struct FrameConverter::State {
    SwsContext* scaler = nullptr;
    QSize from;
    QSize to;
    int fromFormat = AV_PIX_FMT_NONE;
    int toFormat = AV_PIX_FMT_NONE;
    int matrix = -1;
    bool fullRange = false;

    ~State() { sws_freeContext(scaler); }
    bool prepare(const AVFrame& frame, QSize size, AVPixelFormat format);
};

/// False when libswscale cannot do it.
bool FrameConverter::State::prepare(const AVFrame& frame, QSize size, AVPixelFormat format)
{
    const QSize source(frame.width, frame.height);
    const AVPixelFormat sourceFormat = modernFormat(AVPixelFormat(frame.format));
    const bool full = frame.color_range == AVCOL_RANGE_JPEG || sourceFormat != frame.format;
    if (scaler && from == source && to == size && fromFormat == sourceFormat && toFormat == format &&
        matrix == frame.colorspace && fullRange == full)
        return true;
    sws_freeContext(scaler);
    const bool muchSmaller = size.width() * 2 <= source.width() && size.height() * 2 <= source.height();
    scaler = sws_getContext(source.width(), source.height(), sourceFormat, size.width(), size.height(),
                            format, muchSmaller ? SWS_AREA : SWS_BICUBIC, nullptr, nullptr, nullptr);
    if (!scaler)
        return false;
    constexpr int kNeutral = 1 << 16; // contrast and saturation 1.0
    // Greys that leave are full range too: RGB's levels.
    sws_setColorspaceDetails(scaler, coefficients(frame.colorspace), full ? 1 : 0,
                             sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, kNeutral, kNeutral);
    from = source;
    to = size;
    fromFormat = sourceFormat;
    toFormat = format;
    matrix = frame.colorspace;
    fullRange = full;
    return true;
}

FrameConverter::FrameConverter() : m_state(std::make_unique<State>()) {}
FrameConverter::~FrameConverter() = default;

Result<QImage> FrameConverter::scale(const VideoFrame& frame, QSize size, int pixelFormat,
                                     QImage::Format format)
{
    const LibavLog log;
    const AVFrame& pixels = *frame.m_pixels;
    if (!m_state->prepare(pixels, size, AVPixelFormat(pixelFormat)))
        return fail(ErrorCode::Unsupported,
                    tr("Frames of the pixel format %1 cannot be turned into pictures.")
                        .arg(frame.info().pixelFormat));
    QImage image(size, format);
    if (image.isNull())
        return fail(ErrorCode::TooLarge, tr("There is not enough memory for a frame of the video."));
    uint8_t* const rows[4] = {image.bits(), nullptr, nullptr, nullptr};
    const int strides[4] = {int(image.bytesPerLine()), 0, 0, 0};
    if (sws_scale(m_state->scaler, pixels.data, pixels.linesize, 0, pixels.height, rows, strides) <= 0)
        return fail(ErrorCode::Unsupported, tr("A frame of the video cannot be turned into a picture."));
    return image;
}

Result<QImage> FrameConverter::convert(const VideoFrame& frame, const FrameOutput& output)
{
    const QSize size = storedSize(frame, output);
    const bool transparent = hasAlpha(AVPixelFormat(frame.m_pixels->format));
    QImage image;
    if (output.pixels == PixelFormat::Rgb888) {
        BADCASE_ASSIGN(image, scale(frame, size, AV_PIX_FMT_RGB24, QImage::Format_RGB888));
    } else {
        BADCASE_ASSIGN(image, scale(frame, size, AV_PIX_FMT_RGB32,
                                    transparent ? QImage::Format_ARGB32 : QImage::Format_RGB32));
        if (transparent)
            image.convertTo(QImage::Format_ARGB32_Premultiplied);
    }
    if (!output.upright)
        return image;
    const VideoInfo& info = frame.info();
    if (info.rotation != 0)
        image = image.transformed(QTransform().rotate(info.rotation));
    return info.mirrored ? image.mirrored(true, false) : image;
}

Result<QImage> FrameConverter::luma(const VideoFrame& frame, QSize size)
{
    return scale(frame, size, AV_PIX_FMT_GRAY8, QImage::Format_Grayscale8);
}

} // namespace badcase::media
