// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Equality with what scikit-learn, the WeChat and TAAC organisers' code and the training scripts computed
/// from the same data.

#include "inference/analysis/class_areas.h"
#include "inference/analysis/classification_score.h"
#include "inference/analysis/multilabel_score.h"
#include "inference/analysis/sample_scores.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

#include <numeric>

using namespace badcase;
using namespace badcase::analysis;

class TstReferences : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void scikitLearn_data();
    void scikitLearn();
    void scikitLearnByClass_data() { scikitLearn_data(); }
    void scikitLearnByClass();
    void curvesGiveTheBestThresholds_data() { scikitLearn_data(); }
    void curvesGiveTheBestThresholds();
    void clothingNet();
    void weChat_data();
    void weChat();
    void tencentTags();
    void camvidUnet();
    void nucleiUnet();
};

namespace {

constexpr double kExact = 1e-12;

std::vector<ClassIndex> asClasses(const std::vector<double>& values)
{
    std::vector<ClassIndex> out;
    for (const double value : values)
        out.push_back(static_cast<ClassIndex>(value));
    return out;
}

Schema flatSchema(int classes)
{
    std::vector<ClassInfo> infos;
    for (int k = 0; k < classes; ++k)
        infos.push_back({QString::number(k)});
    return *Schema::create(Task::Classification, infos);
}

template <class Real>
std::span<const Real> rowOf(const std::vector<Real>& table, std::size_t row, int classes)
{
    return std::span(table).subspan(row * static_cast<std::size_t>(classes),
                                    static_cast<std::size_t>(classes));
}

/// The label-error sets: 10,000 rows of ten float64 probabilities.
struct LabelErrorSet {
    std::vector<double> table;
    std::vector<ClassIndex> labels;
    QJsonObject reference;
};

LabelErrorSet labelErrorSet(const QString& name)
{
    const QString base = test::shared(QStringLiteral("data/label_errors/"));
    return {test::npyValues(
                base + QStringLiteral("cross_validated_predicted_probabilities/%1_set_pyx.npy").arg(name)),
            asClasses(test::npyValues(
                base + QStringLiteral("original_test_labels/%1_set_original_labels.npy").arg(name))),
            test::jsonFile(test::shared(QStringLiteral("data/reference/metrics/%1/metrics.json").arg(name)))};
}

double number(const QJsonValue& value)
{
    return value.isDouble() ? value.toDouble() : kUndefined;
}

} // namespace

void TstReferences::scikitLearn_data()
{
    QTest::addColumn<QString>("set");
    for (const char* name : {"mnist_test", "cifar10_test"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TstReferences::scikitLearn()
{
    NEEDS_SHARED();
    QFETCH(const QString, set);
    const auto data = labelErrorSet(set);
    QCOMPARE(data.table.size(), data.labels.size() * 10);
    QCOMPARE(data.labels.size(), std::size_t(10'000));
    const QJsonObject& expected = data.reference;
    const Schema schema = flatSchema(10);
    ClassificationScore score(schema);
    Calibration ten(10);
    std::array<qint64, 10> ranks{};
    for (std::size_t i = 0; i < data.labels.size(); ++i) {
        const auto sample = scoredSample(rowOf(data.table, i, 10), data.labels[i], schema);
        QVERIFY_RESULT(sample);
        score.add(*sample);
        ten.add(sample->leaf.confidence, sample->leaf.decision == sample->leaf.label);
        ++ranks[static_cast<std::size_t>(sample->leaf.labelRank)];
    }
    const auto metrics = score.leaves().metrics();
    const auto at = [&](const char* key) { return number(expected.value(QLatin1String(key))); };
    COMPARE_NEAR(metrics.accuracy, at("accuracy"), kExact);
    COMPARE_NEAR(metrics.balancedAccuracy, at("balanced_accuracy"), kExact);
    COMPARE_NEAR(metrics.f1Micro, at("f1_micro"), kExact);
    COMPARE_NEAR(metrics.f1Macro, at("f1_macro"), kExact);
    COMPARE_NEAR(metrics.precisionMacro, at("precision_macro"), kExact);
    COMPARE_NEAR(metrics.recallMacro, at("recall_macro"), kExact);
    COMPARE_NEAR(score.leaves().logLoss(), at("log_loss_rownormalised"), kExact);
    COMPARE_NEAR(score.leaves().expectedCalibrationError(), at("ece_15"), kExact);
    COMPARE_NEAR(ten.expectedError(), at("ece_10"), kExact);
    COMPARE_NEAR(score.leaves().top5(), number(expected[QStringLiteral("top")][QStringLiteral("5")]), kExact);
    for (const int top : {1, 2, 3}) {
        const auto hits = std::accumulate(ranks.begin(), ranks.begin() + top, qint64(0));
        COMPARE_NEAR(hits / 10'000.0, number(expected[QStringLiteral("top")][QString::number(top)]), kExact);
    }

    const auto bins = score.leaves().calibration().bins();
    const auto reliability = expected[QStringLiteral("reliability_15")].toArray();
    QCOMPARE(static_cast<int>(bins.size()), static_cast<int>(reliability.size()));
    for (int i = 0; i < reliability.size(); ++i) {
        const auto& bin = bins[static_cast<std::size_t>(i)];
        QCOMPARE(bin.count, reliability[i][2].toInteger());
        COMPARE_NEAR(bin.accuracy, number(reliability[i][3]), kExact);
        COMPARE_NEAR(bin.confidence, number(reliability[i][4]), kExact);
    }
}

void TstReferences::scikitLearnByClass()
{
    NEEDS_SHARED();
    QFETCH(const QString, set);
    const auto data = labelErrorSet(set);
    std::vector<ClassIndex> decisions;
    for (std::size_t i = 0; i < data.labels.size(); ++i) {
        const auto row = rowOf(data.table, i, 10);
        decisions.push_back(static_cast<ClassIndex>(std::max_element(row.begin(), row.end()) - row.begin()));
    }
    const auto counts = ConfusionCounts::fromColumns(data.labels, decisions, 10);
    const auto metrics = classificationMetrics(counts);
    const QJsonObject& expected = data.reference;
    const auto at = [&](const char* key) { return number(expected.value(QLatin1String(key))); };
    const auto areas = classAreas(ProbabilityTable<double>{data.table, 10}, data.labels);
    QVERIFY_RESULT(areas);
    COMPARE_NEAR(meanOfDefined(areas->averagePrecision), at("map_macro"), kExact);
    COMPARE_NEAR(meanOfDefined(areas->rocAuc), at("roc_auc_macro_ovr"), kExact);
    const auto perClass = expected[QStringLiteral("per_class")].toArray();
    const auto confusion = test::csvRows(
        test::shared(QStringLiteral("data/reference/metrics/%1/confusion_rows_true_cols_pred.csv").arg(set)),
        false);
    for (int k = 0; k < 10; ++k) {
        const auto& one = metrics.perClass[static_cast<std::size_t>(k)];
        QCOMPARE(one.support, perClass[k][QStringLiteral("support")].toInteger());
        COMPARE_NEAR(one.precision, number(perClass[k][QStringLiteral("precision")]), kExact);
        COMPARE_NEAR(one.recall, number(perClass[k][QStringLiteral("recall")]), kExact);
        COMPARE_NEAR(one.f1, number(perClass[k][QStringLiteral("f1")]), kExact);
        COMPARE_NEAR(areas->averagePrecision[static_cast<std::size_t>(k)],
                     number(perClass[k][QStringLiteral("average_precision")]), kExact);
        COMPARE_NEAR(areas->rocAuc[static_cast<std::size_t>(k)],
                     number(perClass[k][QStringLiteral("roc_auc")]), kExact);
        for (int decision = 0; decision < 10; ++decision)
            QCOMPARE(counts.at(k, decision),
                     confusion.at(static_cast<std::size_t>(k)).at(decision).toLongLong());
    }
}

void TstReferences::curvesGiveTheBestThresholds()
{
    NEEDS_SHARED();
    QFETCH(const QString, set);
    const auto data = labelErrorSet(set);
    const auto tuned = data.reference[QStringLiteral("threshold_tuning_one_vs_rest")].toArray();
    QCOMPARE(tuned.size(), 10);
    for (int k = 0; k < 10; ++k) {
        std::vector<double> scores;
        std::vector<std::uint8_t> truth;
        for (std::size_t i = 0; i < data.labels.size(); ++i) {
            scores.push_back(data.table[i * 10 + static_cast<std::size_t>(k)]);
            truth.push_back(data.labels[i] == k);
        }
        const auto ranking = Ranking::create(std::span<const double>(scores), truth);
        QVERIFY_RESULT(ranking);
        double bestF1 = 0;
        double recallAt95 = 0;
        double recallAt99 = 0;
        for (const auto& point : ranking->prCurve()) {
            bestF1 = std::max(bestF1, 2 * point.x * point.y / (point.x + point.y));
            recallAt95 = point.y >= 0.95 ? std::max(recallAt95, point.x) : recallAt95;
            recallAt99 = point.y >= 0.99 ? std::max(recallAt99, point.x) : recallAt99;
        }
        COMPARE_NEAR(bestF1, number(tuned[k][QStringLiteral("best_f1")]), kExact);
        COMPARE_NEAR(recallAt95, number(tuned[k][QStringLiteral("max_recall_at_precision_0.95")]), kExact);
        COMPARE_NEAR(recallAt99, number(tuned[k][QStringLiteral("max_recall_at_precision_0.99")]), kExact);
    }
}

void TstReferences::clothingNet()
{
    NEEDS_SHARED();
    const QString base = test::shared(QStringLiteral("models/clothing_net/reference/"));
    const auto wide = test::npyValues(base + QStringLiteral("probs.npy"));
    const std::vector<float> table(wide.begin(), wide.end());
    const auto labels = asClasses(test::npyValues(base + QStringLiteral("labels.npy")));
    const auto expected =
        test::jsonFile(base + QStringLiteral("metrics.json"))[QStringLiteral("test")].toObject();
    QCOMPARE(table.size(), labels.size() * 10);
    const Schema schema = flatSchema(10);
    ClassificationScore score(schema);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto sample = scoredSample(rowOf(table, i, 10), labels[i], schema);
        QVERIFY_RESULT(sample);
        score.add(*sample);
    }
    const auto metrics = score.leaves().metrics(MacroClasses::All);
    QCOMPARE(metrics.samples, expected[QStringLiteral("n")].toInteger());
    COMPARE_NEAR(metrics.accuracy, number(expected[QStringLiteral("accuracy")]), kExact);
    COMPARE_NEAR(metrics.f1Macro, number(expected[QStringLiteral("f1_macro")]), kExact);
    COMPARE_NEAR(metrics.precisionMacro, number(expected[QStringLiteral("precision_macro")]), kExact);
    COMPARE_NEAR(metrics.recallMacro, number(expected[QStringLiteral("recall_macro")]), kExact);
    // The script did not divide by the sum of a float row, which is 1 to seven digits.
    COMPARE_NEAR(score.leaves().logLoss(), number(expected[QStringLiteral("log_loss")]), 1e-7);
    const auto perClass = expected[QStringLiteral("per_class")].toArray();
    for (int k = 0; k < 10; ++k) {
        COMPARE_NEAR(metrics.perClass[static_cast<std::size_t>(k)].f1,
                     number(perClass[k][QStringLiteral("f1")]), kExact);
        QCOMPARE(metrics.perClass[static_cast<std::size_t>(k)].predicted,
                 perClass[k][QStringLiteral("predicted")].toInteger());
    }
}

void TstReferences::weChat_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<int>("rows");
    QTest::newRow("all") << QStringLiteral("all") << 3000;
    QTest::newRow("first 500") << QStringLiteral("first500") << 500;
}

void TstReferences::weChat()
{
    NEEDS_SHARED();
    QFETCH(const QString, part);
    QFETCH(const int, rows);
    const QString base = test::shared(QStringLiteral("data/wechat2022/"));
    std::vector<ClassInfo> classes;
    const auto categories =
        test::jsonFile(base + QStringLiteral("category_id_map.json"))[QStringLiteral("level2")].toArray();
    for (const auto& category : categories)
        classes.push_back({category.toString(), category.toString().left(2)});
    const auto schema = Schema::create(Task::Classification, classes);
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->parents().size(), 23);
    const auto truth = test::csvRows(base + QStringLiteral("ground_truth_synthetic.csv"), false);
    QHash<QString, QString> decided;
    for (const auto& row : test::csvRows(base + QStringLiteral("result_synthetic.csv"), false))
        decided.insert(row.at(0), row.at(1));
    std::vector<ClassIndex> labels;
    std::vector<ClassIndex> decisions;
    for (int i = 0; i < rows; ++i) {
        const auto& row = truth.at(static_cast<std::size_t>(i));
        labels.push_back(schema->indexOf(row.at(1)));
        decisions.push_back(schema->indexOf(decided.value(row.at(0))));
        QVERIFY(labels.back() != kNoClass && decisions.back() != kNoClass);
    }
    const auto score = ClassificationScore::fromColumns(*schema, labels, decisions);
    const auto expected =
        test::jsonFile(test::shared(QStringLiteral("data/reference/wechat2022/evaluate.json")))[part]
            .toObject();
    const auto at = [&](const char* key) { return number(expected.value(QLatin1String(key))); };
    const auto parents = score.parents()->metrics();
    const auto leaves = score.leaves().metrics();
    COMPARE_NEAR(parents.accuracy, at("lv1_acc"), 1e-15);
    COMPARE_NEAR(parents.f1Micro, at("lv1_f1_micro"), 1e-15);
    COMPARE_NEAR(parents.f1Macro, at("lv1_f1_macro"), 1e-15);
    COMPARE_NEAR(leaves.accuracy, at("lv2_acc"), 1e-15);
    COMPARE_NEAR(leaves.f1Micro, at("lv2_f1_micro"), 1e-15);
    COMPARE_NEAR(leaves.f1Macro, at("lv2_f1_macro"), 1e-15);
    COMPARE_NEAR(score.meanF1(), at("mean_f1"), 1e-15);
}

void TstReferences::tencentTags()
{
    NEEDS_SHARED();
    const QString base = test::shared(QStringLiteral("data/taac2021/"));
    QFile tags(base + QStringLiteral("label_id_synthetic.txt"));
    QFile info(base + QStringLiteral("tagging_info_synthetic.txt"));
    QVERIFY(tags.open(QIODevice::ReadOnly) && info.open(QIODevice::ReadOnly));
    QHash<QString, ClassIndex> ids;
    for (const auto& line : QString::fromUtf8(tags.readAll()).split(u'\n', Qt::SkipEmptyParts))
        ids.insert(line.section(u'\t', 0, 0), line.section(u'\t', 1).toInt());
    const int classes = static_cast<int>(ids.size());
    const auto predictions = test::jsonFile(base + QStringLiteral("tagging_pred_synthetic.json"));

    MultiLabelScore score(classes);
    std::vector<LabelSet> labels;
    std::vector<double> table;
    for (const auto& line : QString::fromUtf8(info.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        std::vector<ClassIndex> truth;
        for (const auto& tag : line.section(u'\t', 1).split(u','))
            truth.push_back(ids.value(tag));
        std::vector<double> row(
            static_cast<std::size_t>(classes)); // tags that are not listed have probability 0
        const auto result = predictions[line.section(u'\t', 0, 0)][QStringLiteral("result")][0];
        std::vector<ClassIndex> decided;
        for (int i = 0; i < result[QStringLiteral("labels")].toArray().size(); ++i) {
            const ClassIndex tag = ids.value(result[QStringLiteral("labels")][i].toString());
            const double probability = result[QStringLiteral("scores")][i].toDouble();
            row[static_cast<std::size_t>(tag)] = probability;
            if (probability > 0.5) // the reference leaves a score of exactly 0.5 out; Badcase decides it in
                decided.push_back(tag);
        }
        labels.emplace_back(truth);
        score.add(labels.back(), LabelSet(decided));
        table.insert(table.end(), row.begin(), row.end());
    }
    const auto expected =
        test::jsonFile(test::shared(QStringLiteral("data/reference/taac2021/metrics.json")));
    const auto metrics = score.metrics();
    const auto half = expected[QStringLiteral("multilabel_at_0_5")];
    COMPARE_NEAR(metrics.f1Micro, number(half[QStringLiteral("f1_micro")]), kExact);
    COMPARE_NEAR(metrics.f1Macro, number(half[QStringLiteral("f1_macro")]), kExact);
    COMPARE_NEAR(metrics.f1Samples, number(half[QStringLiteral("f1_samples")]), kExact);
    const auto areas = classAreas(ProbabilityTable<double>{table, classes}, labels);
    QVERIFY_RESULT(areas);
    COMPARE_NEAR(meanOfDefined(areas->averagePrecision),
                 number(expected[QStringLiteral("map_macro_present")]), kExact);
}

void TstReferences::camvidUnet()
{
    NEEDS_SHARED();
    QFile classes(test::shared(QStringLiteral("data/camvid/classes.json")));
    QVERIFY(classes.open(QIODevice::ReadOnly));
    const auto schema = Schema::parse(Task::Segmentation, classes.readAll());
    QVERIFY_RESULT(schema);
    const auto rules = SegmentationRules::of(*schema, Activation::Softmax);
    SegmentationScore score(rules);
    const QDir decided(test::shared(QStringLiteral("models/camvid_unet/reference/argmax_480x360")));
    for (const auto& name : decided.entryList({QStringLiteral("*.png")})) {
        const auto label =
            test::maskFile(test::shared(QStringLiteral("data/camvid/CamVid/testannot/") + name));
        QCOMPARE(label.size(), QSize(480, 360));
        const auto counts = countPixels(label, test::maskFile(decided.filePath(name)), rules);
        QVERIFY_RESULT(counts);
        score.add(*counts);
    }
    const auto expected =
        test::jsonFile(test::shared(QStringLiteral("models/camvid_unet/reference/metrics.json")));
    const auto pooled = score.pooled();
    QCOMPARE(score.images(), expected[QStringLiteral("images")].toInteger());
    COMPARE_NEAR(pooled.meanIou, number(expected[QStringLiteral("mean_iou")]), kExact);
    COMPARE_NEAR(pooled.meanDice, number(expected[QStringLiteral("mean_dice_pooled")]), kExact);
    COMPARE_NEAR(pooled.pixelAccuracy, number(expected[QStringLiteral("pixel_accuracy")]), kExact);
    QCOMPARE(pooled.perClass.size(), std::size_t(11));
    for (int k = 0; k < 12; ++k) {
        if (k < 11) {
            COMPARE_NEAR(pooled.perClass[static_cast<std::size_t>(k)].iou,
                         number(expected[QStringLiteral("iou")][k]), kExact);
            COMPARE_NEAR(pooled.perClass[static_cast<std::size_t>(k)].dice,
                         number(expected[QStringLiteral("dice")][k]), kExact);
        }
        for (int decision = 0; decision < 12; ++decision)
            QCOMPARE(score.confusion().at(k, decision),
                     expected[QStringLiteral("confusion")][k][decision].toInteger());
    }
}

void TstReferences::nucleiUnet()
{
    NEEDS_SHARED();
    const QString base = test::shared(QStringLiteral("models/nuclei_unet/reference/"));
    const auto expected = test::jsonFile(base + QStringLiteral("metrics.json"));
    const SegmentationRules rules{2, {}, false};
    const std::vector<std::tuple<QString, QString, QString>> kinds{
        {QStringLiteral("prob_u8/"), QStringLiteral("dice_per_image.csv"), QStringLiteral("dice_plain")},
        {QStringLiteral("d4_prob_u8/"), QStringLiteral("d4_dice_per_image.csv"), QStringLiteral("dice_d4")}};
    for (const auto& [folder, table, key] : kinds) {
        SegmentationScore score(rules);
        for (const auto& row : test::csvRows(base + table, true)) {
            ClassMap label = test::maskFile(
                test::shared(QStringLiteral("data/seg_binary/dsb2018/masks/%1.png").arg(row.at(0))));
            for (auto& pixel : label.mutablePixels())
                pixel = pixel != 0;
            ClassMap decision = test::maskFile(base + folder + row.at(0) + QStringLiteral(".png"));
            for (auto& pixel : decision.mutablePixels())
                pixel = pixel >= 128;
            const auto counts = countPixels(label, decision, rules);
            QVERIFY_RESULT(counts);
            score.add(*counts);
            COMPARE_NEAR(maskScores(*counts, rules).dice, row.at(10).toDouble(), kExact); // the column 0.50
        }
        QCOMPARE(score.images(), expected[QStringLiteral("images")].toInteger());
        COMPARE_NEAR(score.meanDicePerImage(), number(expected[key]), kExact);
    }
}

BADCASE_REGISTER_TEST(TstReferences)
#include "tst_references.moc"
