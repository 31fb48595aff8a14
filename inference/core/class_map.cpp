// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/class_map.h"

#include <QCoreApplication>

#include <zlib.h>

#include <new>

namespace badcase {

ClassMap::ClassMap(QSize size, std::uint8_t value)
    : m_size(size),
      m_pixels(static_cast<qsizetype>(size.width()) * size.height(), static_cast<char>(value))
{
}

ClassMap::ClassMap(QSize size, QByteArray pixels) : m_size(size), m_pixels(std::move(pixels))
{
    Q_ASSERT(m_pixels.size() == static_cast<qsizetype>(size.width()) * size.height());
}

ClassMap ClassMap::resized(QSize size) const
{
    if (size == m_size || isNull())
        return *this;
    ClassMap out(size, kUnset);
    const auto source = pixels();
    auto target = out.mutablePixels();
    for (int y = 0; y < size.height(); ++y) {
        const qint64 sy = (2 * qint64(y) + 1) * m_size.height() / (2 * qint64(size.height()));
        for (int x = 0; x < size.width(); ++x) {
            const qint64 sx = (2 * qint64(x) + 1) * m_size.width() / (2 * qint64(size.width()));
            target[static_cast<std::size_t>(qint64(y) * size.width() + x)] = source[static_cast<std::size_t>(sy * m_size.width() + sx)];
        }
    }
    return out;
}

QByteArray compressMap(const ClassMap& map)
{
    // Level 1: class maps are long runs; higher levels cost several times more for a few percent.
    uLongf length = compressBound(static_cast<uLong>(map.pixelCount()));
    QByteArray blob(static_cast<qsizetype>(length), Qt::Uninitialized);
    const int status = compress2(reinterpret_cast<Bytef*>(blob.data()), &length,
                                 reinterpret_cast<const Bytef*>(map.bytes().constData()),
                                 static_cast<uLong>(map.pixelCount()), 1);
    // The buffer is large enough by compressBound(), so what is left is that zlib finds no memory for itself.
    if (status != Z_OK)
        throw std::bad_alloc();
    blob.truncate(static_cast<qsizetype>(length));
    return blob;
}

Result<ClassMap> decompressMap(const QByteArray& blob, QSize size)
{
    const auto corrupt = [&] {
        return fail(ErrorCode::Corrupt,
                    QCoreApplication::translate("badcase::ClassMap", "A stored mask is damaged (expected %1 x %2 pixels)")
                        .arg(size.width())
                        .arg(size.height()));
    };
    if (size.isEmpty())
        return corrupt();
    const auto expected = static_cast<uLongf>(size.width()) * static_cast<uLongf>(size.height());
    // Deflate cannot shrink anything by more than 1032 to 1: a damaged size must not cost the memory it claims.
    if (expected / 1032 > static_cast<uLongf>(blob.size()))
        return corrupt();
    QByteArray pixels(static_cast<qsizetype>(expected), Qt::Uninitialized);
    uLongf length = expected;
    const int status = uncompress(reinterpret_cast<Bytef*>(pixels.data()), &length,
                                  reinterpret_cast<const Bytef*>(blob.constData()), static_cast<uLong>(blob.size()));
    if (status != Z_OK || length != expected)
        return corrupt();
    return ClassMap(size, std::move(pixels));
}

} // namespace badcase
