// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/jpeg_decoder.h"

#include <QCoreApplication>

#include <csetjmp>
#include <cstdio>
#include <vector>

#include <jpeglib.h>

#include <jerror.h>

#ifndef JCS_EXTENSIONS
#error "libjpeg-turbo is needed (its colour spaces for RGB32)"
#endif

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImageReader", text);
}

/// A progressive file may ask for the whole picture again and again in a few bytes a scan.
constexpr int kMaxScans = 500;

/// libjpeg's error manager, and where to go from there. libjpeg is C: it leaves by longjmp, so that nothing
/// with a destructor may live between setjmp and the call (see the functions that take a Decoder).
struct Errors {
    jpeg_error_mgr base;
    std::jmp_buf escape;
    char text[JMSG_LENGTH_MAX];
};

[[noreturn]] void leave(j_common_ptr info)
{
    auto* errors = reinterpret_cast<Errors*>(info->err);
    info->err->format_message(info, errors->text);
    std::longjmp(errors->escape, 1);
}

/// Warnings after which pixels are missing or invented.
bool losesPixels(int code)
{
    switch (code) {
    case JWRN_ARITH_BAD_CODE:
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_JPEG_EOF:
    case JWRN_MUST_RESYNC:
    case JWRN_TOO_MUCH_DATA:
        return true;
    default:
        return false; // a strange header field, or stray bytes between segments: the picture is whole
    }
}

void onMessage(j_common_ptr info, int level)
{
    if (level < 0 && losesPixels(info->err->msg_code))
        leave(info);
}

void onProgress(j_common_ptr info)
{
    if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > kMaxScans)
        leave(info);
}

/// Owns libjpeg's state.
class Decoder {
public:
    Decoder()
    {
        info.err = jpeg_std_error(&errors.base);
        errors.base.error_exit = leave;
        errors.base.emit_message = onMessage;
        errors.text[0] = 0;
        progress.progress_monitor = onProgress;
    }
    ~Decoder() { jpeg_destroy_decompress(&info); }
    Q_DISABLE_COPY_MOVE(Decoder)

    jpeg_decompress_struct info{};
    jpeg_progress_mgr progress{};
    Errors errors{};
};

bool readHeader(Decoder& decoder, const unsigned char* data, unsigned long size)
{
    if (setjmp(decoder.errors.escape))
        return false;
    jpeg_create_decompress(&decoder.info);
    decoder.info.progress = &decoder.progress;
    jpeg_mem_src(&decoder.info, data, size);
    return jpeg_read_header(&decoder.info, TRUE) == JPEG_HEADER_OK;
}

/// The smallest n of n/8 whose size covers `cover`.
unsigned scaleToCover(const jpeg_decompress_struct& info, QSize cover)
{
    if (!cover.isValid())
        return 8;
    for (unsigned n = 1; n < 8; ++n) {
        const qint64 width = (qint64(info.image_width) * n + 7) / 8;
        const qint64 height = (qint64(info.image_height) * n + 7) / 8;
        if (width >= cover.width() && height >= cover.height())
            return n;
    }
    return 8;
}

bool start(Decoder& decoder, const JpegRequest& request)
{
    if (setjmp(decoder.errors.escape))
        return false;
    jpeg_decompress_struct& info = decoder.info;
    const bool fourInks = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    if (fourInks)
        info.out_color_space = JCS_CMYK;
    else if (request.pixels == JpegPixels::Rgb)
        info.out_color_space = JCS_RGB;
    else
        info.out_color_space = Q_BYTE_ORDER == Q_LITTLE_ENDIAN ? JCS_EXT_BGRA : JCS_EXT_ARGB;
    info.scale_num = scaleToCover(info, request.cover);
    info.scale_denom = 8;
    return jpeg_start_decompress(&info);
}

/// Adobe's convention as Pillow applies it: inks are stored inverted, colour = ink * black / 255.
template <class Write>
void mixInks(const unsigned char* inks, unsigned width, Write&& write)
{
    const auto mix = [](int ink, int black) { return static_cast<unsigned>((ink * black + 127) / 255); };
    for (unsigned x = 0; x < width; ++x, inks += 4)
        write(x, mix(inks[0], inks[3]), mix(inks[1], inks[3]), mix(inks[2], inks[3]));
}

void inksToPixels(const unsigned char* inks, unsigned char* line, unsigned width, JpegPixels pixels)
{
    if (pixels == JpegPixels::Rgb) {
        mixInks(inks, width, [line](unsigned x, unsigned red, unsigned green, unsigned blue) {
            line[3 * x] = static_cast<unsigned char>(red);
            line[3 * x + 1] = static_cast<unsigned char>(green);
            line[3 * x + 2] = static_cast<unsigned char>(blue);
        });
        return;
    }
    auto* out = reinterpret_cast<quint32*>(line);
    mixInks(inks, width, [out](unsigned x, unsigned red, unsigned green, unsigned blue) {
        out[x] = 0xFF000000U | red << 16 | green << 8 | blue;
    });
}

/// `inks` is scratch memory for a row of CMYK, null otherwise.
bool readRows(Decoder& decoder, const PixelRows& rows, unsigned char* inks, JpegPixels pixels)
{
    if (setjmp(decoder.errors.escape))
        return false;
    jpeg_decompress_struct& info = decoder.info;
    while (info.output_scanline < info.output_height) {
        unsigned char* line = rows.bits + qsizetype(info.output_scanline) * rows.bytesPerLine;
        JSAMPROW target = inks ? inks : line;
        if (jpeg_read_scanlines(&info, &target, 1) != 1)
            return false;
        if (inks)
            inksToPixels(inks, line, info.output_width, pixels);
    }
    return jpeg_finish_decompress(&info); // reads on to the end marker: a missing one is found here
}

ResultError damaged(const QString& name, const Decoder& decoder)
{
    const bool unsupported = decoder.errors.base.msg_code == JERR_SOF_UNSUPPORTED ||
                             decoder.errors.base.msg_code == JERR_BAD_PRECISION ||
                             decoder.errors.base.msg_code == JERR_CONVERSION_NOTIMPL;
    const QString said = QString::fromLocal8Bit(decoder.errors.text);
    if (unsupported)
        return fail(
            ErrorCode::Unsupported,
            tr("%1 is a kind of JPEG that cannot be read here. Save it as an ordinary JPEG.").arg(name),
            said);
    return fail(ErrorCode::Corrupt,
                tr("%1 is a damaged or cut-off JPEG picture. Replace the file.").arg(name), said);
}

} // namespace

Result<void> decodeJpeg(const QByteArray& data, const QString& name, const JpegRequest& request,
                        const TakeRows& takeRows)
{
    Decoder decoder;
    if (!readHeader(decoder, reinterpret_cast<const unsigned char*>(data.constData()),
                    static_cast<unsigned long>(data.size())))
        return damaged(name, decoder);
    if (!start(decoder, request))
        return damaged(name, decoder);
    const bool fourInks = decoder.info.out_color_space == JCS_CMYK;
    const QSize size(static_cast<int>(decoder.info.output_width),
                     static_cast<int>(decoder.info.output_height));
    const PixelRows rows = takeRows(size);
    if (!rows.bits)
        return fail(ErrorCode::TooLarge, tr("There is not enough memory for the picture %1.").arg(name));
    std::vector<unsigned char> inks(fourInks ? std::size_t(size.width()) * 4 : 0);
    if (!readRows(decoder, rows, fourInks ? inks.data() : nullptr, request.pixels))
        return damaged(name, decoder);
    return {};
}

} // namespace badcase::media
