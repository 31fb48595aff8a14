// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// The sliders of classes against deciding every sample anew.

#include "app/workspace/offset_tuner.h"
#include "app/workspace/tag_tuner.h"
#include "app/workspace/tune_classes.h"
#include "inference/analysis/multilabel_score.h"
#include "tests/support/test_support.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace badcase;
using namespace badcase::workspace;

namespace {

constexpr int kClasses = 6;

/// Long-tailed labels, and a model that is right more often than not but prefers frequent classes.
std::shared_ptr<ClassTuningData> makeData(Task task, int samples, unsigned seed)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> uniform(0, 1);
    auto data = std::make_shared<ClassTuningData>();
    std::vector<ClassInfo> classes;
    for (int k = 0; k < kClasses; ++k)
        classes.push_back({QStringLiteral("c%1").arg(k), QStringLiteral("p%1").arg(k / 2)});
    data->schema = *Schema::create(task, classes);
    data->run.activation = task == Task::MultiLabel ? Activation::Sigmoid : Activation::Softmax;
    data->run.task = task;
    std::discrete_distribution<int> draw{40, 20, 12, 8, 5, 3};
    for (int i = 0; i < samples; ++i) {
        data->samples.push_back(SampleId{i + 1});
        std::vector<float> row;
        if (task == Task::MultiLabel) {
            std::vector<ClassIndex> labels;
            for (int k = 0; k < kClasses; ++k) {
                const bool has = uniform(random) < 0.3F;
                if (has)
                    labels.push_back(k);
                row.push_back(std::clamp(0.35F + (has ? 0.15F : -0.1F) + 0.5F * (uniform(random) - 0.5F), 0.0F, 1.0F));
            }
            data->labels.emplace_back(labels);
        } else {
            const int label = draw(random);
            float sum = 0;
            for (int k = 0; k < kClasses; ++k)
                sum += row.emplace_back((k == label ? 1.2F : 0.2F) * uniform(random) + (k == 0 ? 0.3F : 0.0F));
            for (float& value : row)
                value /= sum;
            if (i % 7 == 0) // ties, which the lowest class wins
                row.assign(kClasses, 1.0F / kClasses);
            data->labels.push_back(LabelSet::single(label));
        }
        data->probabilities.insert(data->probabilities.end(), row.begin(), row.end());
    }
    if (task == Task::MultiLabel) {
        const std::vector<std::optional<LabelSet>> labels(data->labels.begin(), data->labels.end());
        data->tags = *analysis::ThresholdTable::create(std::span<const float>(data->probabilities), kClasses, labels);
        return data;
    }
    std::vector<ClassIndex> labels;
    for (const LabelSet& label : data->labels)
        labels.push_back(label.first());
    data->table = *analysis::DecisionTable::create(std::span<const float>(data->probabilities), kClasses,
                                                   {labels, {}, {0, 0, 1, 1, 2, 2}});
    return data;
}

std::vector<LabelSet> decideAll(const ClassTuningData& data, const ThresholdSet* set)
{
    std::vector<LabelSet> decisions;
    for (std::size_t i = 0; i < data.samples.size(); ++i)
        decisions.push_back(data.decide(i, set));
    return decisions;
}

double valueOf(const ClassTuningData& data, const ObjectiveChoice& choice, const std::vector<LabelSet>& decisions)
{
    if (data.schema.task() == Task::MultiLabel) {
        analysis::MultiLabelScore score(kClasses);
        for (std::size_t i = 0; i < decisions.size(); ++i)
            score.add(data.labels[i], decisions[i]);
        return labelObjective(choice, data.schema)->value(score.metrics());
    }
    analysis::ConfusionCounts counts(kClasses);
    for (std::size_t i = 0; i < decisions.size(); ++i)
        counts.add(data.labels[i].first(), decisions[i].first());
    return classObjective(choice, data.schema)->value(counts);
}

/// Samples whose whole decision differs, whatever the lane.
std::vector<SampleId> changed(const ClassTuningData& data, const std::vector<LabelSet>& a, const std::vector<LabelSet>& b)
{
    std::vector<SampleId> ids;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != b[i])
            ids.push_back(data.samples[i]);
    }
    return ids;
}

std::vector<SampleId> samplesOf(const TuneFlips& flips)
{
    std::vector<SampleId> ids;
    for (const auto* lane : {&flips.gained, &flips.lost, &flips.moved}) {
        for (const TuneFlip& flip : *lane)
            ids.push_back(flip.sample);
    }
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

} // namespace

class TstClassTuner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPositionIsWhatItSays_data();
    void everyPositionIsWhatItSays();
    void lanesAreRight();
    void lanesOfTags();
    void escapeTakesBack();
    void curveAndSliderAgree();
    void commonCurveAndSliderAgree();
    void bandHoldsTheCurve();
    void gainsAreThoseOfTheBestPlace();
    void startsFromTheSetInForce();
    void anotherReadingKeepsTheSliders();
    void labelsOfTrainingMakeThePrior();
    void reportIsOfTheRuleThatIsHandedOut();
    void objectivesThatCannotBe();
    void missedBoundsAreSaid();
    void costMatrices();
};

void TstClassTuner::everyPositionIsWhatItSays_data()
{
    QTest::addColumn<int>("task");
    QTest::addColumn<QString>("objective");
    for (const auto task : {Task::Classification, Task::MultiLabel}) {
        for (const QString& name : objectiveNames(task, true)) {
            if (name != QLatin1String("cost"))
                QTest::addRow("%s, %s", qPrintable(taskName(task)), qPrintable(name)) << int(task) << name;
        }
    }
}

/// Drags, keeps and reverts at random; after each step the figure and the lanes are those of the set, decided anew.
void TstClassTuner::everyPositionIsWhatItSays()
{
    QFETCH(int, task);
    QFETCH(QString, objective);
    const auto data = makeData(Task(task), 400, 11);
    const ObjectiveChoice choice{objective, QStringLiteral("c2"), 0.6, {}};
    auto tuner = ClassTuner::create(data, choice);
    QVERIFY(tuner.has_value());
    const auto start = decideAll(*data, nullptr);
    QCOMPARE((*tuner)->startValue(), valueOf(*data, choice, start));
    std::mt19937 random(3);
    auto kept = start;
    for (int step = 0; step < 120; ++step) {
        const int slider = static_cast<int>(random() % (kClasses + 1));
        if (slider != (*tuner)->selected() || step == 0)
            (*tuner)->select(slider);
        const auto range = (*tuner)->sliders()[static_cast<std::size_t>(slider)];
        (*tuner)->dragTo(std::lerp(range.lo, range.hi, double(random() % 1001) / 1000));
        const ThresholdSet set = (*tuner)->set();
        const auto decisions = decideAll(*data, &set);
        const double expected = valueOf(*data, choice, decisions);
        QVERIFY2(std::abs((*tuner)->value() - expected) < 1e-12, qPrintable(QStringLiteral("step %1").arg(step)));
        QCOMPARE(samplesOf((*tuner)->dragFlips()), changed(*data, kept, decisions));
        QCOMPARE(samplesOf((*tuner)->allFlips()), changed(*data, start, decisions));
        if (random() % 3 == 0) {
            (*tuner)->revert();
        } else {
            (*tuner)->keep();
            kept = decisions;
        }
        QCOMPARE((*tuner)->dragFlips().size(), std::size_t(0));
        QVERIFY(std::abs((*tuner)->value() - valueOf(*data, choice, kept)) < 1e-12);
    }
}

void TstClassTuner::lanesAreRight()
{
    const auto data = makeData(Task::Classification, 400, 5);
    auto tuner = *ClassTuner::create(data, {QStringLiteral("macro_f1")});
    const auto before = decideAll(*data, nullptr);
    tuner->select(sliderOf(3));
    tuner->dragTo(1.5);
    const ThresholdSet set = tuner->set();
    const auto after = decideAll(*data, &set);
    const auto flips = tuner->dragFlips();
    QVERIFY(!flips.gained.empty() && !flips.lost.empty() && !flips.moved.empty());
    for (const auto& [lane, wasRight, isRight] : {std::tuple(&flips.gained, false, true), std::tuple(&flips.lost, true, false),
                                                  std::tuple(&flips.moved, false, false)}) {
        for (const TuneFlip& flip : *lane) {
            const auto row = static_cast<std::size_t>(flip.sample.value - 1);
            QCOMPARE(flip.from, before[row].first());
            QCOMPARE(flip.to, after[row].first());
            QCOMPARE(before[row] == data->labels[row], wasRight);
            QCOMPARE(after[row] == data->labels[row], isRight);
        }
    }
    QCOMPARE(tuner->classNow(3).predicted, std::ranges::count(after, LabelSet({3})));
    QCOMPARE(tuner->classAtStart(3).predicted, std::ranges::count(before, LabelSet({3})));
}

void TstClassTuner::lanesOfTags()
{
    const auto data = makeData(Task::MultiLabel, 300, 6);
    auto tuner = *ClassTuner::create(data, {QStringLiteral("micro_f1")});
    tuner->select(sliderOf(1));
    tuner->dragTo(0.3);
    const auto flips = tuner->dragFlips();
    QVERIFY(!flips.gained.empty() && !flips.lost.empty() && flips.moved.empty());
    for (const TuneFlip& flip : flips.gained) { // the threshold went down: tags were added
        QCOMPARE(flip.to, 1);
        QVERIFY(data->labels[static_cast<std::size_t>(flip.sample.value - 1)].contains(1));
    }
    for (const TuneFlip& flip : flips.lost)
        QVERIFY(!data->labels[static_cast<std::size_t>(flip.sample.value - 1)].contains(1));
}

void TstClassTuner::escapeTakesBack()
{
    for (const Task task : {Task::Classification, Task::MultiLabel}) {
        const auto data = makeData(task, 200, 9);
        auto tuner = *ClassTuner::create(data, {QStringLiteral("macro_f1")});
        for (const int slider : {kCommonSlider, sliderOf(2)}) {
            tuner->select(slider);
            const ThresholdSet before = tuner->set();
            const double value = tuner->value();
            tuner->dragTo(0.9);
            QVERIFY(tuner->set() != before);
            tuner->revert();
            QCOMPARE(tuner->set(), before);
            QCOMPARE(tuner->value(), value);
            QVERIFY(!tuner->isDragging());
        }
    }
}

void TstClassTuner::curveAndSliderAgree()
{
    for (const Task task : {Task::Classification, Task::MultiLabel}) {
        const auto data = makeData(task, 250, 21);
        auto tuner = *ClassTuner::create(data, {QStringLiteral("macro_f1")});
        tuner->select(sliderOf(4));
        const auto curve = tuner->curve();
        QVERIFY(curve && curve->exact);
        QVERIFY(std::ranges::is_sorted(curve->x));
        for (std::size_t i = 0; i < curve->x.size(); ++i) {
            const double end = i + 1 < curve->x.size() ? curve->x[i + 1] : curve->hi;
            if (end - curve->x[i] < 1e-6)
                continue;
            tuner->dragTo((curve->x[i] + end) / 2);
            QVERIFY(std::abs(tuner->value() - curve->y[i]) < 1e-12);
        }
        tuner->dragTo(curve->best.centre);
        QVERIFY(std::abs(tuner->value() - *std::ranges::max_element(curve->y)) < 1e-12);
        const auto here = tuner->plateau();
        QVERIFY(here && here->lo <= curve->best.centre && here->hi >= curve->best.centre);
    }
}

void TstClassTuner::commonCurveAndSliderAgree()
{
    for (const Task task : {Task::Classification, Task::MultiLabel}) {
        const auto data = makeData(task, 250, 22);
        auto tuner = *ClassTuner::create(data, {QStringLiteral("macro_f1")});
        tuner->select(sliderOf(2)); // so that the prior strength is not alone
        tuner->dragTo(0.7);
        tuner->select(kCommonSlider);
        QVERIFY(!tuner->curve());
        const auto curve = tuner->curveWork()({});
        QVERIFY(curve.has_value());
        for (std::size_t i = 0; i < curve->x.size(); i += 9) {
            tuner->dragTo(curve->x[i]);
            QVERIFY(std::abs(tuner->value() - curve->y[i]) < 1e-12);
            tuner->revert();
        }
        CancelToken cancelled;
        cancelled.cancel();
        QCOMPARE(tuner->curveWork()(cancelled).error().code, ErrorCode::Cancelled);
    }
}

void TstClassTuner::bandHoldsTheCurve()
{
    for (const Task task : {Task::Classification, Task::MultiLabel}) {
        const auto data = makeData(task, 300, 23);
        auto tuner = *ClassTuner::create(data, {QStringLiteral("macro_f1")});
        for (const int slider : {kCommonSlider, sliderOf(1)}) {
            tuner->select(slider);
            const auto band = tuner->bandWork(15)({});
            QVERIFY(band.has_value());
            QCOMPARE(band->x.size(), std::size_t(15));
            int inside = 0;
            double width = 0;
            for (std::size_t i = 0; i < band->x.size(); ++i) {
                tuner->dragTo(band->x[i]);
                inside += band->low[i] <= tuner->value() + 1e-9 && tuner->value() <= band->high[i] + 1e-9 ? 1 : 0;
                width = std::max(width, band->high[i] - band->low[i]);
                tuner->revert();
            }
            QVERIFY2(inside >= 13, qPrintable(QString::number(inside)));
            QVERIFY(width > 0.01 && width < 0.5);
        }
    }
}

void TstClassTuner::gainsAreThoseOfTheBestPlace()
{
    for (const Task task : {Task::Classification, Task::MultiLabel}) {
        const auto data = makeData(task, 300, 31);
        auto tuner = *ClassTuner::create(data, {QStringLiteral("macro_f1")});
        const auto gains = tuner->gainsWork()({});
        QVERIFY(gains.has_value());
        QCOMPARE(gains->size(), std::size_t(kClasses));
        const double present = tuner->value();
        for (const auto& [slider, gain] : *gains) {
            tuner->select(slider);
            tuner->dragTo(tuner->curve()->best.centre);
            QVERIFY(std::abs(tuner->value() - present - gain) < 1e-12);
            tuner->revert();
        }
    }
}

void TstClassTuner::startsFromTheSetInForce()
{
    const auto data = makeData(Task::Classification, 200, 41);
    ThresholdSet force;
    force.task = Task::Classification;
    force.offsets = {-0.5, 0, 0.25, 0, 0, 1};
    data->inForce = force;
    auto tuner = *ClassTuner::create(data, {QStringLiteral("accuracy")});
    QCOMPARE(tuner->set().offsets, force.offsets);
    QCOMPARE(tuner->allFlips().size(), std::size_t(0));
    tuner->load(nullptr);
    QCOMPARE(tuner->set().offsets, std::vector<double>(kClasses, 0.0));
    QCOMPARE(samplesOf(tuner->allFlips()), changed(*data, decideAll(*data, &force), decideAll(*data, nullptr)));
}

/// Labels have changed, the data are read anew: every slider stays where it was, the common one among them.
void TstClassTuner::anotherReadingKeepsTheSliders()
{
    for (const Task task : {Task::Classification, Task::MultiLabel}) {
        auto before = *ClassTuner::create(makeData(task, 200, 43), {QStringLiteral("macro_f1")});
        before->select(kCommonSlider);
        before->dragTo(0.4);
        before->select(sliderOf(2));
        before->dragTo(0.7);
        before->keep();
        auto after = *ClassTuner::create(makeData(task, 230, 44), {QStringLiteral("macro_f1")});
        after->standAs(*before);
        const auto was = before->sliders();
        const auto is = after->sliders();
        for (std::size_t i = 0; i < was.size(); ++i)
            QCOMPARE(is[i].value, was[i].value);
        after->loadCommon(0.6);
        QVERIFY(std::abs(after->sliders()[kCommonSlider].value - 0.6) < 1e-6);
        QVERIFY(std::abs(after->sliders()[sliderOf(2)].value - (task == Task::MultiLabel ? 0.6 : 0)) < 1e-6);
    }
}

void TstClassTuner::labelsOfTrainingMakeThePrior()
{
    const auto data = makeData(Task::Classification, 200, 42);
    data->trainingCounts = {100, 100, 100, 100, 100, 25};
    auto tuner = *ClassTuner::create(data, {QStringLiteral("accuracy")});
    tuner->select(kCommonSlider);
    tuner->dragTo(1);
    const ThresholdSet set = tuner->set();
    QVERIFY(std::abs(set.offsets[5] - std::log(4.0)) < 1e-6);
    QCOMPARE(set.offsets[0], 0.0);
}

/// What is said of a set is what the set gives, and one that was tuned is better on the samples it was tuned on.
void TstClassTuner::reportIsOfTheRuleThatIsHandedOut()
{
    for (const Task task : {Task::Classification, Task::MultiLabel}) {
        for (const bool perClass : {true, false}) {
            const auto data = makeData(task, 500, 51);
            TuneRequest request;
            request.objective = QStringLiteral("macro_f1");
            request.perClass = perClass;
            const auto report = tuneLoaded(*data, request);
            QVERIFY(report.has_value());
            const auto before = decideAll(*data, nullptr);
            const auto after = decideAll(*data, &report->set);
            QCOMPARE(report->before, valueOf(*data, {request.objective}, before));
            QCOMPARE(report->after, valueOf(*data, {request.objective}, after));
            QVERIFY(report->after >= report->before);
            qint64 gained = 0;
            qint64 lost = 0;
            for (std::size_t i = 0; i < after.size(); ++i) {
                gained += after[i] == data->labels[i] && before[i] != data->labels[i] ? 1 : 0;
                lost += after[i] != data->labels[i] && before[i] == data->labels[i] ? 1 : 0;
            }
            QCOMPARE(report->gained, gained);
            QCOMPARE(report->lost, lost);
            QVERIFY(report->gain && report->gain->interval.low <= report->gain->heldOut);
            QCOMPARE(report->gain->inSample, report->after - report->before);
            QVERIFY(!report->adviceText.isEmpty());
        }
    }
}

void TstClassTuner::objectivesThatCannotBe()
{
    const Schema flat = *Schema::create(Task::Classification, {{QStringLiteral("a")}, {QStringLiteral("b")}});
    for (const QString& name : {QStringLiteral("mean_f1"), QStringLiteral("gap"), QStringLiteral("dice"), QStringLiteral("nonsense")}) {
        const auto none = classObjective({name}, flat);
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(none.error().message.contains(name), qPrintable(none.error().message));
    }
    QVERIFY(!classObjective({QStringLiteral("precision_at_recall")}, flat));
    QVERIFY(!classObjective({QStringLiteral("precision_at_recall"), QStringLiteral("c"), 0.5, {}}, flat));
    QVERIFY(!classObjective({QStringLiteral("precision_at_recall"), QStringLiteral("a"), 1.5, {}}, flat));
    QVERIFY(classObjective({QStringLiteral("precision_at_recall"), QStringLiteral("a"), 0.5, {}}, flat).has_value());
    QVERIFY(!classObjective({QStringLiteral("cost")}, flat));
}

/// A figure below 0 is never shown as one, nor called a gain.
void TstClassTuner::missedBoundsAreSaid()
{
    const ObjectiveChoice bounded{QStringLiteral("precision_at_recall"), QStringLiteral("c5"), 0.95, {}};
    QCOMPARE(objectiveText(bounded, -0.25, 3), QStringLiteral("bound missed by 0.250"));
    QCOMPARE(objectiveText(bounded, 0.25, 3), QStringLiteral("0.250"));
    QCOMPARE(objectiveText({QStringLiteral("cost")}, -0.25, 2), QStringLiteral("\u22120.25"));
    const auto data = makeData(Task::Classification, 400, 61);
    TuneRequest request;
    request.objective = bounded.name;
    request.target = bounded.target;
    request.bound = bounded.bound;
    request.perClass = true;
    const auto report = tuneLoaded(*data, request);
    QVERIFY(report.has_value());
    QVERIFY(report->before < 0); // the rare class is found too seldom
    QVERIFY2(report->adviceText.contains(QLatin1String("bound missed by")), qPrintable(report->adviceText));
    QVERIFY(boundText(request, 0.4, 0.5).isEmpty());
}

void TstClassTuner::costMatrices()
{
    QTemporaryDir dir;
    const Schema schema = *Schema::create(Task::Classification, {{QStringLiteral("a")}, {QStringLiteral("b, c")}});
    const auto read = [&](const QByteArray& text) {
        QFile file(dir.filePath(QStringLiteral("costs.csv")));
        [&] { QVERIFY(file.open(QIODevice::WriteOnly)); }();
        file.write(text);
        file.close();
        return readCosts(file.fileName(), schema);
    };
    QCOMPARE(*read("0,1\n5,0\n"), (std::vector<double>{0, 1, 5, 0}));
    QCOMPARE(*read("\tb, c\ta\nb, c\t\t5\na\t1\t\n"), (std::vector<double>{0, 1, 5, 0}));
    for (const char* wrong : {"0,1\n", "0,x\n1,0\n", "0,\n1,0\n", "0,1,2\n1,0\n", "0,1e300\n1,0\n", "\ta\ta\na\t0\t1\na\t1\t0\n",
                              "\ta\tz\na\t0\t1\nz\t1\t0\n"}) {
        const auto costs = read(wrong);
        QVERIFY2(!costs, wrong);
        QCOMPARE(costs.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(costs.error().message.contains(QLatin1String("costs.csv")), qPrintable(costs.error().message));
    }
    QCOMPARE(readCosts(dir.filePath(QStringLiteral("none.csv")), schema).error().code, ErrorCode::NotFound);
}

BADCASE_REGISTER_TEST(TstClassTuner)
#include "tst_class_tuner.moc"
