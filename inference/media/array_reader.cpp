// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/array_reader.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <bit>
#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace badcase::media {

namespace {

constexpr qint64 kHeadBytes = qint64(64) << 10; ///< more than any header that is written

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ArrayReader", text);
}

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

/// How stored bits of type Bits become a number; one of these for each type that is read.
struct AsHalf {
    using Bits = quint16;
    static float value(Bits bits) { return halfToFloat(bits); }
};
template <class Value, class BitsType>
struct AsValue {
    using Bits = BitsType;
    static Value value(Bits bits) { return std::bit_cast<Value>(bits); }
};
struct AsBool {
    using Bits = quint8;
    static float value(Bits bits) { return bits != 0 ? 1.0F : 0.0F; }
};

/// `count` stored numbers to out[0], out[step], out[2 * step], ...
template <class As, class T>
void convert(const char* from, qint64 count, bool bigEndian, T* out, qint64 step)
{
    using Bits = typename As::Bits;
    for (qint64 i = 0; i < count; ++i) {
        const char* at = from + i * qint64(sizeof(Bits));
        const Bits bits = bigEndian ? qFromBigEndian<Bits>(at) : qFromLittleEndian<Bits>(at);
        out[i * step] = static_cast<T>(As::value(bits));
    }
}

template <class T>
using Convert = void (*)(const char*, qint64, bool, T*, qint64);

template <class T>
Convert<T> converterFor(const ArrayHeader& header)
{
    const bool isSigned = header.kind == ArrayKind::Signed;
    if (header.kind == ArrayKind::Bool)
        return convert<AsBool, T>;
    if (header.kind == ArrayKind::Float) {
        return header.valueBytes == 2   ? convert<AsHalf, T>
               : header.valueBytes == 4 ? convert<AsValue<float, quint32>, T>
                                        : convert<AsValue<double, quint64>, T>;
    }
    switch (header.valueBytes) {
    case 1:
        return isSigned ? convert<AsValue<qint8, quint8>, T> : convert<AsValue<quint8, quint8>, T>;
    case 2:
        return isSigned ? convert<AsValue<qint16, quint16>, T> : convert<AsValue<quint16, quint16>, T>;
    case 4:
        return isSigned ? convert<AsValue<qint32, quint32>, T> : convert<AsValue<quint32, quint32>, T>;
    default:
        return isSigned ? convert<AsValue<qint64, quint64>, T> : convert<AsValue<quint64, quint64>, T>;
    }
}

/// How far apart the first values of column `column` (in row-major order) and of column 0 are in an array
/// in Fortran order, in values.
qint64 fortranOffset(const std::vector<qint64>& shape, qint64 column)
{
    std::vector<qint64> strides(shape.size(), 1);
    for (std::size_t i = 1; i < shape.size(); ++i)
        strides[i] = strides[i - 1] * shape[i - 1];
    qint64 offset = 0;
    for (std::size_t i = shape.size(); i-- > 1;) {
        offset += column % shape[i] * strides[i];
        column /= shape[i];
    }
    return offset;
}

/// The name of the only array in an archive.
Result<QString> onlyArray(const MediaRoot& root)
{
    QStringList found;
    BADCASE_TRY(root.list({}, {}, [&](const QString& member, const MediaStat&) {
        if (member.endsWith(QLatin1String(".npy")))
            found.append(member);
        return found.size() < 2;
    }));
    if (found.size() == 1)
        return found.first();
    return fail(ErrorCode::InvalidArgument,
                found.isEmpty() ? tr("There is no array (.npy) in %1.").arg(root.path())
                                : tr("There are several arrays in %1 (%2, ...); give the one that is meant "
                                     "as a file of its own.")
                                      .arg(root.path(), found.join(QStringLiteral(", "))));
}

} // namespace

float halfToFloat(quint16 bits)
{
    const quint32 sign = quint32(bits & 0x8000U) << 16;
    const quint32 exponent = (bits >> 10) & 0x1fU;
    const quint32 fraction = bits & 0x3ffU;
    if (exponent == 0) { // zero and subnormals: fraction * 2^-24, which a float holds exactly
        const float magnitude = static_cast<float>(fraction) * 0x1p-24F;
        return sign != 0 ? -magnitude : magnitude;
    }
    const quint32 wide = exponent == 31 ? 255U : exponent + (127U - 15U);
    return std::bit_cast<float>(sign | wide << 23 | fraction << 13);
}

Result<ArrayReader> ArrayReader::open(const QString& path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return fail(ErrorCode::NotFound, tr("There is no file %1.").arg(path));
    auto file = std::make_shared<QFile>(path);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorCode::Io, tr("%1 cannot be opened. Check its permissions.").arg(path),
                    file->errorString());
    const QByteArray head = readAt(file->handle(), 0, qMin(file->size(), kHeadBytes));
    if (head.startsWith("PK")) {
        BADCASE_ASSIGN(const auto root, MediaRoot::open(info.absoluteFilePath()));
        BADCASE_ASSIGN(const QString member, onlyArray(*root));
        return openMember(*root, member, qint64(8) << 30);
    }
    ArrayReader reader;
    reader.m_name = path;
    BADCASE_ASSIGN(reader.m_header, readArrayHeader(head, file->size(), path));
    reader.m_file = std::move(file);
    return reader;
}

Result<ArrayReader> ArrayReader::openMember(const MediaRoot& root, const QString& member, qint64 maxBytes)
{
    BADCASE_ASSIGN(QByteArray bytes, root.read(member, maxBytes));
    return fromBytes(std::move(bytes), tr("%1 in %2").arg(member, root.path()));
}

Result<ArrayReader> ArrayReader::fromBytes(QByteArray bytes, const QString& name)
{
    ArrayReader reader;
    BADCASE_ASSIGN(reader.m_header, readArrayHeader(bytes, bytes.size(), name));
    reader.m_name = name;
    reader.m_bytes = std::move(bytes);
    return reader;
}

Result<QByteArray> ArrayReader::bytesAt(qint64 offset, qint64 count) const
{
    QByteArray bytes = m_file ? readAt(m_file->handle(), offset, count)
                              : QByteArray::fromRawData(m_bytes.constData() + offset, count);
    if (bytes.size() == count)
        return bytes;
    return fail(ErrorCode::Io, tr("%1 cannot be read any further. Has it been changed?").arg(m_name));
}

template <class T>
Result<void> ArrayReader::readInto(qint64 first, qint64 count, std::span<T> out) const
{
    const qint64 columns = m_header.columns();
    if (first < 0 || count < 0 || first > m_header.rows() - count ||
        static_cast<qint64>(out.size()) != count * columns)
        return fail(ErrorCode::InvalidArgument, tr("%1 has no rows %2 to %3; its shape is %4.")
                                                    .arg(m_name)
                                                    .arg(first)
                                                    .arg(first + count)
                                                    .arg(m_header.shapeText()));
    if (out.empty()) // an empty array may claim any number of columns
        return {};
    const auto convertTo = converterFor<T>(m_header);
    const qint64 size = m_header.valueBytes;
    if (!m_header.fortranOrder || m_header.shape.size() < 2) {
        const qint64 offset = m_header.dataOffset + first * columns * size;
        BADCASE_ASSIGN(const QByteArray bytes, bytesAt(offset, count * columns * size));
        convertTo(bytes.constData(), count * columns, m_header.bigEndian, out.data(), 1);
        return {};
    }
    for (qint64 column = 0; column < columns; ++column) { // in this order a column's rows lie together
        const qint64 value = fortranOffset(m_header.shape, column) + first;
        BADCASE_ASSIGN(const QByteArray bytes, bytesAt(m_header.dataOffset + value * size, count * size));
        convertTo(bytes.constData(), count, m_header.bigEndian, out.data() + column, columns);
    }
    return {};
}

Result<void> ArrayReader::readRows(qint64 first, qint64 count, std::span<float> out) const
{
    return readInto(first, count, out);
}

Result<void> ArrayReader::readRows(qint64 first, qint64 count, std::span<double> out) const
{
    return readInto(first, count, out);
}

} // namespace badcase::media
