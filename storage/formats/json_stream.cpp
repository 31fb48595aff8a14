// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/json_stream.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstring>

namespace badcase::formats {

namespace {

constexpr qsizetype kPiece = qsizetype(1) << 20;
/// No record of a data set is larger; what looks so has lost its closing bracket.
constexpr qsizetype kMaxRecord = qsizetype(64) << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::JsonStream", text);
}

bool isBlank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/// Finds where a value ends, in pieces: brackets are counted outside of strings.
class ValueScanner {
public:
    /// Goes on at `from`; the position behind the value, or -1 when it does not end in `text`.
    qsizetype scan(const QByteArray& text, qsizetype from)
    {
        const char* data = text.constData();
        const qsizetype size = text.size();
        qsizetype i = from;
        while (i < size) {
            const char byte = data[i];
            if (m_inString) {
                if (byte == '\\') {
                    m_escaped = !m_escaped;
                } else {
                    if (byte == '"' && !m_escaped)
                        m_inString = false;
                    m_escaped = false;
                }
                ++i;
                if (!m_inString && m_depth == 0)
                    return i;
                continue;
            }
            if (byte == '"') {
                m_inString = true;
            } else if (byte == '{' || byte == '[') {
                ++m_depth;
            } else if (byte == '}' || byte == ']') {
                if (m_depth == 0)
                    return i; // of what is around the value
                if (--m_depth == 0)
                    return i + 1;
            } else if (m_depth == 0 && (byte == ',' || isBlank(byte))) {
                return i;
            }
            ++i;
        }
        return -1;
    }

private:
    int m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
};

qsizetype skipBlanksIn(const QByteArray& text, qsizetype pos)
{
    while (pos < text.size() && isBlank(text.at(pos)))
        ++pos;
    return pos;
}

/// A JSON string with its quotes; empty when it is none.
QString unquoted(const QByteArray& text)
{
    return QJsonDocument::fromJson('[' + text + ']').array().at(0).toString();
}

} // namespace

Result<std::unique_ptr<JsonStream>> JsonStream::open(const QString& path, Shape shape)
{
    std::unique_ptr<JsonStream> stream(new JsonStream(path, shape));
    if (!stream->m_file.open(QIODevice::ReadOnly))
        return fail(stream->m_file.exists() ? ErrorCode::Io : ErrorCode::NotFound,
                    tr("%1 cannot be read").arg(path), stream->m_file.errorString());
    stream->m_total = stream->m_file.size();
    BADCASE_TRY(stream->fill());
    if (stream->m_buffer.startsWith("\xEF\xBB\xBF"))
        stream->m_pos = 3;
    BADCASE_ASSIGN(const bool any, stream->skipBlanks());
    const char first = any ? stream->m_buffer.at(stream->m_pos) : '\0';
    const bool list = shape == Shape::List;
    if (first != '{' && !(list && first == '['))
        return fail(ErrorCode::Corrupt, list ? tr("%1 is no JSON list of records").arg(path)
                                             : tr("%1 is no JSON object of records").arg(path));
    // Objects without a list around them follow one another, so the first one is not stepped into.
    stream->m_bracketed = !list || first == '[';
    if (stream->m_bracketed)
        ++stream->m_pos;
    return stream;
}

/// Appends a piece of the file; false at its end. What lies before m_pos is dropped.
Result<bool> JsonStream::fill()
{
    if (m_pos > 0) {
        m_buffer.remove(0, m_pos);
        m_offset += m_pos;
        m_pos = 0;
    }
    const qsizetype before = m_buffer.size();
    m_buffer.resize(before + kPiece);
    const qint64 count = m_file.read(m_buffer.data() + before, kPiece);
    m_buffer.resize(before + std::max<qint64>(0, count));
    if (count < 0)
        return fail(ErrorCode::Io, tr("%1 cannot be read").arg(m_file.fileName()), m_file.errorString());
    return count > 0;
}

/// To the next byte that is neither blank nor a comma; false at the end of the file.
Result<bool> JsonStream::skipBlanks()
{
    for (;;) {
        while (m_pos < m_buffer.size() && (isBlank(m_buffer.at(m_pos)) || m_buffer.at(m_pos) == ','))
            ++m_pos;
        if (m_pos < m_buffer.size())
            return true;
        BADCASE_ASSIGN(const bool more, fill());
        if (!more)
            return false;
    }
}

/// Behind the value that begins at `begin` >= m_pos, counted from m_pos as it is then; -1: it does not end.
Result<qsizetype> JsonStream::endOfValue(qsizetype begin)
{
    ValueScanner scanner;
    for (qsizetype from = begin;;) {
        const qsizetype end = scanner.scan(m_buffer, from);
        if (end >= 0)
            return end - m_pos;
        if (m_buffer.size() - m_pos > kMaxRecord)
            return -1;
        from = m_buffer.size() - m_pos;
        BADCASE_ASSIGN(const bool more, fill());
        if (!more)
            return -1;
    }
}

/// The name and the colon before a value of a map; false when there is none.
Result<bool> JsonStream::readKey(Item& item)
{
    if (m_buffer.at(m_pos) != '"')
        return false;
    BADCASE_ASSIGN(const qsizetype length, endOfValue(m_pos));
    if (length < 0)
        return false;
    item.key = unquoted(m_buffer.sliced(m_pos, length));
    m_pos += length;
    BADCASE_ASSIGN(const bool any, skipBlanks());
    if (!any || m_buffer.at(m_pos) != ':')
        return false;
    ++m_pos;
    return skipBlanks();
}

/// Remembers how a good record begins, up to the end of its first name.
void JsonStream::noteStart(qsizetype begin, qsizetype end)
{
    const qsizetype open = m_buffer.indexOf('"', begin);
    const qsizetype close = open < 0 ? -1 : m_buffer.indexOf('"', open + 1);
    if (close > 0 && close < end)
        m_start = m_buffer.sliced(begin, close + 1 - begin);
}

Result<void> JsonStream::parse(Item& item, qsizetype end)
{
    item.text = m_buffer.sliced(m_pos, end - m_pos);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(item.text, &error);
    if (document.isObject()) {
        item.object = document.object();
        if (m_start.isEmpty() && m_shape == Shape::List)
            noteStart(m_pos, end);
        m_pos = end;
        return {};
    }
    item.fault =
        error.error != QJsonParseError::NoError
            ? tr("%1 (byte %2 of the file)").arg(error.errorString()).arg(m_offset + m_pos + error.offset)
            : tr("it is no object (byte %1 of the file)").arg(m_offset + m_pos);
    // A lost quote makes one record swallow others: the next one that begins inside is taken up there.
    const qsizetype inside = m_start.isEmpty() ? -1 : m_buffer.indexOf(m_start, m_pos + 1);
    m_pos = inside > 0 && inside < end ? inside : end;
    return {};
}

/// A record that does not end: goes to where the next one begins, or to the end of the file.
Result<void> JsonStream::resync(Item& item, qsizetype from)
{
    item.fault = tr("it does not end (it begins at byte %1 of the file)").arg(m_offset + m_pos);
    m_pos = from;
    for (;;) {
        const qsizetype found = m_start.isEmpty() ? -1 : m_buffer.indexOf(m_start, m_pos);
        if (found >= 0) {
            m_pos = found;
            return {};
        }
        m_pos = std::max(m_pos, m_buffer.size() - m_start.size());
        BADCASE_ASSIGN(const bool more, fill());
        if (!more) {
            m_pos = m_buffer.size();
            m_ended = true;
            return {};
        }
    }
}

Result<std::optional<JsonStream::Item>> JsonStream::next()
{
    if (m_ended)
        return std::nullopt;
    BADCASE_ASSIGN(const bool any, skipBlanks());
    Item item;
    if (any && m_bracketed && m_buffer.at(m_pos) == (m_shape == Shape::List ? ']' : '}')) {
        m_ended = true;
        return std::nullopt;
    }
    item.number = ++m_number;
    if (!any) {
        m_ended = true;
        if (!m_bracketed)
            return std::nullopt;
        item.fault = tr("the file is cut off: its last bracket is missing");
        return item;
    }
    if (m_shape == Shape::Map) {
        BADCASE_ASSIGN(const bool named, readKey(item));
        if (!named) {
            m_ended = true;
            item.fault = tr("a name and a value were expected at byte %1; the rest of the file is not read")
                             .arg(bytesRead());
            return item;
        }
    }
    BADCASE_ASSIGN(const qsizetype length, endOfValue(m_pos));
    if (length < 0)
        BADCASE_TRY(resync(item, m_pos + 1));
    else if (length == 0) {
        item.fault = tr("a value was expected at byte %1").arg(bytesRead());
        ++m_pos; // a stray bracket
    } else {
        BADCASE_TRY(parse(item, m_pos + length));
    }
    return item;
}

QByteArray rawMember(const QByteArray& object, const QString& key)
{
    qsizetype pos = object.indexOf('{') + 1;
    while (pos > 0 && pos < object.size()) {
        pos = skipBlanksIn(object, pos);
        const qsizetype nameEnd = ValueScanner().scan(object, pos);
        if (nameEnd <= pos)
            return {};
        const QString name = unquoted(object.sliced(pos, nameEnd - pos));
        pos = skipBlanksIn(object, nameEnd);
        if (pos >= object.size() || object.at(pos) != ':')
            return {};
        pos = skipBlanksIn(object, pos + 1);
        const qsizetype end = ValueScanner().scan(object, pos);
        if (end <= pos)
            return {};
        if (name == key)
            return object.sliced(pos, end - pos);
        pos = skipBlanksIn(object, end);
        if (pos < object.size() && object.at(pos) == ',')
            ++pos;
    }
    return {};
}

} // namespace badcase::formats
