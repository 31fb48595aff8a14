// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/mask_cases.h"

#include "tests/engine/reference_data.h"
#include "tests/support/test_support.h"

#include <QJsonArray>
#include <QtEndian>

#include <random>

namespace badcase::test {

using namespace engine;

namespace {

QByteArray bytesOf(const QJsonValue& array)
{
    const QByteArray packed = QByteArray::fromBase64(array[QLatin1String("data")].toString().toLatin1());
    QByteArray sized(4, '\0'); // qUncompress() takes a hint of the size first
    qToBigEndian<quint32>(1 << 20, sized.data());
    return qUncompress(sized + packed);
}

/// Some with large pieces, some like noise, some empty or full.
ClassMap randomMap(QSize size, int classes, std::mt19937& random)
{
    ClassMap map(size, 0);
    const unsigned style = random() % 8;
    if (style == 0)
        return ClassMap(size, static_cast<std::uint8_t>(random() % static_cast<unsigned>(classes)));
    const auto pixels = map.mutablePixels();
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const auto width = static_cast<std::size_t>(size.width());
        const bool copy = style > 3 && i > width && random() % 6 != 0;
        pixels[i] = copy ? pixels[i - (random() % 2 == 0 ? 1 : width)]
                         : static_cast<std::uint8_t>(random() % static_cast<unsigned>(classes));
    }
    return map;
}

} // namespace

QJsonObject maskFixtures()
{
    return readJson(sourceDir() + QStringLiteral("/tests/engine/fixtures/mask_steps.json"));
}

QSize sizeOf(const QJsonValue& one)
{
    return {one[QLatin1String("width")].toInt(), one[QLatin1String("height")].toInt()};
}

ClassMap mapOf(const QJsonValue& array, QSize size)
{
    return ClassMap(size, bytesOf(array));
}

std::vector<std::int32_t> integersOf(const QJsonValue& array)
{
    const QByteArray bytes = bytesOf(array);
    std::vector<std::int32_t> values(static_cast<std::size_t>(bytes.size() / 4));
    qFromLittleEndian<std::int32_t>(bytes.constData(), static_cast<qsizetype>(values.size()), values.data());
    return values;
}

void addMaskFixtures()
{
    QTest::addColumn<QJsonObject>("one");
    const QJsonArray masks = maskFixtures().value(QLatin1String("masks")).toArray();
    QCOMPARE(masks.size(), 5);
    for (const QJsonValue& one : masks)
        QTest::newRow(qPrintable(one[QLatin1String("name")].toString())) << one.toObject();
}

ClassMap applied(const MaskStep& step, const ClassMap& map)
{
    const MaskPrediction mask{Activation::Softmax, map, ClassMap(map.size(), 255)};
    const auto result = applyMaskSteps({step}, mask, {.background = 0});
    return result ? result->decision : ClassMap();
}

InstanceMap split(const ClassMap& map, double height, qint64 minimum)
{
    const MaskPrediction mask{Activation::Softmax, map, ClassMap(map.size(), 255)};
    const auto result =
        applyMaskSteps({{MaskStep::Kind::Watershed, kNoClass, height, minimum}}, mask, {.background = 0});
    return result && result->instances ? *result->instances : InstanceMap{};
}

void forMaps(int classes, const std::function<void(const ClassMap&)>& check)
{
    std::mt19937 random(static_cast<unsigned>(classes));
    for (int side = 1; side <= 33; ++side) {
        const int other = 1 + static_cast<int>(random() % 33);
        for (const QSize size : {QSize(side, other), QSize(1, side), QSize(side, 1), QSize(side, side)})
            check(randomMap(size, classes, random));
    }
}

} // namespace badcase::test
