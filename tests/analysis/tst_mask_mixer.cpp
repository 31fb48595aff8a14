// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_mix_sample.h"
#include "inference/analysis/tuning/mask_mixer.h"
#include "tests/analysis/mask_tuning_data.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace badcase;
using namespace badcase::analysis;
using test::kOneThing;

class TstMaskMixer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void weightsInParts();
    void badWeights();
    void decidesAsCombineStores_data();
    void decidesAsCombineStores();
    void lastBitsOfTheMean();
    void countsWholeImages();
    void decidedPixelsAreDecided();
    void smallImagesAreExact();
    void errorsCoverTheTruth();
    void nothingLabelled();
    void sampleIsRepeatable();
};

namespace {

const MaskTruth kTruth(kOneThing, 1);

struct Views {
    std::vector<ClassMap> maps;
    ClassMap label;

    std::vector<std::span<const std::uint8_t>> spans() const
    {
        std::vector<std::span<const std::uint8_t>> out;
        for (const ClassMap& map : maps)
            out.push_back(map.pixels());
        return out;
    }
};

/// Views of one mask that differ here and there.
Views randomViews(std::mt19937& random, QSize size, int count, int spread)
{
    Views views;
    const ClassMap base = test::randomProbability(random, size);
    for (int v = 0; v < count; ++v) {
        ClassMap map = base;
        for (auto& pixel : map.mutablePixels()) {
            const int change = int(random() % unsigned(2 * spread + 1)) - spread;
            pixel = static_cast<std::uint8_t>(std::clamp(int(pixel) + change, 0, 255));
        }
        views.maps.push_back(std::move(map));
    }
    views.label = test::randomLabel(random, base);
    return views;
}

std::vector<double> randomWeights(std::mt19937& random, std::size_t count)
{
    std::vector<double> weights;
    for (std::size_t v = 0; v < count; ++v)
        weights.push_back(random() % 4 == 0 ? 0.0 : double(random() % 1000));
    weights[random() % count] += random() % 3 == 0 ? 1e7 : 1.0; // sometimes all but one view
    return weights;
}

/// What `combine` stores (mergeBytes() of the engine), written out once more, pixel by pixel in double.
int storedMix(MixMode mode, const std::vector<double>& shares, const std::vector<int>& q)
{
    const auto floored = [](double p) { return std::log(std::max(p, 1e-7)); };
    double mix = 0;
    for (std::size_t v = 0; v < q.size(); ++v) {
        if (shares[v] == 0)
            continue;
        if (mode == MixMode::Mean)
            mix += shares[v] * q[v];
        else if (mode == MixMode::Max)
            mix = std::max(mix, double(q[v]));
        else
            mix += shares[v] * (floored(q[v] / 255.0) - floored((255 - q[v]) / 255.0));
    }
    if (mode == MixMode::Logit)
        mix = 255.0 / (1 + std::exp(-mix));
    return int(std::clamp(std::floor(mix + 0.5 + 1e-9), 0.0, 255.0));
}

MaskOverlap exactly(const MaskMix& mix, const Views& views)
{
    return mix.overlap(views.spans(), kTruth.roles(views.label));
}

} // namespace

void TstMaskMixer::weightsInParts()
{
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
        const auto weights = randomWeights(random, 1 + random() % 9);
        const auto parts = MixWeights::create(weights);
        QVERIFY_RESULT(parts);
        const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
        std::uint32_t sum = 0;
        for (std::size_t v = 0; v < weights.size(); ++v) {
            sum += parts->parts()[v];
            QVERIFY(std::abs(weights[v] / total * MixWeights::kOne - parts->parts()[v]) < 1.0);
        }
        QCOMPARE(sum, MixWeights::kOne);
        QVERIFY(MixWeights::create(parts->shares()).value() == *parts); // shares lose nothing
    }
    const auto third = MixWeights::create(std::vector<double>{1, 1, 1});
    QVERIFY(std::ranges::equal(third->parts(), std::vector<std::uint32_t>{21846, 21845, 21845}));
}

void TstMaskMixer::badWeights()
{
    for (const std::vector<double>& weights :
         std::vector<std::vector<double>>{{}, {0, 0}, {1, -1}, {1, std::nan("")}, {1, INFINITY}}) {
        const auto parts = MixWeights::create(weights);
        QVERIFY(!parts);
        QCOMPARE(parts.error().code, ErrorCode::InvalidArgument);
    }
    QVERIFY(MixWeights::create(std::vector<double>{1e308, 1e308}).has_value()); // whose sum is not finite
}

void TstMaskMixer::decidesAsCombineStores_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("mean") << int(MixMode::Mean);
    QTest::newRow("logit") << int(MixMode::Logit);
    QTest::newRow("max") << int(MixMode::Max);
}

void TstMaskMixer::decidesAsCombineStores()
{
    QFETCH(const int, mode);
    std::mt19937 random(2);
    for (int round = 0; round < 150; ++round) {
        const std::size_t count = 1 + random() % 9;
        const std::size_t pixels = 1 + random() % 5000;
        std::vector<std::vector<std::uint8_t>> views(count, std::vector<std::uint8_t>(pixels));
        for (auto& view : views) {
            const bool binary = random() % 4 == 0;
            for (auto& q : view)
                q = static_cast<std::uint8_t>(binary ? 255 * (random() % 2) : random());
        }
        std::vector<double> weights = randomWeights(random, count);
        if (round % 3 == 0) // ties at every half
            std::ranges::fill(weights, 1.0);
        const auto parts = MixWeights::create(weights);
        QVERIFY_RESULT(parts);
        std::vector<const std::uint8_t*> pointers;
        for (const auto& view : views)
            pointers.push_back(view.data());
        std::vector<int> stored(pixels);
        for (std::size_t i = 0; i < pixels; ++i) {
            std::vector<int> q;
            for (const auto& view : views)
                q.push_back(view[i]);
            stored[i] = storedMix(MixMode(mode), parts->shares(), q);
        }
        std::vector<std::uint8_t> inside(pixels);
        for (const int stop : {0, 1, 2, 77, 127, 128, 129, int(random() % 256), 254, 255}) {
            MaskMix(MixMode(mode), *parts, stop).decide(pointers, pixels, inside.data());
            for (std::size_t i = 0; i < pixels; ++i)
                QCOMPARE(int(inside[i]), int(stored[i] >= stop));
        }
    }
}

void TstMaskMixer::lastBitsOfTheMean()
{
    // 2^15 + 2^15 parts of 127 and 128 make 127.5, which is stored as 128; one part less does not.
    const std::uint8_t low = 127, high = 128;
    const std::uint8_t* views[] = {&low, &high};
    const auto insideWith = [&](double a, double b) {
        std::uint8_t inside = 9;
        MaskMix(MixMode::Mean, *MixWeights::create(std::vector<double>{a, b}), 128).decide(views, 1, &inside);
        return int(inside);
    };
    QCOMPARE(insideWith(32768, 32768), 1);
    QCOMPARE(insideWith(32769, 32767), 0);
    QCOMPARE(insideWith(0, 1), 1);
    QCOMPARE(insideWith(1, 0), 0);
}

void TstMaskMixer::countsWholeImages()
{
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        // Some are larger than what is worked on at a time.
        const QSize size = round % 10 == 0 ? QSize(97, 83) : test::randomSize(random);
        const Views views = randomViews(random, size, 1 + int(random() % 5), 1 + int(random() % 80));
        const auto parts = MixWeights::create(randomWeights(random, views.maps.size()));
        const MaskMix mix(MixMode(random() % 3), *parts, int(random() % 256));
        MaskOverlap expected;
        for (std::size_t i = 0; i < views.label.pixels().size(); ++i) {
            const auto label = views.label.pixels()[i];
            if (label == 255)
                continue;
            std::vector<int> q;
            for (const ClassMap& map : views.maps)
                q.push_back(map.pixels()[i]);
            const bool inside = storedMix(mix.mode(), parts->shares(), q) >= mix.stop();
            expected += {1, label, inside, inside && label == 1};
        }
        QVERIFY(exactly(mix, views) == expected);
    }
}

void TstMaskMixer::decidedPixelsAreDecided()
{
    std::mt19937 random(4);
    for (int round = 0; round < 400; ++round) {
        const Views views =
            randomViews(random, test::randomSize(random), 1 + int(random() % 6), int(random() % 90));
        const MaskMixSample sample(views.spans(), kTruth.roles(views.label), {.pixels = 16});
        for (int k = 0; k < 8; ++k) {
            const auto parts = MixWeights::create(randomWeights(random, views.maps.size()));
            const MaskMix mix(MixMode(random() % 3), *parts, int(random() % 256));
            const MaskOverlap exact = exactly(mix, views);
            const MixEstimate estimate = sample.estimate(mix);
            QCOMPARE(estimate.pixels, exact.pixels);
            QCOMPARE(estimate.labelled, exact.labelled);
            QVERIFY(estimate.badly.both <= exact.both && exact.both <= estimate.well.both);
            const auto falsely = [](const MaskOverlap& one) { return one.decided - one.both; };
            QVERIFY(falsely(estimate.well) <= falsely(exact) && falsely(exact) <= falsely(estimate.badly));
            QCOMPARE(estimate.well.both - estimate.badly.both + falsely(estimate.badly) -
                         falsely(estimate.well),
                     estimate.undecided);
            QVERIFY(exact.pixels == 0 ||
                    (estimate.badly.dice() <= exact.dice() && exact.dice() <= estimate.well.dice()));
            QVERIFY(estimate.both >= double(estimate.badly.both) &&
                    estimate.both <= double(estimate.well.both));
        }
    }
}

void TstMaskMixer::smallImagesAreExact()
{
    std::mt19937 random(5);
    std::vector<MaskMixSample> samples;
    std::vector<Views> images;
    for (int i = 0; i < 60; ++i) {
        images.push_back(randomViews(random, test::randomSize(random), 4, 40));
        samples.emplace_back(images.back().spans(), kTruth.roles(images.back().label),
                             MixSampleRules{1600, 1});
    }
    for (int round = 0; round < 40; ++round) {
        const MaskMix mix(MixMode(round % 3), *MixWeights::create(randomWeights(random, 4)),
                          int(random() % 256));
        MaskScoreSum exact;
        for (const Views& image : images)
            exact.add(exactly(mix, image));
        const MixAnswer answer = mixAnswer(samples, mix);
        QCOMPARE(answer.images, exact.scoredImages());
        COMPARE_NEAR(answer.meanDice, exact.meanDice(), 1e-12);
        COMPARE_NEAR(answer.meanIou, exact.meanIou(), 1e-12);
        QCOMPARE(answer.meanDiceError, 0.0);
        QCOMPARE(answer.meanIouError, 0.0);
    }
}

void TstMaskMixer::errorsCoverTheTruth()
{
    // Many questions to many samples: the truth lies within two standard errors about as often as it should.
    std::mt19937 random(6);
    int asked = 0, within = 0, meanAsked = 0, meanWithin = 0;
    double widest = 0;
    for (int round = 0; round < 30; ++round) {
        std::vector<Views> images;
        std::vector<MaskMixSample> samples;
        while (images.size() < 12) {
            images.push_back(randomViews(random, QSize(60 + int(random() % 60), 80), 5, 50));
            samples.emplace_back(images.back().spans(), kTruth.roles(images.back().label),
                                 MixSampleRules{600, random()});
        }
        const MaskMix mix(MixMode(random() % 2), *MixWeights::create(randomWeights(random, 5)),
                          60 + int(random() % 140));
        MaskScoreSum exact;
        for (std::size_t i = 0; i < images.size(); ++i) {
            const MaskOverlap truth = exactly(mix, images[i]);
            exact.add(truth);
            const MixEstimate one = samples[i].estimate(mix);
            if (truth.pixels == 0 || one.diceError() == 0)
                continue;
            ++asked;
            within += std::abs(one.dice() - truth.dice()) <= 2 * one.diceError();
            widest = std::max(widest, one.diceError());
        }
        const MixAnswer answer = mixAnswer(samples, mix);
        if (answer.meanDiceError > 0) {
            ++meanAsked;
            meanWithin += std::abs(answer.meanDice - exact.meanDice()) <= 2 * answer.meanDiceError;
        }
        QVERIFY(answer.diceBounds.low <= exact.meanDice() && exact.meanDice() <= answer.diceBounds.high);
        QVERIFY(answer.iouBounds.low <= exact.meanIou() && exact.meanIou() <= answer.iouBounds.high);
    }
    QVERIFY2(asked > 100 && within > 0.9 * asked,
             qPrintable(QStringLiteral("%1 of %2").arg(within).arg(asked)));
    QVERIFY2(meanAsked > 20 && meanWithin >= 0.85 * meanAsked,
             qPrintable(QStringLiteral("%1 of %2").arg(meanWithin).arg(meanAsked)));
}

void TstMaskMixer::nothingLabelled()
{
    // One pixel in doubt decides between 1 and 0.
    Views views{{ClassMap(QSize(30, 30), 0), ClassMap(QSize(30, 30), 0)}, ClassMap(QSize(30, 30), 0)};
    views.maps[0].mutablePixels()[77] = 200;
    const auto roles = kTruth.roles(views.label);
    const auto even = MixWeights::create(std::vector<double>{1, 1});
    const MaskMixSample sample(views.spans(), roles, {});
    QCOMPARE(sample.estimate(MaskMix(MixMode::Mean, *even, 128)).dice(), 1.0);
    QCOMPARE(sample.estimate(MaskMix(MixMode::Mean, *even, 100)).dice(), 0.0);
    // Without a sample it is not known, and says so.
    const MaskMixSample blind(views.spans(), roles, {.pixels = 0});
    const MixEstimate unknown = blind.estimate(MaskMix(MixMode::Mean, *even, 128));
    QCOMPARE(unknown.undecided, 1);
    QVERIFY(unknown.diceError() >= 0.5);
    QCOMPARE(unknown.badly.dice(), 0.0);
    QCOMPARE(unknown.well.dice(), 1.0);
    QVERIFY(std::isnan(mixAnswer({}, MaskMix(MixMode::Mean, *even, 128)).meanDice));
}

void TstMaskMixer::sampleIsRepeatable()
{
    std::mt19937 random(7);
    const Views views = randomViews(random, QSize(90, 90), 3, 60);
    const auto roles = kTruth.roles(views.label);
    const MaskMix mix(MixMode::Mean, *MixWeights::create(std::vector<double>{3, 1, 2}), 100);
    const auto ask = [&](std::uint64_t seed) {
        const MaskMixSample sample(views.spans(), roles, {.pixels = 200, .seed = seed});
        return sample.estimate(mix);
    };
    QCOMPARE(ask(1).both, ask(1).both);
    QCOMPARE(ask(1).falsely, ask(1).falsely);
}

BADCASE_REGISTER_TEST(TstMaskMixer)
#include "tst_mask_mixer.moc"
