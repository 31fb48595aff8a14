// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// What the scores cost: 1,000,000 samples x 200 classes under 23 parents, and masks of 12 megapixels.
/// Run: build/release/benchmarks/bench_metrics. Prints the best of several rounds, in milliseconds.

#include "inference/analysis/class_areas.h"
#include "inference/analysis/classification_score.h"
#include "inference/analysis/difference_map.h"

#include <chrono>
#include <cstdio>
#include <functional>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

namespace {

constexpr int kSamples = 1'000'000;
constexpr int kClasses = 200;
constexpr int kParents = 23;

/// Milliseconds of the fastest of `rounds` calls: the one that other programs disturbed least.
double fastest(int rounds, const std::function<void()>& work)
{
    double best = 1e300;
    for (int i = 0; i < rounds; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
        best = std::min(best, time.count());
    }
    return best;
}

void report(const char* what, double milliseconds)
{
    std::printf("%-64s %10.3f ms\n", what, milliseconds);
}

/// Keeps the compiler from leaving out work whose result nobody reads.
double g_sink = 0;

Schema schema()
{
    std::vector<ClassInfo> classes;
    for (int k = 0; k < kClasses; ++k)
        classes.push_back({QStringLiteral("class %1").arg(k), QStringLiteral("parent %1").arg(k % kParents)});
    return *Schema::create(Task::Classification, classes);
}

void benchClassification()
{
    const Schema classes = schema();
    std::mt19937 random(1);
    std::vector<ClassIndex> labels(kSamples);
    std::vector<ClassIndex> decisions(kSamples);
    std::vector<float> probabilities(kSamples);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        labels[i] = static_cast<ClassIndex>(random() % kClasses);
        decisions[i] = random() % 2 == 0 ? labels[i] : static_cast<ClassIndex>(random() % kClasses);
        probabilities[i] = static_cast<float>(random() % 10'000) / 10'000;
    }
    report("counts of 1,000,000 samples, both levels", fastest(5, [&] {
               g_sink += ClassificationScore::fromColumns(classes, labels, decisions).meanF1();
           }));
    report("the same with log loss", fastest(5, [&] {
               g_sink += ClassificationScore::fromColumns(classes, labels, decisions, probabilities)
                             .leaves()
                             .logLoss();
           }));
    auto score = ClassificationScore::fromColumns(classes, labels, decisions);
    report("one relabel and both levels' F1 read again", fastest(100, [&] {
               score.relabel(labels[7], (labels[7] + 1) % kClasses, decisions[7]);
               labels[7] = (labels[7] + 1) % kClasses;
               g_sink += score.meanF1();
           }));
    std::vector<std::uint8_t> truth(kSamples);
    for (std::size_t i = 0; i < truth.size(); ++i)
        truth[i] = labels[i] == 3;
    report("AP and ROC area of one class over 1,000,000 samples", fastest(3, [&] {
               const auto ranking = Ranking::create(std::span<const float>(probabilities), truth);
               g_sink += ranking->averagePrecision() + ranking->rocAuc();
           }));
}

void benchRows()
{
    constexpr int kRows = 20'000;
    const Schema classes = schema();
    std::mt19937 random(2);
    std::vector<float> table(static_cast<std::size_t>(kRows) * kClasses);
    for (float& p : table)
        p = static_cast<float>(random() % 1000) / (1000.0f * kClasses / 2);
    std::vector<ClassIndex> labels(kRows);
    for (auto& label : labels)
        label = static_cast<ClassIndex>(random() % kClasses);
    const double time = fastest(5, [&] {
        ClassificationScore score(classes);
        for (std::size_t i = 0; i < labels.size(); ++i)
            score.add(*scoredSample(std::span(table).subspan(i * kClasses, kClasses), labels[i], classes));
        g_sink += score.leaves().expectedCalibrationError();
    });
    report("rows x 200 -> both levels, log loss, top 5, ECE; a million rows", time * kSamples / kRows);
    report("AP and ROC area of 200 classes, 20,000 rows", fastest(3, [&] {
               g_sink += classAreas(ProbabilityTable<float>{table, kClasses}, labels)->rocAuc.front();
           }));
}

void benchMasks()
{
    const QSize size(4000, 3000);
    std::mt19937 random(3);
    const auto blocks = [&](int values) {
        ClassMap coarse(QSize(100, 75), 0);
        for (auto& pixel : coarse.mutablePixels())
            pixel = static_cast<std::uint8_t>(random() % static_cast<unsigned>(values));
        return coarse.resized(size);
    };
    for (const int values : {2, 12, 200}) {
        const ClassMap label = blocks(values);
        const ClassMap decision = blocks(values);
        const SegmentationRules rules{values, {}, values > 2};
        char what[64];
        std::snprintf(what, sizeof what, "pixel counts of a 12 MP mask, %d classes", values);
        report(what, fastest(5, [&] { g_sink += double(countPixels(label, decision, rules)->correct()); }));
        std::snprintf(what, sizeof what, "difference map of a 12 MP mask, %d classes", values);
        report(what, fastest(5, [&] { g_sink += double(differenceMap(label, decision, rules)->right); }));
    }
}

} // namespace

int main()
{
    benchClassification();
    benchRows();
    benchMasks();
    return g_sink == 0.125 ? 1 : 0;
}
