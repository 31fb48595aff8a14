// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/classification_score.h"
#include "inference/core/prediction.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <limits>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstClassificationScore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void fitsALabel();
    void tiesGoToTheLowerIndex();
    void clipsAndNormalises();
    void rejectsBadRows();
    void parentOfTheDecisionNotTheLikeliestParent();
    void columnsEqualRows();
    void changesEqualRecomputing();
    void relabelMovesBothLevels();
    void givenAndCorrected();
    void nothingScored();
};

namespace {

constexpr int kClasses = 12;

/// Twelve classes under four parents, in an order that keeps siblings apart.
Schema twoLevels()
{
    std::vector<ClassInfo> classes;
    for (int k = 0; k < kClasses; ++k)
        classes.push_back({QStringLiteral("c%1").arg(k), QStringLiteral("p%1").arg(k % 4)});
    return *Schema::create(Task::Classification, classes);
}

std::vector<float> randomRow(std::mt19937& random)
{
    std::vector<float> row(kClasses);
    float sum = 0;
    for (float& p : row)
        sum += p = static_cast<float>(random() % 20);
    for (float& p : row)
        p = sum > 0 ? p / sum : 1.0f / kClasses;
    return row;
}

ScoredSample scored(const std::vector<float>& row, ClassIndex label, const Schema& schema)
{
    const auto sample = scoredSample(std::span<const float>(row), label, schema);
    if (!sample)
        qFatal("%s", qPrintable(sample.error().message));
    return *sample;
}

Result<LabelFit> fit(const std::vector<float>& row, ClassIndex label)
{
    return fitLabel(std::span<const float>(row), label);
}

} // namespace

void TstClassificationScore::fitsALabel()
{
    const auto result = fit({0.125f, 0.5f, 0.25f, 0.125f}, 2);
    QVERIFY_RESULT(result);
    QCOMPARE(result->decision, 1);
    QCOMPARE(result->confidence, 0.5);
    QCOMPARE(result->labelRank, 1);
    COMPARE_NEAR(result->labelProbability, 0.25, 1e-15);
}

void TstClassificationScore::tiesGoToTheLowerIndex()
{
    const std::vector<float> row{0.25f, 0.25f, 0.25f, 0.25f};
    for (int label = 0; label < 4; ++label) {
        const auto result = fit(row, label);
        QVERIFY_RESULT(result);
        QCOMPARE(result->decision, 0);
        QCOMPARE(result->labelRank, label);
    }
}

void TstClassificationScore::clipsAndNormalises()
{
    const auto never = fit({1.0f, 0.0f}, 1);
    QVERIFY_RESULT(never);
    COMPARE_NEAR(negativeLog(never->labelProbability), 52 * std::log(2.0), 1e-12);
    const auto doubled = fit({1.0f, 1.0f}, 0);
    QVERIFY_RESULT(doubled);
    COMPARE_NEAR(negativeLog(doubled->labelProbability), std::log(2.0), 1e-15);
    const auto wide = fitLabel(std::vector<double>{0.3, 0.7}, 0);
    QVERIFY_RESULT(wide);
    COMPARE_NEAR(negativeLog(wide->labelProbability), -std::log(0.3), 1e-15);
}

void TstClassificationScore::rejectsBadRows()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    const std::vector<std::pair<std::vector<float>, int>> bad{{{nan, 0.5f}, 1},         {{0.5f, nan}, 0},
                                                              {{infinity, 0}, 0},       {{0.5f, 0.5f}, 2},
                                                              {{0.5f, 0.5f}, kNoClass}, {{}, 0}};
    for (const auto& [row, label] : bad) {
        const auto result = fit(row, label);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
    }
    const auto tooShort = scoredSample(std::vector<float>{0.5f, 0.5f}, 0, twoLevels());
    QVERIFY(!tooShort);
    QCOMPARE(tooShort.error().code, ErrorCode::InvalidArgument);
}

void TstClassificationScore::parentOfTheDecisionNotTheLikeliestParent()
{
    const Schema schema = *Schema::create(Task::Classification, {{QStringLiteral("a"), QStringLiteral("x")},
                                                                 {QStringLiteral("b"), QStringLiteral("y")},
                                                                 {QStringLiteral("c"), QStringLiteral("y")}});
    // x: 0.4, y: 0.6, but the likeliest class lies under x.
    const auto sample = scored({0.4f, 0.3f, 0.3f}, 1, schema);
    QVERIFY(sample.parent.has_value());
    QCOMPARE(sample.parent->label, 1);
    QCOMPARE(sample.parent->decision, 0);
    COMPARE_NEAR(sample.parent->confidence, 0.4, 1e-7);
    QCOMPARE(sample.parent->labelRank, 0);
    COMPARE_NEAR(sample.parent->labelProbability, 0.6, 1e-7);
}

void TstClassificationScore::columnsEqualRows()
{
    const Schema schema = twoLevels();
    std::mt19937 random(9);
    ClassificationScore rows(schema);
    std::vector<ClassIndex> labels;
    std::vector<ClassIndex> decisions;
    std::vector<float> probabilities;
    for (int i = 0; i < 2000; ++i) {
        const auto row = randomRow(random);
        labels.push_back(static_cast<ClassIndex>(random() % kClasses));
        decisions.push_back(argmax(row));
        probabilities.push_back(row[static_cast<std::size_t>(labels.back())]);
        rows.add(scored(row, labels.back(), schema));
    }
    labels.push_back(kNoClass); // not labelled: left out
    decisions.push_back(0);
    probabilities.push_back(0.5f);
    const auto columns = ClassificationScore::fromColumns(schema, labels, decisions, probabilities);
    QVERIFY(columns.leaves().confusion() == rows.leaves().confusion());
    QVERIFY(columns.parents()->confusion() == rows.parents()->confusion());
    QCOMPARE(columns.meanF1(), rows.meanF1());
    COMPARE_NEAR(columns.leaves().logLoss(), rows.leaves().logLoss(),
                 1e-6); // rows sum to 1 only as floats do
    QVERIFY(std::isnan(columns.leaves().top5()));
    QVERIFY(std::isnan(columns.leaves().expectedCalibrationError()));
}

void TstClassificationScore::changesEqualRecomputing()
{
    const Schema schema = twoLevels();
    std::mt19937 random(10);
    std::vector<std::vector<float>> table;
    std::vector<ClassIndex> labels;
    ClassificationScore score(schema);
    for (int i = 0; i < 400; ++i) {
        table.push_back(randomRow(random));
        labels.push_back(static_cast<ClassIndex>(random() % kClasses));
        score.add(scored(table.back(), labels.back(), schema));
    }
    const auto recomputed = [&] {
        ClassificationScore fresh(schema);
        for (std::size_t i = 0; i < table.size(); ++i)
            fresh.add(scored(table[i], labels[i], schema));
        return fresh;
    };
    for (int change = 1; change <= 10'000; ++change) {
        const std::size_t i = random() % table.size();
        const auto to = static_cast<ClassIndex>(random() % kClasses);
        score.replace(scored(table[i], labels[i], schema), scored(table[i], to, schema));
        labels[i] = to;
        if (change % 1000 == 0)
            QVERIFY(score == recomputed()); // to the last bit, log loss and calibration included
    }
    QVERIFY(score.leaves().logLoss() > 0);
    QVERIFY(score.parents()->top5() > score.leaves().top5());
}

void TstClassificationScore::relabelMovesBothLevels()
{
    const Schema schema = twoLevels();
    const std::vector<ClassIndex> decisions{0, 1, 5};
    auto score = ClassificationScore::fromColumns(schema, std::vector<ClassIndex>{0, 2, 5}, decisions);
    score.relabel(2, 1, 1);
    QVERIFY(score == ClassificationScore::fromColumns(schema, std::vector<ClassIndex>{0, 1, 5}, decisions));
    QCOMPARE(score.leaves().metrics().accuracy, 1.0);
    QCOMPARE(score.meanF1(), 1.0);
}

void TstClassificationScore::givenAndCorrected()
{
    const Schema schema = twoLevels();
    const auto given = ClassificationScore::fromColumns(schema, std::vector<ClassIndex>{0, 1},
                                                        std::vector<ClassIndex>{0, 2});
    ScorePair<ClassificationScore> pair{given, given};
    pair.corrected.relabel(1, 2, 2);
    QCOMPARE(pair.given.leaves().metrics().accuracy, 0.5);
    QCOMPARE(pair.corrected.leaves().metrics().accuracy, 1.0);
}

void TstClassificationScore::nothingScored()
{
    const Schema flat = *Schema::create(Task::Classification, {{QStringLiteral("a")}, {QStringLiteral("b")}});
    const ClassificationScore score(flat);
    QVERIFY(!score.parents().has_value());
    QVERIFY(std::isnan(score.meanF1()));
    QVERIFY(std::isnan(score.leaves().logLoss()));
    QVERIFY(std::isnan(score.leaves().top5()));
    QVERIFY(std::isnan(ClassificationScore(twoLevels()).meanF1()));
}

BADCASE_REGISTER_TEST(TstClassificationScore)
#include "tst_classification_score.moc"
