// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/merge.h"
#include "tests/support/test_support.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace badcase;
using namespace badcase::engine;

namespace {

using Values = std::vector<float>;
using Weights = std::vector<double>;

constexpr std::array kAllModes{MergeMode::Mean, MergeMode::GeometricMean, MergeMode::LogitMean,
                               MergeMode::Max};

/// Probabilities of `classes` channels of `pixels` pixels each; some of them exactly 0 or 1.
Values randomProbabilities(QRandomGenerator& random, Activation activation, std::size_t classes,
                           std::size_t pixels)
{
    Values values(classes * pixels);
    for (std::size_t i = 0; i < pixels; ++i) {
        double sum = 0.0;
        std::vector<double> p(classes);
        for (double& value : p)
            sum += value = std::exp(random.bounded(24.0) - 12.0);
        for (std::size_t c = 0; c < classes; ++c) {
            const double value = activation == Activation::Softmax ? p[c] / sum : p[c] / (1.0 + p[c]);
            values[c * pixels + i] = static_cast<float>(value < 1e-4 ? 0.0 : value > 0.9999 ? 1.0 : value);
        }
    }
    return values;
}

/// The definitions of merge.h for one pixel, written as products of powers and not as sums of logarithms.
/// views[v][c] -> merged[c].
std::vector<double> expectedMerge(MergeMode mode, Activation activation, const Weights& weights,
                                  const std::vector<std::vector<double>>& views)
{
    const std::size_t classes = views.front().size();
    const auto held = [](double p) { return p < 1e-7 ? 1e-7 : p; };
    std::vector<double> merged(classes, 0.0);
    for (std::size_t c = 0; c < classes; ++c) {
        double mean = 0.0;
        double product = 1.0;
        double opposite = 1.0;
        double largest = 0.0;
        for (std::size_t v = 0; v < views.size(); ++v) {
            mean += weights[v] * views[v][c];
            product *= std::pow(held(views[v][c]), weights[v]);
            opposite *= std::pow(held(1.0 - views[v][c]), weights[v]);
            if (weights[v] > 0.0 && views[v][c] > largest)
                largest = views[v][c];
        }
        if (mode == MergeMode::Mean)
            merged[c] = mean;
        else if (mode == MergeMode::Max)
            merged[c] = largest;
        else
            merged[c] = activation == Activation::Softmax ? product : product / (product + opposite);
    }
    if (activation == Activation::Softmax && mode != MergeMode::Mean) {
        const double sum = std::accumulate(merged.begin(), merged.end(), 0.0);
        for (double& value : merged)
            value /= sum;
    }
    return merged;
}

std::vector<double> pixelOf(const Values& values, std::size_t classes, std::size_t pixel)
{
    std::vector<double> p;
    for (std::size_t c = 0; c < classes; ++c)
        p.push_back(values[c * (values.size() / classes) + pixel]);
    return p;
}

double largestDifference(const Values& a, const Values& b)
{
    double difference = a.size() == b.size() ? 0.0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        difference = std::max(difference, std::abs(double(a[i]) - double(b[i])));
    return difference;
}

Values mergedClasses(MergeMode mode, Activation activation, const Weights& weights,
                     const std::vector<Values>& views)
{
    ClassMerger merger(mode, activation, weights);
    for (std::size_t v = 0; v < views.size(); ++v)
        merger.add(static_cast<int>(v), views[v]);
    return merger.result();
}

ProbabilityMaps mapsOf(const Values& values, int classes)
{
    return {classes, QSize(static_cast<int>(values.size()) / classes, 1), values};
}

using Bytes = std::vector<std::uint8_t>;

Bytes mergedBytes(MergeMode mode, Activation activation, const Weights& weights,
                  const std::vector<Bytes>& views, int channels)
{
    std::vector<std::span<const std::uint8_t>> spans(views.begin(), views.end());
    Bytes out(views.front().size(), 77);
    mergeBytes(mode, activation, weights, spans, channels, out);
    return out;
}

} // namespace

class TstMerge : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void modesRoundTrip();
    void weightsAreNormalised();
    void refusesWeights();
    void workedExample();
    void equalsTheFormulas();
    void orderDoesNotMatter();
    void weightZeroDoesNotCount();
    void equalViewsStayAsTheyAre();
    void geometricAndLogitMeanAreOne();
    void hugeCertaintiesStayFinite();
    void bytesEqualTheFormulas();
    void bytesRoundHalvesUp();
    void equalBytesStayAsTheyAre();
};

void TstMerge::modesRoundTrip()
{
    QStringList names;
    for (const MergeMode mode : kAllModes) {
        names << mergeModeToText(mode);
        const auto parsed = parseMergeMode(QLatin1Char(' ') + names.back());
        QVERIFY_RESULT(parsed);
        QCOMPARE(*parsed, mode);
    }
    QCOMPARE(names, (QStringList{"mean", "gmean", "logit", "max"}));
    for (const QString& text : {QStringLiteral("median"), QString(), QStringLiteral("MEAN")}) {
        const auto mode = parseMergeMode(text);
        QVERIFY(!mode);
        QCOMPARE(mode.error().code, ErrorCode::InvalidArgument);
        for (const QString& name : names)
            QVERIFY(mode.error().message.contains(name));
        QVERIFY(mode.error().message.contains(QLatin1Char('"') + text + QLatin1Char('"')));
    }
}

void TstMerge::weightsAreNormalised()
{
    QCOMPARE(*normalisedWeights({3.0, 0.0, 1.0}), (Weights{0.75, 0.0, 0.25}));
    QCOMPARE(*normalisedWeights({5.0}), (Weights{1.0}));
    QCOMPARE(*normalisedWeights(Weights(8, 0.7)), equalWeights(8));
    QCOMPARE(equalWeights(4), Weights(4, 0.25));
    const auto huge = normalisedWeights({1e308, 1e308, 1e308, 1e308});
    QVERIFY_RESULT(huge);
    QCOMPARE(*huge, equalWeights(4));
}

void TstMerge::refusesWeights()
{
    for (const Weights& weights :
         {Weights{}, Weights{0.0, 0.0}, Weights{1.0, -0.5}, Weights{1.0, std::nan("")},
          Weights{1.0, std::numeric_limits<double>::infinity()}}) {
        const auto normalised = normalisedWeights(weights);
        QVERIFY(!normalised);
        QCOMPARE(normalised.error().code, ErrorCode::InvalidArgument);
        QVERIFY(normalised.error().message.contains(QLatin1String("0 or more")));
    }
    QVERIFY(normalisedWeights({1.0, -0.5}).error().message.contains(QLatin1String("1, -0.5")));
}

/// By hand: two sigmoid views 0.8 and 0.2 cancel out; 0.9 and 0.5 have odds 9 and 1, in the mean 3, so 0.75.
void TstMerge::workedExample()
{
    const Weights half = equalWeights(2);
    const auto merged = [&](MergeMode mode, Activation activation, const Values& a, const Values& b) {
        return mergedClasses(mode, activation, half, {a, b});
    };
    const auto logit = merged(MergeMode::LogitMean, Activation::Sigmoid, {0.8F, 0.9F}, {0.2F, 0.5F});
    QVERIFY(largestDifference(logit, {0.5F, 0.75F}) < 1e-6);
    const auto mean = merged(MergeMode::Mean, Activation::Sigmoid, {0.8F, 0.9F}, {0.2F, 0.5F});
    QVERIFY(largestDifference(mean, {0.5F, 0.7F}) < 1e-6);
    const auto sigmoidMax = merged(MergeMode::Max, Activation::Sigmoid, {0.8F, 0.9F}, {0.2F, 0.95F});
    QCOMPARE(sigmoidMax, (Values{0.8F, 0.95F}));
    // sqrt(0.9 * 0.4) = 0.6 and sqrt(0.1 * 0.4) = 0.2, of 0.8 in all; the third class is nobody's.
    const auto softmax =
        merged(MergeMode::GeometricMean, Activation::Softmax, {0.9F, 0.1F, 0.0F}, {0.4F, 0.4F, 0.2F});
    const double third = std::sqrt(1e-7 * 0.2);
    QVERIFY(std::abs(softmax[0] - 0.6 / (0.8 + third)) < 1e-6);
    QVERIFY(std::abs(softmax[1] - 0.2 / (0.8 + third)) < 1e-6);
    const auto softmaxMax = merged(MergeMode::Max, Activation::Softmax, {0.75F, 0.25F}, {0.25F, 0.75F});
    QCOMPARE(softmaxMax, (Values{0.5F, 0.5F}));
}

void TstMerge::equalsTheFormulas()
{
    QRandomGenerator random(8);
    for (const auto activation : {Activation::Softmax, Activation::Sigmoid}) {
        for (const MergeMode mode : kAllModes) {
            for (const std::size_t classes : {std::size_t(1), std::size_t(2), std::size_t(7)}) {
                const std::size_t pixels = 300; // more than a chunk, and no multiple of it
                const auto weights = normalisedWeights({0.2, 1.0, 0.0, 0.5});
                QVERIFY_RESULT(weights);
                std::vector<Values> views;
                MapMerger merger(mode, activation, *weights);
                for (int v = 0; v < 4; ++v) {
                    views.push_back(randomProbabilities(random, activation, classes, pixels));
                    merger.add(v, mapsOf(views.back(), static_cast<int>(classes)));
                }
                const ProbabilityMaps merged = merger.result();
                QCOMPARE(merged.channels, static_cast<int>(classes));
                QCOMPARE(merged.size, QSize(300, 1));
                for (std::size_t i = 0; i < pixels; ++i) {
                    std::vector<std::vector<double>> at;
                    std::vector<Values> floats;
                    for (const Values& view : views) {
                        at.push_back(pixelOf(view, classes, i));
                        floats.emplace_back(at.back().begin(), at.back().end());
                    }
                    const auto expected = expectedMerge(mode, activation, *weights, at);
                    const Values single = mergedClasses(mode, activation, *weights, floats);
                    for (std::size_t c = 0; c < classes; ++c) {
                        QVERIFY(std::abs(merged.channel(static_cast<int>(c))[i] - expected[c]) < 1e-6);
                        QVERIFY(std::abs(single[c] - expected[c]) < 1e-6);
                    }
                }
            }
        }
    }
}

void TstMerge::orderDoesNotMatter()
{
    QRandomGenerator random(2);
    const Weights weights = *normalisedWeights({0.3, 0.1, 0.7, 0.2, 0.9, 0.4, 0.6, 0.8});
    std::vector<int> order(8);
    std::iota(order.begin(), order.end(), 0);
    for (const auto activation : {Activation::Softmax, Activation::Sigmoid}) {
        for (const MergeMode mode : kAllModes) {
            std::vector<Values> views;
            for (int v = 0; v < 8; ++v)
                views.push_back(randomProbabilities(random, activation, 3, 200));
            Values classes;
            Values maps;
            for (int trial = 0; trial < 10; ++trial) {
                ClassMerger classMerger(mode, activation, weights);
                MapMerger mapMerger(mode, activation, weights);
                for (const int v : order) {
                    classMerger.add(v, views[static_cast<std::size_t>(v)]);
                    mapMerger.add(v, mapsOf(views[static_cast<std::size_t>(v)], 3));
                }
                if (trial == 0) {
                    classes = classMerger.result();
                    maps = mapMerger.result().values;
                }
                QCOMPARE(classMerger.result(), classes);
                if (trial > 0)
                    QVERIFY(largestDifference(mapMerger.result().values, maps) <= 1.2e-7);
                std::shuffle(order.begin(), order.end(), random);
            }
        }
    }
}

void TstMerge::weightZeroDoesNotCount()
{
    const Values loud{1.0F, 1.0F};
    const Values quiet{0.25F, 0.75F};
    for (const MergeMode mode : kAllModes) {
        const Values merged = mergedClasses(mode, Activation::Sigmoid, {0.0, 1.0}, {loud, quiet});
        QVERIFY(largestDifference(merged, quiet) < 1e-7);
        ClassMerger without(mode, Activation::Sigmoid, {0.0, 1.0});
        without.add(1, quiet);
        QCOMPARE(without.result(), merged);
        MapMerger maps(mode, Activation::Sigmoid, {0.0, 1.0});
        maps.add(0, mapsOf(loud, 1));
        maps.add(1, mapsOf(quiet, 1));
        QVERIFY(largestDifference(maps.result().values, quiet) < 1e-7);
        QCOMPARE(mergedBytes(mode, Activation::Sigmoid, {0.0, 1.0}, {Bytes{255, 255}, Bytes{64, 191}}, 1),
                 (Bytes{64, 191}));
    }
}

void TstMerge::equalViewsStayAsTheyAre()
{
    QRandomGenerator random(31);
    for (const auto activation : {Activation::Softmax, Activation::Sigmoid}) {
        Values view = randomProbabilities(random, activation, 3, 500);
        if (activation == Activation::Sigmoid)
            view[0] = 1e-30F; // far below what is left of 1 in a float
        for (const MergeMode mode : kAllModes) {
            for (const int count : {1, 2, 3, 5, 8, 16}) {
                MapMerger merger(mode, activation, equalWeights(count));
                for (int v = 0; v < count; ++v)
                    merger.add(v, mapsOf(view, 3));
                const Values merged = merger.result().values;
                const bool isPower = (count & (count - 1)) == 0;
                if (mode == MergeMode::Mean && isPower)
                    QCOMPARE(merged, view);
                // Softmax rows are normalised anew, and values at 0 come back at the floor.
                const bool isRough = activation == Activation::Softmax && mode != MergeMode::Mean;
                QVERIFY(largestDifference(merged, view) <= (isRough ? 4e-4 : 1e-6));
            }
        }
    }
}

void TstMerge::geometricAndLogitMeanAreOne()
{
    QRandomGenerator random(6);
    for (const auto activation : {Activation::Softmax, Activation::Sigmoid}) {
        std::vector<Values> views;
        for (int v = 0; v < 3; ++v)
            views.push_back(randomProbabilities(random, activation, 5, 1));
        const Weights weights = *normalisedWeights({1.0, 2.0, 4.0});
        QCOMPARE(mergedClasses(MergeMode::GeometricMean, activation, weights, views),
                 mergedClasses(MergeMode::LogitMean, activation, weights, views));
    }
}

/// A view that is sure of the wrong class is outvoted by seven that are not, and nothing becomes infinite.
void TstMerge::hugeCertaintiesStayFinite()
{
    std::vector<Values> views(8, Values{0.01F, 0.99F});
    views[3] = {1.0F, 0.0F};
    for (const auto activation : {Activation::Softmax, Activation::Sigmoid}) {
        for (const MergeMode mode : {MergeMode::GeometricMean, MergeMode::LogitMean}) {
            const Values merged = mergedClasses(mode, activation, equalWeights(8), views);
            QVERIFY(merged[1] > 0.5F && merged[1] < 1.0F);
            QVERIFY(merged[0] > 0.0F && merged[0] < 0.5F);
            const Values sure =
                mergedClasses(mode, activation, equalWeights(2), {{1.0F, 0.0F}, {0.0F, 1.0F}});
            QVERIFY(largestDifference(sure, {0.5F, 0.5F}) < 1e-6);
        }
    }
}

void TstMerge::bytesEqualTheFormulas()
{
    QRandomGenerator random(12);
    const Weights weights = *normalisedWeights({0.3, 0.0, 0.45, 0.25});
    for (const auto activation : {Activation::Softmax, Activation::Sigmoid}) {
        for (const MergeMode mode : kAllModes) {
            for (const std::size_t classes : {std::size_t(1), std::size_t(4)}) {
                const std::size_t pixels = 700;
                std::vector<Bytes> views;
                for (int v = 0; v < 4; ++v) {
                    views.emplace_back();
                    for (const float p : randomProbabilities(random, activation, classes, pixels))
                        views.back().push_back(static_cast<std::uint8_t>(255.0 * double(p) + 0.5));
                }
                const Bytes merged = mergedBytes(mode, activation, weights, views, static_cast<int>(classes));
                for (std::size_t i = 0; i < pixels; ++i) {
                    std::vector<std::vector<double>> at(4);
                    for (std::size_t v = 0; v < 4; ++v) {
                        for (std::size_t c = 0; c < classes; ++c)
                            at[v].push_back(views[v][c * pixels + i] / 255.0);
                    }
                    const auto expected = expectedMerge(mode, activation, weights, at);
                    for (std::size_t c = 0; c < classes; ++c)
                        QVERIFY(std::abs(merged[c * pixels + i] - 255.0 * expected[c]) <= 0.5 + 1e-6);
                }
            }
        }
    }
}

/// 0.5 is a yes: two views that cancel out decide as 128, not 127, whatever the mode and the weights' last
/// bits.
void TstMerge::bytesRoundHalvesUp()
{
    for (const MergeMode mode : {MergeMode::Mean, MergeMode::GeometricMean, MergeMode::LogitMean}) {
        for (int q = 0; q < 256; ++q) {
            const Bytes a{static_cast<std::uint8_t>(q)};
            const Bytes b{static_cast<std::uint8_t>(255 - q)};
            QCOMPARE(mergedBytes(mode, Activation::Sigmoid, {0.5, 0.5}, {a, b}, 1), Bytes{128});
        }
    }
    // 0.3 * 5 + 0.7 * 10 = 8.5 and 0.1 * 5 + 0.9 * 0 = 0.5
    QCOMPARE(mergedBytes(MergeMode::Mean, Activation::Sigmoid, {0.3, 0.7}, {Bytes{5}, Bytes{10}}, 1),
             Bytes{9});
    QCOMPARE(mergedBytes(MergeMode::Mean, Activation::Sigmoid, {0.1, 0.9}, {Bytes{5}, Bytes{0}}, 1),
             Bytes{1});
}

void TstMerge::equalBytesStayAsTheyAre()
{
    Bytes all(256);
    std::iota(all.begin(), all.end(), std::uint8_t(0));
    for (const MergeMode mode : kAllModes) {
        for (int count = 1; count <= 9; ++count)
            QCOMPARE(mergedBytes(mode, Activation::Sigmoid, equalWeights(count),
                                 std::vector<Bytes>(static_cast<std::size_t>(count), all), 1),
                     all);
    }
}

BADCASE_REGISTER_TEST(TstMerge)

#include "tst_merge.moc"
