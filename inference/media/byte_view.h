// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Numbers out of untrusted bytes. A read outside the data gives 0 instead of undefined behaviour; where the
/// difference matters the caller asks has() first.

#include <QByteArray>
#include <QtEndian>

namespace badcase::media {

/// Does not own the bytes: valid as long as the QByteArray (or buffer) it was made from.
class ByteView {
public:
    ByteView(const char* data, qint64 size) : m_data(data), m_size(size) {}
    explicit ByteView(const QByteArray& data) : ByteView(data.constData(), data.size()) {}

    qint64 size() const { return m_size; }
    const char* data() const { return m_data; }
    bool has(qint64 offset, qint64 count) const
    {
        return offset >= 0 && count >= 0 && count <= m_size && offset <= m_size - count;
    }
    /// `count` bytes from `offset`, cut at the end of the data.
    ByteView part(qint64 offset, qint64 count) const
    {
        if (offset < 0 || offset > m_size || count < 0)
            return {m_data, 0};
        return {m_data + offset, qMin(count, m_size - offset)};
    }
    bool startsWith(QByteArrayView text, qint64 offset = 0) const
    {
        return has(offset, text.size()) && QByteArrayView(m_data + offset, text.size()) == text;
    }

    quint8 u8(qint64 offset) const
    {
        return has(offset, 1) ? static_cast<quint8>(m_data[offset]) : quint8(0);
    }
    quint16 le16(qint64 offset) const { return number<quint16, false>(offset); }
    quint32 le32(qint64 offset) const { return number<quint32, false>(offset); }
    quint64 le64(qint64 offset) const { return number<quint64, false>(offset); }
    quint16 be16(qint64 offset) const { return number<quint16, true>(offset); }
    quint32 be32(qint64 offset) const { return number<quint32, true>(offset); }
    quint64 be64(qint64 offset) const { return number<quint64, true>(offset); }

private:
    template <class T, bool BigEndian>
    T number(qint64 offset) const
    {
        if (!has(offset, qint64(sizeof(T))))
            return 0;
        return BigEndian ? qFromBigEndian<T>(m_data + offset) : qFromLittleEndian<T>(m_data + offset);
    }

    const char* m_data;
    qint64 m_size;
};

} // namespace badcase::media
