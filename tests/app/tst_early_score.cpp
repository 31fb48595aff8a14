// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/early_score.h"
#include "app/workspace/run_order.h"
#include "inference/analysis/class_metrics.h"
#include "inference/analysis/multilabel_score.h"
#include "tests/support/test_support.h"

#include <cmath>
#include <limits>
#include <random>

using namespace badcase;
using namespace badcase::workspace;
using namespace std::chrono_literals;

namespace {

constexpr int kClasses = 5;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// What a run will have said in the end, and what is true.
struct Simulated {
    Task task = Task::Classification;
    std::vector<SampleId> ids;
    std::vector<LabelSet> labels;
    std::vector<LabelSet> decisions;
    std::vector<double> dice;

    Simulated(Task what, int samples, std::mt19937_64& random) : task(what)
    {
        const double skill = std::uniform_real_distribution<double>(0.3, 0.9)(random);
        const auto anyClass = [&] { return static_cast<ClassIndex>(random() % kClasses); };
        std::bernoulli_distribution right(skill);
        for (int i = 0; i < samples; ++i) {
            ids.emplace_back(i + 1);
            const ClassIndex truth = anyClass();
            const ClassIndex second = anyClass();
            labels.push_back(task == Task::MultiLabel ? LabelSet({truth, second}) : LabelSet::single(truth));
            decisions.push_back(LabelSet::single(right(random) ? truth : anyClass()));
            dice.push_back(std::pow(std::uniform_real_distribution<double>(0, 1)(random), 1 - skill));
        }
    }
    void tell(EarlyScoreMeter& meter, SampleId id) const
    {
        const auto at = static_cast<std::size_t>(id.value - 1);
        if (task == Task::Segmentation)
            meter.addMask(id, dice[at], dice[at] / (2 - dice[at]));
        else
            meter.addClasses(id, decisions[at], labels[at]);
    }
    /// The score of the whole run, by the code of `metrics`.
    double final(const QString& metric) const
    {
        if (task == Task::Segmentation) {
            double sum = 0;
            for (const double one : dice)
                sum += metric == QLatin1String("mean_dice_per_image") ? one : one / (2 - one);
            return sum / static_cast<double>(dice.size());
        }
        if (task == Task::MultiLabel) {
            analysis::MultiLabelScore score(kClasses);
            for (std::size_t i = 0; i < ids.size(); ++i)
                score.add(labels[i], decisions[i]);
            return score.metrics().f1Micro;
        }
        analysis::ConfusionCounts counts(kClasses);
        for (std::size_t i = 0; i < ids.size(); ++i)
            counts.add(labels[i].first(), decisions[i].first());
        const auto metrics = analysis::classificationMetrics(counts);
        return metric == QLatin1String("accuracy") ? metrics.accuracy : metrics.f1Macro;
    }
};

} // namespace

/// The interval that is shown early holds the score that comes out at the end.
class TstEarlyScore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void coversTheFinalScore_data();
    void coversTheFinalScore();
    void wholeRunsScoreIsThatOfMetrics_data() { coversTheFinalScore_data(); }
    void wholeRunsScoreIsThatOfMetrics();
    void saysNothingOfTooFew();
    void countsEachSampleOnce();
    void isComputedOnceASecondAndThenHeld();
    void textForTheCommandLine();
};

void TstEarlyScore::coversTheFinalScore_data()
{
    QTest::addColumn<Task>("task");
    QTest::newRow("classification") << Task::Classification;
    QTest::newRow("multi-label") << Task::MultiLabel;
    QTest::newRow("masks") << Task::Segmentation;
}

void TstEarlyScore::coversTheFinalScore()
{
    QFETCH(Task, task);
    constexpr int kRuns = 150;
    constexpr int kSamples = 2000; // 100 come first
    std::mt19937_64 random(5);
    QHash<QString, int> covered;
    for (int run = 0; run < kRuns; ++run) {
        const Simulated simulated(task, kSamples, random);
        const auto part = earlyPart(simulated.ids, random());
        EarlyScoreMeter meter(task, kClasses, part, kSamples);
        for (const SampleId id : partFirst(part, simulated.ids))
            simulated.tell(meter, id);
        const auto score = meter.score();
        QVERIFY(score && score->complete);
        QCOMPARE(score->samples, 100);
        for (const auto& figure : score->figures) {
            QVERIFY(figure.low <= figure.value && figure.value <= figure.high);
            const double final = simulated.final(figure.metric);
            covered[figure.metric] += figure.low <= final && final <= figure.high ? 1 : 0;
        }
    }
    QCOMPARE(covered.size(), task == Task::MultiLabel ? 1 : 2);
    for (auto it = covered.cbegin(); it != covered.cend(); ++it) {
        const QString words = QStringLiteral("%1: %2 of %3").arg(it.key()).arg(it.value()).arg(kRuns);
        QVERIFY2(it.value() >= 0.82 * kRuns, qPrintable(words));
        QVERIFY2(it.value() <= 0.97 * kRuns, qPrintable(words)); // intervals as wide as the world say nothing
    }
}

void TstEarlyScore::wholeRunsScoreIsThatOfMetrics()
{
    QFETCH(Task, task);
    std::mt19937_64 random(6);
    const Simulated simulated(task, 25, random);
    EarlyScoreMeter meter(task, kClasses, earlyPart(simulated.ids, 1), 25);
    for (const SampleId id : simulated.ids)
        simulated.tell(meter, id);
    const auto score = meter.score();
    QVERIFY(score && score->complete);
    for (const auto& figure : score->figures) {
        QVERIFY(std::abs(figure.value - simulated.final(figure.metric)) < 1e-12);
        QVERIFY(std::abs(figure.high - figure.low) < 1e-12); // nothing is left that could move it
    }
}

void TstEarlyScore::saysNothingOfTooFew()
{
    std::mt19937_64 random(7);
    const Simulated simulated(Task::Classification, 400, random);
    const auto part = earlyPart(simulated.ids, 1);
    EarlyScoreMeter meter(Task::Classification, kClasses, part, 400);
    for (std::size_t i = 0; i < EarlyScoreMeter::kLeastSamples - 1; ++i)
        simulated.tell(meter, part[i]);
    QVERIFY(!meter.score());
    simulated.tell(meter, part[EarlyScoreMeter::kLeastSamples - 1]);
    QVERIFY(meter.score() && !meter.score()->complete);

    // Nothing has a label: there is no score, however much is done.
    EarlyScoreMeter unlabelled(Task::Classification, kClasses, part, 400);
    for (const SampleId id : part)
        unlabelled.addClasses(id, LabelSet::single(0), std::nullopt);
    QVERIFY(!unlabelled.score());
    EarlyScoreMeter unmasked(Task::Segmentation, kClasses, part, 400);
    for (const SampleId id : part)
        unmasked.addMask(id, kNaN, kNaN);
    QVERIFY(!unmasked.score());
    // Empty sets on both sides have no F1.
    EarlyScoreMeter empty(Task::MultiLabel, kClasses, part, 400);
    for (const SampleId id : part)
        empty.addClasses(id, LabelSet(), LabelSet());
    QVERIFY(!empty.score());
}

void TstEarlyScore::countsEachSampleOnce()
{
    std::vector<SampleId> ids;
    for (int i = 1; i <= 600; ++i)
        ids.emplace_back(i);
    const std::vector<SampleId> part(ids.begin(), ids.begin() + 30);
    EarlyScoreMeter meter(Task::Classification, kClasses, part, 600);
    for (int round = 0; round < 2; ++round) { // a resumed run may be told of what it has done
        for (const SampleId id : ids) {
            if (id.value <= 3)
                meter.addFailed(id);
            else if (id.value <= 6)
                meter.addClasses(id, LabelSet::single(0), std::nullopt);
            else
                meter.addClasses(id, LabelSet::single(id.value % 2 ? 1 : 0), LabelSet::single(1));
        }
    }
    const auto score = meter.score();
    QVERIFY(score && score->complete);
    QCOMPARE(score->samples, 24);
    QCOMPARE(score->figures.front().value, 0.5);
}

void TstEarlyScore::isComputedOnceASecondAndThenHeld()
{
    std::mt19937_64 random(8);
    const Simulated simulated(Task::Segmentation, 1000, random);
    const auto part = earlyPart(simulated.ids, 1);
    EarlyScoreMeter meter(Task::Segmentation, kClasses, part, 1000);
    const auto start = EarlyScoreMeter::Clock::now();
    for (std::size_t i = 0; i < 20; ++i)
        simulated.tell(meter, part[i]);
    QCOMPARE(meter.score(start)->samples, 20);
    for (std::size_t i = 20; i < 40; ++i)
        simulated.tell(meter, part[i]);
    QCOMPARE(meter.score(start + 999ms)->samples, 20);
    QCOMPARE(meter.score(start + 1000ms)->samples, 40);
    for (std::size_t i = 40; i < part.size(); ++i)
        simulated.tell(meter, part[i]);
    QCOMPARE(meter.score(start + 1001ms)->samples, 50); // the last word is not kept waiting
    const auto held = meter.score(start + 1002ms)->figures.front();
    for (const SampleId id : simulated.ids)
        simulated.tell(meter, id);
    QCOMPARE(meter.score(start + 60s)->samples, 50);
    QCOMPARE(meter.score(start + 60s)->figures.front().value, held.value);
    QCOMPARE(meter.score(start + 60s)->figures.front().low, held.low);
}

void TstEarlyScore::textForTheCommandLine()
{
    jobs::EarlyScore score;
    score.samples = 37;
    score.figures = {{QStringLiteral("accuracy"), 0.584, 0.5412, 0.6189},
                     {QStringLiteral("macro_f1"), 0.4, 0.3, 0.5}};
    QCOMPARE(earlyScoreText(score), QStringLiteral("accuracy 0.58 [0.54, 0.62] over 37 samples"));
}

BADCASE_REGISTER_TEST(TstEarlyScore)
#include "tst_early_score.moc"
