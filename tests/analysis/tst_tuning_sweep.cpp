// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/sweep_cursor.h"
#include "tests/analysis/reference_data.h"
#include "tests/analysis/tuning_cases.h"
#include "tests/support/test_support.h"

#include <cmath>

using namespace badcase;
using namespace badcase::analysis;

class TstTuningSweep : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void everyPositionEqualsBruteForce();
    void flipsAreTheDifference();
    void weightsAndRange();
    void bestPlateauIsTheWidest();
    void openPlateausStayMild();
    void nothingToSweep();
    void manyRowsAreSorted();
};

namespace {

struct Setting {
    test::TuningCase set;
    RankedRows rows;
    std::vector<Objective> objectives;
    ClassIndex index;
};

Setting setting(std::mt19937& random, int maxRows)
{
    const int classes = 1 + static_cast<int>(random() % 6);
    auto set = test::tuningCase(random, static_cast<int>(random() % static_cast<unsigned>(maxRows)), classes);
    RankedRows rows(set.table, test::randomOffsets(random, classes), 1);
    auto objectives = test::allObjectives(random, classes, set.parentOf);
    const auto index = static_cast<ClassIndex>(random() % static_cast<unsigned>(classes));
    return {std::move(set), std::move(rows), std::move(objectives), index};
}

std::vector<ClassIndex> decidedAt(const Setting& s, LogUnits offset)
{
    Offsets offsets = s.rows.offsets();
    offsets[static_cast<std::size_t>(s.index)] = offset;
    return test::decidedAll(s.set.table, offsets);
}

ConfusionCounts countsAt(const Setting& s, LogUnits offset)
{
    return ConfusionCounts::fromColumns(s.set.labels, decidedAt(s, offset), s.set.classes);
}

/// Where something may happen: both sides of every cut, the ends, and anywhere.
std::vector<LogUnits> positions(const OffsetSweep& sweep, std::mt19937& random)
{
    std::vector<LogUnits> out{sweep.range().lo, sweep.range().hi, sweep.present()};
    for (std::size_t i = 0; i < sweep.intervals(); ++i) {
        out.push_back(sweep.start(i));
        out.push_back(sweep.end(i));
    }
    for (int i = 0; i < 3; ++i)
        out.push_back(toLogUnits(static_cast<double>(random() % 800) / 100 - 4));
    return out;
}

OffsetSweep sweepOf(const Setting& s, const Objective& objective, OffsetRange range = {})
{
    return OffsetSweep(s.rows, ObjectiveState(objective, s.set.table.labels(), s.rows.decisions()), s.index,
                       range);
}

} // namespace

void TstTuningSweep::everyPositionEqualsBruteForce()
{
    std::mt19937 random(1);
    for (int round = 0; round < 1500; ++round) {
        const Setting s = setting(random, round % 10 == 0 ? 60 : 12);
        const Objective& objective = s.objectives[random() % s.objectives.size()];
        const OffsetSweep sweep = sweepOf(s, objective);
        const ConfusionCounts present = countsAt(s, sweep.present());
        SweepCursor cursor(sweep, present);
        const SweepClassTable table(sweep, present);
        for (const LogUnits offset : positions(sweep, random)) {
            const ConfusionCounts expected = countsAt(s, offset);
            const double value = objective.value(expected);
            COMPARE_NEAR(sweep.valueAt(offset), value, 1e-13 * (1 + std::abs(value)));
            cursor.moveTo(offset);
            QVERIFY(cursor.counts() == expected);
            for (int k = 0; k < s.set.classes; ++k)
                QVERIFY(table.at(offset, k) ==
                        classMetrics(expected.support(k), expected.predicted(k), expected.at(k, k)));
        }
        for (std::size_t i = 1; i < sweep.intervals(); ++i) {
            QVERIFY(sweep.start(i) > sweep.start(i - 1));
            QVERIFY(sweep.crossed(i) > sweep.crossed(i - 1)); // every cut changes something
        }
    }
}

void TstTuningSweep::flipsAreTheDifference()
{
    std::mt19937 random(2);
    std::size_t seen[3] = {};
    for (int round = 0; round < 1500; ++round) {
        const Setting s = setting(random, 25);
        const OffsetSweep sweep = sweepOf(s, s.objectives[0]);
        const auto at = positions(sweep, random);
        const LogUnits from = at[random() % at.size()];
        const LogUnits to = at[random() % at.size()];
        const auto before = decidedAt(s, from);
        const auto after = decidedAt(s, to);
        Flips expected;
        for (std::size_t i = 0; i < before.size(); ++i) {
            const ClassIndex label = s.set.labels[i];
            if (before[i] == after[i])
                continue;
            auto& lane = after[i] == label    ? expected.gained
                         : before[i] == label ? expected.lost
                                              : expected.moved;
            lane.push_back({static_cast<std::uint32_t>(i), before[i], after[i]});
        }
        Flips flips = flipsBetween(sweep, from, to);
        int lane = 0;
        for (const auto part : {&Flips::gained, &Flips::lost, &Flips::moved}) {
            std::ranges::sort(flips.*part, {}, &Flip::row);
            QVERIFY(flips.*part == expected.*part);
            seen[lane++] += (flips.*part).size();
        }
    }
    for (const std::size_t count : seen)
        QVERIFY(count > 100);
}

void TstTuningSweep::weightsAndRange()
{
    std::mt19937 random(3);
    for (int round = 0; round < 1000; ++round) {
        const Setting s = setting(random, 20);
        const Objective& objective = s.objectives[random() % s.objectives.size()];
        std::vector<int> weights;
        for (std::size_t i = 0; i < s.set.table.rows(); ++i)
            weights.push_back(static_cast<int>(random() % 3));
        const OffsetRange range{-kNat / 2, kNat / 3};
        const ObjectiveState state(objective, s.set.table.labels(), s.rows.decisions(), weights);
        const OffsetSweep sweep(s.rows, state, s.index, range, weights);
        QVERIFY(sweep.range().lo <= range.lo && sweep.range().hi >= range.hi);
        QVERIFY(sweep.range().lo <= sweep.present() && sweep.range().hi >= sweep.present());
        for (std::size_t i = 0; i < sweep.intervals(); ++i) {
            for (const LogUnits offset : {sweep.start(i), sweep.end(i)}) {
                const ObjectiveState fresh(objective, s.set.table.labels(), decidedAt(s, offset), weights);
                QVERIFY(sweep.value(i) == fresh.value() || std::isnan(fresh.value())); // to the last bit
            }
        }
    }
}

void TstTuningSweep::bestPlateauIsTheWidest()
{
    std::mt19937 random(4);
    for (int round = 0; round < 2000; ++round) {
        const Setting s = setting(random, 15);
        const Objective& objective = s.objectives[random() % s.objectives.size()];
        const OffsetSweep sweep = sweepOf(s, objective);
        if (s.set.table.rows() == 0)
            continue;
        double most = sweep.value(0);
        for (std::size_t i = 0; i < sweep.intervals(); ++i)
            most = std::max(most, sweep.value(i));
        const Plateau best = sweep.best();
        QVERIFY(best.value == most);
        QVERIFY(best.contains(best.centre));
        for (const LogUnits offset : {best.lo, best.centre, best.hi})
            QVERIFY(sweep.valueAt(offset) == most);
        QVERIFY(best.lo == sweep.range().lo || sweep.valueAt(best.lo - 1) != most);
        QVERIFY(best.hi == sweep.range().hi || sweep.valueAt(best.hi + 1) != most);
        for (std::size_t i = 0; i < sweep.intervals(); ++i) {
            if (sweep.value(i) != most)
                continue;
            const Plateau other = sweep.plateauAt(sweep.start(i));
            QVERIFY(other.contains(sweep.end(i)));
            const bool inner = other.lo > sweep.range().lo && other.hi < sweep.range().hi;
            if (inner) // no inner plateau with the same value leaves more room on both sides
                QVERIFY(std::min(best.centre - best.lo, best.hi - best.centre) >= (other.hi - other.lo) / 2);
        }
    }
}

void TstTuningSweep::openPlateausStayMild()
{
    // Class 1 is better never decided: everything below the first cut is as good.
    const std::vector<float> rows{0.75f, 0.25f};
    const auto table = DecisionTable::create(std::span(rows), 2, {std::vector<ClassIndex>{0}});
    const RankedRows ranked(*table);
    const auto accuracy = Objective::create({ObjectiveKind::Accuracy}, 2);
    const OffsetSweep sweep(ranked, ObjectiveState(*accuracy, table->labels(), ranked.decisions()), 1);
    const Plateau best = sweep.best();
    QCOMPARE(best.lo, -kMaxOffset);
    QCOMPARE(best.hi, table->at(0, 0) - table->at(0, 1)); // at the tie the lower index still wins
    QCOMPARE(best.centre, best.hi - kNat + kNat / 2);
    QCOMPARE(sweep.plateauAt(kMaxOffset).value, 0.0);
    QCOMPARE(sweep.plateauAt(kMaxOffset).lo, best.hi + 1);
}

void TstTuningSweep::nothingToSweep()
{
    std::mt19937 random(5);
    for (const int classes : {1, 2}) {
        const auto empty = test::tuningCase(random, 0, classes);
        const RankedRows rows(empty.table);
        const auto objective = Objective::create({ObjectiveKind::MacroF1}, classes);
        const OffsetSweep sweep(rows, ObjectiveState(*objective), 0);
        QCOMPARE(sweep.intervals(), std::size_t(1));
        QVERIFY(std::isnan(sweep.valueAt(0)));
        QVERIFY(std::isnan(sweep.best().value));
        QCOMPARE(sweep.best().centre, 0);
    }
    const auto one = test::tuningCase(random, 8, 1); // one class: nothing can change
    const RankedRows rows(one.table);
    const auto objective = Objective::create({ObjectiveKind::Accuracy}, 1);
    const OffsetSweep sweep(rows, ObjectiveState(*objective, one.table.labels(), rows.decisions()), 0);
    QCOMPARE(sweep.intervals(), std::size_t(1));
    QCOMPARE(sweep.valueAt(-kMaxOffset), 1.0);
    QCOMPARE(sweep.best().centre, 0);
}

void TstTuningSweep::manyRowsAreSorted()
{
    std::mt19937 random(6);
    const auto set = test::tuningCase(random, 5000, 6);
    const RankedRows rows(set.table, test::randomOffsets(random, 6));
    const auto objective = Objective::create({ObjectiveKind::MeanF1}, 6, set.parentOf);
    for (int k = 0; k < 6; ++k) {
        const OffsetSweep sweep(rows, ObjectiveState(*objective, set.table.labels(), rows.decisions()), k);
        std::size_t reachable = 0;
        for (std::size_t i = 0; i < set.table.rows(); ++i) {
            const LogUnits from = rows.crossing(i, k).from;
            reachable += from > -kMaxOffset && from <= kMaxOffset ? 1 : 0;
        }
        QVERIFY(reachable > 1000);
        QCOMPARE(sweep.steps().size(), reachable);
        QVERIFY(std::ranges::is_sorted(sweep.steps(), {}, &SweepStep::from));
        for (const SweepStep& step : sweep.steps())
            QCOMPARE(step.from, rows.crossing(step.row, k).from);
    }
}

BADCASE_REGISTER_TEST(TstTuningSweep)
#include "tst_tuning_sweep.moc"
