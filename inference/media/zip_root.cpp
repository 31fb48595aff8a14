// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/zip_root.h"

#include "inference/media/byte_view.h"
#include "inference/media/zip_directory.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <limits>
#include <memory>

#include <unistd.h>
#include <zlib.h>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ZipArchive", text);
}

constexpr qint64 kLocalHeaderSize = 30;
constexpr quint32 kLocalSignature = 0x04034b50;
/// Deflate cannot gain more than this; an archive that says so lies.
constexpr quint64 kMaxRatio = 1032;

/// Positional reading: no shared file position, so no lock.
QByteArray readAt(int descriptor, qint64 offset, qint64 count)
{
    QByteArray bytes(static_cast<qsizetype>(count), Qt::Uninitialized);
    qint64 done = 0;
    while (done < count) {
        const ssize_t got =
            pread(descriptor, bytes.data() + done, static_cast<size_t>(count - done), offset + done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += got;
    }
    bytes.truncate(static_cast<qsizetype>(done));
    return bytes;
}

/// The first `size` bytes of raw deflate data. `whole`: the stream must also end there.
bool inflateInto(const QByteArray& packed, QByteArray& out, bool whole)
{
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    constexpr qint64 kStep = std::numeric_limits<int>::max(); // zlib counts in 32 bits
    qint64 fed = 0;
    qint64 made = 0;
    int status = Z_OK;
    Bytef beyond = 0; // one byte more than promised shows that there is more
    while (status == Z_OK) {
        const qint64 feed = qMin(kStep, packed.size() - fed);
        const qint64 room = qMin(kStep, out.size() - made);
        stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.constData() + fed));
        stream.avail_in = static_cast<uInt>(feed);
        stream.next_out = room > 0 ? reinterpret_cast<Bytef*>(out.data() + made) : &beyond;
        stream.avail_out = static_cast<uInt>(room > 0 ? room : 1);
        status = inflate(&stream, Z_NO_FLUSH);
        const qint64 used = feed - stream.avail_in;
        const qint64 gained = (room > 0 ? room : 1) - stream.avail_out;
        if (room == 0 && gained > 0)
            status = Z_DATA_ERROR;
        else
            made += gained;
        fed += used;
        if (!whole && made == out.size())
            break;
        if (used == 0 && gained == 0 && status == Z_OK)
            status = Z_BUF_ERROR;
    }
    inflateEnd(&stream);
    return made == out.size() && (!whole || status == Z_STREAM_END);
}

class ZipRoot : public MediaRoot {
public:
    ZipRoot(QString path, std::unique_ptr<QFile> file, ZipDirectory directory)
        : m_path(std::move(path)),
          m_file(std::move(file)),
          m_descriptor(m_file->handle()),
          m_fileSize(m_file->size()),
          m_directory(std::move(directory))
    {}

    QString path() const override { return m_path; }
    bool isZip() const override { return true; }

    Result<MediaStat> stat(const QString& member) const override
    {
        BADCASE_ASSIGN(const ZipEntry* entry, find(member));
        return statOf(*entry);
    }

    Result<QByteArray> read(const QString& member, qint64 maxBytes) const override;
    Result<QByteArray> readHead(const QString& member, qint64 bytes) const override;
    Result<void> list(const QString& folder, const CancelToken& cancel,
                      const std::function<bool(const QString&, const MediaStat&)>& visit) const override;

private:
    static MediaStat statOf(const ZipEntry& entry)
    {
        const auto bytes = qMin<quint64>(entry.size, std::numeric_limits<qint64>::max());
        return {.bytes = static_cast<qint64>(bytes), .crc = entry.crc};
    }
    ResultError corrupt(const QString& member, const QString& detail) const
    {
        return fail(ErrorCode::Corrupt,
                    tr("%1 in %2 is damaged. Copy or download the archive again.").arg(member, m_path),
                    detail);
    }
    Result<const ZipEntry*> find(const QString& member) const;
    Result<qint64> dataOffset(const ZipEntry& entry, const QString& member) const;

    const QString m_path;
    const std::unique_ptr<QFile> m_file;
    const int m_descriptor;
    const qint64 m_fileSize;
    const ZipDirectory m_directory;
};

Result<const ZipEntry*> ZipRoot::find(const QString& member) const
{
    BADCASE_ASSIGN(const QString clean, cleanMemberPath(member));
    const ZipEntry* entry = m_directory.find(clean.toUtf8());
    if (!entry)
        return fail(ErrorCode::NotFound, tr("%1 is not in the zip archive %2.").arg(member, m_path));
    return entry;
}

/// Checks what the directory says against the file and the local header; where the member's bytes begin.
Result<qint64> ZipRoot::dataOffset(const ZipEntry& entry, const QString& member) const
{
    if (entry.encrypted)
        return fail(
            ErrorCode::Unsupported,
            tr("%1 in %2 is encrypted. Unpack the archive with its password first.").arg(member, m_path));
    if (entry.method == 255)
        return fail(ErrorCode::Unsupported, tr("%1 in %2 is packed in a way that cannot be read here. Pack "
                                               "the archive again as an ordinary zip.")
                                                .arg(member, m_path));
    const auto fileSize = static_cast<quint64>(m_fileSize);
    if (entry.header > fileSize || entry.compressed > fileSize - entry.header)
        return corrupt(member, QStringLiteral("it lies outside the file"));
    if (entry.method == 0 ? entry.size != entry.compressed : entry.size > (entry.compressed + 1) * kMaxRatio)
        return corrupt(member, QStringLiteral("its sizes contradict each other"));
    const auto header = static_cast<qint64>(entry.header);
    const QByteArray bytes = readAt(m_descriptor, header, kLocalHeaderSize);
    const ByteView local(bytes);
    if (local.size() != kLocalHeaderSize || local.le32(0) != kLocalSignature)
        return corrupt(member, QStringLiteral("its local header is missing"));
    const qint64 data = header + kLocalHeaderSize + local.le16(26) + local.le16(28);
    if (static_cast<qint64>(entry.compressed) > m_fileSize - data)
        return corrupt(member, QStringLiteral("it is cut off"));
    return data;
}

Result<QByteArray> ZipRoot::read(const QString& member, qint64 maxBytes) const
{
    BADCASE_ASSIGN(const ZipEntry* entry, find(member));
    if (entry->size > static_cast<quint64>(qMax<qint64>(maxBytes, 0)))
        return fail(ErrorCode::TooLarge, tr("%1 in %2 has %3 bytes; at most %4 are read.")
                                             .arg(member, m_path)
                                             .arg(entry->size)
                                             .arg(maxBytes));
    BADCASE_ASSIGN(const qint64 offset, dataOffset(*entry, member));
    QByteArray data = readAt(m_descriptor, offset, static_cast<qint64>(entry->compressed));
    if (static_cast<quint64>(data.size()) != entry->compressed)
        return fail(ErrorCode::Io, tr("%1 in %2 cannot be read.").arg(member, m_path));
    if (entry->method == 8) {
        QByteArray out(static_cast<qsizetype>(entry->size), Qt::Uninitialized);
        if (!inflateInto(data, out, true))
            return corrupt(member, QStringLiteral("its packed data are damaged"));
        data = std::move(out);
    }
    const uLong crc =
        crc32_z(0, reinterpret_cast<const Bytef*>(data.constData()), static_cast<z_size_t>(data.size()));
    if (crc != entry->crc)
        return corrupt(member, QStringLiteral("its checksum is wrong"));
    return data;
}

Result<QByteArray> ZipRoot::readHead(const QString& member, qint64 bytes) const
{
    BADCASE_ASSIGN(const ZipEntry* entry, find(member));
    BADCASE_ASSIGN(const qint64 offset, dataOffset(*entry, member));
    const auto wanted =
        static_cast<qint64>(qMin<quint64>(entry->size, static_cast<quint64>(qMax<qint64>(bytes, 0))));
    if (entry->method == 0)
        return readAt(m_descriptor, offset, wanted);
    // Packed data are hardly ever longer than what they hold; where they are, the rest is left alone.
    const qint64 packed = qMin(static_cast<qint64>(entry->compressed), wanted + wanted / 8 + 1024);
    QByteArray out(static_cast<qsizetype>(wanted), Qt::Uninitialized);
    if (!inflateInto(readAt(m_descriptor, offset, packed), out, false))
        return corrupt(member, QStringLiteral("its packed data are damaged"));
    return out;
}

/// One path component begins with a dot, or is the resource folder that macOS adds.
bool isHidden(QByteArrayView name)
{
    for (qsizetype at = 0; at < name.size();) {
        const qsizetype slash = name.indexOf('/', at);
        const QByteArrayView part = name.sliced(at, (slash < 0 ? name.size() : slash) - at);
        if (part.startsWith('.') || part == "__MACOSX")
            return true;
        at += part.size() + 1;
    }
    return false;
}

Result<void> ZipRoot::list(const QString& folder, const CancelToken& cancel,
                           const std::function<bool(const QString&, const MediaStat&)>& visit) const
{
    QByteArray prefix;
    if (!folder.isEmpty()) {
        BADCASE_ASSIGN(const QString clean, cleanMemberPath(folder));
        prefix = clean.toUtf8() + '/';
    }
    auto entry = m_directory.lowerBound(prefix);
    const auto end = m_directory.entries().end();
    if (!prefix.isEmpty() && (entry == end || !m_directory.nameOf(*entry).startsWith(prefix)))
        return fail(ErrorCode::NotFound,
                    tr("There is no folder %1 in the zip archive %2.").arg(folder, m_path));
    for (; entry != end; ++entry) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, tr("Listing %1 was cancelled.").arg(m_path));
        const QByteArrayView name = m_directory.nameOf(*entry);
        if (!name.startsWith(prefix))
            break;
        if (!isHidden(name.sliced(prefix.size())) && !visit(QString::fromUtf8(name), statOf(*entry)))
            break;
    }
    return {};
}

} // namespace

Result<std::shared_ptr<MediaRoot>> openZipRoot(const QString& path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorCode::Io, tr("%1 cannot be opened. Check its permissions.").arg(path),
                    file->errorString());
    const QByteArray magic = readAt(file->handle(), 0, 2);
    const int descriptor = file->handle();
    auto directory = ZipDirectory::read(
        [descriptor](qint64 offset, qint64 count) { return readAt(descriptor, offset, count); }, file->size(),
        path);
    if (!directory && magic != "PK")
        return fail(ErrorCode::Unsupported, tr("%1 is neither a folder nor a zip archive.").arg(path));
    if (!directory)
        return fail(std::move(directory).error());
    return std::make_shared<ZipRoot>(path, std::move(file), std::move(*directory));
}

} // namespace badcase::media
