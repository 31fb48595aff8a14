// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Walks through a large JSON file once, from the front, with a piece of it in memory: for files whose lists
/// lie deeper than JsonStream looks, and whose records are to be found again by their place.

#include "inference/core/result.h"

#include <QByteArray>
#include <QIODevice>
#include <QString>

#include <functional>
#include <memory>

namespace badcase::formats {

/// One thread uses a cursor. After a fault every call answers false and error() says where it was.
class JsonCursor {
public:
    /// Takes an open device; `name` is for messages.
    JsonCursor(std::unique_ptr<QIODevice> device, QString name);

    /// Calls `member` for every name of the object that begins here; it must consume the value (with any
    /// function of this class) and answer whether to go on.
    bool object(const std::function<bool(const QByteArray& key)>& member);
    /// Calls `element` for every element of the list that begins here, in the same way.
    bool list(const std::function<bool()>& element);
    /// The string that begins here, unescaped, as UTF-8.
    bool text(QByteArray& value);
    /// The number, word (true, null) or string that begins here, as it stands in the file with its quotes.
    bool scalar(QByteArray& value);
    bool skip(); ///< over any value

    /// The first character of the value that begins here: { [ " or that of a number or word; 0 at the end.
    char peekValue();
    /// Of the next byte, from the start of the file. Behind peekValue() that is where the value begins.
    qint64 position() const { return m_offset + m_pos; }
    qint64 bytesTotal() const { return m_device->size(); }
    bool failed() const { return m_failed; }
    Error error() const { return m_error; }
    /// Marks the file as wrong in its contents: expected `what` here.
    bool refuse(const QString& what);

    /// Bytes [from, from + length) of the file, wherever the cursor stands. The cursor goes on where it was.
    Result<QByteArray> read(qint64 from, qint64 length);

private:
    int peek();
    void advance() { ++m_pos; }
    bool skipBlanks();
    bool skipText();
    bool refill();

    std::unique_ptr<QIODevice> m_device;
    QString m_name;
    QByteArray m_buffer;
    qsizetype m_pos = 0;
    qint64 m_offset = 0; ///< of the buffer in the file
    int m_depth = 0;
    bool m_failed = false;
    Error m_error;
};

} // namespace badcase::formats
