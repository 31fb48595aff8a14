// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/text_encoding.h"

#include <QStringConverter>

#include <algorithm>

namespace badcase::formats {

namespace {

/// Offset of the first byte that is not UTF-8, -1 when all is. A character cut off at the end is forgiven
/// unless `whole`.
qsizetype firstInvalidUtf8(const QByteArray& bytes, bool whole)
{
    qsizetype i = 0;
    while (i < bytes.size()) {
        const auto lead = static_cast<unsigned char>(bytes.at(i));
        const int more = lead < 0x80                   ? 0
                         : lead >= 0xC2 && lead < 0xE0 ? 1
                         : lead >= 0xE0 && lead < 0xF0 ? 2
                         : lead >= 0xF0 && lead < 0xF5 ? 3
                                                       : -1;
        if (more < 0)
            return i;
        for (int k = 1; k <= more; ++k) {
            if (i + k >= bytes.size())
                return whole ? i : -1;
            if ((static_cast<unsigned char>(bytes.at(i + k)) & 0xC0) != 0x80)
                return i;
        }
        i += more + 1;
    }
    return -1;
}

/// True when the bytes are Chinese text in GB18030: everything that is not ASCII is a common ideograph or the
/// punctuation that goes with it. Western text in Latin-1 decodes as GB18030 too, but into rare characters.
bool isChinese(const QByteArray& bytes)
{
    QStringDecoder decoder("GB18030");
    if (!decoder.isValid())
        return false;
    const QString text = decoder.decode(bytes);
    qsizetype common = 0;
    qsizetype other = 0;
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if (u < 0x80)
            continue;
        const bool known = (u >= 0x4E00 && u <= 0x9FFF) || (u >= 0x3000 && u <= 0x303F) ||
                           (u >= 0xFF00 && u <= 0xFFEF) || (u >= 0x2010 && u <= 0x2026) || u == 0x00B7;
        ++(known ? common : other);
    }
    // One odd character at the cut end of the probe is no reason against.
    return common > 0 && other <= 1 + common / 50;
}

} // namespace

TextEncoding guessEncoding(const QByteArray& head, bool whole)
{
    if (head.startsWith("\xEF\xBB\xBF"))
        return {QStringLiteral("UTF-8")};
    if (head.startsWith("\xFF\xFE"))
        return {QStringLiteral("UTF-16LE")};
    if (head.startsWith("\xFE\xFF"))
        return {QStringLiteral("UTF-16BE")};
    qsizetype even = 0;
    qsizetype odd = 0;
    const qsizetype look = std::min<qsizetype>(head.size(), 4096);
    for (qsizetype i = 0; i < look; ++i) {
        if (head.at(i) == '\0')
            ++(i % 2 == 0 ? even : odd);
    }
    if (odd > look / 8 && even <= odd / 8)
        return {QStringLiteral("UTF-16LE")};
    if (even > look / 8 && odd <= even / 8)
        return {QStringLiteral("UTF-16BE")};
    const qsizetype bad = firstInvalidUtf8(head, whole);
    if (bad < 0 || !isChinese(head))
        return {QStringLiteral("UTF-8")};
    return {QStringLiteral("GB18030"), true, static_cast<int>(1 + head.first(bad).count('\n'))};
}

QString fileLabel(const QString& path)
{
    return path.sliced(path.lastIndexOf(u'/') + 1);
}

} // namespace badcase::formats
