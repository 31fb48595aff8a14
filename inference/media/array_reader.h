// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Arrays of numbers in NumPy's own format (.npy, versions 1 to 3), read as untrusted data: nothing in the
/// header is evaluated, and no size is believed before the file has shown that it has the bytes.

#include "inference/core/result.h"
#include "inference/media/media_root.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <span>
#include <vector>

class QFile;

namespace badcase::media {

/// What the numbers of an array are.
enum class ArrayKind { Bool, Signed, Unsigned, Float };

/// The header of an array. `shape` may be empty (one number) and may have zeros (no numbers).
struct ArrayHeader {
    ArrayKind kind = ArrayKind::Float;
    int valueBytes = 4; ///< 2, 4 or 8 for Float; 1 to 8 for integers; 1 for Bool
    bool bigEndian = false;
    bool fortranOrder = false;
    std::vector<qint64> shape;
    qint64 dataOffset = 0; ///< where the first number is in the file

    /// The first dimension is rows, the others together are columns. A lone number is one row of one column.
    qint64 rows() const { return shape.empty() ? 1 : shape.front(); }
    qint64 columns() const;
    qint64 count() const { return rows() * columns(); }
    QString typeName() const;  ///< "float16", "uint8", "bool": as NumPy calls it
    QString shapeText() const; ///< "3000 x 200", "1" for a lone number
};

/// Reads the header that `head` (the first bytes of a file of `fileBytes` bytes) begins with. `name` is for
/// messages. Corrupt: not such a file, or cut off, or a shape that the file has no room for. Unsupported:
/// complex numbers, texts, records and Python objects (which would be programs).
Result<ArrayHeader> readArrayHeader(const QByteArray& head, qint64 fileBytes, const QString& name);

/// One open array, read in blocks of rows: memory is that of a block, whatever the file's size. Copies share
/// the file. Reading is positional and const: several threads may read at once.
class ArrayReader {
public:
    /// An .npy file, or an archive (.npz, .zip) with exactly one .npy in it, which is then held in memory.
    /// NotFound, Io, and the errors of readArrayHeader().
    static Result<ArrayReader> open(const QString& path);
    /// An .npy inside a folder or archive, held in memory; TooLarge beyond `maxBytes`.
    static Result<ArrayReader> openMember(const MediaRoot& root, const QString& member,
                                          qint64 maxBytes = qint64(1) << 30);
    static Result<ArrayReader> fromBytes(QByteArray bytes, const QString& name);

    const ArrayHeader& header() const { return m_header; }
    const QString& name() const { return m_name; }

    /// Rows `first` .. `first + count` in row-major order whatever the file's order; `out` holds count *
    /// columns() values. float16 and float32 come exact as float, everything but 64-bit integers beyond 2^53
    /// exact as double. InvalidArgument outside the array; Io when the file has become shorter.
    Result<void> readRows(qint64 first, qint64 count, std::span<float> out) const;
    Result<void> readRows(qint64 first, qint64 count, std::span<double> out) const;

private:
    template <class T>
    Result<void> readInto(qint64 first, qint64 count, std::span<T> out) const;
    Result<QByteArray> bytesAt(qint64 offset, qint64 count) const;

    std::shared_ptr<QFile> m_file; ///< null: everything is in m_bytes
    QByteArray m_bytes;
    QString m_name;
    ArrayHeader m_header;
};

/// IEEE 754 binary16 to float: exact, with subnormals, infinities and NaN.
float halfToFloat(quint16 bits);

} // namespace badcase::media
