// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/segment_agreement.h"
#include "tests/support/test_support.h"

#include <QRandomGenerator>

using namespace badcase;
using namespace badcase::analysis;

class TstSegmentAgreement : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void marksWhatDiffers();
    void joinsNeighboursOfEqualContent();
    void leavesOutWhatNeitherCovers();
    void everyInstantIsTold();
    void decidesByThresholdOrBest();
};

void TstSegmentAgreement::marksWhatDiffers()
{
    const auto spans = segmentAgreement({{0, 4, {1}}, {4, 10, {2, 3}}}, {{0, 6, {1}}, {6, 10, {3}}});
    const std::vector<AgreementSpan> expected{{0, 4, {}, {}}, {4, 6, {2, 3}, {1}}, {6, 10, {2}, {}}};
    QCOMPARE(spans, expected);
    QVERIFY(spans.front().agrees());
    QVERIFY(!spans.back().agrees());
}

void TstSegmentAgreement::joinsNeighboursOfEqualContent()
{
    const auto spans = segmentAgreement({{0, 4, {1}}, {4, 10, {1}}}, {{0, 10, {1}}});
    QCOMPARE(spans, (std::vector<AgreementSpan>{{0, 10, {}, {}}}));
}

void TstSegmentAgreement::leavesOutWhatNeitherCovers()
{
    const auto spans = segmentAgreement({{0, 1, {1}}}, {{3, 4, {2}}});
    QCOMPARE(spans, (std::vector<AgreementSpan>{{0, 1, {1}, {}}, {3, 4, {}, {2}}}));
    QVERIFY(segmentAgreement({}, {}).empty());
    QVERIFY(segmentAgreement({{2, 2, {1}}}, {}).empty()); // nothing lasts no time
}

/// Against the definition, instant by instant, on overlapping random lists.
void TstSegmentAgreement::everyInstantIsTold()
{
    QRandomGenerator random(7);
    const auto list = [&random] {
        std::vector<Segment> segments;
        for (int i = 0; i < 6; ++i) {
            const double begin = random.bounded(20);
            segments.push_back(
                {begin, begin + 1 + random.bounded(6), {random.bounded(4), random.bounded(4)}});
        }
        return segments;
    };
    const auto classesAt = [](const std::vector<Segment>& segments, double time) {
        std::vector<ClassIndex> classes;
        for (const Segment& segment : segments) {
            if (time >= segment.begin && time < segment.end)
                classes.insert(classes.end(), segment.labels.begin(), segment.labels.end());
        }
        return LabelSet(classes);
    };
    for (int round = 0; round < 200; ++round) {
        const auto truth = list();
        const auto predicted = list();
        const auto spans = segmentAgreement(truth, predicted);
        for (double time = 0.5; time < 30; ++time) {
            const LabelSet labelled = classesAt(truth, time);
            const LabelSet decided = classesAt(predicted, time);
            const auto span = std::ranges::find_if(
                spans, [time](const AgreementSpan& s) { return time >= s.begin && time < s.end; });
            QCOMPARE(span == spans.end(), labelled.empty() && decided.empty());
            for (ClassIndex c = 0; span != spans.end() && c < 4; ++c) {
                QCOMPARE(span->missed.contains(c), labelled.contains(c) && !decided.contains(c));
                QCOMPARE(span->wrong.contains(c), !labelled.contains(c) && decided.contains(c));
            }
        }
    }
}

void TstSegmentAgreement::decidesByThresholdOrBest()
{
    const ScoredSegment segment{0, 1, {{4, 0.3}, {2, 0.5}, {7, 0.49}}};
    QCOMPARE(decidedClasses(segment, 0.5, false), LabelSet({2}));
    QCOMPARE(decidedClasses(segment, 0.3, false), LabelSet({2, 4, 7}));
    QCOMPARE(decidedClasses(segment, 0.9, true), LabelSet({2}));
    QVERIFY(decidedClasses({0, 1, {}}, 0.5, true).empty());
}

BADCASE_REGISTER_TEST(TstSegmentAgreement)
#include "tst_segment_agreement.moc"
