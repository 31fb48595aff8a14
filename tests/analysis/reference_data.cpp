// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/analysis/reference_data.h"

#include <QFile>
#include <QImage>
#include <QJsonDocument>

#include <cmath>
#include <cstring>

namespace badcase::test {

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

template <class T>
std::vector<double> widened(const QByteArray& data, qsizetype offset)
{
    std::vector<double> out(static_cast<std::size_t>((data.size() - offset) / qsizetype(sizeof(T))));
    for (std::size_t i = 0; i < out.size(); ++i) {
        T value;
        std::memcpy(&value, data.constData() + offset + qsizetype(i * sizeof(T)), sizeof(T));
        out[i] = static_cast<double>(value);
    }
    return out;
}

} // namespace

std::vector<double> npyValues(const QString& path)
{
    const QByteArray data = contents(path);
    if (!data.startsWith("\x93NUMPY") || data.size() < 10)
        return {};
    const qsizetype offset = 10 + quint8(data.at(8)) + 256 * quint8(data.at(9));
    const QByteArray header = data.mid(10, offset - 10);
    if (header.contains("<f4"))
        return widened<float>(data, offset);
    if (header.contains("<f8"))
        return widened<double>(data, offset);
    if (header.contains("<u2"))
        return widened<quint16>(data, offset);
    if (header.contains("<i8"))
        return widened<qint64>(data, offset);
    if (header.contains("|b1"))
        return widened<quint8>(data, offset);
    return {};
}

QJsonObject jsonFile(const QString& path)
{
    return QJsonDocument::fromJson(contents(path)).object();
}

std::vector<QStringList> csvRows(const QString& path, bool skipHeader)
{
    std::vector<QStringList> rows;
    const auto lines = QString::fromUtf8(contents(path)).split(u'\n', Qt::SkipEmptyParts);
    for (qsizetype i = skipHeader ? 1 : 0; i < lines.size(); ++i)
        rows.push_back(lines.at(i).trimmed().split(u','));
    return rows;
}

ClassMap maskFile(const QString& path)
{
    const QImage image(path);
    if (image.depth() != 8)
        return {};
    ClassMap map(image.size(), ClassMap::kUnset);
    auto pixels = map.mutablePixels();
    for (int y = 0; y < image.height(); ++y)
        std::memcpy(pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width()),
                    image.constScanLine(y), static_cast<std::size_t>(image.width()));
    return map;
}

bool near(double a, double b, double tolerance)
{
    return std::isnan(a) || std::isnan(b) ? std::isnan(a) && std::isnan(b) : std::abs(a - b) <= tolerance;
}

} // namespace badcase::test
