// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/array_reader.h"
#include "inference/media/byte_view.h"

#include <QCoreApplication>
#include <QStringList>

#include <limits>
#include <optional>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ArrayReader", text);
}

constexpr qint64 kMagicBytes = 6;
constexpr qint64 kMaxHeaderBytes = qint64(1) << 20;
constexpr std::size_t kMaxDimensions = 32; // NumPy's own limit
constexpr qint64 kMaxCount = std::numeric_limits<qint64>::max() / 16;

/// The header text is a Python dictionary. Only the form that NumPy writes is understood: three known keys
/// with a text, True or False, and a tuple of whole numbers.
class HeaderParser {
public:
    explicit HeaderParser(QByteArrayView text) : m_text(text) {}

    bool parse()
    {
        if (!take('{'))
            return false;
        while (!take('}')) {
            QByteArray key;
            if (!readText(key) || !take(':') || !readValue(key))
                return false;
            if (!take(',') && !peek('}'))
                return false;
        }
        skipBlanks();
        return m_at == m_text.size() && descr && fortranOrder && shape;
    }

    std::optional<QByteArray> descr; ///< absent although parse() failed there: `isRecord`
    std::optional<bool> fortranOrder;
    std::optional<std::vector<qint64>> shape;
    bool isRecord = false; ///< the type is a list of fields

private:
    void skipBlanks()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n'))
            ++m_at;
    }
    bool peek(char c)
    {
        skipBlanks();
        return m_at < m_text.size() && m_text[m_at] == c;
    }
    bool take(char c)
    {
        if (!peek(c))
            return false;
        ++m_at;
        return true;
    }
    bool takeWord(QByteArrayView word)
    {
        skipBlanks();
        if (!m_text.sliced(m_at).startsWith(word))
            return false;
        m_at += word.size();
        return true;
    }
    bool readText(QByteArray& out)
    {
        skipBlanks();
        if (m_at >= m_text.size() || (m_text[m_at] != '\'' && m_text[m_at] != '"'))
            return false;
        const qsizetype end = m_text.indexOf(m_text[m_at], m_at + 1);
        if (end < 0)
            return false;
        out = m_text.sliced(m_at + 1, end - m_at - 1).toByteArray();
        m_at = end + 1;
        return !out.contains('\\');
    }
    bool readValue(const QByteArray& key)
    {
        if (key == "descr" && !descr) {
            isRecord = peek('[');
            descr.emplace();
            return readText(*descr);
        }
        if (key == "fortran_order" && !fortranOrder) {
            fortranOrder = takeWord("True");
            return *fortranOrder || takeWord("False");
        }
        return key == "shape" && !shape && readShape();
    }
    bool readShape()
    {
        if (!take('('))
            return false;
        shape.emplace();
        while (!take(')')) {
            qint64 side = 0;
            if (!readNumber(side) || shape->size() == kMaxDimensions)
                return false;
            shape->push_back(side);
            if (!take(',') && !peek(')'))
                return false;
        }
        return true;
    }
    bool readNumber(qint64& out)
    {
        skipBlanks();
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9')
            ++m_at;
        bool ok = false;
        out = m_text.sliced(begin, m_at - begin).toByteArray().toLongLong(&ok);
        if (m_at < m_text.size() && m_text[m_at] == 'L') // as Python 2 wrote whole numbers
            ++m_at;
        return ok;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

/// "<f4" -> kind, size and order; false for what are no plain numbers.
bool readType(const QByteArray& descr, ArrayHeader& header)
{
    if (descr.size() != 3)
        return false;
    const char order = descr[0];
    const int bytes = descr[2] - '0';
    const bool wholeSize = bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
    if (!wholeSize || (order != '<' && order != '>' && !(order == '|' && bytes == 1)))
        return false;
    header.bigEndian = order == '>';
    header.valueBytes = bytes;
    switch (descr[1]) {
    case 'f':
        header.kind = ArrayKind::Float;
        return bytes > 1;
    case 'i':
        header.kind = ArrayKind::Signed;
        return true;
    case 'u':
        header.kind = ArrayKind::Unsigned;
        return true;
    case 'b':
        header.kind = ArrayKind::Bool;
        return bytes == 1;
    default:
        return false;
    }
}

/// The product of the sides, or nothing when it is beyond reason.
std::optional<qint64> countOf(const std::vector<qint64>& shape)
{
    // Sides are multiplied without the zeros, so that no wild side hides behind one.
    qint64 product = 1;
    bool empty = false;
    for (const qint64 side : shape) {
        empty = empty || side == 0;
        if (side > 0 && product > kMaxCount / side)
            return std::nullopt;
        product *= side > 0 ? side : 1;
    }
    return empty ? 0 : product;
}

/// Length and place of the header text.
struct TextPlace {
    qint64 begin = 0;
    qint64 length = 0;
};

Result<TextPlace> findText(const ByteView& bytes, const QString& name)
{
    if (!bytes.startsWith(QByteArrayView("\x93NUMPY", kMagicBytes)))
        return fail(ErrorCode::Corrupt,
                    tr("%1 is not a NumPy array (.npy). Write it with numpy.save().").arg(name));
    const int major = bytes.u8(kMagicBytes);
    const int minor = bytes.u8(kMagicBytes + 1);
    if (!bytes.has(0, kMagicBytes + 4))
        return fail(ErrorCode::Corrupt, tr("%1 is cut off in its header. Copy it again.").arg(name));
    if (major < 1 || major > 3 || minor != 0)
        return fail(ErrorCode::Unsupported,
                    tr("%1 has version %2.%3 of the NumPy format; versions 1 to 3 are read.")
                        .arg(name)
                        .arg(major)
                        .arg(minor));
    const TextPlace place = major == 1 ? TextPlace{10, bytes.le16(8)} : TextPlace{12, bytes.le32(8)};
    if (place.length > kMaxHeaderBytes)
        return fail(ErrorCode::Corrupt, tr("%1 claims a header of %2 bytes.").arg(name).arg(place.length));
    if (!bytes.has(place.begin, place.length))
        return fail(ErrorCode::Corrupt, tr("%1 is cut off in its header. Copy it again.").arg(name));
    return place;
}

} // namespace

qint64 ArrayHeader::columns() const
{
    qint64 product = 1;
    for (std::size_t i = 1; i < shape.size(); ++i)
        product *= shape[i];
    return product;
}

QString ArrayHeader::typeName() const
{
    switch (kind) {
    case ArrayKind::Bool:
        return QStringLiteral("bool");
    case ArrayKind::Signed:
        return QStringLiteral("int%1").arg(8 * valueBytes);
    case ArrayKind::Unsigned:
        return QStringLiteral("uint%1").arg(8 * valueBytes);
    case ArrayKind::Float:
        return QStringLiteral("float%1").arg(8 * valueBytes);
    }
    return {};
}

QString ArrayHeader::shapeText() const
{
    if (shape.empty())
        return QStringLiteral("1");
    QStringList sides;
    for (const qint64 side : shape)
        sides.append(QString::number(side));
    return sides.join(QStringLiteral(" x "));
}

Result<ArrayHeader> readArrayHeader(const QByteArray& head, qint64 fileBytes, const QString& name)
{
    BADCASE_ASSIGN(const TextPlace place, findText(ByteView(head), name));
    HeaderParser parser(QByteArrayView(head).sliced(place.begin, place.length));
    const bool parsed = parser.parse();
    if (parser.isRecord)
        return fail(ErrorCode::Unsupported,
                    tr("%1 holds records; an array of plain numbers was expected.").arg(name));
    if (!parsed)
        return fail(ErrorCode::Corrupt,
                    tr("The header of %1 cannot be understood. Write it again with numpy.save().").arg(name),
                    QString::fromLatin1(head.sliced(place.begin, qMin<qint64>(place.length, 200))));
    ArrayHeader header;
    if (!readType(*parser.descr, header))
        return fail(ErrorCode::Unsupported,
                    tr("%1 holds values of the type \"%2\"; floats, whole numbers or bool were expected.")
                        .arg(name, QString::fromLatin1(*parser.descr)));
    header.fortranOrder = *parser.fortranOrder;
    header.shape = std::move(*parser.shape);
    header.dataOffset = place.begin + place.length;
    const auto count = countOf(header.shape);
    if (!count || *count > (fileBytes - header.dataOffset) / header.valueBytes)
        return fail(
            ErrorCode::Corrupt,
            tr("%1 is cut off: its header claims %2 values of %3, but only %4 bytes follow. Copy it again.")
                .arg(name, header.shapeText(), header.typeName())
                .arg(fileBytes - header.dataOffset));
    return header;
}

} // namespace badcase::media
