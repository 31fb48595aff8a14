// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/classification_score.h"
#include "inference/analysis/tuning/objective.h"
#include "tests/analysis/reference_data.h"
#include "tests/analysis/tuning_cases.h"
#include "tests/support/test_support.h"

using namespace badcase;
using namespace badcase::analysis;

class TstTuningObjective : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void equalsTheScoreToTheLastBit();
    void movesEqualCountingAnew();
    void weightsCountAsCopies();
    void costs();
    void boundsComeFirst();
    void rejectsWhatMakesNoSense();
    void nothingCounted();
};

namespace {

constexpr int kClasses = 9;

Schema twoLevels()
{
    std::vector<ClassInfo> classes;
    for (int k = 0; k < kClasses; ++k)
        classes.push_back({QStringLiteral("c%1").arg(k), QStringLiteral("p%1").arg(k % 4)});
    return *Schema::create(Task::Classification, classes);
}

std::vector<int> parentsOf(const Schema& schema)
{
    std::vector<int> out;
    for (int k = 0; k < schema.size(); ++k)
        out.push_back(schema.parentOf(k));
    return out;
}

std::vector<ClassIndex> randomColumn(std::mt19937& random, std::size_t size, unsigned classes)
{
    std::vector<ClassIndex> out(size);
    for (ClassIndex& k : out)
        k = static_cast<ClassIndex>(random() % classes);
    return out;
}

double valueOf(ObjectiveSpec spec, const std::vector<ClassIndex>& labels,
               const std::vector<ClassIndex>& decisions, int classes, const std::vector<int>& parentOf = {})
{
    const auto objective = Objective::create(std::move(spec), classes, parentOf);
    return objective->value(ConfusionCounts::fromColumns(labels, decisions, classes));
}

} // namespace

void TstTuningObjective::equalsTheScoreToTheLastBit()
{
    const Schema schema = twoLevels();
    const auto parentOf = parentsOf(schema);
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
        // Few of the classes, so that absent ones and such as are only decided occur.
        const auto labels = randomColumn(random, 1 + random() % 60, 1 + random() % kClasses);
        const auto decisions = randomColumn(random, labels.size(), 1 + random() % kClasses);
        const auto score = ClassificationScore::fromColumns(schema, labels, decisions);
        const ClassificationMetrics metrics = score.leaves().metrics();
        const auto value = [&](ObjectiveKind kind) {
            return valueOf({kind}, labels, decisions, kClasses, parentOf);
        };
        QCOMPARE(value(ObjectiveKind::MeanF1), score.meanF1());
        QVERIFY(value(ObjectiveKind::MeanF1) == score.meanF1()); // QCOMPARE forgives the last digits
        QVERIFY(value(ObjectiveKind::MacroF1) == metrics.f1Macro);
        QVERIFY(value(ObjectiveKind::MicroF1) == metrics.f1Micro);
        QVERIFY(value(ObjectiveKind::Accuracy) == metrics.accuracy);
        QVERIFY(value(ObjectiveKind::MeanRecall) == metrics.balancedAccuracy);
    }
}

void TstTuningObjective::movesEqualCountingAnew()
{
    std::mt19937 random(2);
    for (int round = 0; round < 300; ++round) {
        const int classes = 1 + static_cast<int>(random() % 8);
        const auto width = static_cast<unsigned>(classes);
        std::vector<int> parentOf;
        for (int k = 0; k < classes; ++k)
            parentOf.push_back(static_cast<int>(random() % 3));
        const auto labels = randomColumn(random, 1 + random() % 30, 1 + random() % width);
        for (const Objective& objective : test::allObjectives(random, classes, parentOf)) {
            auto decisions = randomColumn(random, labels.size(), width);
            ObjectiveState state(objective, labels, decisions);
            for (int move = 0; move < 60; ++move) {
                const std::size_t i = random() % labels.size();
                const auto to = static_cast<ClassIndex>(random() % width);
                state.move(labels[i], decisions[i], to);
                decisions[i] = to;
                const auto counts = ConfusionCounts::fromColumns(labels, decisions, classes);
                COMPARE_NEAR(state.value(), objective.value(counts), 1e-13 * (1 + std::abs(state.value())));
            }
            const ObjectiveState fresh(objective, labels, decisions);
            QVERIFY(state == fresh);
            QVERIFY(state.value() == fresh.value());
        }
    }
}

void TstTuningObjective::weightsCountAsCopies()
{
    std::mt19937 random(3);
    const std::vector<int> parentOf{0, 1, 0, 2, 1};
    const auto labels = randomColumn(random, 50, 5);
    const auto decisions = randomColumn(random, 50, 5);
    std::vector<int> weights;
    std::vector<ClassIndex> copiedLabels;
    std::vector<ClassIndex> copiedDecisions;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        weights.push_back(static_cast<int>(random() % 4));
        copiedLabels.insert(copiedLabels.end(), static_cast<std::size_t>(weights[i]), labels[i]);
        copiedDecisions.insert(copiedDecisions.end(), static_cast<std::size_t>(weights[i]), decisions[i]);
    }
    for (const Objective& objective : test::allObjectives(random, 5, parentOf))
        QVERIFY(ObjectiveState(objective, labels, decisions, weights) ==
                ObjectiveState(objective, copiedLabels, copiedDecisions));
}

void TstTuningObjective::costs()
{
    const std::vector<double> costs{0, 1, 10, 0}; // missing class 1 costs ten times a false alarm
    const std::vector<ClassIndex> labels{0, 0, 1, 1};
    QCOMPARE(valueOf({ObjectiveKind::Cost, kNoClass, 0, costs}, labels, {0, 1, 0, 1}, 2), -11.0 / 4);
    QCOMPARE(valueOf({ObjectiveKind::Cost, kNoClass, 0, costs}, labels, {1, 1, 1, 1}, 2), -0.5);
}

void TstTuningObjective::boundsComeFirst()
{
    const std::vector<ClassIndex> labels{1, 1, 0, 0};
    const auto at = [&](ObjectiveKind kind, double bound, const std::vector<ClassIndex>& decisions) {
        return valueOf({kind, 1, bound}, labels, decisions, 2);
    };
    // Half recalled, all of it right.
    QCOMPARE(at(ObjectiveKind::PrecisionAtRecall, 0.5, {1, 0, 0, 0}), 1.0);
    QCOMPARE(at(ObjectiveKind::PrecisionAtRecall, 0.75, {1, 0, 0, 0}), -0.25);
    QCOMPARE(at(ObjectiveKind::PrecisionAtRecall, 0.75, {1, 1, 1, 1}), 0.5);
    QCOMPARE(at(ObjectiveKind::RecallAtPrecision, 0.75, {1, 0, 0, 0}), 0.5);
    QCOMPARE(at(ObjectiveKind::RecallAtPrecision, 0.75, {1, 1, 1, 1}), -0.25);
    QCOMPARE(at(ObjectiveKind::RecallAtPrecision, 0.0, {0, 0, 0, 0}), 0.0);
}

void TstTuningObjective::rejectsWhatMakesNoSense()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto refused = [](ObjectiveSpec spec, int classes, std::vector<int> parentOf) {
        const auto objective = Objective::create(std::move(spec), classes, std::move(parentOf));
        return !objective && objective.error().code == ErrorCode::InvalidArgument &&
               !objective.error().message.isEmpty();
    };
    QVERIFY(refused({ObjectiveKind::MeanF1}, 3, {}));
    QVERIFY(!refused({ObjectiveKind::MeanF1}, 3, {0, 0, 1}));
    QVERIFY(refused({ObjectiveKind::MeanF1}, 3, {0, 0}));
    QVERIFY(refused({ObjectiveKind::MacroF1}, 0, {}));
    QVERIFY(refused({ObjectiveKind::PrecisionAtRecall, 3, 0.5}, 3, {}));
    QVERIFY(refused({ObjectiveKind::PrecisionAtRecall, kNoClass, 0.5}, 3, {}));
    QVERIFY(refused({ObjectiveKind::RecallAtPrecision, 0, 1.5}, 3, {}));
    QVERIFY(refused({ObjectiveKind::RecallAtPrecision, 0, nan}, 3, {}));
    QVERIFY(refused({ObjectiveKind::Cost}, 2, {}));
    QVERIFY(refused({ObjectiveKind::Cost, kNoClass, 0, {0, 1, nan, 0}}, 2, {}));
    QVERIFY(refused({ObjectiveKind::Cost, kNoClass, 0, {0, 1, 2e6, 0}}, 2, {}));
}

void TstTuningObjective::nothingCounted()
{
    std::mt19937 random(4);
    for (const Objective& objective : test::allObjectives(random, 3, {0, 1, 1})) {
        QVERIFY(std::isnan(ObjectiveState(objective).value()));
        QVERIFY(std::isnan(objective.value(ConfusionCounts(3))));
    }
}

BADCASE_REGISTER_TEST(TstTuningObjective)
#include "tst_tuning_objective.moc"
