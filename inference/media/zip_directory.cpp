// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/zip_directory.h"

#include "inference/media/byte_view.h"
#include "inference/media/media_root.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>
#include <limits>
#include <optional>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ZipArchive", text);
}

constexpr quint32 kEntrySignature = 0x02014b50;
constexpr quint32 kEndSignature = 0x06054b50;
constexpr quint32 kEnd64Signature = 0x06064b50;
constexpr quint32 kLocatorSignature = 0x07064b50;
constexpr qint64 kEndSize = 22;
constexpr qint64 kEnd64Size = 56;
constexpr qint64 kLocatorSize = 20;
constexpr qint64 kEntrySize = 46;
constexpr quint64 kMaxDirectory = quint64(4) << 30;

/// What the end records say of the central directory, moved to where it really is.
struct Location {
    qint64 offset = 0;
    qint64 size = 0;
    quint64 count = 0;
    qint64 shift = 0; ///< bytes before the archive (a self-extracting one); added to every offset
};

ResultError corrupt(const QString& name, const QString& detail)
{
    return fail(ErrorCode::Corrupt, tr("%1 is not a whole zip archive. Copy or download it again.").arg(name),
                detail);
}

/// The offset of the end record in the tail of the file, -1 without. Its comment must reach exactly to the
/// end, or else (some tools append bytes) the last signature counts.
qint64 findEnd(ByteView tail)
{
    qint64 last = -1;
    for (qint64 at = tail.size() - kEndSize; at >= 0; --at) {
        if (tail.le32(at) != kEndSignature)
            continue;
        if (at + kEndSize + tail.le16(at + 20) == tail.size())
            return at;
        if (last < 0)
            last = at;
    }
    return last;
}

Result<Location> locate(const ZipDirectory::Read& readAt, qint64 fileSize, const QString& name)
{
    const qint64 tailSize = qMin<qint64>(fileSize, kEndSize + 0xFFFF + kLocatorSize);
    const QByteArray tailBytes = readAt(fileSize - tailSize, tailSize);
    const ByteView tail(tailBytes);
    const qint64 end = findEnd(tail);
    if (end < 0 || tail.size() != tailSize)
        return corrupt(name, QStringLiteral("there is no end record"));
    quint64 disks = quint64(tail.le16(end + 4)) | tail.le16(end + 6);
    quint64 count = tail.le16(end + 10);
    quint64 size = tail.le32(end + 12);
    quint64 offset = tail.le32(end + 16);
    qint64 directoryEnd = fileSize - tailSize + end;

    const qint64 locator = end - kLocatorSize;
    if (locator >= 0 && tail.le32(locator) == kLocatorSignature) {
        // Its own offset is wrong when bytes were put before the archive; then the record stands right before
        // it.
        const qint64 before = directoryEnd - kLocatorSize - kEnd64Size;
        const quint64 said = tail.le64(locator + 8);
        qint64 at = said <= quint64(qMax<qint64>(before, 0)) ? static_cast<qint64>(said) : before;
        QByteArray bytes = readAt(at, kEnd64Size);
        if (ByteView(bytes).le32(0) != kEnd64Signature) {
            at = before;
            bytes = at >= 0 ? readAt(at, kEnd64Size) : QByteArray();
        }
        const ByteView end64(bytes);
        if (end64.size() < kEnd64Size || end64.le32(0) != kEnd64Signature)
            return corrupt(name, QStringLiteral("the zip64 end record is missing"));
        disks = quint64(end64.le32(16)) | end64.le32(20);
        count = end64.le64(32);
        size = end64.le64(40);
        offset = end64.le64(48);
        directoryEnd = at;
    }
    if (disks != 0)
        return fail(
            ErrorCode::Unsupported,
            tr("%1 is one part of a zip archive in several parts. Put them together first.").arg(name));
    const auto room = static_cast<quint64>(directoryEnd);
    if (size > room || offset > room - size)
        return corrupt(name, QStringLiteral("the central directory lies outside the file"));
    if (size > kMaxDirectory)
        return fail(ErrorCode::TooLarge, tr("%1 has too many members. Split the archive.").arg(name));
    if (count > size / kEntrySize)
        return corrupt(name, QStringLiteral("the central directory is too short for its members"));
    const qint64 start = directoryEnd - static_cast<qint64>(size);
    return Location{start, static_cast<qint64>(size), count, start - static_cast<qint64>(offset)};
}

/// Names without the UTF-8 flag are UTF-8 all the same in most archives; else they are code page 437, by the
/// standard.
QString decodeZipName(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(bytes);
    if (!decoder.hasError())
        return text;
    static constexpr char16_t kUpper[] =
        u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
        u"αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";
    static_assert(std::size(kUpper) == 128 + 1);
    text.clear();
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text.append(byte < 128 ? QChar(byte) : QChar(kUpper[byte - 128]));
    }
    return text;
}

/// Plain names of clean archives need no decoding at all.
bool isPlainName(QByteArrayView name)
{
    if (name.startsWith('/') || (name.size() > 1 && name[1] == ':'))
        return false;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (static_cast<signed char>(c) < ' ' || c == '\\')
            return false;
        const bool partBegins = i == 0 || name[i - 1] == '/';
        if (partBegins && (c == '.' || c == '/'))
            return false;
    }
    return true;
}

/// Sizes and offset of an entry that do not fit 32 bits stand in its zip64 field; false when it is needed and
/// missing.
bool readZip64(ByteView extra, ZipEntry& entry)
{
    constexpr quint32 kElsewhere = 0xFFFFFFFF;
    if (entry.size != kElsewhere && entry.compressed != kElsewhere && entry.header != kElsewhere)
        return true;
    for (qint64 at = 0; extra.has(at, 4); at += 4 + extra.le16(at + 2)) {
        if (extra.le16(at) != 0x0001)
            continue;
        const ByteView field = extra.part(at + 4, extra.le16(at + 2));
        qint64 next = 0;
        for (std::uint64_t* value : {&entry.size, &entry.compressed, &entry.header}) {
            if (*value != kElsewhere)
                continue;
            if (!field.has(next, 8))
                return false;
            *value = field.le64(next);
            next += 8;
        }
        return true;
    }
    return true; // exactly 0xFFFFFFFF bytes without zip64 is legal; read() checks it against the file
}

/// Appends the name as it will be looked up; false for folders and names that leave the root.
bool storeName(QByteArrayView name, QByteArray& names, ZipEntry& entry)
{
    if (name.isEmpty() || name.endsWith('/') || name.endsWith('\\'))
        return false;
    entry.nameAt = static_cast<std::uint64_t>(names.size());
    if (isPlainName(name)) {
        entry.nameLength = static_cast<std::uint16_t>(name.size());
        names.append(name);
        return true;
    }
    const auto clean = cleanMemberPath(decodeZipName(name));
    if (!clean)
        return false;
    const QByteArray utf8 = clean->toUtf8();
    if (utf8.size() > std::numeric_limits<std::uint16_t>::max())
        return false;
    entry.nameLength = static_cast<std::uint16_t>(utf8.size());
    names.append(utf8);
    return true;
}

std::uint8_t methodOf(quint16 method)
{
    return method == 0 || method == 8 ? static_cast<std::uint8_t>(method) : 255;
}

} // namespace

Result<ZipDirectory> ZipDirectory::read(const Read& readAt, qint64 fileSize, const QString& name)
{
    if (fileSize < kEndSize)
        return corrupt(name, QStringLiteral("the file is too short"));
    BADCASE_ASSIGN(const Location location, locate(readAt, fileSize, name));
    const QByteArray bytes = readAt(location.offset, location.size);
    const ByteView in(bytes);
    if (in.size() != location.size)
        return fail(ErrorCode::Io, tr("The directory of %1 cannot be read.").arg(name));

    ZipDirectory directory;
    directory.m_entries.reserve(static_cast<std::size_t>(location.count));
    directory.m_names.reserve(in.size() - static_cast<qint64>(location.count) * kEntrySize);
    qint64 at = 0;
    for (quint64 i = 0; i < location.count; ++i) {
        if (!in.has(at, kEntrySize) || in.le32(at) != kEntrySignature)
            return corrupt(name, QStringLiteral("member %1 of the central directory is damaged").arg(i));
        const qint64 nameLength = in.le16(at + 28);
        const qint64 extraLength = in.le16(at + 30);
        const qint64 length = kEntrySize + nameLength + extraLength + in.le16(at + 32);
        if (!in.has(at, length))
            return corrupt(name, QStringLiteral("member %1 of the central directory is cut off").arg(i));
        ZipEntry entry;
        entry.encrypted = in.le16(at + 8) & 1;
        entry.method = methodOf(in.le16(at + 10));
        entry.crc = in.le32(at + 16);
        entry.compressed = in.le32(at + 20);
        entry.size = in.le32(at + 24);
        entry.header = in.le32(at + 42);
        if (!readZip64(in.part(at + kEntrySize + nameLength, extraLength), entry))
            return corrupt(name, QStringLiteral("the zip64 field of member %1 is cut off").arg(i));
        entry.header += static_cast<quint64>(location.shift);
        if (storeName({in.data() + at + kEntrySize, static_cast<qsizetype>(nameLength)}, directory.m_names,
                      entry))
            directory.m_entries.push_back(entry);
        at += length;
    }
    directory.m_names.squeeze();
    directory.sortAndDeduplicate();
    return directory;
}

void ZipDirectory::sortAndDeduplicate()
{
    const auto byName = [this](const ZipEntry& a, const ZipEntry& b) {
        const int order = nameOf(a).compare(nameOf(b));
        return order != 0 ? order < 0 : a.nameAt < b.nameAt;
    };
    if (!std::is_sorted(m_entries.begin(), m_entries.end(), byName))
        std::sort(m_entries.begin(), m_entries.end(), byName);
    // The last of equal names counts, as in other readers: keep an entry when the next one has another name.
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (i + 1 == m_entries.size() || nameOf(m_entries[i]) != nameOf(m_entries[i + 1]))
            m_entries[kept++] = m_entries[i];
    }
    m_entries.resize(kept);
}

std::vector<ZipEntry>::const_iterator ZipDirectory::lowerBound(QByteArrayView name) const
{
    return std::lower_bound(
        m_entries.begin(), m_entries.end(), name,
        [this](const ZipEntry& entry, QByteArrayView wanted) { return nameOf(entry).compare(wanted) < 0; });
}

const ZipEntry* ZipDirectory::find(QByteArrayView name) const
{
    const auto found = lowerBound(name);
    return found != m_entries.end() && nameOf(*found) == name ? &*found : nullptr;
}

} // namespace badcase::media
