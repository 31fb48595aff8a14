// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/feature_similarity.h"
#include "tests/support/test_support.h"

#include <cmath>
#include <limits>

using namespace badcase;
using namespace badcase::analysis;

class TstFeatureSimilarity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void anglesOfFrames();
    void framesWithoutDirection();
    void hugeAndTinyValues();
    void manyFramesHaveNeighboursOnly();
    void wrongShapes();
};

void TstFeatureSimilarity::anglesOfFrames()
{
    const std::vector<float> features{1, 0, 0, 5, 3, 3, -2, 0}; // 0, 90, 45 and 180 degrees
    const auto similarity = frameSimilarity(features, 4, 2);
    QVERIFY_RESULT(similarity);
    const float half = std::sqrt(0.5F);
    QVERIFY(std::abs(similarity->at(0, 0) - 1) < 1e-6F);
    QVERIFY(std::abs(similarity->at(0, 1)) < 1e-6F);
    QVERIFY(std::abs(similarity->at(0, 2) - half) < 1e-6F);
    QVERIFY(std::abs(similarity->at(3, 0) + 1) < 1e-6F);
    QCOMPARE(similarity->at(2, 1), similarity->at(1, 2));
    QCOMPARE(similarity->neighbours.size(), 3U);
    QCOMPARE(similarity->neighbours[1], similarity->at(1, 2));
    QVERIFY(std::abs(similarity->smallest() + 1) < 1e-6F);
    QVERIFY(std::isnan(similarity->at(4, 0)));
    QVERIFY(std::isnan(similarity->at(0, -1)));
}

void TstFeatureSimilarity::framesWithoutDirection()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    const std::vector<float> features{1, 1, 0, 0, nan, 1, infinity, 1, 1, 0};
    const auto similarity = frameSimilarity(features, 5, 2);
    QVERIFY_RESULT(similarity);
    for (const int frame : {1, 2, 3}) {
        QVERIFY(std::isnan(similarity->at(frame, frame)));
        QVERIFY(std::isnan(similarity->at(0, frame)));
    }
    QVERIFY(std::abs(similarity->at(0, 4) - std::sqrt(0.5F)) < 1e-6F);
    QCOMPARE(similarity->smallest(), similarity->at(0, 4));
    const auto none = frameSimilarity({}, 0, 768);
    QVERIFY_RESULT(none);
    QCOMPARE(none->smallest(), 1.0F);
}

void TstFeatureSimilarity::hugeAndTinyValues()
{
    const std::vector<float> features{3e38F, 3e38F, 1e-38F, 1e-38F};
    const auto similarity = frameSimilarity(features, 2, 2);
    QVERIFY_RESULT(similarity);
    QVERIFY(std::abs(similarity->at(0, 1) - 1) < 1e-6F);
    QVERIFY(similarity->at(0, 1) <= 1);
}

void TstFeatureSimilarity::manyFramesHaveNeighboursOnly()
{
    const int frames = FrameSimilarity::kMaxMatrixFrames + 1;
    std::vector<float> features;
    for (int f = 0; f < frames; ++f)
        features.insert(features.end(), {float(f % 2), float(1 - f % 2)});
    const auto similarity = frameSimilarity(features, frames, 2);
    QVERIFY_RESULT(similarity);
    QVERIFY(!similarity->hasMatrix());
    QCOMPARE(similarity->at(8, 9), 0.0F);
    QCOMPARE(similarity->at(9, 8), 0.0F);
    QVERIFY(std::isnan(similarity->at(1, 3)));
    QCOMPARE(similarity->smallest(), 0.0F);
}

void TstFeatureSimilarity::wrongShapes()
{
    const std::vector<float> features(6);
    QVERIFY(!frameSimilarity(features, 4, 2));
    QVERIFY(!frameSimilarity(features, 6, 0));
    QVERIFY(!frameSimilarity(features, -2, -3));
}

BADCASE_REGISTER_TEST(TstFeatureSimilarity)
#include "tst_feature_similarity.moc"
