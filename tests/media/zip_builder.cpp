// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/media/zip_builder.h"

#include <QtEndian>

#include <zlib.h>

namespace badcase::test {

namespace {

template <class T>
void put(QByteArray& out, quint64 value)
{
    char bytes[sizeof(T)];
    qToLittleEndian(static_cast<T>(value), bytes);
    out.append(bytes, sizeof(T));
}

QByteArray rawDeflate(const QByteArray& data)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(data.size()))), '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(data.constData()));
    stream.avail_in = static_cast<uInt>(data.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

/// What local header and directory have in common: version .. extra length.
void putCommon(QByteArray& out, const ZipMember& member, quint32 crc, quint64 packed, quint64 size, int extra)
{
    put<quint16>(out, 45);
    put<quint16>(out, member.flags);
    put<quint16>(out, static_cast<quint64>(member.method >= 0 ? member.method : member.deflate ? 8 : 0));
    put<quint32>(out, 0x58210000); // 2024-01-01 00:00
    put<quint32>(out, crc);
    put<quint32>(out, packed);
    put<quint32>(out, size);
    put<quint16>(out, static_cast<quint64>(member.name.size()));
    put<quint16>(out, static_cast<quint64>(extra));
}

void putEnd64(QByteArray& out, quint64 count, quint64 size, quint64 offset, quint64 at)
{
    put<quint32>(out, 0x06064b50);
    put<quint64>(out, 44);
    put<quint32>(out, 45 | (45 << 16));
    put<quint64>(out, 0); // disks
    put<quint64>(out, count);
    put<quint64>(out, count);
    put<quint64>(out, size);
    put<quint64>(out, offset);
    put<quint32>(out, 0x07064b50);
    put<quint32>(out, 0);
    put<quint64>(out, at);
    put<quint32>(out, 1);
}

} // namespace

QByteArray makeZip(const QList<ZipMember>& members, const ZipOptions& options)
{
    constexpr quint64 kElsewhere = 0xFFFFFFFF;
    QByteArray body;
    QByteArray directory;
    for (const ZipMember& member : members) {
        const QByteArray packed = member.deflate ? rawDeflate(member.data) : member.data;
        const auto crc =
            static_cast<quint32>(crc32_z(0, reinterpret_cast<const Bytef*>(member.data.constData()),
                                         static_cast<z_size_t>(member.data.size()))) ^
            (member.wrongCrc ? 1u : 0u);
        const auto offset =
            static_cast<quint64>(member.claimedOffset >= 0 ? member.claimedOffset : body.size());
        const auto packedSize =
            static_cast<quint64>(member.claimedCompressed >= 0 ? member.claimedCompressed : packed.size());
        const auto size =
            static_cast<quint64>(member.claimedSize >= 0 ? member.claimedSize : member.data.size());
        put<quint32>(body, 0x04034b50);
        putCommon(body, member, crc, static_cast<quint64>(packed.size()), size, 0);
        body += member.name + packed;

        put<quint32>(directory, 0x02014b50);
        put<quint16>(directory, 45);
        putCommon(directory, member, crc, options.zip64 ? kElsewhere : packedSize,
                  options.zip64 ? kElsewhere : size, options.zip64 ? 28 : 0);
        put<quint64>(directory, 0); // comment length, disk, internal and half of the external attributes
        put<quint16>(directory, 0);
        put<quint32>(directory, options.zip64 ? kElsewhere : offset);
        directory += member.name;
        if (options.zip64) {
            put<quint16>(directory, 1);
            put<quint16>(directory, 24);
            put<quint64>(directory, size);
            put<quint64>(directory, packedSize);
            put<quint64>(directory, offset);
        }
    }
    const auto count =
        static_cast<quint64>(options.claimedCount >= 0 ? options.claimedCount : members.size());
    const auto at = static_cast<quint64>(options.claimedDirectoryOffset >= 0 ? options.claimedDirectoryOffset
                                                                             : body.size());
    const auto size = static_cast<quint64>(options.claimedDirectorySize >= 0 ? options.claimedDirectorySize
                                                                             : directory.size());
    QByteArray out = options.before + body + directory;
    if (options.zip64)
        putEnd64(out, count, size, at, static_cast<quint64>(body.size() + directory.size()));
    put<quint32>(out, 0x06054b50);
    put<quint32>(out, 0);
    put<quint16>(out, options.zip64 ? 0xFFFF : count);
    put<quint16>(out, options.zip64 ? 0xFFFF : count);
    put<quint32>(out, options.zip64 ? kElsewhere : size);
    put<quint32>(out, options.zip64 ? kElsewhere : at);
    put<quint16>(out, static_cast<quint64>(options.comment.size()));
    return out + options.comment;
}

} // namespace badcase::test
