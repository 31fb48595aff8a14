// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/made_data.h"

#include "tests/support/test_support.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>

#include <array>
#include <utility>

namespace badcase::test {

namespace {
const std::array<std::pair<QString, QColor>, 3> kColours{
    std::pair{QStringLiteral("red"), QColor(230, 20, 30)},
    std::pair{QStringLiteral("green"), QColor(10, 200, 40)},
    std::pair{QStringLiteral("blue"), QColor(20, 30, 220)}};
}

void writeFile(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writePicture(const QString& path, QColor color, QSize size)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QImage image(size, QImage::Format_RGB888);
    image.fill(color);
    if (!image.save(path))
        qFatal("cannot write %s", qPrintable(path));
}

void writeColours(const QString& dir, int each)
{
    for (const auto& [name, color] : kColours) {
        for (int i = 0; i < each; ++i)
            writePicture(QStringLiteral("%1/%2/%3.png").arg(dir, name).arg(i), color);
    }
}

QString rowName(int row)
{
    return QStringLiteral("s%1").arg(row, 5, 10, QLatin1Char('0'));
}

void writeManyRows(const QString& dir, const QString& name, int rows)
{
    for (const auto& [colour, color] : kColours)
        writePicture(QStringLiteral("%1/pictures/%2.png").arg(dir, colour), color);
    QByteArray table = "id,path,label,title\n";
    for (int i = 0; i < rows; ++i) {
        const QString& colour = kColours[static_cast<std::size_t>(i % 3)].first;
        table +=
            QStringLiteral("%1,pictures/%2.png,%2,Title of row %3\n").arg(rowName(i), colour).arg(i).toUtf8();
    }
    writeFile(QDir(dir).filePath(name), table);
}

void writeRegions(const QString& dir, int count)
{
    constexpr QSize kSize(24, 16);
    for (int i = 0; i < count; ++i) {
        const QString stem = QStringLiteral("%1.png").arg(i, 2, 10, QLatin1Char('0'));
        writePicture(QStringLiteral("%1/images/%2").arg(dir, stem), QColor(40 * i % 256, 120, 200 - 10 * i),
                     kSize);
        QImage mask(kSize, QImage::Format_Grayscale8);
        for (int y = 0; y < mask.height(); ++y) {
            for (int x = 0; x < mask.width(); ++x)
                mask.scanLine(y)[x] = static_cast<uchar>((x / 6 + i) % 5);
        }
        QDir().mkpath(dir + QStringLiteral("/masks"));
        if (!mask.save(QStringLiteral("%1/masks/%2").arg(dir, stem)))
            qFatal("cannot write a mask");
    }
    writeFile(dir + QStringLiteral("/classes.json"),
              R"({"names": ["background", "product", "price", "logo", "text"]})");
}

QString fixtureModel(const QString& name)
{
    return QDir(sourceDir()).filePath(QStringLiteral("tests/engine/fixtures/%1.pt").arg(name));
}

QString modelWithCard(const QString& name, const QString& path, const QByteArray& card)
{
    // The archive keeps its structure: only the member's name changes, in both places where a zip has it.
    QByteArray bytes = readFile(fixtureModel(name));
    bytes.replace("extra/meta.json", "extra/meta.hide");
    writeFile(path + QStringLiteral(".pt"), bytes);
    if (!card.isEmpty())
        writeFile(path + QStringLiteral(".json"), card);
    return path + QStringLiteral(".pt");
}

QString regionModel()
{
    return QDir(sourceDir()).filePath(QStringLiteral("resources/models/demo_regions.pt"));
}

} // namespace badcase::test
