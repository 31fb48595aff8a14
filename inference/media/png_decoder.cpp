// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/png_decoder.h"

#include <QCoreApplication>

#include <csetjmp>
#include <cstdio>
#include <cstring>

#include <png.h>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImageReader", text);
}

/// What libpng is given to read and says. It is C and leaves by longjmp: nothing with a destructor may live
/// between setjmp and the calls (see the functions that take a Decoder).
struct Decoder {
    png_structp png = nullptr;
    png_infop info = nullptr;
    const QByteArray& data;
    qsizetype at = 0;
    char text[200] = "";

    explicit Decoder(const QByteArray& bytes) : data(bytes) {}
    ~Decoder() { png_destroy_read_struct(&png, &info, nullptr); }
    Q_DISABLE_COPY_MOVE(Decoder)
};

[[noreturn]] void leave(png_structp png, png_const_charp message)
{
    auto* decoder = static_cast<Decoder*>(png_get_error_ptr(png));
    std::snprintf(decoder->text, sizeof decoder->text, "%s", message);
    png_longjmp(png, 1);
}

/// What libpng only warns of is the fault of something other than pixels.
void ignore(png_structp, png_const_charp) {}

void takeBytes(png_structp png, png_bytep out, std::size_t count)
{
    auto* decoder = static_cast<Decoder*>(png_get_io_ptr(png));
    if (count > static_cast<std::size_t>(decoder->data.size() - decoder->at))
        png_error(png, "the file ends here");
    std::memcpy(out, decoder->data.constData() + decoder->at, count);
    decoder->at += static_cast<qsizetype>(count);
}

/// Three bytes a pixel, whatever is stored.
void askForRgb(png_structp png, png_infop info)
{
    png_set_expand(png); // palettes to colours, fewer bits than 8 to 8, tRNS to alpha
    png_set_scale_16(png);
    png_set_strip_alpha(png);
    if (!(png_get_color_type(png, info) & PNG_COLOR_MASK_COLOR))
        png_set_gray_to_rgb(png);
}

bool readHeader(Decoder& decoder)
{
    decoder.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &decoder, leave, ignore);
    if (!decoder.png)
        return false;
    if (setjmp(png_jmpbuf(decoder.png)))
        return false;
    decoder.info = png_create_info_struct(decoder.png);
    if (!decoder.info)
        return false;
    png_set_read_fn(decoder.png, &decoder, takeBytes);
    png_set_crc_action(decoder.png, PNG_CRC_QUIET_USE,
                       PNG_CRC_QUIET_USE); // checkIntegrity() has compared them
    png_read_info(decoder.png, decoder.info);
    askForRgb(decoder.png, decoder.info);
    return true;
}

bool readRows(Decoder& decoder, const PixelRows& rows, int height)
{
    if (setjmp(png_jmpbuf(decoder.png)))
        return false;
    const int passes = png_set_interlace_handling(decoder.png);
    png_read_update_info(decoder.png, decoder.info);
    if (png_get_rowbytes(decoder.png, decoder.info) > static_cast<std::size_t>(rows.bytesPerLine))
        return false;
    for (int pass = 0; pass < passes; ++pass) {
        for (int y = 0; y < height; ++y)
            png_read_row(decoder.png, rows.bits + y * rows.bytesPerLine, nullptr);
    }
    return true;
}

ResultError damaged(const QString& name, const Decoder& decoder)
{
    return fail(ErrorCode::Corrupt, tr("%1 is a damaged or cut-off picture. Replace the file.").arg(name),
                QString::fromLatin1(decoder.text));
}

} // namespace

Result<void> decodePng(const QByteArray& data, const QString& name, const TakeRows& takeRows)
{
    Decoder decoder(data);
    if (!readHeader(decoder))
        return damaged(name, decoder);
    const QSize size(static_cast<int>(png_get_image_width(decoder.png, decoder.info)),
                     static_cast<int>(png_get_image_height(decoder.png, decoder.info)));
    const PixelRows rows = takeRows(size);
    if (!rows.bits)
        return fail(ErrorCode::TooLarge, tr("There is not enough memory for the picture %1.").arg(name));
    if (!readRows(decoder, rows, size.height()))
        return damaged(name, decoder);
    return {};
}

} // namespace badcase::media
