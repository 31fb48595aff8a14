// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// What tuning by sliders costs with 100,000 samples x 200 classes, beside brute force in the same run, and
/// whether what it promises for unseen samples holds. Run: build/release/benchmarks/bench_tuning [slider |
/// random [CASES] | honest [SETS [THREADS [FIRST]]]]; without an argument the first two.

#include "inference/analysis/tuning/cross_fit.h"
#include "inference/analysis/tuning/curve_band.h"
#include "inference/analysis/tuning/sweep_cursor.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <numeric>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

namespace {

constexpr int kClasses = 200;
constexpr int kParents = 23;

/// CPU time of all threads of the last milliseconds(): the figure that other programs disturb less.
double g_cpu = 0;

double milliseconds(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    work();
    g_cpu = 1000.0 * static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
    return time.count();
}

void report(const char* what, double time)
{
    std::printf("%-78s %10.3f ms\n", what, time);
    std::fflush(stdout);
}

void reportWithCpu(const char* what, double time)
{
    std::printf("%-78s %10.3f ms (CPU %.3f ms)\n", what, time, g_cpu);
    std::fflush(stdout);
}

struct Times {
    std::vector<double> all;
    void add(double time) { all.push_back(time); }
    double median()
    {
        std::ranges::sort(all);
        return all[all.size() / 2];
    }
    double worst() const { return std::ranges::max(all); }
};

std::vector<int> parentOf()
{
    std::vector<int> out;
    for (int k = 0; k < kClasses; ++k)
        out.push_back(k % kParents);
    return out;
}

/// A world with a long tail and a model of it. A sample shows x_k = skill [k = y] + 0.5 [same parent] +
/// noise; a perfect model would say log share_k + skill x_k. This one has a bias of its own for each class
/// besides.
class World {
public:
    World()
    {
        std::mt19937_64 random(1);
        std::normal_distribution<float> bias(0, 0.4f);
        double sum = 0;
        for (int k = 0; k < kClasses; ++k)
            sum += m_counts.emplace_back(19 + std::lround(434 * std::pow(0.93, k)));
        for (const qint64 count : m_counts)
            m_logits.push_back(std::log(static_cast<float>(count / sum)) + bias(random));
    }

    const std::vector<qint64>& counts() const { return m_counts; } ///< of a set of 10,000; the smallest is 19

    /// As many rows of each class as counts() says.
    DecisionTable wholeSet(quint64 seed) const
    {
        std::vector<ClassIndex> labels;
        for (int k = 0; k < kClasses; ++k)
            labels.insert(labels.end(), static_cast<std::size_t>(m_counts[static_cast<std::size_t>(k)]), k);
        return observe(labels, seed);
    }

    DecisionTable draw(int rows, quint64 seed) const
    {
        std::mt19937_64 random(seed);
        std::discrete_distribution<int> label(m_counts.begin(), m_counts.end());
        std::vector<ClassIndex> labels(static_cast<std::size_t>(rows));
        std::ranges::generate(labels, [&] { return label(random); });
        return observe(labels, seed + 1);
    }

private:
    DecisionTable observe(const std::vector<ClassIndex>& labels, quint64 seed) const
    {
        constexpr float kSkill = 3;
        std::mt19937_64 random(seed);
        std::normal_distribution<float> noise;
        std::vector<float> probabilities(labels.size() * kClasses);
        for (std::size_t i = 0; i < labels.size(); ++i) {
            float* row = probabilities.data() + i * kClasses;
            float sum = 0;
            for (int k = 0; k < kClasses; ++k) {
                const float x = noise(random) + (k == labels[i] ? kSkill : 0.0f) +
                                (k % kParents == labels[i] % kParents ? 0.5f : 0.0f);
                sum += row[k] = std::exp(m_logits[static_cast<std::size_t>(k)] + kSkill * x);
            }
            for (int k = 0; k < kClasses; ++k)
                row[k] /= sum;
        }
        return *DecisionTable::create(std::span<const float>(probabilities), kClasses,
                                      {labels, {}, parentOf()});
    }

    std::vector<qint64> m_counts;
    std::vector<float> m_logits;
};

Objective meanF1()
{
    return *Objective::create({ObjectiveKind::MeanF1}, kClasses, parentOf());
}

double valueOf(const DecisionTable& table, const Objective& objective, const Offsets& offsets)
{
    return objective.value(
        ConfusionCounts::fromColumns(table.labels(), table.decide(offsets), table.classes()));
}

/// What brute force has to do for one event, too: decide all rows anew, count, compare with before.
struct Brute {
    std::vector<ClassIndex> decisions;
    ConfusionCounts counts;
    double value = 0;
    std::size_t flips = 0;
};

Brute bruteForce(const DecisionTable& table, const Objective& objective, const Offsets& offsets,
                 const std::vector<ClassIndex>& before)
{
    Brute out;
    out.decisions = table.decide(offsets);
    out.counts = ConfusionCounts::fromColumns(table.labels(), out.decisions, table.classes());
    out.value = objective.value(out.counts);
    for (std::size_t i = 0; i < before.size(); ++i)
        out.flips += before[i] != out.decisions[i] ? 1 : 0;
    return out;
}

void benchEvents(const RankedRows& rows, const ObjectiveState& state, const Objective& objective)
{
    const DecisionTable& table = rows.table();
    std::mt19937 random(2);
    Times event;
    Times brute;
    Times prepare;
    Times prepareCpu;
    Times eventCpu;
    std::size_t mismatches = 0;
    std::size_t mostFlips = 0;
    double guard = 0;
    for (const int k : {0, 3, 50, 199}) {
        OffsetSweep sweep(rows, state, k);
        for (int i = 0; i < 5; ++i) {
            prepare.add(milliseconds([&] { sweep = OffsetSweep(rows, state, k); }));
            prepareCpu.add(g_cpu);
        }
        SweepCursor cursor(sweep, ConfusionCounts::fromColumns(table.labels(), rows.decisions(), kClasses));
        std::vector<ClassIndex> before = rows.decisions();
        for (int i = 0; i < 25; ++i) {
            // Up to +-12 nats: jumps from nobody to nearly everybody and back, far beyond any drag.
            const LogUnits to = toLogUnits(static_cast<double>(random() % 24'000) / 1000 - 12);
            double value = 0;
            Flips flips;
            ClassificationMetrics metrics;
            event.add(milliseconds([&] {
                flips = flipsBetween(sweep, cursor.offset(), to);
                cursor.moveTo(to);
                value = sweep.valueAt(to);
                metrics = classificationMetrics(cursor.counts());
                guard +=
                    classificationMetrics(cursor.counts().merged(objective.parentOf(), kParents)).f1Macro;
            }));
            eventCpu.add(g_cpu);
            Offsets offsets = rows.offsets();
            offsets[static_cast<std::size_t>(k)] = to;
            Brute expected;
            brute.add(milliseconds([&] { expected = bruteForce(table, objective, offsets, before); }));
            mismatches += expected.counts == cursor.counts() && expected.flips == flips.size() &&
                                  std::abs(expected.value - value) < 1e-12
                              ? 0
                              : 1;
            before = expected.decisions;
            mostFlips = std::max(mostFlips, flips.size());
        }
    }
    report("one class's slider prepared: every position's value (median)", prepare.median());
    report("the same, worst", prepare.worst());
    report("the same, CPU time (median)", prepareCpu.median());
    report("slider event: value, confusion, tables of both levels, flips (median)", event.median());
    report("the same, worst", event.worst());
    report("the same, CPU time (worst)", eventCpu.worst());
    report("brute force for the same event (median)", brute.median());
    std::printf("100 events, up to %zu flips in one: %zu mismatches%s\n", mostFlips, mismatches,
                std::isnan(guard) ? " (!)" : "");
}

void benchSlider()
{
    constexpr int kRows = 100'000;
    const World world;
    DecisionTable table;
    report("100,000 samples x 200 classes drawn and put into a table",
           milliseconds([&] { table = world.draw(kRows, 5); }));
    const Objective objective = meanF1();
    Times rank;
    for (int i = 0; i < 5; ++i)
        rank.add(milliseconds([&] { RankedRows(table, {}, 1); }));
    report("the two best of all rows, one thread", rank.median());
    const RankedRows rows(table);
    const ObjectiveState state(objective, table.labels(), rows.decisions());
    benchEvents(rows, state, objective);

    const OffsetSweep sweep(rows, state, 3);
    const SweepClassTable classTable(
        sweep, ConfusionCounts::fromColumns(table.labels(), rows.decisions(), kClasses));
    double guard = 0;
    report("table of 200 classes at any position, without moving there", milliseconds([&] {
               for (int k = 0; k < kClasses; ++k)
                   guard += classTable.at(kNat, k).f1;
           }));

    PriorCurve curve;
    reportWithCpu("curve of 64 values of tau", milliseconds([&] {
                      curve = *priorCurve(table, objective, {table.support()}, priorGrid(), {});
                  }));
    report("one of them by brute force",
           milliseconds([&] { guard += valueOf(table, objective, priorOffsets({table.support()}, 1)); }));
    std::printf("mean F1 %.6f, best tau %.3f: %.6f\n", curve.values[0], curve.taus[curve.best],
                curve.values[curve.best]);

    std::vector<LogUnits> positions;
    for (int i = -128; i < 128; ++i)
        positions.push_back(i * (kNat / 16));
    reportWithCpu(
        "bootstrap band of a curve, 200 rounds x 256 positions", milliseconds([&] {
            guard += curveBand(rows, objective, 3, {-8 * kNat, 8 * kNat}, positions, {}, {})->bestOffset.low;
        }));
    SearchResult found;
    reportWithCpu("offsets of all classes by coordinate ascent",
                  milliseconds([&] { found = *searchOffsets(table, objective, {}, {}); }));
    std::printf("mean F1 %.6f -> %.6f (brute force %.6f), %d sliders looked at, %d moved%s%s\n", found.before,
                found.after, valueOf(table, objective, found.offsets), found.sweeps, found.moves,
                found.settled ? "" : ", not settled", std::isnan(guard) ? " (!)" : "");
}

/// Small sets full of ties, every position of a random class against brute force.
int benchRandom(int cases)
{
    std::mt19937 random(3);
    std::size_t positions = 0;
    int mismatches = 0;
    for (int i = 0; i < cases; ++i) {
        const int classes = 1 + static_cast<int>(random() % 8);
        const auto width = static_cast<unsigned>(classes);
        const std::size_t count = random() % 40;
        std::vector<ClassIndex> labels(count);
        std::vector<float> probabilities;
        for (ClassIndex& label : labels) {
            label = static_cast<ClassIndex>(random() % width);
            for (int k = 0; k < classes; ++k)
                probabilities.push_back(static_cast<float>(random() % 5) / 4);
        }
        std::vector<int> above;
        for (int k = 0; k < classes; ++k)
            above.push_back(static_cast<int>(random() % 3));
        const auto table =
            DecisionTable::create(std::span<const float>(probabilities), classes, {labels, {}, above}, 1);
        const auto objective = Objective::create({ObjectiveKind::MeanF1}, classes, above);
        Offsets offsets;
        for (int k = 0; k < classes; ++k)
            offsets.push_back(toLogUnits(static_cast<double>(random() % 9) / 4 - 1));
        const RankedRows rows(*table, offsets, 1);
        const auto k = static_cast<ClassIndex>(random() % width);
        const OffsetSweep sweep(rows, ObjectiveState(*objective, labels, rows.decisions()), k);
        SweepCursor cursor(sweep, ConfusionCounts::fromColumns(labels, rows.decisions(), classes));
        bool right = true;
        for (std::size_t interval = 0; interval < sweep.intervals(); ++interval) {
            for (const LogUnits at : {sweep.start(interval), sweep.end(interval)}) {
                const Flips flips = flipsBetween(sweep, sweep.present(), at);
                cursor.moveTo(at);
                offsets[static_cast<std::size_t>(k)] = at;
                const Brute expected = bruteForce(*table, *objective, offsets, rows.decisions());
                const double value = sweep.valueAt(at);
                right = right && expected.counts == cursor.counts() && expected.flips == flips.size() &&
                        (count == 0 || std::abs(expected.value - value) < 1e-12);
                ++positions;
            }
        }
        mismatches += right ? 0 : 1;
    }
    std::printf("%d random sets, %zu positions: %d sets with a mismatch to brute force\n", cases, positions,
                mismatches);
    return mismatches == 0 ? 0 : 1;
}

/// One simulated set: what was said of it, and what is true.
struct Trial {
    CrossFit fit;
    ConfusionCounts base{kClasses};
    ConfusionCounts perClass{kClasses};
    ConfusionCounts tau{kClasses};
    ConfusionCounts raw{kClasses};
};

void summary(const char* what, const std::vector<double>& errors, int covered)
{
    const auto count = static_cast<double>(errors.size());
    const double mean = std::accumulate(errors.begin(), errors.end(), 0.0) / count;
    double square = 0;
    int close = 0;
    for (const double error : errors) {
        square += (error - mean) * (error - mean);
        close += std::abs(error) <= 0.002 ? 1 : 0;
    }
    std::printf("%-34s mean error %+.5f, sd %.5f, within 0.002: %3.0f %%", what, mean,
                std::sqrt(square / (count - 1)), 100 * close / count);
    if (covered >= 0)
        std::printf(", interval holds the truth: %.0f %%", 100 * covered / count);
    std::printf("\n");
}

int benchHonest(int sets, int threads, int first)
{
    const World world;
    const Objective objective = meanF1();
    std::vector<Trial> trials(static_cast<std::size_t>(sets));
    Times time;
    for (std::size_t i = 0; i < trials.size(); ++i) {
        const DecisionTable table = world.wholeSet(100 + 2 * (i + static_cast<quint64>(first)));
        CrossFitOptions options;
        options.threads = threads;
        options.seed = i + 1 + static_cast<quint64>(first);
        time.add(milliseconds([&] { trials[i].fit = *crossFit(table, objective, options, {}); }));
        if (i == 0)
            report("gain of one set of 10,000 x 200 cross-fitted", time.all[0]);
    }
    constexpr int kParts = 10;
    for (int part = 0; part < kParts; ++part) { // the truth: 1,000,000 draws, a part at a time
        const DecisionTable truth = world.draw(100'000, 1'000'000 + 2 * static_cast<quint64>(part));
        const auto count = [&](const Offsets& offsets) {
            return ConfusionCounts::fromColumns(truth.labels(), truth.decide(offsets, threads), kClasses);
        };
        const ConfusionCounts base = count(Offsets(kClasses));
        for (Trial& trial : trials) {
            trial.base += base;
            trial.perClass += count(trial.fit.offsets);
            trial.tau += count(trial.fit.tauOffsets);
            trial.raw += count(trial.fit.rawOffsets);
        }
    }
    std::vector<double> errors[3];
    int covered[2] = {};
    int advice[3] = {};
    std::printf("  here (raw)  here   expected [90 %%]               true     tau: expected [90 %%]          "
                " true\n");
    for (const Trial& trial : trials) {
        const CrossFit& fit = trial.fit;
        const double base = objective.value(trial.base);
        const double perClass = objective.value(trial.perClass) - base;
        const double tau = objective.value(trial.tau) - base;
        const double raw = objective.value(trial.raw) - base;
        errors[0].push_back(fit.perClass.heldOut - perClass);
        errors[1].push_back(fit.tau.heldOut - tau);
        errors[2].push_back(fit.rawInSample - raw);
        covered[0] += fit.perClass.interval.low <= perClass && perClass <= fit.perClass.interval.high ? 1 : 0;
        covered[1] += fit.tau.interval.low <= tau && tau <= fit.tau.interval.high ? 1 : 0;
        ++advice[static_cast<int>(fit.advice)];
        std::printf("%+.4f %+.4f %+.4f [%+.4f, %+.4f] %+.4f (raw %+.4f)   %+.4f [%+.4f, %+.4f] %+.4f  a %g "
                    "tau %.2f\n",
                    fit.rawInSample, fit.perClass.inSample, fit.perClass.heldOut, fit.perClass.interval.low,
                    fit.perClass.interval.high, perClass, raw, fit.tau.heldOut, fit.tau.interval.low,
                    fit.tau.interval.high, tau, fit.shrinkage, fit.tauChosen);
    }
    std::printf("%d sets, median %.1f s each; advice: keep %d, tau only %d, not worth it %d\n", sets,
                time.median() / 1000, advice[0], advice[1], advice[2]);
    summary("offsets, expected against true:", errors[0], covered[0]);
    summary("tau, expected against true:", errors[1], covered[1]);
    summary("naive (in sample) against true:", errors[2], -1);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const char* what = argc > 1 ? argv[1] : "";
    const auto number = [&](int index, int otherwise) {
        return argc > index ? std::atoi(argv[index]) : otherwise;
    };
    if (std::strcmp(what, "honest") == 0)
        return benchHonest(std::max(2, number(2, 50)), number(3, 1), number(4, 0));
    if (std::strcmp(what, "random") != 0)
        benchSlider();
    if (std::strcmp(what, "slider") != 0)
        return benchRandom(number(2, 10'000));
    return 0;
}
