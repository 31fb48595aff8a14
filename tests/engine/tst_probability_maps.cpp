// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/postprocess.h"
#include "inference/engine/probability_maps.h"
#include "tests/support/test_support.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

using namespace badcase;
using namespace badcase::engine;

namespace {

using Values = std::vector<float>;

ModelCard maskCard(int classes, Activation activation, UpsampleMode upsample)
{
    ModelCard card;
    card.name = QStringLiteral("net");
    card.task = Task::Segmentation;
    card.output.activation = activation;
    card.output.upsample = upsample;
    for (int i = 0; i < classes; ++i)
        card.classes << QStringLiteral("c%1").arg(i);
    return card;
}

Values randomLogits(QRandomGenerator& random, std::size_t count, double range)
{
    Values values(count);
    for (float& value : values)
        value = static_cast<float>((random.generateDouble() - 0.5) * 2.0 * range);
    return values;
}

ScoreMaps scoresOf(const Values& values, int channels, QSize size)
{
    return {values.data(), channels, size.height(), size.width()};
}

Geometry unresized(QSize size)
{
    return {size, size, size, 0, 0};
}

double sigmoid(double z)
{
    return 1.0 / (1.0 + std::exp(-z));
}

double largestDifference(const Values& a, const Values& b)
{
    double difference = a.size() == b.size() ? 0.0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        difference = std::max(difference, std::abs(double(a[i]) - double(b[i])));
    return difference;
}

/// The two largest of the channels at a pixel are one and the same float.
bool isTie(const ProbabilityMaps& maps, std::size_t pixel)
{
    Values values;
    for (int c = 0; c < maps.channels; ++c)
        values.push_back(maps.channel(c)[pixel]);
    std::sort(values.rbegin(), values.rend());
    return values.size() > 1 && values[0] == values[1];
}

} // namespace

Q_DECLARE_METATYPE(Activation)
Q_DECLARE_METATYPE(UpsampleMode)

class TstProbabilityMaps : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void activationsAreThoseOfTheFormulas();
    void orderOfResizingAndActivation();
    void decidesAsDecideMask_data();
    void decidesAsDecideMask();
    void equalProbabilitiesFallToTheLowerChannel();
    void undoesTurns();
};

void TstProbabilityMaps::activationsAreThoseOfTheFormulas()
{
    QRandomGenerator random(5);
    const QSize size(17, 9);
    const std::size_t plane = 17 * 9;
    const Values logits = randomLogits(random, 4 * plane, 12.0);
    for (const auto activation : {Activation::Softmax, Activation::Sigmoid}) {
        const ModelCard card = maskCard(4, activation, UpsampleMode::LogitsBilinear);
        const ProbabilityMaps maps = probabilityMaps(scoresOf(logits, 4, size), card, unresized(size));
        QCOMPARE(maps.channels, 4);
        QCOMPARE(maps.size, size);
        Values expected(logits.size());
        for (std::size_t i = 0; i < plane; ++i) {
            double sum = 0.0;
            for (std::size_t c = 0; c < 4; ++c)
                sum += std::exp(double(logits[c * plane + i]));
            for (std::size_t c = 0; c < 4; ++c) {
                const double z = logits[c * plane + i];
                expected[c * plane + i] =
                    static_cast<float>(activation == Activation::Softmax ? std::exp(z) / sum : sigmoid(z));
            }
        }
        QVERIFY(largestDifference(maps.values, expected) < 1e-6);
    }
}

/// Two pixels made four: the two in the middle lie at a quarter and three quarters between them.
void TstProbabilityMaps::orderOfResizingAndActivation()
{
    const Values logits{-2.0F, 4.0F};
    const Geometry geometry{QSize(4, 1), QSize(2, 1), QSize(2, 1), 0, 0};
    const auto valuesOf = [&](UpsampleMode mode) {
        const ModelCard card = maskCard(2, Activation::Sigmoid, mode);
        return probabilityMaps(scoresOf(logits, 1, QSize(2, 1)), card, geometry).values;
    };
    const auto floats = [](std::initializer_list<double> values) {
        return Values(values.begin(), values.end());
    };
    const double a = sigmoid(-2.0);
    const double b = sigmoid(4.0);
    QVERIFY(largestDifference(valuesOf(UpsampleMode::LogitsBilinear),
                              floats({a, sigmoid(-0.5), sigmoid(2.5), b})) < 1e-6);
    QVERIFY(largestDifference(valuesOf(UpsampleMode::ProbabilitiesBilinear),
                              floats({a, 0.75 * a + 0.25 * b, 0.25 * a + 0.75 * b, b})) < 1e-6);
    QVERIFY(largestDifference(valuesOf(UpsampleMode::Nearest), floats({a, a, b, b})) < 1e-6);
}

void TstProbabilityMaps::decidesAsDecideMask_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<Activation>("activation");
    QTest::addColumn<UpsampleMode>("upsample");
    QTest::addColumn<double>("range");
    for (const auto mode :
         {UpsampleMode::LogitsBilinear, UpsampleMode::ProbabilitiesBilinear, UpsampleMode::Nearest}) {
        const int m = static_cast<int>(mode);
        QTest::addRow("softmax of 5, upsampling %d", m) << 5 << Activation::Softmax << mode << 30.0;
        QTest::addRow("softmax of 2, upsampling %d", m) << 2 << Activation::Softmax << mode << 4.0;
        QTest::addRow("one sigmoid, upsampling %d", m) << 2 << Activation::Sigmoid << mode << 6.0;
        QTest::addRow("three sigmoids, upsampling %d", m) << 3 << Activation::Sigmoid << mode << 6.0;
        QTest::addRow("saturated sigmoids, upsampling %d", m) << 3 << Activation::Sigmoid << mode << 90.0;
    }
}

void TstProbabilityMaps::decidesAsDecideMask()
{
    QFETCH(int, classes);
    QFETCH(Activation, activation);
    QFETCH(UpsampleMode, upsample);
    QFETCH(double, range);
    const ModelCard card = maskCard(classes, activation, upsample);
    std::vector<ClassIndex> toSchema{1, 0, 4, 2, 3};
    toSchema.resize(static_cast<std::size_t>(classes));
    QRandomGenerator random(17);
    // As it was; padded on two sides and enlarged; a map of a quarter of the input; shrunk.
    const std::vector<std::pair<QSize, Geometry>> cases{
        {QSize(23, 11), unresized(QSize(23, 11))},
        {QSize(16, 24), {QSize(41, 47), QSize(13, 20), QSize(16, 24), 1, 2}},
        {QSize(4, 6), {QSize(15, 21), QSize(15, 21), QSize(16, 24), 0, 0}},
        {QSize(32, 32), {QSize(7, 5), QSize(32, 32), QSize(32, 32), 0, 0}}};
    for (const auto& [size, geometry] : cases) {
        const Values logits = randomLogits(
            random, static_cast<std::size_t>(card.channelCount() * size.width() * size.height()), range);
        const ScoreMaps scores = scoresOf(logits, card.channelCount(), size);
        const MaskPrediction expected = decideMask(scores, card, toSchema, geometry);
        const ProbabilityMaps maps = probabilityMaps(scores, card, geometry);
        const MaskPrediction decided = decideProbabilities(maps, card, toSchema);
        QCOMPARE(maps.size, geometry.native);
        QCOMPARE(decided.activation, expected.activation);
        QCOMPARE(decided.probability, expected.probability);
        int ties = 0;
        for (std::size_t i = 0; i < maps.planePixels(); ++i) {
            if (isTie(maps, i))
                ++ties;
            else
                QCOMPARE(decided.decision.pixels()[i], expected.decision.pixels()[i]);
        }
        if (range < 10.0)
            QCOMPARE(ties, 0);
    }
}

void TstProbabilityMaps::equalProbabilitiesFallToTheLowerChannel()
{
    const ModelCard card = maskCard(2, Activation::Softmax, UpsampleMode::LogitsBilinear);
    ProbabilityMaps maps{2, QSize(3, 1), {0.5F, 0.25F, 0.75F, 0.5F, 0.75F, 0.25F}};
    const MaskPrediction decided = decideProbabilities(maps, card, {6, 3});
    QCOMPARE(decided.decision, ClassMap(QSize(3, 1), QByteArray("\6\3\6", 3)));
    QCOMPARE(decided.probability, ClassMap(QSize(3, 1), QByteArray("\x80\xbf\xbf", 3)));
}

/// A model that looks at single pixels says the same of a turned picture, turned.
void TstProbabilityMaps::undoesTurns()
{
    QRandomGenerator random(3);
    const QSize size(13, 6);
    const ModelCard card = maskCard(3, Activation::Softmax, UpsampleMode::LogitsBilinear);
    const Values logits = randomLogits(random, 3 * 13 * 6, 5.0);
    const ProbabilityMaps whole = probabilityMaps(scoresOf(logits, 3, size), card, unresized(size));
    const auto views = parseViews(QStringLiteral("d4"));
    QVERIFY_RESULT(views);
    for (const View& view : *views) {
        const QSize turnedSize = viewSize(size, view.turn);
        Values turned(logits.size());
        for (int c = 0; c < 3; ++c)
            applyTurn(view.turn, logits.data() + c * 13 * 6, size, turned.data() + c * 13 * 6);
        const ProbabilityMaps maps =
            probabilityMaps(scoresOf(turned, 3, turnedSize), card, unresized(turnedSize));
        QCOMPARE(maps.size, turnedSize);
        QVERIFY(undoTurn(maps, view.turn) == whole);
    }
}

BADCASE_REGISTER_TEST(TstProbabilityMaps)

#include "tst_probability_maps.moc"
