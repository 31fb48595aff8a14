// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/reference_data.h"

#include "inference/media/image_reader.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cstring>

namespace badcase::test {

namespace {

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, path, file.errorString());
    return file.readAll();
}

} // namespace

Result<RgbImage> readRgbNpy(const QString& path)
{
    BADCASE_ASSIGN(const QByteArray data, readFile(path));
    static const QRegularExpression shape(QStringLiteral("'\\|u1'.*'shape': \\((\\d+), (\\d+), 3\\)"));
    const qsizetype begin = data.indexOf('\n') + 1;
    const auto match = shape.match(QString::fromLatin1(data.left(begin)));
    if (!match.hasMatch())
        return fail(ErrorCode::Corrupt, path);
    const int height = match.captured(1).toInt();
    const int width = match.captured(2).toInt();
    if (data.size() != begin + qsizetype(height) * width * 3)
        return fail(ErrorCode::Corrupt, path);
    const QSize size(width, height);
    auto pixels = RgbImage::allocate(size);
    std::memcpy(pixels.get(), data.constData() + begin, static_cast<std::size_t>(data.size() - begin));
    return RgbImage(std::move(pixels), size, RgbImage::lineBytes(size));
}

Result<RgbImage> readRgb(const QString& path)
{
    BADCASE_ASSIGN(const QByteArray data, readFile(path));
    return media::decodeRgb(data, path);
}

ClassMap readGray(const QString& path)
{
    const QImage image = QImage(path).convertToFormat(QImage::Format_Grayscale8);
    ClassMap map(image.size(), 0);
    for (int y = 0; y < image.height(); ++y)
        std::memcpy(map.mutablePixels().data() + qsizetype(y) * image.width(), image.constScanLine(y),
                    static_cast<std::size_t>(image.width()));
    return map;
}

QJsonObject readJson(const QString& path)
{
    const auto data = readFile(path);
    return data ? QJsonDocument::fromJson(*data).object() : QJsonObject();
}

std::vector<QStringList> readCsv(const QString& path)
{
    std::vector<QStringList> rows;
    const auto data = readFile(path);
    if (!data)
        return rows;
    const QStringList lines = QString::fromUtf8(*data).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines.mid(1))
        rows.push_back(line.trimmed().split(QLatin1Char(',')));
    return rows;
}

Result<engine::ModelCard> readCard(const QString& model)
{
    const QString path = shared(QStringLiteral("models/%1/card.json").arg(model));
    BADCASE_ASSIGN(const QByteArray data, readFile(path));
    return engine::parseModelCard(data, path);
}

} // namespace badcase::test
