// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/json_cursor.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace badcase::formats {

namespace {

constexpr qint64 kPiece = qint64(1) << 18;
/// Lists within lists beyond this are an attack and no data set.
constexpr int kMaxDepth = 64;
constexpr qsizetype kMaxScalar = qsizetype(64) << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::JsonCursor", text);
}

bool isBlank(int c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

} // namespace

JsonCursor::JsonCursor(std::unique_ptr<QIODevice> device, QString name)
    : m_device(std::move(device)), m_name(std::move(name))
{
    for (const char mark : {'\xEF', '\xBB', '\xBF'}) {
        if (peek() == static_cast<unsigned char>(mark))
            advance();
    }
}

bool JsonCursor::refill()
{
    m_offset += m_buffer.size();
    m_pos = 0;
    m_buffer = m_device->read(kPiece);
    return !m_buffer.isEmpty();
}

int JsonCursor::peek()
{
    if (m_pos >= m_buffer.size() && !refill())
        return -1;
    return static_cast<unsigned char>(m_buffer.at(m_pos));
}

bool JsonCursor::skipBlanks()
{
    while (isBlank(peek()))
        advance();
    return peek() >= 0;
}

bool JsonCursor::refuse(const QString& what)
{
    if (!m_failed)
        m_error = Error{ErrorCode::Corrupt, tr("%1: %2 (byte %3)").arg(m_name, what).arg(position())};
    m_failed = true;
    return false;
}

char JsonCursor::peekValue()
{
    if (m_failed)
        return 0;
    return skipBlanks() ? m_buffer.at(m_pos) : '\0';
}

bool JsonCursor::object(const std::function<bool(const QByteArray&)>& member)
{
    if (peekValue() != '{')
        return refuse(tr("an object was expected"));
    if (++m_depth > kMaxDepth)
        return refuse(tr("objects lie too deep in each other"));
    advance();
    QByteArray key;
    if (peekValue() != '}') {
        for (;;) {
            if (!text(key))
                return false;
            if (peekValue() != ':')
                return refuse(tr("a colon was expected"));
            advance();
            if (!member(key))
                return false;
            const char next = peekValue();
            if (next == '}')
                break;
            if (next != ',')
                return refuse(tr("a comma or the end of the object was expected"));
            advance();
        }
    }
    advance();
    --m_depth;
    return !m_failed;
}

bool JsonCursor::list(const std::function<bool()>& element)
{
    if (peekValue() != '[')
        return refuse(tr("a list was expected"));
    if (++m_depth > kMaxDepth)
        return refuse(tr("lists lie too deep in each other"));
    advance();
    if (peekValue() != ']') {
        for (;;) {
            if (!element())
                return false;
            const char next = peekValue();
            if (next == ']')
                break;
            if (next != ',')
                return refuse(tr("a comma or the end of the list was expected"));
            advance();
        }
    }
    advance();
    --m_depth;
    return !m_failed;
}

bool JsonCursor::scalar(QByteArray& value)
{
    value.clear();
    const char first = peekValue();
    bool escaped = false;
    for (int c = peek(); c >= 0; c = peek()) {
        const bool quoted = first == '"';
        if (!quoted && (c == ',' || c == ']' || c == '}' || c == ':' || isBlank(c)))
            break;
        value += static_cast<char>(c);
        advance();
        if (quoted && c == '"' && !escaped && value.size() > 1)
            return true;
        escaped = c == '\\' && !escaped;
        if (value.size() > kMaxScalar)
            return refuse(tr("a text does not end"));
    }
    if (value.isEmpty() || first == '"' || first == '{' || first == '[')
        return refuse(tr("a value was expected"));
    return true;
}

bool JsonCursor::text(QByteArray& value)
{
    if (peekValue() != '"')
        return refuse(tr("a text in quotes was expected"));
    if (!scalar(value))
        return false;
    if (!value.contains('\\')) {
        value = value.sliced(1, value.size() - 2);
        return true;
    }
    const QJsonDocument document = QJsonDocument::fromJson('[' + value + ']');
    if (!document.isArray())
        return refuse(tr("a text has an escape that is none"));
    value = document.array().at(0).toString().toUtf8();
    return true;
}

bool JsonCursor::skipText()
{
    advance();
    for (int c = peek(); c >= 0; c = peek()) {
        advance();
        if (c == '\\' && peek() >= 0)
            advance();
        else if (c == '"')
            return true;
    }
    return refuse(tr("a text does not end"));
}

/// Counts brackets only: what is skipped is not judged until it is read.
bool JsonCursor::skip()
{
    const char first = peekValue();
    if (first == '"')
        return skipText();
    if (first != '{' && first != '[') {
        QByteArray ignored;
        return scalar(ignored);
    }
    int depth = 0;
    for (int c = peek(); c >= 0; c = peek()) {
        if (c == '"') {
            if (!skipText())
                return false;
            continue;
        }
        advance();
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            return true;
    }
    return refuse(tr("the file ends inside a value; is it complete?"));
}

Result<QByteArray> JsonCursor::read(qint64 from, qint64 length)
{
    const qint64 after = m_device->pos();
    if (!m_device->seek(from))
        return fail(ErrorCode::Io, tr("%1 cannot be read again").arg(m_name), m_device->errorString());
    QByteArray bytes = m_device->read(length);
    if (bytes.size() != length || !m_device->seek(after))
        return fail(ErrorCode::Io, tr("%1 changed while it was read").arg(m_name), m_device->errorString());
    return bytes;
}

} // namespace badcase::formats
