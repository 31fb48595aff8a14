// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/metrics_json.h"
#include "tests/support/test_support.h"

#include <QJsonDocument>

using namespace badcase;
using namespace badcase::analysis;

class TstMetricsJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void classification();
    void twoLevels();
    void multiLabel();
    void segmentation();
    void segments();
};

namespace {

Schema schemaOf(Task task, std::vector<ClassInfo> classes, std::optional<int> ignore = {})
{
    return *Schema::create(task, std::move(classes), ignore);
}

void verifyKeys(const QJsonObject& object, const QString& keys)
{
    for (const QString& key : keys.split(u' '))
        QVERIFY2(object.contains(key), qPrintable(key));
}

} // namespace

void TstMetricsJson::classification()
{
    const Schema schema = schemaOf(Task::Classification, {{QStringLiteral("cat")}, {QStringLiteral("dog")}});
    const auto score =
        ClassificationScore::fromColumns(schema, std::vector<int>{0, 0, 1}, std::vector<int>{0, 1, 1});
    const auto json = metricsJson(score, schema);
    verifyKeys(json, QStringLiteral("samples task accuracy f1 top5 log_loss ece confusion per_class"));
    QVERIFY(!json.contains(QStringLiteral("level1")));
    QCOMPARE(json[QStringLiteral("task")].toString(), QStringLiteral("classification"));
    QCOMPARE(json[QStringLiteral("samples")].toInt(), 3);
    QCOMPARE(json[QStringLiteral("accuracy")].toDouble(), 2.0 / 3);
    QCOMPARE(json[QStringLiteral("confusion")].toArray(), (QJsonArray{QJsonArray{1, 1}, QJsonArray{0, 1}}));
    QVERIFY(json[QStringLiteral("log_loss")].isNull());
    const auto dog = json[QStringLiteral("per_class")][1].toObject();
    verifyKeys(dog, QStringLiteral("class support precision recall f1 ap roc_auc"));
    QCOMPARE(dog[QStringLiteral("class")].toString(), QStringLiteral("dog"));
    QCOMPARE(dog[QStringLiteral("precision")].toDouble(), 0.5);
    QVERIFY(dog[QStringLiteral("ap")].isNull());

    const auto empty = metricsJson(ClassificationScore(schema), schema, {{kUndefined, 0.25}, {}});
    QVERIFY(empty[QStringLiteral("accuracy")].isNull());
    QVERIFY(empty[QStringLiteral("f1")][QStringLiteral("macro")].isNull());
    QVERIFY(empty[QStringLiteral("per_class")][0][QStringLiteral("ap")].isNull());
    QCOMPARE(empty[QStringLiteral("per_class")][1][QStringLiteral("ap")].toDouble(), 0.25);
    QVERIFY(!QJsonDocument(empty).toJson().contains("nan"));
}

void TstMetricsJson::twoLevels()
{
    const Schema schema = schemaOf(Task::Classification, {{QStringLiteral("a"), QStringLiteral("x")},
                                                          {QStringLiteral("b"), QStringLiteral("x")},
                                                          {QStringLiteral("c"), QStringLiteral("y")}});
    const auto score =
        ClassificationScore::fromColumns(schema, std::vector<int>{0, 1, 2}, std::vector<int>{1, 1, 2});
    const auto json = metricsJson(score, schema);
    verifyKeys(json, QStringLiteral("level1 level2 mean_f1 accuracy"));
    const auto level1 = json[QStringLiteral("level1")].toObject();
    verifyKeys(level1, QStringLiteral("accuracy f1 top5 log_loss ece confusion per_class"));
    QCOMPARE(level1[QStringLiteral("accuracy")].toDouble(), 1.0);
    QCOMPARE(level1[QStringLiteral("per_class")][1][QStringLiteral("class")].toString(), QStringLiteral("y"));
    QCOMPARE(json[QStringLiteral("level2")][QStringLiteral("accuracy")].toDouble(), 2.0 / 3);
    for (const auto& leaves : {json, json[QStringLiteral("level2")].toObject()})
        QCOMPARE(leaves[QStringLiteral("per_class")][2][QStringLiteral("parent")].toString(),
                 QStringLiteral("y"));
    QVERIFY(level1[QStringLiteral("per_class")][1][QStringLiteral("parent")].isUndefined());
    const double leafMacro = (0 + 2.0 / 3 + 1) / 3;
    QCOMPARE(json[QStringLiteral("mean_f1")].toDouble(), (2.0 / 3 + leafMacro + 1 + 1) / 4);
}

void TstMetricsJson::multiLabel()
{
    const Schema schema = schemaOf(Task::MultiLabel, {{QStringLiteral("red")}, {QStringLiteral("round")}});
    MultiLabelScore score(2);
    score.add({0}, {0, 1});
    const auto json =
        metricsJson(score, schema, {{1.0, kUndefined}, {kUndefined, kUndefined}}, {0.5, 0.25, 0.75});
    verifyKeys(json, QStringLiteral("samples task gap map hit_at_1 perr per_class f1"));
    QCOMPARE(json[QStringLiteral("hit_at_1")].toDouble(), 0.25);
    QCOMPARE(json[QStringLiteral("perr")].toDouble(), 0.75);
    const auto falseTag = json[QStringLiteral("per_class")][1];
    QCOMPARE(falseTag[QStringLiteral("fp")].toInt(), 1);
    QCOMPARE(falseTag[QStringLiteral("tp")].toInt() + falseTag[QStringLiteral("fn")].toInt(), 0);
    QCOMPARE(json[QStringLiteral("per_class")][0][QStringLiteral("tp")].toInt(), 1);
    CoConfusion pairs(2);
    pairs.add({0}, {0, 1});
    const auto most = coConfusionJson(pairs, schema, 10);
    QCOMPARE(most, (QJsonArray{QJsonObject{{QStringLiteral("given"), QStringLiteral("red")},
                                           {QStringLiteral("predicted"), QStringLiteral("round")},
                                           {QStringLiteral("count"), 1}}}));
    QVERIFY(coConfusionJson(pairs, schema, 0).isEmpty());
    QCOMPARE(json[QStringLiteral("map")].toDouble(), 1.0);
    QCOMPARE(json[QStringLiteral("gap")].toDouble(), 0.5);
    QVERIFY(metricsJson(score, schema)[QStringLiteral("gap")].isNull());
    QVERIFY(metricsJson(score, schema)[QStringLiteral("map")].isNull());
}

void TstMetricsJson::segmentation()
{
    const Schema schema = schemaOf(
        Task::Segmentation, {{QStringLiteral("sky")}, {QStringLiteral("road")}, {QStringLiteral("void")}}, 2);
    const auto rules = SegmentationRules::of(schema, Activation::Softmax);
    SegmentationScore score(rules);
    const auto counts =
        countPixels(ClassMap(QSize(2, 1), QByteArray("\x00\x02", 2)), ClassMap(QSize(2, 1), 0), rules);
    QVERIFY_RESULT(counts);
    score.add(*counts);
    const auto json = metricsJson(score, schema);
    verifyKeys(json,
               QStringLiteral("samples task mean_iou mean_iou_per_image pixel_accuracy mean_dice_pooled "
                              "mean_dice_per_image empty_empty ignore_index confusion per_class"));
    QCOMPARE(json[QStringLiteral("mean_iou")].toDouble(), 1.0);
    QCOMPARE(json[QStringLiteral("ignore_index")].toInt(), 2);
    const auto perClass = json[QStringLiteral("per_class")].toArray();
    QCOMPARE(perClass.size(), 2);
    verifyKeys(perClass[1].toObject(), QStringLiteral("class iou dice"));
    QVERIFY(perClass[1][QStringLiteral("iou")].isNull());
    const auto image = imageJson(QStringLiteral("s1"), maskScores(*counts, rules));
    QCOMPARE(image, (QJsonObject{{QStringLiteral("sample"), QStringLiteral("s1")},
                                 {QStringLiteral("dice"), 1.0},
                                 {QStringLiteral("iou"), 1.0}}));
}

void TstMetricsJson::segments()
{
    const Schema schema = schemaOf(Task::MultiLabel, {{QStringLiteral("red")}, {QStringLiteral("round")}});
    const std::vector<std::vector<ScoredSegment>> predictions{{{0, 10, {{0, 0.9}}}}};
    SegmentMap map(2, predictions);
    QVERIFY(segmentJson(map, schema)[QStringLiteral("mean")].isNull());
    map.setTruth(0, std::vector<Segment>{{0, 8, {0}}});
    const auto json = segmentJson(map, schema);
    verifyKeys(json, QStringLiteral("mean tiou per_class"));
    QCOMPARE(json[QStringLiteral("tiou")].toObject().size(), 10);
    QCOMPARE(json[QStringLiteral("tiou")][QStringLiteral("0.50")].toDouble(), 0.5);
    QCOMPARE(json[QStringLiteral("tiou")][QStringLiteral("0.95")].toDouble(), 0.0);
    QCOMPARE(json[QStringLiteral("per_class")][0][QStringLiteral("ap")].toDouble(), 0.7); // overlap 0.8
}

BADCASE_REGISTER_TEST(TstMetricsJson)
#include "tst_metrics_json.moc"
