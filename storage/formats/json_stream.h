// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The records of a large JSON file, one after the other: one record and a piece of the file are in memory,
/// never the whole file.

#include "inference/core/result.h"

#include <QByteArray>
#include <QFile>
#include <QJsonObject>
#include <QString>

#include <memory>
#include <optional>

namespace badcase::formats {

/// One thread uses a stream.
class JsonStream {
public:
    /// List: `[{...}, {...}]`, or the same objects without brackets (one a line). Map: `{"name": {...},
    /// ...}`.
    enum class Shape { List, Map };

    /// A record, or why there is none. A broken record costs itself and no other where the next one can be
    /// found again.
    struct Item {
        qint64 number = 0;  ///< of the record in the file, from 1
        QString key;        ///< Map: the record's name
        QJsonObject object; ///< empty when `fault` is not
        QByteArray text;    ///< the object as it stands in the file
        QString fault;      ///< for people; empty: the record is good
    };

    /// NotFound, Io, or Corrupt when the file does not begin like `shape`.
    static Result<std::unique_ptr<JsonStream>> open(const QString& path, Shape shape);

    /// The next record, nullopt at the end. Err(Io) when the file cannot be read further.
    Result<std::optional<Item>> next();

    qint64 bytesRead() const { return m_offset + m_pos; }
    qint64 bytesTotal() const { return m_total; }

private:
    JsonStream(const QString& path, Shape shape) : m_file(path), m_shape(shape) {}

    Result<bool> fill();
    Result<bool> skipBlanks();
    Result<qsizetype> endOfValue(qsizetype begin);
    Result<bool> readKey(Item& item);
    Result<void> parse(Item& item, qsizetype end);
    Result<void> resync(Item& item, qsizetype from);
    void noteStart(qsizetype begin, qsizetype end);

    QFile m_file;
    Shape m_shape;
    qint64 m_total = 0;
    qint64 m_offset = 0; ///< of the buffer in the file
    QByteArray m_buffer;
    qsizetype m_pos = 0;
    qint64 m_number = 0;
    QByteArray m_start; ///< how records begin in this file: `{"id"`
    bool m_bracketed = false;
    bool m_ended = false;
};

/// The value of a member of `object` as it stands in the text, for numbers that do not fit a double; empty
/// when there is none.
QByteArray rawMember(const QByteArray& object, const QString& key);

} // namespace badcase::formats
