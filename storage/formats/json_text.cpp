// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/json_text.h"

#include <QLocale>

namespace badcase::formats {

QByteArray jsonText(const QString& text)
{
    static const char digits[] = "0123456789abcdef";
    const QByteArray bytes = text.toUtf8();
    QByteArray out;
    out.reserve(bytes.size() + 2);
    out += '"';
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        switch (byte) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        default:
            if (value < 0x20)
                out.append("\\u00").append(digits[value >> 4]).append(digits[value & 15]);
            else
                out += byte;
        }
    }
    return out += '"';
}

QByteArray jsonNumber(double value)
{
    const QByteArray text = QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
    return text.contains('.') || text.contains('e') ? text : text + ".0";
}

QByteArray jsonList(const QStringList& texts)
{
    QByteArray out("[");
    for (const QString& text : texts) {
        if (out.size() > 1)
            out += ", ";
        out += jsonText(text);
    }
    return out += ']';
}

} // namespace badcase::formats
