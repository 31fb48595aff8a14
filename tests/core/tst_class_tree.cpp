// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/schema.h"
#include "tests/support/test_support.h"

using namespace badcase;

namespace {

QString q(const char* text)
{
    return QString::fromUtf8(text);
}

/// poodle, husky (dog); tabby (cat); sparrow (bird); rock (stone). dog, cat -> mammal; mammal, bird ->
/// animal.
const char* const kPets = "{\"names\": [\"poodle\", \"sparrow\", \"husky\", \"tabby\", \"rock\"],"
                          "\"parents\": [\"dog\", \"bird\", \"dog\", \"cat\", \"stone\"],"
                          "\"parent_of\": {\"dog\": \"mammal\", \"cat\": \"mammal\", \"mammal\": \"animal\","
                          "\"bird\": \"animal\"}}";

Schema pets()
{
    return Schema::parse(Task::Classification, kPets).value();
}

} // namespace

class TstClassTree : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void numbersParents();
    void climbs();
    void measuresDistance();
    void findsWhatIsBelow();
    void readsGrandparentsFromCsv();
    void roundTripsAndCompares();
    void refuses_data();
    void refuses();
    void withoutParents();
    void classesThatStandAlone();
};

void TstClassTree::numbersParents()
{
    const Schema schema = pets();
    // Direct parents keep the numbers they have without anything above.
    QCOMPARE(schema.parents(), (QStringList{q("dog"), q("bird"), q("cat"), q("stone")}));
    const auto& parents = schema.tree().parents();
    QCOMPARE(parents.size(), std::size_t(6));
    QCOMPARE(schema.tree().directParents(), 4);
    QCOMPARE(parents[4].name, q("mammal"));
    QCOMPARE(parents[5].name, q("animal"));
    QCOMPARE(parents[0].parent, 4);
    QCOMPARE(parents[1].parent, 5);
    QCOMPARE(parents[2].parent, 4);
    QCOMPARE(parents[3].parent, kNoParent);
    QCOMPARE(parents[4].parent, 5);
    QCOMPARE(parents[5].parent, kNoParent);
    QCOMPARE(schema.tree().height(), 3);
    QCOMPARE(schema.tree().roots(), (std::vector<int>{3, 5}));
}

void TstClassTree::climbs()
{
    const ClassTree tree = pets().tree();
    QCOMPARE(tree.ancestor(0), 0);
    QCOMPARE(tree.ancestor(0, 2), 4);
    QCOMPARE(tree.ancestor(0, 3), 5);
    QCOMPARE(tree.ancestor(0, 9), 5); // stays at the top
    QCOMPARE(tree.ancestor(1, 2), 5);
    QCOMPARE(tree.ancestor(1, 3), 5); // a shorter branch
    QCOMPARE(tree.ancestors(2), (std::vector<int>{4, 5, 4, 4, 3}));
    QCOMPARE(tree.path(3), (QStringList{q("animal"), q("mammal"), q("cat")}));
    QCOMPARE(tree.path(4), QStringList{q("stone")});
}

void TstClassTree::measuresDistance()
{
    const ClassTree tree = pets().tree();
    const int expected[5][5] = {
        {0, 3, 1, 2, 4}, // poodle: itself, sparrow by animal, husky by dog, tabby by mammal, rock by nothing
        {3, 0, 3, 3, 4}, {1, 3, 0, 2, 4}, {2, 3, 2, 0, 4}, {4, 4, 4, 4, 0},
    };
    for (int a = 0; a < 5; ++a) {
        for (int b = 0; b < 5; ++b)
            QCOMPARE(tree.distance(a, b), expected[a][b]);
    }
}

void TstClassTree::findsWhatIsBelow()
{
    const ClassTree tree = pets().tree();
    QCOMPARE(tree.classesOf(0), (std::vector<ClassIndex>{0, 2}));
    QVERIFY(tree.classesOf(4).empty());
    QCOMPARE(tree.parentsOf(4), (std::vector<int>{0, 2}));
    QCOMPARE(tree.parentsOf(5), (std::vector<int>{1, 4}));
    QCOMPARE(tree.classesBelow(4), (std::vector<ClassIndex>{0, 2, 3}));
    QCOMPARE(tree.classesBelow(5), (std::vector<ClassIndex>{0, 1, 2, 3}));
    QCOMPARE(tree.classesBelow(3), (std::vector<ClassIndex>{4}));
}

void TstClassTree::readsGrandparentsFromCsv()
{
    const auto schema = Schema::parse(Task::Classification, "name,parent,grandparent\npoodle,dog,mammal\n"
                                                            "husky,dog,\ntabby,cat,mammal\nrock,stone,\n");
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->tree().above(), (ParentNames{{q("dog"), q("mammal")}, {q("cat"), q("mammal")}}));
    QCOMPARE(schema->tree().height(), 2);
    QCOMPARE(schema->tree().distance(0, 2), 2);
}

void TstClassTree::roundTripsAndCompares()
{
    const Schema schema = pets();
    const auto again = Schema::parse(Task::Classification, schema.toJson());
    QVERIFY_RESULT(again);
    QVERIFY(*again == schema);
    QCOMPARE(again->toJson(), schema.toJson());
    const auto lower = Schema::create(Task::Classification, schema.classes());
    QVERIFY_RESULT(lower);
    QVERIFY(!(*lower == schema));
    QVERIFY(!lower->toJson().contains("parent_of"));
}

void TstClassTree::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("circle") << QByteArray("{\"names\": [\"a\"], \"parents\": [\"x\"],"
                                          "\"parent_of\": {\"x\": \"y\", \"y\": \"x\"}}");
    QTest::newRow("its own parent") << QByteArray(
        "{\"names\": [\"a\"], \"parents\": [\"x\"], \"parent_of\": {\"x\": \"x\"}}");
    QTest::newRow("unknown") << QByteArray(
        "{\"names\": [\"a\"], \"parents\": [\"x\"], \"parent_of\": {\"z\": \"x\"}}");
    QTest::newRow("no parents at all") << QByteArray("{\"names\": [\"a\"], \"parent_of\": {\"a\": \"x\"}}");
    QTest::newRow("a number") << QByteArray(
        "{\"names\": [\"a\"], \"parents\": [\"x\"], \"parent_of\": {\"x\": 3}}");
    QTest::newRow("csv, two grandparents") << QByteArray("name,parent,grandparent\na,x,g\nb,x,h\n");
    QTest::newRow("csv, no parent") << QByteArray("name,parent,grandparent\na,,g\n");
}

void TstClassTree::refuses()
{
    QFETCH(const QByteArray, text);
    const auto schema = Schema::parse(Task::Classification, text);
    QVERIFY(!schema);
    QCOMPARE(schema.error().code, ErrorCode::InvalidArgument);
    QVERIFY(!schema.error().message.isEmpty());
}

void TstClassTree::withoutParents()
{
    const auto schema = Schema::create(Task::Classification, {{q("a")}, {q("b")}});
    QVERIFY_RESULT(schema);
    const ClassTree& tree = schema->tree();
    QCOMPARE(tree.height(), 0);
    QCOMPARE(tree.ancestor(1), kNoParent);
    QVERIFY(tree.ancestors().empty());
    QCOMPARE(tree.distance(0, 1), 1);
    QCOMPARE(tree.distance(1, 1), 0);
    QVERIFY(tree.path(0).isEmpty());
}

void TstClassTree::classesThatStandAlone()
{
    const auto schema = Schema::parse(Task::Classification, "name,parent\na,x\nb,x\nc,\nd,\n");
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->tree().distance(0, 1), 1);
    QCOMPARE(schema->tree().distance(0, 2), 2);
    QCOMPARE(schema->tree().distance(2, 3), 2); // nothing joins them but having no parent
    QVERIFY(schema->tree().path(2).isEmpty());
}

BADCASE_REGISTER_TEST(TstClassTree)
#include "tst_class_tree.moc"
