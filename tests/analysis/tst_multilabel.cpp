// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/multilabel_score.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <limits>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstMultiLabel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void knownFigures();
    void changesEqualRecomputing();
    void emptySetsAreAnswers();
    void meanSkipsWhatIsUndefined();
};

void TstMultiLabel::knownFigures()
{
    MultiLabelScore score(3);
    score.add({0, 1}, {0});
    score.add({1}, {1, 2});
    const auto metrics = score.metrics();
    QCOMPARE(metrics.samples, 2);
    COMPARE_NEAR(metrics.precisionMicro, 2.0 / 3, 1e-15);
    COMPARE_NEAR(metrics.recallMicro, 2.0 / 3, 1e-15);
    COMPARE_NEAR(metrics.f1Micro, 2.0 / 3, 1e-15);
    COMPARE_NEAR(metrics.f1Macro, (1 + 2.0 / 3 + 0) / 3, 1e-15);
    COMPARE_NEAR(metrics.f1Samples, 2.0 / 3, 1e-15);
    QCOMPARE(metrics.exactMatch, 0.0);
    QCOMPARE(metrics.perClass[1].support, 2);
    QCOMPARE(metrics.perClass[1].recall, 0.5);
    QCOMPARE(metrics.perClass[2].precision, 0.0);
}

void TstMultiLabel::changesEqualRecomputing()
{
    constexpr int kClasses = 9;
    std::mt19937 random(11);
    const auto randomSet = [&] {
        std::vector<ClassIndex> classes;
        for (int k = 0; k < kClasses; ++k) {
            if (random() % 3 == 0)
                classes.push_back(k);
        }
        return LabelSet(classes);
    };
    std::vector<LabelSet> labels;
    std::vector<LabelSet> decisions;
    MultiLabelScore score(kClasses);
    for (int i = 0; i < 300; ++i) {
        labels.push_back(randomSet());
        decisions.push_back(randomSet());
        score.add(labels.back(), decisions.back());
    }
    for (int change = 0; change < 10'000; ++change) {
        const std::size_t i = random() % labels.size();
        const LabelSet to = randomSet();
        score.replace(labels[i], to, decisions[i]);
        labels[i] = to;
    }
    MultiLabelScore fresh(kClasses);
    for (std::size_t i = 0; i < labels.size(); ++i)
        fresh.add(labels[i], decisions[i]);
    QVERIFY(score == fresh);
}

void TstMultiLabel::emptySetsAreAnswers()
{
    MultiLabelScore score(2);
    score.add({}, {});
    QCOMPARE(score.metrics().exactMatch, 1.0);
    QCOMPARE(score.metrics().f1Samples, 0.0);
    QCOMPARE(score.metrics().f1Micro, 0.0);
    score.remove({}, {});
    QVERIFY(std::isnan(score.metrics().f1Micro));
    QVERIFY(score == MultiLabelScore(2));
}

void TstMultiLabel::meanSkipsWhatIsUndefined()
{
    QCOMPARE(meanOfDefined({0.5, std::numeric_limits<double>::quiet_NaN(), 1.0}), 0.75);
    QVERIFY(std::isnan(meanOfDefined({})));
}

BADCASE_REGISTER_TEST(TstMultiLabel)
#include "tst_multilabel.moc"
