// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/sample_scores.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <limits>

using namespace badcase;
using namespace badcase::analysis;

class TstSampleScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void softmax();
    void softmaxWithoutLabel();
    void sigmoid();
    void extremesStayFinite();
    void rejectsBadRows();
    void masks();
    void confidenceOfMasks();
};

namespace {

Result<SampleScores> scores(const std::vector<float>& row, const std::optional<LabelSet>& label,
                            Activation activation)
{
    return sampleScores(row, label, activation);
}

} // namespace

void TstSampleScores::softmax()
{
    const std::vector<float> row{0.125f, 0.5f, 0.25f, 0.125f};
    const auto wrong = scores(row, LabelSet{2}, Activation::Softmax);
    QVERIFY_RESULT(wrong);
    COMPARE_NEAR(wrong->loss, std::log(4.0), 1e-15);
    QCOMPARE(wrong->margin, -0.25);
    QCOMPARE(wrong->topMargin, 0.25);
    QCOMPARE(wrong->confidence, 0.5);
    const auto right = scores(row, LabelSet{1}, Activation::Softmax);
    QVERIFY_RESULT(right);
    QCOMPARE(right->margin, 0.25);
    // Equal best: both margins are 0, whichever of them is decided.
    const auto tie = scores({0.5f, 0.5f}, LabelSet{1}, Activation::Softmax);
    QVERIFY_RESULT(tie);
    QCOMPARE(tie->margin, 0.0);
    QCOMPARE(tie->topMargin, 0.0);
}

void TstSampleScores::softmaxWithoutLabel()
{
    for (const auto& label : {std::optional<LabelSet>(), std::optional<LabelSet>(LabelSet())}) {
        const auto result = scores({0.75f, 0.25f}, label, Activation::Softmax);
        QVERIFY_RESULT(result);
        QVERIFY(std::isnan(result->loss) && std::isnan(result->margin));
        QCOMPARE(result->topMargin, 0.5);
    }
}

void TstSampleScores::sigmoid()
{
    const std::vector<float> row{0.75f, 0.5f, 0.125f};
    const auto result = scores(row, LabelSet{0, 2}, Activation::Sigmoid);
    QVERIFY_RESULT(result);
    COMPARE_NEAR(result->loss, -(std::log(0.75) + std::log(0.5) + std::log(0.125)) / 3, 1e-15);
    QCOMPARE(result->margin, -0.75);
    QCOMPARE(result->topMargin, 0.0);
    COMPARE_NEAR(result->confidence, (0.75 + 0.5 + 0.875) / 3, 1e-15);
    // An empty set is an answer here: none of them.
    const auto none = scores({0.25f}, LabelSet(), Activation::Sigmoid);
    QVERIFY_RESULT(none);
    QCOMPARE(none->margin, 0.5);
    const auto unlabelled = scores({0.25f}, {}, Activation::Sigmoid);
    QVERIFY_RESULT(unlabelled);
    QVERIFY(std::isnan(unlabelled->loss));
    QCOMPARE(unlabelled->topMargin, 0.5);
}

void TstSampleScores::extremesStayFinite()
{
    for (const Activation activation : {Activation::Softmax, Activation::Sigmoid}) {
        const auto result = scores({1.0f, 0.0f}, LabelSet{1}, activation);
        QVERIFY_RESULT(result);
        QVERIFY(result->loss > 30 && result->loss < 40);
        QCOMPARE(result->margin, -1.0);
    }
    const auto lone = scores({1.0f}, LabelSet{0}, Activation::Softmax);
    QVERIFY_RESULT(lone);
    QCOMPARE(lone->margin, 1.0);
}

void TstSampleScores::rejectsBadRows()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(!scores({}, LabelSet{0}, Activation::Softmax));
    QVERIFY(!scores({nan, 0.5f}, LabelSet{1}, Activation::Softmax));
    QVERIFY(!scores({0.5f, nan}, {}, Activation::Sigmoid));
    QVERIFY(!scores({0.5f}, LabelSet{1}, Activation::Sigmoid));
    QVERIFY(!scores({0.5f}, LabelSet{-1}, Activation::Softmax));
}

void TstSampleScores::masks()
{
    const SegmentationRules rules{2, {}, false};
    ConfusionCounts counts(2);
    counts.add(1, 1, 2);
    counts.add(1, 0, 2);
    counts.add(0, 0, 6);
    const auto result = maskScores(counts, rules);
    QCOMPARE(result.iou, 0.5);
    QCOMPARE(result.loss, 0.5);
    COMPARE_NEAR(result.dice, 2.0 / 3, 1e-15);
    QVERIFY(std::isnan(maskScores(ConfusionCounts(2), rules).loss));
}

void TstSampleScores::confidenceOfMasks()
{
    const ClassMap halves(QSize(2, 1), QByteArray("\x00\xff", 2));
    QCOMPARE(maskConfidence({Activation::Sigmoid, halves, halves}), 1.0);
    QCOMPARE(maskConfidence({Activation::Softmax, halves, halves}), 0.5);
    QVERIFY(std::isnan(maskConfidence({})));
}

BADCASE_REGISTER_TEST(TstSampleScores)
#include "tst_sample_scores.moc"
