// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/run_identity.h"
#include "app/workspace/run_order.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <set>

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::must;

namespace {

std::vector<SampleId> samplesTo(qint64 last)
{
    std::vector<SampleId> ids;
    for (qint64 i = 1; i <= last; ++i)
        ids.emplace_back(i);
    return ids;
}

/// A run as it is asked for, with what is read of the model.
struct Asked {
    RunRequest request;
    engine::ModelFile file;
    engine::ModelCard card;
    jobs::FramePlan frames;
    engine::Vocabularies vocabularies;
    engine::ClassMapping classes{{0, 1}, {}};
    int schemaSize = 2;

    Asked()
    {
        file.sha256 = QString(64, u'a');
        card.name = QStringLiteral("m");
        card.classes = {QStringLiteral("cat"), QStringLiteral("dog")};
        request.device = QStringLiteral("cpu");
    }
    static Schema schema()
    {
        return must(Schema::create(Task::Segmentation,
                                   {{QStringLiteral("cat"), {}, {}}, {QStringLiteral("dog"), {}, {}}}));
    }
    QJsonObject settings() const
    {
        return runSettings(request, file, card, frames, must(recipeOf(request, schema())), vocabularies,
                           schema());
    }
    QString key() const { return computeKey(settings(), classes, schemaSize, request.device); }
};

using Change = std::function<void(Asked&)>;

} // namespace

/// Which runs say the same, which are the same run, and in which order a run takes its samples.
class TstRunIdentity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void everySettingThatMattersChangesTheKey_data();
    void everySettingThatMattersChangesTheKey();
    void whatDoesNotMatterLeavesTheKey_data();
    void whatDoesNotMatterLeavesTheKey();
    void deviceCountsInReducedPrecision();
    void modelsBehindAServerHaveNoKey();
    void earlierSettingsAreUnderstood();
    void orderIsThatOfTheRun();
    void partIsRandomAndTheSameAgain();
    void partFirstIsAPermutation();
};

void TstRunIdentity::everySettingThatMattersChangesTheKey_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char* name, const Change& change) { QTest::newRow(name) << change; };
    row("model", [](Asked& a) { a.file.sha256[3] = u'b'; });
    row("preprocessing", [](Asked& a) { a.card.input.scale = 1.0; });
    row("size", [](Asked& a) { a.card.input.width = 64; });
    row("output", [](Asked& a) { a.card.output.logits = 1; });
    row("activation", [](Asked& a) { a.card.output.activation = Activation::Sigmoid; });
    row("class names",
        [](Asked& a) { a.request.classRenames.insert(QStringLiteral("cat"), QStringLiteral("x")); });
    row("class places", [](Asked& a) { a.classes.toSchema = {1, 0}; });
    row("classes of the project", [](Asked& a) { a.schemaSize = 3; });
    row("precision", [](Asked& a) { a.request.precision = QStringLiteral("bf16"); });
    row("views", [](Asked& a) { a.request.views = QStringLiteral("hflip"); });
    row("a single other view", [](Asked& a) { a.request.views = QStringLiteral("only:hflip"); });
    row("tiles", [](Asked& a) { a.request.tile = 256; });
    row("steps", [](Asked& a) { a.request.steps = QStringLiteral("fill-holes"); });
    row("frames", [](Asked& a) { a.frames.number = 4; });
    row("a vocabulary",
        [](Asked& a) { a.vocabularies.sha256.insert(QStringLiteral("vocab.txt"), QString(64, u'c')); });
    row("a text that is not shown",
        [](Asked& a) { a.request.blank.fields = QStringList{QStringLiteral("title")}; });
    row("media that are not shown", [](Asked& a) { a.request.blank.media = true; });
}

void TstRunIdentity::everySettingThatMattersChangesTheKey()
{
    QFETCH(Change, change);
    Asked changed;
    change(changed);
    QCOMPARE(changed.key().size(), 64);
    QVERIFY(changed.key() != Asked().key());
    QVERIFY(changed.settings() != Asked().settings() || changed.schemaSize != 2 ||
            changed.classes.toSchema != Asked().classes.toSchema);
    // What matters only beside it.
    Asked views = changed;
    views.request.views = QStringLiteral("identity,hflip"); // "identity" is there anyway
    for (const Change& more : {Change([](Asked& a) { a.request.merge = QStringLiteral("max"); }),
                               Change([](Asked& a) { a.request.viewWeights = QStringLiteral("hflip:2"); }),
                               Change([](Asked& a) { a.request.keepViews = true; })}) {
        Asked other = views;
        more(other);
        QVERIFY(other.key() != views.key());
    }
    Asked tiles = changed;
    tiles.request.tile = 128;
    for (const Change& more : {Change([](Asked& a) { a.request.overlap = 0.5; }),
                               Change([](Asked& a) { a.request.tileWeights = QStringLiteral("flat"); }),
                               Change([](Asked& a) { a.request.fullWeight = 0.5; })}) {
        Asked other = tiles;
        more(other);
        QVERIFY(other.key() != tiles.key());
    }
}

void TstRunIdentity::whatDoesNotMatterLeavesTheKey_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char* name, const Change& change) { QTest::newRow(name) << change; };
    row("name of the run", [](Asked& a) { a.request.name = QStringLiteral("other"); });
    row("place of the model", [](Asked& a) { a.file.path = QStringLiteral("/elsewhere/m.pt"); });
    row("split", [](Asked& a) { a.request.split = QStringLiteral("test"); });
    row("selection", [](Asked& a) { a.request.samples = samplesTo(5); });
    row("the run that it is compared with", [](Asked& a) { a.request.basedOn = QStringLiteral("first"); });
    row("batch", [](Asked& a) { a.request.batch = 7; });
    row("device in full precision", [](Asked& a) { a.request.device = QStringLiteral("cuda:1"); });
    row("a process of its own", [](Asked& a) { a.request.isolate = true; });
    row("the view that there is anyway", [](Asked& a) { a.request.views = QStringLiteral("identity"); });
    row("how one view is merged", [](Asked& a) { a.request.merge = QStringLiteral("max"); });
    row("the initial merge by its name", [](Asked& a) { a.request.merge = QStringLiteral("mean"); });
    row("overlap of no tiles", [](Asked& a) { a.request.overlap = 0.5; });
}

void TstRunIdentity::whatDoesNotMatterLeavesTheKey()
{
    QFETCH(Change, change);
    Asked changed;
    change(changed);
    QCOMPARE(changed.key(), Asked().key());
}

void TstRunIdentity::deviceCountsInReducedPrecision()
{
    Asked cpu;
    cpu.request.precision = QStringLiteral("fp16");
    Asked gpu = cpu;
    gpu.request.device = QStringLiteral("cuda:0");
    Asked secondGpu = cpu;
    secondGpu.request.device = QStringLiteral("cuda:1");
    QVERIFY(cpu.key() != gpu.key());
    QCOMPARE(secondGpu.key(), gpu.key());
}

void TstRunIdentity::modelsBehindAServerHaveNoKey()
{
    Asked asked;
    asked.request.server = QStringLiteral("http://localhost:8000");
    QVERIFY(asked.key().isEmpty());
    QVERIFY(!must(sameSettings(asked.settings(), Asked().settings(), Asked::schema())));
}

void TstRunIdentity::earlierSettingsAreUnderstood()
{
    // What was written before there were views and tiles.
    const Asked asked;
    QJsonObject before{{QStringLiteral("model_sha256"), asked.file.sha256},
                       {QStringLiteral("card"), engine::modelCardToJsonObject(asked.card)},
                       {QStringLiteral("map_classes"), QJsonObject()},
                       {QStringLiteral("split"), QString()},
                       {QStringLiteral("selection"), -1},
                       {QStringLiteral("precision"), QStringLiteral("fp32")},
                       {QStringLiteral("views"), QJsonArray{QStringLiteral("identity")}}};
    QVERIFY(must(sameSettings(before, asked.settings(), Asked::schema())));
    Asked tiled;
    tiled.request.tile = 64;
    QVERIFY(!must(sameSettings(before, tiled.settings(), Asked::schema())));
    before.insert(QStringLiteral("split"), QStringLiteral("test"));
    QVERIFY(!must(sameSettings(before, asked.settings(), Asked::schema())));
}

void TstRunIdentity::orderIsThatOfTheRun()
{
    Asked selection;
    selection.request.samples = samplesTo(5);
    QCOMPARE(orderSeed(selection.settings()), orderSeed(selection.settings()));
    QVERIFY(orderSeed(selection.settings()) != orderSeed(Asked().settings()));
    // The set is compressed text, which another version of zlib may spell otherwise.
    QJsonObject respelt = selection.settings();
    respelt.insert(QStringLiteral("samples"), QStringLiteral("other words"));
    QCOMPARE(orderSeed(respelt), orderSeed(selection.settings()));
}

void TstRunIdentity::partIsRandomAndTheSameAgain()
{
    const auto size = [](qint64 samples) { return earlyPart(samplesTo(samples), 1).size(); };
    QCOMPARE(size(0), std::size_t(0));
    QCOMPARE(size(7), std::size_t(7));
    QCOMPARE(size(30), std::size_t(30));
    QCOMPARE(size(372), std::size_t(30));
    QCOMPARE(size(1000), std::size_t(50));
    QCOMPARE(size(100'000), std::size_t(2000));
    const auto all = samplesTo(2000);
    QCOMPARE(earlyPart(all, 5), earlyPart(all, 5));
    QVERIFY(earlyPart(all, 5) != earlyPart(all, 6));
    // Every sample is as likely as any other, at any place: over 400 seeds each quarter of the samples gets
    // about a quarter of the first 10 places (1000 of 4000, +- 5 standard deviations of 27).
    std::array<int, 4> quarters{};
    for (quint64 seed = 0; seed < 400; ++seed) {
        const auto part = earlyPart(all, seed);
        QCOMPARE(part.size(), std::size_t(100));
        for (std::size_t i = 0; i < 10; ++i)
            ++quarters[static_cast<std::size_t>((part[i].value - 1) / 500)];
    }
    for (const int count : quarters)
        QVERIFY2(std::abs(count - 1000) < 140, qPrintable(QString::number(count)));
}

void TstRunIdentity::partFirstIsAPermutation()
{
    const auto all = samplesTo(500);
    const auto part = earlyPart(all, 9);
    const auto order = partFirst(part, all);
    QVERIFY(std::equal(part.begin(), part.end(), order.begin()));
    QVERIFY(
        std::is_sorted(order.begin() + static_cast<std::ptrdiff_t>(part.size()), order.end())); // as it was
    auto sorted = order;
    std::ranges::sort(sorted);
    QCOMPARE(sorted, all);
    QCOMPARE(partFirst({}, all), all);
}

BADCASE_REGISTER_TEST(TstRunIdentity)
#include "tst_run_identity.moc"
