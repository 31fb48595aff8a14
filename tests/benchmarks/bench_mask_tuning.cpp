// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// The sliders of masks: made masks of 512 x 512 and of 3000 x 3000 pixels, their tables, a tick of each
/// slider beside the 16 ms of a frame, and mixing eight views. What the tables say is compared with the steps
/// after the model (threshold, min-area) and with mixed planes as runs make them, on images drawn at random;
/// a difference ends the program with status 1. Pictures are made when they are needed, and only those that
/// are mixed stay. Usage: bench_mask_tuning [IMAGES [LARGE [MIXED]]]

#include "inference/analysis/tuning/mask_component_table.h"
#include "inference/analysis/tuning/mask_curve.h"
#include "inference/analysis/tuning/mask_expected_dice.h"
#include "inference/analysis/tuning/mask_mix_sample.h"
#include "inference/engine/mask_planes.h"
#include "inference/engine/mask_steps.h"

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <thread>

using namespace badcase;
using namespace badcase::analysis;

namespace {

constexpr int kThreads = 2;
constexpr int kSmall = 512;
constexpr int kLarge = 3000;
constexpr int kViews = 8;
const SegmentationRules kRules{2, 255, false};
const MaskTruth kTruth(kRules, 1);

bool g_failed = false;

void require(bool holds, const char* what)
{
    if (!holds) {
        std::printf("DIFFERENT: %s\n", what);
        g_failed = true;
    }
}

double milliseconds(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

void report(const char* what, double value, const char* unit, double budget = 0)
{
    std::printf("%-68s %10.3f %s", what, value, unit);
    if (budget > 0)
        std::printf(" of %g%s", budget, value <= budget ? "" : "  OVER");
    std::printf("\n");
}

/// Time that this thread had a processor: on a busy machine what a tick would take on a quiet one.
double processorMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// Median and worst of many different ticks.
void reportTicks(const char* what, int rounds, const std::function<void(int)>& tick)
{
    std::vector<double> times;
    std::vector<double> busy;
    for (int i = 0; i < rounds; ++i) {
        const double before = processorMilliseconds();
        times.push_back(milliseconds([&] { tick(i); }));
        busy.push_back(processorMilliseconds() - before);
    }
    std::sort(times.begin(), times.end());
    std::sort(busy.begin(), busy.end());
    const std::size_t middle = times.size() / 2;
    char text[96];
    std::snprintf(text, sizeof text, "%s, median", what);
    report(text, times[middle], "ms", 16);
    std::snprintf(text, sizeof text, "%s, worst of %d", what, rounds);
    report(text, times.back(), "ms", 16);
    std::printf("    processor time: median %.3f, worst %.3f ms\n", busy[middle], busy.back());
}

void onThreads(int count, const std::function<void(int)>& work)
{
    std::atomic<int> next = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&] {
            for (int i = next++; i < count; i = next++)
                work(i);
        });
    }
    for (auto& thread : threads)
        thread.join();
}

struct Image {
    ClassMap probability;
    ClassMap label;
};

/// Things with soft edges on a background that is nearly 0 and not quite: nuclei or glands, as a network sees
/// them, with some that are labelled and missed, seen and not labelled, and a little noise.
Image madeImage(int side, unsigned seed)
{
    Image image{ClassMap(QSize(side, side), 0), ClassMap(QSize(side, side), 0)};
    std::mt19937 random(seed);
    const auto uniform = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(random()) / 4294967296.0;
    };
    const auto q = image.probability.mutablePixels();
    const auto label = image.label.mutablePixels();
    std::uint32_t noise = seed * 2654435761u + 1;
    const auto next = [&noise] {
        noise = noise * 1664525u + 1013904223u;
        return noise >> 24;
    };
    for (auto& pixel : q)
        pixel = static_cast<std::uint8_t>(next() < 200 ? 0 : next() % 6);
    const int things = 4 + static_cast<int>(random() % 40) * side / kSmall;
    for (int k = 0; k < things; ++k) {
        const double x0 = uniform(0, side), y0 = uniform(0, side), radius = uniform(3, 40),
                     soft = uniform(1, 6);
        const double height = random() % 5 == 0 ? uniform(60, 180) : uniform(200, 255);
        const double labelled = random() % 12 == 0 ? 0 : radius + uniform(-3, 3);
        const int reach = static_cast<int>(radius + 4 * soft) + 1;
        for (int y = std::max(0, int(y0) - reach); y < std::min(side, int(y0) + reach); ++y) {
            for (int x = std::max(0, int(x0) - reach); x < std::min(side, int(x0) + reach); ++x) {
                const double d = std::sqrt((x - x0) * (x - x0) + (y - y0) * (y - y0));
                const auto i = static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + std::size_t(x);
                const double t = (radius - d) / soft;
                const double value = t > 5 ? height : (t < -4 ? 0 : height / (1 + std::exp(-t)));
                const int grain = value > 2 && value < 250 ? int(next() % 9) - 4 : 0;
                q[i] = static_cast<std::uint8_t>(std::clamp(std::max(int(q[i]), int(value) + grain), 0, 255));
                label[i] |= static_cast<std::uint8_t>(d < labelled);
            }
        }
    }
    return image;
}

/// What the steps of a run make of an image, counted pixel by pixel.
MaskOverlap recomputed(const Image& image, int stop, std::uint32_t area)
{
    using Kind = engine::MaskStep::Kind;
    const std::vector<engine::MaskStep> steps{{Kind::Threshold, kNoClass, stop / 255.0, 0},
                                              {Kind::MinArea, kNoClass, double(area), 0}};
    const MaskPrediction prediction{Activation::Sigmoid, {}, image.probability};
    const auto mask = engine::applyMaskSteps(steps, prediction, {.background = 0});
    if (!mask) {
        std::fprintf(stderr, "%s\n", qPrintable(mask.error().message));
        std::exit(1);
    }
    const auto counts = countPixels(image.label, mask->decision, kRules);
    return {counts->total(), counts->support(1), counts->predicted(1), counts->at(1, 1)};
}

struct Tables {
    MaskCutTable cuts;
    MaskComponentTable components;
};

void build(Tables& tables, int first, int count, int side, const char* name)
{
    std::atomic<qint64> cutTime = 0, areaTime = 0;
    const double all = milliseconds([&] {
        onThreads(count, [&](int i) {
            const Image image = madeImage(side, static_cast<unsigned>(first + i));
            cutTime +=
                qint64(1e6 * milliseconds([&] {
                           tables.cuts.set(first + i, *maskCuts(image.probability, image.label, kTruth));
                       }));
            areaTime +=
                qint64(1e6 * milliseconds([&] {
                           tables.components.set(first + i, *maskAreaCuts(image.probability, image.label,
                                                                          kTruth, tables.components.areas()));
                       }));
        });
    });
    char text[96];
    std::snprintf(text, sizeof text, "%d %s masks: thresholds, one mask on one thread", count, name);
    report(text, double(cutTime) / 1e6 / std::max(1, count), "ms");
    std::snprintf(text, sizeof text, "%d %s masks: thresholds x areas, one mask on one thread", count, name);
    report(text, double(areaTime) / 1e6 / std::max(1, count), "ms");
    std::snprintf(text, sizeof text, "%d %s masks made and both tables, %d threads", count, name, kThreads);
    report(text, all / 1e3, "s");
}

void checkTables(const Tables& tables, int first, int count, int side, int samples)
{
    std::mt19937 random(99);
    for (int k = 0; k < std::min(samples, count); ++k) {
        const int i = first + int(random() % unsigned(count));
        const Image image = madeImage(side, static_cast<unsigned>(i));
        for (int j = 0; j < 6; ++j) {
            const int stop = j == 0 ? 128 : int(random() % 256);
            const int area = j == 1 ? 0 : int(random() % tables.components.areas().size());
            require(tables.components.overlap(i, stop, area) ==
                        recomputed(image, stop, tables.components.areas()[std::size_t(area)]),
                    "threshold x area against the steps of a run");
            require(tables.cuts.overlap(i, stop) == recomputed(image, stop, 1),
                    "threshold against the step of a run");
        }
    }
}

void benchTables(int images, int large)
{
    const int all = images + large;
    Tables tables{MaskCutTable(all), MaskComponentTable(all, areaStops())};
    build(tables, 0, images, kSmall, "512 x 512");
    build(tables, images, large, kLarge, "3000 x 3000");
    report("thresholds: table", double(tables.cuts.bytes()) / 1e6, "MB");
    report("thresholds x 32 areas: table", double(tables.components.bytes()) / 1e6, "MB", 1500);
    report("both, of one image", double(tables.cuts.bytes() + tables.components.bytes()) / 1e3 / all, "kB");

    ImageGroups groups{5, {}};
    for (int i = 0; i < all; ++i)
        groups.of.push_back(i % 5);
    std::mt19937 random(1);
    double sink = 0;
    reportTicks("threshold tick: means, pooled, five groups", 256,
                [&](int i) { sink += tables.cuts.scores(i, groups).all.meanDice(); });
    const auto areas = static_cast<unsigned>(tables.components.areas().size());
    reportTicks("threshold x area tick, anywhere", 300, [&](int) {
        sink += tables.components.scores(int(random() % 256), int(random() % areas), groups).all.meanDice();
    });
    checkTables(tables, 0, images, kSmall, 200);
    checkTables(tables, images, large, kLarge, 5);

    report("curve, 5 groups, band of 200 rounds",
           milliseconds([&] {
               const auto curves = maskCurves(tables.cuts, groups, MaskObjective::MeanDice);
               const auto advice = adviseStops(tables.cuts, groups, *curves);
               sink += advice->common.score;
               std::printf("    best common stop %d (%.5f), plateau's middle %d, per group %.5f\n",
                           advice->commonPeak.stop, advice->commonPeak.score, advice->common.stop,
                           advice->perGroupScore);
           }) / 1e3,
           "s");
    report("grid of all thresholds x areas",
           milliseconds([&] {
               const auto grid = tables.components.grid(MaskObjective::MeanDice);
               sink += grid->scores[0];
               std::printf("    best pair: stop %d, area %u (%.5f)\n", grid->bestStop,
                           tables.components.areas()[std::size_t(grid->bestArea)],
                           grid->at(grid->bestStop, grid->bestArea));
           }) / 1e3,
           "s");
    const MaskHistogram histogram = maskHistogram(madeImage(kSmall, 3).probability);
    const auto p = calibratedProbabilities(tables.cuts);
    report("expected Dice of one image at all stops",
           milliseconds([&] { sink += expectedDice(histogram, p).bestScore(); }), "ms");
    if (sink == 0.12345)
        std::printf("\n"); // keeps the work from being left out
}

/// Views that saw the picture a little shifted, with their own noise.
struct MixedImage {
    std::vector<ClassMap> views;
    std::vector<std::uint8_t> roles;
    ClassMap label;

    std::vector<std::span<const std::uint8_t>> spans() const
    {
        std::vector<std::span<const std::uint8_t>> out;
        for (const ClassMap& view : views)
            out.push_back(view.pixels());
        return out;
    }
};

MixedImage mixedImage(unsigned seed)
{
    const Image base = madeImage(kSmall, seed);
    MixedImage image{{}, kTruth.roles(base.label), base.label};
    const auto q = base.probability.pixels();
    std::uint32_t noise = seed + 77;
    for (int v = 0; v < kViews; ++v) {
        ClassMap map(base.probability.size(), 0);
        const auto out = map.mutablePixels();
        const int shift = (v % 3 - 1) + kSmall * (v / 3 - 1);
        for (std::size_t i = 0; i < out.size(); ++i) {
            noise = noise * 1664525u + 1013904223u;
            const auto from =
                std::clamp(std::ptrdiff_t(i) + shift, std::ptrdiff_t(0), std::ptrdiff_t(q.size()) - 1);
            const int value = q[std::size_t(from)];
            out[i] = static_cast<std::uint8_t>(
                std::clamp(value + int(noise >> 24) * (value > 3) / 16 - 8, 0, 255));
        }
        image.views.push_back(std::move(map));
    }
    return image;
}

/// What `combine` would store of an image, and its decision at a stop.
MaskOverlap combined(const MixedImage& image, const MixWeights& weights, engine::MergeMode mode, int stop)
{
    std::vector<MaskPlanes> planes;
    for (const ClassMap& view : image.views)
        planes.push_back({view.size(), 1, view.bytes()});
    const auto merged = engine::mergePlanes(planes, weights.shares(), mode, Activation::Sigmoid);
    return recomputed({ClassMap(merged->size, merged->bytes), image.label}, stop, 1);
}

void benchMixer(int count)
{
    std::vector<MixedImage> images(static_cast<std::size_t>(count));
    std::vector<MaskMixSample> samples(images.size());
    onThreads(count, [&](int i) { images[std::size_t(i)] = mixedImage(static_cast<unsigned>(i)); });
    report("mixer: samples of all images, 2 threads",
           milliseconds([&] {
               onThreads(count, [&](int i) {
                   const MixedImage& image = images[std::size_t(i)];
                   samples[std::size_t(i)] =
                       MaskMixSample(image.spans(), image.roles, {.seed = std::uint64_t(i)});
               });
           }) / 1e3,
           "s");
    qint64 bytes = 0;
    for (const MaskMixSample& sample : samples)
        bytes += sample.bytes();
    report("mixer: samples", double(bytes) / 1e6, "MB");

    std::mt19937 random(5);
    const auto randomMix = [&](MixMode mode) {
        std::vector<double> weights;
        for (int v = 0; v < kViews; ++v)
            weights.push_back(double(1 + random() % 1000));
        return MaskMix(mode, *MixWeights::create(weights), 60 + int(random() % 140));
    };
    double sink = 0;
    reportTicks("mixer: first answer, mean, one thread", 40,
                [&](int) { sink += mixAnswer(samples, randomMix(MixMode::Mean)).meanDice; });
    reportTicks("mixer: first answer, logit, one thread", 10,
                [&](int) { sink += mixAnswer(samples, randomMix(MixMode::Logit)).meanDice; });

    double worst = 0, worstErrors = 0;
    for (const MixMode mode : {MixMode::Mean, MixMode::Mean, MixMode::Mean, MixMode::Logit, MixMode::Max}) {
        const MaskMix mix = randomMix(mode);
        std::vector<MaskOverlap> overlaps(images.size());
        const double time = milliseconds([&] {
            onThreads(count, [&](int i) {
                overlaps[std::size_t(i)] =
                    mix.overlap(images[std::size_t(i)].spans(), images[std::size_t(i)].roles);
            });
        });
        MaskScoreSum exact;
        for (const MaskOverlap& one : overlaps)
            exact.add(one);
        const MixAnswer answer = mixAnswer(samples, mix);
        const double off = std::abs(answer.meanDice - exact.meanDice());
        worst = std::max(worst, off);
        worstErrors = std::max(worstErrors, answer.meanDiceError > 0 ? off / answer.meanDiceError : 0.0);
        require(answer.diceBounds.low <= exact.meanDice() && exact.meanDice() <= answer.diceBounds.high,
                "bounds of the first answer");
        const char* name = mode == MixMode::Mean ? "mean" : (mode == MixMode::Logit ? "logit" : "max");
        char text[96];
        std::snprintf(text, sizeof text, "mixer: exact, %s, 2 threads", name);
        report(text, time / 1e3, "s", 2);
        std::printf("    stop %d: Dice %.6f, first answer %.6f +- %.6f, undecided %.2f %%\n", mix.stop(),
                    exact.meanDice(), answer.meanDice, answer.meanDiceError,
                    100.0 * double(answer.undecided) / double(std::max<qint64>(1, answer.pixels)));
    }
    report("mixer: first answer off by at most", worst, "Dice");
    report("mixer: that in standard errors", worstErrors, "");

    for (int k = 0; k < std::min(count, 20); ++k) {
        const MixedImage& image = images[random() % images.size()];
        std::vector<double> values;
        for (int v = 0; v < kViews; ++v)
            values.push_back(double(random() % 5));
        values[0] += 1;
        const auto weights = MixWeights::create(values);
        const int stop = int(random() % 256);
        const auto differs = [&](MixMode mode, engine::MergeMode merge) {
            return !(MaskMix(mode, *weights, stop).overlap(image.spans(), image.roles) ==
                     combined(image, *weights, merge, stop));
        };
        require(!differs(MixMode::Mean, engine::MergeMode::Mean), "mean against what combine stores");
        require(!differs(MixMode::Logit, engine::MergeMode::LogitMean), "logit against what combine stores");
        require(!differs(MixMode::Logit, engine::MergeMode::GeometricMean),
                "gmean against what combine stores");
        require(!differs(MixMode::Max, engine::MergeMode::Max), "max against what combine stores");
    }
    if (sink == 0.12345)
        std::printf("\n");
}

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const auto argument = [&](int i, int standard) { return argc > i ? std::atoi(argv[i]) : standard; };
    const int images = argument(1, 10'000), large = argument(2, 100), mixed = argument(3, 1000);
    if (images < 1 || large < 1 || mixed < 1) {
        std::fprintf(stderr, "usage: bench_mask_tuning [IMAGES [LARGE [MIXED]]]\n");
        return 2;
    }
    benchTables(images, large);
    benchMixer(mixed);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    report("peak of resident memory", double(usage.ru_maxrss) / 1e3, "MB");
    std::printf("%s\n", g_failed ? "DIFFERENT" : "everything compared was equal");
    return g_failed ? 1 : 0;
}
