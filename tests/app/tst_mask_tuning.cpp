// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/review_commands.h"
#include "app/workspace/change_service.h"
#include "app/workspace/mask_tuner.h"
#include "app/workspace/metrics_service.h"
#include "app/workspace/threshold_service.h"
#include "app/workspace/tune_masks.h"
#include "inference/engine/mask_steps.h"
#include "tests/app/mask_project.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

#include <QJsonArray>

#include <cmath>

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::MaskProject;
using workspace::test::must;

namespace {

const QString kRun = QStringLiteral("first");

/// objective of `tune` -> key of `metrics`
const QHash<QString, QString> kFigures{{QStringLiteral("dice"), QStringLiteral("mean_dice_per_image")},
                                       {QStringLiteral("iou"), QStringLiteral("mean_iou_per_image")},
                                       {QStringLiteral("pooled_dice"), QStringLiteral("mean_dice_pooled")},
                                       {QStringLiteral("pooled_iou"), QStringLiteral("mean_iou")}};

double figure(MaskProject& masks, const QString& objective, LabelSource labels = LabelSource::Corrected,
              const QString& split = {})
{
    MetricsRequest request;
    request.run = kRun;
    request.labels = labels;
    request.split = split;
    return must(measure(*masks.project, request)).value(kFigures.value(objective)).toDouble(-1);
}

/// As `badcase thresholds FILE apply` does it.
void apply(MaskProject& masks, ThresholdSet set)
{
    must(storage::ThresholdRepository(*masks.connection, masks.project->schema()).add(set, QStringLiteral("tester")));
    must(decideRun(masks.project, kRun, set.name));
}

TuneRequest requestFor(const QString& objective, const QString& save = QStringLiteral("tuned"))
{
    TuneRequest request;
    request.run = kRun;
    request.objective = objective;
    request.save = save;
    return request;
}

std::shared_ptr<MaskTuningData> dataOf(MaskProject& masks, LabelSource labels = LabelSource::Corrected)
{
    return must(MaskTuningData::load(masks.project, {kRun, labels}));
}

void change(MaskProject& masks, const storage::ChangeGroup& group)
{
    must(ChangeService(*masks.project, *masks.connection).apply(group));
}

} // namespace

/// Tables, sliders and the use case "tune" of masks, against what `metrics` says before and after a set is applied.
class TstMaskTuning : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void correctionsWhileDecidingCount();
    void init() { badcase::test::failOnWarnings(); }
    void thresholdsHaveTheirStops();
    void beforeAndAfterAreThoseOfMetrics_data();
    void beforeAndAfterAreThoseOfMetrics();
    void everyPositionIsThatOfItsSet();
    void severalClassesAreTunedEachByItself();
    void withoutBackgroundThereAreNoAreas();
    void slidersStartWhereTheRunDecides();
    void labelsAndSplitsAreThoseAskedFor();
    void groupsAreScoredApart();
    void gainsMostAndLosesMost();
    void unseenGroupsTellTheTruth();
    void aCorrectedMaskIsReadAgain();
    void badMediaCountNoMore();
    void anotherRuleInForceIsFollowed();
    void tablesStayInTheirMemory();
    void endsEarly();
    void saysWhatIsMissing();
};

/// An analyst corrects a mask after it was read and before the set is in charge: it is counted against the new decision.
void TstMaskTuning::correctionsWhileDecidingCount()
{
    MaskProject masks({});
    ThresholdSet set;
    set.name = QStringLiteral("high");
    set.task = Task::Segmentation;
    set.steps = QStringLiteral("threshold:0.7");
    must(storage::ThresholdRepository(*masks.connection, masks.project->schema()).add(set, QStringLiteral("tester")));
    bool corrected = false;
    must(decideRun(masks.project, kRun, set.name, {}, [&](const Progress& progress) {
        if (progress.done < progress.total)
            return;
        change(masks, commands::replaceMask(masks.id(0), masks.label(1), QStringLiteral("tester")));
        corrected = true;
    }));
    QVERIFY(corrected);
    const double after = figure(masks, QStringLiteral("pooled_dice"));
    must(decideRun(masks.project, kRun, {}));
    must(decideRun(masks.project, kRun, set.name)); // nobody corrects anything this time
    QCOMPARE(after, figure(masks, QStringLiteral("pooled_dice")));
    QVERIFY(after != figure(masks, QStringLiteral("pooled_dice"), LabelSource::Given));
}

void TstMaskTuning::thresholdsHaveTheirStops()
{
    for (int stop = 1; stop < analysis::kMaskStops; ++stop)
        QCOMPARE(engine::probabilityStop(maskThreshold(stop)), stop);
    QCOMPARE(maskThreshold(128), 0.5);
    QCOMPARE(maskThreshold(255), 1.0);
    QVERIFY(QString::number(maskThreshold(77)).size() <= 5); // "0.3"
}

void TstMaskTuning::beforeAndAfterAreThoseOfMetrics_data()
{
    QTest::addColumn<QString>("objective");
    QTest::addColumn<bool>("oneChannel");
    for (const QString& objective : maskObjectiveNames()) {
        QTest::addRow("%s, one channel", qPrintable(objective)) << objective << true;
        QTest::addRow("%s, classes", qPrintable(objective)) << objective << false;
    }
}

void TstMaskTuning::beforeAndAfterAreThoseOfMetrics()
{
    QFETCH(const QString, objective);
    QFETCH(const bool, oneChannel);
    MaskProject masks({.oneChannel = oneChannel});
    const TuneReport report = must(tuneMasks(masks.project, requestFor(objective)));
    QCOMPARE(report.samples, 23);
    QCOMPARE(report.before, figure(masks, objective));
    QVERIFY2(report.after > report.before + 0.02, qPrintable(report.set.steps));
    QVERIFY(report.gained > report.lost);
    apply(masks, report.set);
    QCOMPARE(report.after, figure(masks, objective));
    QVERIFY(report.gain);
    QCOMPARE(report.gain->inSample, report.after - report.before);
    QVERIFY(report.gain->interval.low <= report.gain->heldOut && report.gain->heldOut <= report.gain->interval.high);
    QCOMPARE(report.advice, report.gain->interval.low > 0 ? analysis::Advice::Keep : analysis::Advice::NotWorthIt);
    QVERIFY(report.adviceText.contains(QString::number(report.gain->heldOut, 'f', 3)));

    // Once it is in charge, tuning starts from it and finds nothing more.
    const TuneReport again = must(tuneMasks(masks.project, requestFor(objective, QStringLiteral("again"))));
    QCOMPARE(again.before, report.after);
    QCOMPARE(again.after, report.after);
    QCOMPARE(again.gained + again.lost, 0);
    QCOMPARE(again.set.steps, report.set.steps);
}

void TstMaskTuning::everyPositionIsThatOfItsSet()
{
    MaskProject masks({.steps = QStringLiteral("threshold:0.6;min-area:5")});
    MaskTuner tuner(dataOf(masks), {});
    QRandomGenerator random(3);
    for (int round = 0; round < 12; ++round) {
        const QString objective = maskObjectiveNames().at(round % 4);
        tuner.setObjective(*maskObjective(objective));
        tuner.setPosition({1 + random.bounded(255), random.bounded(static_cast<int>(tuner.areas().size()))});
        const MaskStanding standing = tuner.standing();
        QCOMPARE(standing.before, figure(masks, objective)); // of what the run decided when the tables were made
        const ThresholdSet set = tuner.set(QStringLiteral("set %1").arg(round));
        apply(masks, set);
        QCOMPARE(standing.now, figure(masks, objective));
        must(decideRun(masks.project, kRun, {}));
    }
}

void TstMaskTuning::severalClassesAreTunedEachByItself()
{
    MaskProject masks({.oneChannel = false});
    const auto data = dataOf(masks);
    QCOMPARE(data->form(), MaskForm::Decided);
    QCOMPARE(data->things().size(), 2U); // not the background
    QVERIFY(data->hasAreas());
    MaskTuner tuner(data, {});
    QCOMPARE(tuner.set(QStringLiteral("none")).steps, QString()); // as the run decides: nothing is taken away
    tuner.setThing(1);
    tuner.setPosition({150, 6});
    const QString steps = tuner.set(QStringLiteral("one")).steps;
    QCOMPARE(steps, QStringLiteral("threshold:c2=%1;min-area:c2=%2").arg(maskThreshold(150)).arg(tuner.area()));
    const TuneReport report = must(tuneMasks(masks.project, requestFor(QStringLiteral("dice"))));
    const QJsonObject classes = report.more.value(QStringLiteral("classes")).toObject();
    QCOMPARE(classes.keys(), (QStringList{QStringLiteral("c1"), QStringLiteral("c2")}));
    for (const QString& name : classes.keys()) {
        const QJsonValue one = classes.value(name);
        QVERIFY(one[QStringLiteral("score")].toDouble() > 0.5);
        const auto words = [&](const char* step, const char* key) {
            return QStringLiteral("%1:%2=%3").arg(QLatin1String(step), name).arg(one[QLatin1String(key)].toDouble());
        };
        QVERIFY(report.set.steps.contains(words("threshold", "threshold")));
        QVERIFY(report.set.steps.contains(words("min-area", "min_area")));
    }
}

void TstMaskTuning::withoutBackgroundThereAreNoAreas()
{
    MaskProject masks({.oneChannel = false, .background = false});
    const auto data = dataOf(masks);
    QVERIFY(!data->hasAreas());
    QCOMPARE(data->things().size(), 3U);
    const TuneReport report = must(tuneMasks(masks.project, requestFor(QStringLiteral("iou"))));
    QVERIFY(!report.set.steps.contains(QStringLiteral("min-area")));
    apply(masks, report.set);
    QCOMPARE(report.after, figure(masks, QStringLiteral("iou")));
}

void TstMaskTuning::slidersStartWhereTheRunDecides()
{
    MaskProject masks({.steps = QStringLiteral("threshold:0.4;min-area:7;fill-holes")});
    {
        MaskTuner tuner(dataOf(masks), {});
        QCOMPARE(tuner.threshold(), 0.4);
        QCOMPARE(tuner.area(), 7);
        QVERIFY(!tuner.isMoved());
        QCOMPARE(tuner.data().otherSteps(), QStringLiteral("fill-holes"));
        tuner.setPosition({tuner.position().stop + 1, tuner.position().area});
        QVERIFY(tuner.isMoved());
    }
    ThresholdSet set;
    set.name = QStringLiteral("mine");
    set.task = Task::Segmentation;
    set.steps = QStringLiteral("threshold:0.7");
    apply(masks, set);
    const MaskTuner tuner(dataOf(masks), {});
    QCOMPARE(tuner.threshold(), 0.7);
    QCOMPARE(tuner.area(), 1);
    QCOMPARE(tuner.data().otherSteps(), QString());
}

void TstMaskTuning::labelsAndSplitsAreThoseAskedFor()
{
    MaskProject masks({});
    // One mask is corrected to something else, one sample is taken out.
    change(masks, commands::replaceMask(masks.id(0), masks.label(1), QStringLiteral("tester")));
    const SampleId bad[] = {masks.id(2)};
    change(masks, commands::judge(bad, Verdict::BadMedia, QStringLiteral("tester")));
    for (const auto labels : {LabelSource::Given, LabelSource::Corrected}) {
        for (const QString& split : {QString(), QStringLiteral("test"), QStringLiteral("train")}) {
            TuneRequest request = requestFor(QStringLiteral("dice"));
            request.labels = labels;
            request.split = split;
            request.folds = 1;
            const TuneReport report = must(tuneMasks(masks.project, request));
            QCOMPARE(report.before, figure(masks, QStringLiteral("dice"), labels, split));
            QVERIFY(!report.gain);
            QCOMPARE(report.advice, analysis::Advice::NotWorthIt);
            apply(masks, [&] {
                ThresholdSet set = report.set;
                set.name = QStringLiteral("%1 %2").arg(labelSourceName(labels), split);
                return set;
            }());
            QCOMPARE(report.after, figure(masks, QStringLiteral("dice"), labels, split));
            must(decideRun(masks.project, kRun, {}));
        }
    }
    QVERIFY(figure(masks, QStringLiteral("dice"), LabelSource::Given) != figure(masks, QStringLiteral("dice")));
}

void TstMaskTuning::groupsAreScoredApart()
{
    MaskProject masks({.lowered = {0, 60, 90}});
    const auto data = dataOf(masks);
    const auto organs = must(data->grouping(*masks.connection, QStringLiteral("field:organ")));
    QCOMPARE(organs.names, (QStringList{QStringLiteral("kidney"), QStringLiteral("lung"), QStringLiteral("spleen")}));
    MaskTuner tuner(data, organs);
    tuner.setPosition({90, 0});
    const MaskStanding all = tuner.standing();
    MetricsRequest request;
    request.run = kRun;
    request.by = QStringLiteral("field:organ");
    const QJsonObject by = must(measure(*masks.project, request)).value(QStringLiteral("by")).toObject();
    for (int g = 0; g < 3; ++g) {
        tuner.setGroup(g);
        const MaskStanding one = tuner.standing();
        QCOMPARE(one.before, by.value(organs.names[g])[QStringLiteral("mean_dice_per_image")].toDouble());
        QCOMPARE(one.before, all.groupsBefore[static_cast<std::size_t>(g)]);
        QCOMPARE(one.now, all.groupsNow[static_cast<std::size_t>(g)]);
    }
    const auto survey = must(surveyMasks(*data, organs, 0, analysis::MaskObjective::MeanDice));
    tuner.setSurvey(std::make_shared<MaskSurvey>(survey));
    QVERIFY(!tuner.needsSurvey());
    QCOMPARE(tuner.curve(1).size(), 255U);
    QCOMPARE(tuner.curve(1)[90 - 1], all.groupsNow[1]);
    QCOMPARE(tuner.curve()[90 - 1], all.now);
    tuner.setObjective(analysis::MaskObjective::PooledIou);
    QVERIFY(tuner.needsSurvey()); // that one was for Dice
    const auto bands = must(maskBands(*data, organs, 0, analysis::MaskObjective::PooledIou, 0));
    tuner.setBands(std::make_shared<MaskBands>(bands));
    QVERIFY(tuner.bands() && tuner.bands()->plateau && tuner.bands()->advice);
    // Kidneys are right at 0.5, spleens far below it.
    QVERIFY(bands.advice->perGroup[0].stop > bands.advice->perGroup[2].stop + 20);
    tuner.setPosition({90, 1});
    QVERIFY(!tuner.bands()); // of another area

    TuneRequest tune = requestFor(QStringLiteral("dice"));
    tune.groupBy = QStringLiteral("organ");
    const TuneReport report = must(tuneMasks(masks.project, *data, tune));
    const QJsonArray groups = report.more.value(QStringLiteral("groups")).toArray();
    QCOMPARE(groups.size(), 3);
    QCOMPARE(groups[2][QStringLiteral("before")].toDouble(), all.groupsBefore[2]);
    QCOMPARE(groups[0][QStringLiteral("images")].toInteger() + groups[1][QStringLiteral("images")].toInteger() +
                 groups[2][QStringLiteral("images")].toInteger(),
             23);
    const QJsonValue thing = report.more.value(QStringLiteral("classes"))[QStringLiteral("thing")];
    QVERIFY(thing[QStringLiteral("per_group_score")].toDouble() >= thing[QStringLiteral("score")].toDouble() - 1e-3);
}

void TstMaskTuning::gainsMostAndLosesMost()
{
    MaskProject masks({});
    MaskTuner tuner(dataOf(masks), {});
    QCOMPARE(tuner.standing().gained + tuner.standing().lost, 0); // where the run decides
    tuner.setPosition({80, 4});
    const MaskStanding standing = tuner.standing(5);
    QCOMPARE(standing.gainMost.size(), 5U);
    QVERIFY(standing.gained >= 5);
    double least = 1;
    for (const MaskChange& change : standing.gainMost) {
        QVERIFY(change.after > change.before);
        QVERIFY(change.after - change.before <= least);
        least = change.after - change.before;
    }
    MetricsRequest request;
    request.run = kRun;
    request.perImage = true;
    QHash<QString, double> dices;
    const QJsonArray images = must(measure(*masks.project, request)).value(QStringLiteral("per_image")).toArray();
    for (const auto& image : images)
        dices.insert(image[QStringLiteral("sample")].toString(), image[QStringLiteral("dice")].toDouble());
    const auto number = static_cast<int>(standing.gainMost.front().sample.value - masks.id(0).value);
    QCOMPARE(standing.gainMost.front().before, dices.value(QStringLiteral("m%1").arg(number, 2, 10, QChar(u'0'))));
}

/// Every organ wants another threshold, so what two organs teach is wrong for the third.
void TstMaskTuning::unseenGroupsTellTheTruth()
{
    MaskProject masks({.images = 30, .lowered = {-80, -80, 90}});
    TuneRequest request = requestFor(QStringLiteral("dice"));
    const TuneReport plain = must(tuneMasks(masks.project, request));
    request.groupBy = QStringLiteral("field:organ");
    request.folds = 3;
    const TuneReport grouped = must(tuneMasks(masks.project, request));
    QCOMPARE(grouped.after, plain.after); // the same set,
    QVERIFY(grouped.gain->heldOut < plain.gain->heldOut - 0.02); // but spleens were decided as kidneys want it
    request.folds = 5; // there are only three organs
    QCOMPARE(must(tuneMasks(masks.project, request)).gain->heldOut, grouped.gain->heldOut);
}

void TstMaskTuning::aCorrectedMaskIsReadAgain()
{
    MaskProject masks({});
    const auto data = dataOf(masks);
    const qsizetype image = data->place(masks.id(6));
    QVERIFY(image >= 0);
    QCOMPARE(data->place(masks.id(3)), -1); // has no label mask
    change(masks, commands::replaceMask(masks.id(6), masks.label(7), QStringLiteral("tester")));
    data->replace(must(data->read(*masks.project, *masks.connection, image)));
    const auto fresh = dataOf(masks);
    MaskTuner followed(data, {});
    MaskTuner anew(fresh, {});
    for (const int stop : {1, 60, 128, 255}) {
        followed.setPosition({stop, 2});
        anew.setPosition({stop, 2});
        QCOMPARE(followed.standing().now, anew.standing().now);
        QCOMPARE(followed.standing().before, figure(masks, QStringLiteral("dice")));
    }
}

void TstMaskTuning::badMediaCountNoMore()
{
    for (const bool oneChannel : {true, false}) {
        MaskProject masks({.oneChannel = oneChannel});
        const auto data = dataOf(masks);
        const qsizetype image = data->place(masks.id(6));
        const SampleId sample[] = {masks.id(6)};
        const auto judge = [&](Verdict verdict) {
            change(masks, commands::judge(sample, verdict, QStringLiteral("tester")));
            data->replace(must(data->read(*masks.project, *masks.connection, image)));
            return must(tuneMasks(masks.project, *data, requestFor(QStringLiteral("dice"))));
        };
        const TuneReport without = judge(Verdict::BadMedia);
        QCOMPARE(without.samples, 22);
        QCOMPARE(without.before, figure(masks, QStringLiteral("dice")));
        const TuneReport with = judge(Verdict::None);
        QCOMPARE(with.samples, 23);
        QCOMPARE(with.before, figure(masks, QStringLiteral("dice")));
    }
}

void TstMaskTuning::anotherRuleInForceIsFollowed()
{
    for (const bool oneChannel : {true, false}) {
        MaskProject masks({.oneChannel = oneChannel});
        const auto data = dataOf(masks);
        MaskTuner tuner(data, {});
        const int largest = static_cast<int>(tuner.areas().size()) / 2;
        tuner.setPosition({200, largest});
        const double now = tuner.standing().now;
        apply(masks, tuner.set(QStringLiteral("mine")));
        data->replaceInForce(must(data->readInForce(*masks.connection)));
        QCOMPARE(data->run().thresholdSetName, QStringLiteral("mine"));
        QCOMPARE(tuner.inForce(), tuner.position());
        QVERIFY(!tuner.isMoved());
        const MaskStanding standing = tuner.standing();
        QCOMPARE(standing.before, now);
        QCOMPARE(standing.now, now);
        QCOMPARE(standing.gained + standing.lost, 0);
        must(decideRun(masks.project, kRun, {}));
        data->replaceInForce(must(data->readInForce(*masks.connection)));
        QVERIFY(tuner.isMoved());
    }
}

void TstMaskTuning::tablesStayInTheirMemory()
{
    MaskProject masks({});
    const auto full = dataOf(masks);
    const auto all = full->things().front().pieces.areas().size();
    QVERIFY(all > 25);
    MaskTuningRequest request{kRun};
    request.memory = 400'000;
    const auto small = must(MaskTuningData::load(masks.project, request));
    const auto areas = small->things().front().pieces.areas().size();
    QVERIFY(areas > 1 && areas < all);
    QVERIFY(small->bytes() <= request.memory);
    request.memory = 50'000;
    const auto refused = MaskTuningData::load(masks.project, request);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::TooLarge);
}

void TstMaskTuning::endsEarly()
{
    MaskProject masks({});
    const CancelToken cancel;
    qint64 last = 0;
    const auto stopAtFive = [&](const Progress& progress) {
        last = progress.done;
        if (progress.done == 5)
            cancel.cancel();
    };
    const auto stopped = MaskTuningData::load(masks.project, {kRun}, cancel, stopAtFive);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    QVERIFY(last < 10);
    const auto data = dataOf(masks);
    const auto tuned = tuneMasks(masks.project, *data, requestFor(QStringLiteral("dice")), cancel);
    QVERIFY(!tuned);
    QCOMPARE(tuned.error().code, ErrorCode::Cancelled);
}

void TstMaskTuning::saysWhatIsMissing()
{
    MaskProject masks({});
    const auto wrong = tuneMasks(masks.project, requestFor(QStringLiteral("accuracy")));
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, ErrorCode::InvalidArgument);
    QVERIFY(wrong.error().message.contains(QStringLiteral("pooled_iou")));
    TuneRequest request = requestFor(QStringLiteral("dice"));
    request.run = QStringLiteral("nobody");
    QCOMPARE(tuneMasks(masks.project, request).error().code, ErrorCode::NotFound);
    request = requestFor(QStringLiteral("dice"));
    request.groupBy = QStringLiteral("nothing"); // one value, the empty one
    const TuneReport report = must(tuneMasks(masks.project, request));
    QVERIFY(!report.gain);
    workspace::test::RunFixture classes(Task::Classification, 10);
    const auto refused = MaskTuningData::load(classes.project, {kRun});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
}

BADCASE_REGISTER_TEST(TstMaskTuning)
#include "tst_mask_tuning.moc"
