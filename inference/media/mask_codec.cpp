// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/image_reader.h"
#include "inference/media/raw_image.h"

#include <QCoreApplication>
#include <QHash>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <set>

#include <zlib.h>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::MaskCodec", text);
}

constexpr QRgb kColourBits = 0x00FFFFFF;

/// One number a pixel: palette index or grey value.
struct Plane {
    ClassMap values;          ///< values above 255 as 255
    bool wide = false;        ///< there were values above 255
    bool fromColours = false; ///< a picture in colour whose pixels are all grey
};

struct StoredMask {
    ImageProbe probe;
    QImage raw;
};

Result<StoredMask> loadMask(const QByteArray& data, const QString& name, const ImageLimits& limits)
{
    BADCASE_ASSIGN(const ImageProbe probe, probeWithinLimits(data, name, limits));
    BADCASE_ASSIGN(const QImage raw, decodeRaw(data, name, probe));
    return StoredMask{probe, raw};
}

/// Copies an 8-bit-a-pixel image, row by row, through `table`.
ClassMap copyBytes(const QImage& image, const std::array<std::uint8_t, 256>& table)
{
    ClassMap map(image.size(), 0);
    std::uint8_t* out = map.mutablePixels().data();
    for (int y = 0; y < image.height(); ++y, out += image.width()) {
        const uchar* line = image.constScanLine(y);
        std::transform(line, line + image.width(), out, [&](uchar v) { return table[v]; });
    }
    return map;
}

std::array<std::uint8_t, 256> identityTable()
{
    std::array<std::uint8_t, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<std::uint8_t>(i);
    return table;
}

/// Qt's 1-bit images may store white as 0; without a palette of its own the file means 0 = black, 1 = white.
Plane planeOfBits(const QImage& bits, bool paletted)
{
    const QImage image = bits.convertToFormat(QImage::Format_Indexed8);
    auto table = identityTable();
    if (!paletted) {
        for (int i = 0; i < 2 && i < image.colorCount(); ++i)
            table[std::size_t(i)] = qGray(image.color(i)) >= 128 ? 1 : 0;
    }
    return {copyBytes(image, table)};
}

Plane planeOfGrey16(const QImage& image)
{
    Plane plane{ClassMap(image.size(), 0)};
    std::uint8_t* out = plane.values.mutablePixels().data();
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const quint16*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x, ++out) {
            plane.wide = plane.wide || line[x] > 255;
            *out = static_cast<std::uint8_t>(qMin<int>(line[x], 255));
        }
    }
    return plane;
}

/// A picture in colour counts as grey when no pixel has a hue (index masks are often saved so); else nullopt.
std::optional<Plane> planeOfColours(const QImage& image)
{
    const QImage rgb = toRgb888(image);
    Plane plane{ClassMap(rgb.size(), 0)};
    plane.fromColours = true;
    std::uint8_t* out = plane.values.mutablePixels().data();
    for (int y = 0; y < rgb.height(); ++y) {
        const uchar* p = rgb.constScanLine(y);
        for (int x = 0; x < rgb.width(); ++x, p += 3, ++out) {
            if (p[0] != p[1] || p[0] != p[2])
                return std::nullopt;
            *out = p[0];
        }
    }
    return plane;
}

std::optional<Plane> planeOf(const StoredMask& mask)
{
    switch (mask.raw.format()) {
    case QImage::Format_Mono:
    case QImage::Format_MonoLSB:
        return planeOfBits(mask.raw, mask.probe.paletted);
    case QImage::Format_Indexed8:
    case QImage::Format_Grayscale8:
        return Plane{copyBytes(mask.raw, identityTable())};
    case QImage::Format_Grayscale16:
        return planeOfGrey16(mask.raw);
    default:
        return planeOfColours(mask.raw);
    }
}

/// Colour (without alpha) -> class, of the classes that have one.
QHash<QRgb, std::uint8_t> paletteOf(const Schema& schema)
{
    QHash<QRgb, std::uint8_t> palette;
    for (ClassIndex i = qMin(schema.size(), int(ClassMap::kUnset)) - 1; i >= 0; --i) {
        if (const auto colour = schema.at(i).color)
            palette.insert(*colour & kColourBits,
                           static_cast<std::uint8_t>(i)); // the first of equal colours stays
    }
    return palette;
}

/// Calls `visit(pixel number, 0xRRGGBB)` for every pixel.
template <class Visit>
void forEachColour(const QImage& image, Visit visit)
{
    const QImage rgb = toRgb888(image);
    std::size_t at = 0;
    for (int y = 0; y < rgb.height(); ++y) {
        const uchar* p = rgb.constScanLine(y);
        for (int x = 0; x < rgb.width(); ++x, p += 3)
            visit(at++, qRgb(p[0], p[1], p[2]) & kColourBits);
    }
}

ClassMap mapColours(const QImage& image, const Schema& schema)
{
    const auto palette = paletteOf(schema);
    ClassMap map(image.size(), ClassMap::kUnset);
    const auto out = map.mutablePixels();
    QRgb lastColour = ~QRgb(0); // neighbours mostly have the same colour
    std::uint8_t lastClass = ClassMap::kUnset;
    forEachColour(image, [&](std::size_t at, QRgb colour) {
        if (colour != lastColour) {
            lastColour = colour;
            lastClass = palette.value(colour, ClassMap::kUnset);
        }
        out[at] = lastClass;
    });
    return map;
}

/// The colours of a picture, at most `limit` + 1 of them.
std::set<QRgb> coloursOf(const QImage& image, std::size_t limit)
{
    std::set<QRgb> colours;
    QRgb last = ~QRgb(0);
    forEachColour(image, [&](std::size_t, QRgb colour) {
        if (colour == last || colours.size() > limit)
            return;
        last = colour;
        colours.insert(colour);
    });
    return colours;
}

bool isClass(int value, const Schema& schema)
{
    return value < schema.size() || schema.ignoreIndex() == value;
}

/// Which numbers occur, ascending.
std::vector<int> valuesOf(const ClassMap& map)
{
    std::array<bool, 256> seen{};
    for (const std::uint8_t value : map.pixels())
        seen[value] = true;
    std::vector<int> values;
    for (int v = 0; v < 256; ++v) {
        if (seen[std::size_t(v)])
            values.push_back(v);
    }
    return values;
}

/// Every used index's colour is a class's colour, and for at least one of them not that of the class it
/// numbers.
bool paletteDisagreesWithIndex(const QImage& indexed, const std::vector<int>& values, const Schema& schema)
{
    const auto palette = paletteOf(schema);
    bool moved = false;
    for (const int value : values) {
        const QRgb colour = value < indexed.colorCount() ? indexed.color(value) & kColourBits : 0;
        if (!palette.contains(colour))
            return false;
        const auto own = value < schema.size() ? schema.at(value).color : std::nullopt;
        moved = moved || !own || (*own & kColourBits) != colour;
    }
    return moved;
}

bool allInPalette(const std::set<QRgb>& colours, const Schema& schema)
{
    const auto palette = paletteOf(schema);
    return std::all_of(colours.begin(), colours.end(), [&](QRgb colour) { return palette.contains(colour); });
}

Result<MaskEncoding> encodingOfColours(const QImage& image, const QString& name, const Schema& schema)
{
    const auto colours = coloursOf(image, 256);
    if (allInPalette(colours, schema))
        return MaskEncoding{MaskEncoding::Kind::Palette};
    if (colours.size() <= 2 && colours.contains(0))
        return MaskEncoding{MaskEncoding::Kind::Binary};
    if (!paletteOf(schema).isEmpty())
        return MaskEncoding{
            MaskEncoding::Kind::Palette}; // the caller reports the colours that are in no class
    return fail(
        ErrorCode::Unsupported,
        tr("The mask %1 is in colour, but the classes have no colours. Add palette_rgb to the class list.")
            .arg(name));
}

void appendChunk(QByteArray& png, QByteArrayView type, const QByteArray& body)
{
    QByteArray typed = type.toByteArray() + body;
    char number[4];
    qToBigEndian(static_cast<quint32>(body.size()), number);
    png.append(number, 4);
    png.append(typed);
    const uLong crc =
        crc32(0, reinterpret_cast<const Bytef*>(typed.constData()), static_cast<uInt>(typed.size()));
    qToBigEndian(static_cast<quint32>(crc), number);
    png.append(number, 4);
}

} // namespace

Result<ClassMap> decodeMask(const QByteArray& data, const QString& name, const MaskEncoding& encoding,
                            const Schema& schema, const ImageLimits& limits)
{
    BADCASE_ASSIGN(const StoredMask mask, loadMask(data, name, limits));
    if (encoding.kind == MaskEncoding::Kind::Palette)
        return mapColours(mask.raw, schema);

    auto plane = planeOf(mask);
    if (encoding.kind == MaskEncoding::Kind::Binary) {
        ClassMap map = plane ? std::move(plane->values) : ClassMap(mask.raw.size(), 0);
        const auto out = map.mutablePixels();
        if (plane)
            std::transform(out.begin(), out.end(), out.begin(),
                           [](std::uint8_t v) { return v != 0 ? 1 : 0; });
        else
            forEachColour(mask.raw, [&](std::size_t at, QRgb colour) { out[at] = colour != 0 ? 1 : 0; });
        return map;
    }
    if (!plane)
        return fail(ErrorCode::Unsupported, tr("The mask %1 is in colour; class numbers were expected. "
                                               "Import it as a palette mask, or save it "
                                               "as an 8-bit grey PNG of class numbers.")
                                                .arg(name));
    if (plane->wide)
        return fail(ErrorCode::Unsupported, tr("The mask %1 holds numbers above 255, which cannot be "
                                               "classes. Expected an 8-bit mask of class "
                                               "numbers.")
                                                .arg(name));
    return std::move(plane->values);
}

Result<MaskEncoding> detectMaskEncoding(const QByteArray& data, const QString& name, const Schema& schema)
{
    BADCASE_ASSIGN(const StoredMask mask, loadMask(data, name, {}));
    const auto plane = planeOf(mask);
    if (!plane)
        return encodingOfColours(mask.raw, name, schema);
    if (plane->fromColours && allInPalette(coloursOf(mask.raw, 256), schema))
        return MaskEncoding{MaskEncoding::Kind::Palette};

    const std::vector<int> values = valuesOf(plane->values);
    if (mask.probe.paletted && paletteDisagreesWithIndex(mask.raw, values, schema))
        return MaskEncoding{MaskEncoding::Kind::Palette};
    const bool fits =
        !plane->wide && std::all_of(values.begin(), values.end(), [&](int v) { return isClass(v, schema); });
    if (!fits && values.size() <= 2 && (values.size() == 1 || values.front() == 0))
        return MaskEncoding{MaskEncoding::Kind::Binary};
    return MaskEncoding{MaskEncoding::Kind::Index};
}

Result<QByteArray> encodeMaskPng(const ClassMap& map)
{
    if (map.isNull())
        return fail(ErrorCode::InvalidArgument, tr("There is no mask to write."));
    // Written by hand, so that the bytes depend on nothing but the pixels: filter 0 in every row, zlib
    // level 6.
    const qsizetype width = map.width();
    QByteArray rows;
    rows.reserve((width + 1) * map.height());
    for (int y = 0; y < map.height(); ++y)
        rows.append('\0').append(map.bytes().constData() + y * width, width);
    QByteArray packed(static_cast<qsizetype>(compressBound(static_cast<uLong>(rows.size()))),
                      Qt::Uninitialized);
    uLongf length = static_cast<uLongf>(packed.size());
    if (compress2(reinterpret_cast<Bytef*>(packed.data()), &length,
                  reinterpret_cast<const Bytef*>(rows.constData()), static_cast<uLong>(rows.size()),
                  6) != Z_OK)
        return fail(ErrorCode::Internal, tr("A mask could not be compressed."));
    packed.truncate(static_cast<qsizetype>(length));

    QByteArray header(13, '\0');
    qToBigEndian(static_cast<quint32>(map.width()), header.data());
    qToBigEndian(static_cast<quint32>(map.height()), header.data() + 4);
    header[8] = 8; // bits a sample; colour type 0 (grey) and the rest stay 0
    QByteArray png("\x89PNG\r\n\x1A\n");
    appendChunk(png, "IHDR", header);
    appendChunk(png, "IDAT", packed);
    appendChunk(png, "IEND", {});
    return png;
}

} // namespace badcase::media
