// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/content_hash.h"
#include "tests/jobs/fake_run.h"
#include "tests/support/test_support.h"

#include <cmath>
#include <set>

using namespace badcase;
using namespace badcase::jobs;
using namespace badcase::test;

namespace {

class KnownSet : public KnownResults {
public:
    bool has(quint64 content) const override { return contents.contains(content); }
    std::set<quint64> contents;
};

RunReport runWith(FakeRun& fake, std::shared_ptr<const KnownResults> known,
                  const StatsCallback& progress = {})
{
    RunPlan plan = fake.plan();
    plan.known = std::move(known);
    return InferenceJob(plan).run(progress);
}

quint64 contentOf(const QByteArray& bytes, qint64 modified = 1000)
{
    media::MediaStat stat;
    stat.modified = modified;
    const auto content = videoContent(media::VideoSource::bytes(bytes, QStringLiteral("a.mp4")), stat);
    if (!content)
        qFatal("%s", qPrintable(content.error().message));
    return *content;
}

QByteArray changed(QByteArray bytes, qsizetype at)
{
    bytes[at] = 'y';
    return bytes;
}

} // namespace

/// What another run has computed already is neither decoded nor given to the model.
class TstReuse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void hashTellsPartsApart();
    void hashOfLargeVideos();
    void textsBelongToTheContent();
    void contentsBelongToPictures_data();
    void contentsBelongToPictures();
    void knownPicturesAreNotComputed_data() { contentsBelongToPictures_data(); }
    void knownPicturesAreNotComputed();
    void nobodyAsksForContents();
    void stagesAreNumbers_data() { contentsBelongToPictures_data(); }
    void stagesAreNumbers();
};

void TstReuse::hashTellsPartsApart()
{
    const auto hashOf = [](SampleKind kind, std::initializer_list<const char*> parts) {
        ContentHash hash(kind);
        for (const char* part : parts)
            hash.add(QByteArrayView(part));
        return hash.value();
    };
    std::set<quint64> values;
    values.insert(hashOf(SampleKind::Image, {}));
    values.insert(hashOf(SampleKind::Image, {""}));
    values.insert(hashOf(SampleKind::Image, {"ab", "c"}));
    values.insert(hashOf(SampleKind::Image, {"a", "bc"}));
    values.insert(hashOf(SampleKind::Image, {"abc"}));
    values.insert(hashOf(SampleKind::Video, {"abc"}));
    QCOMPARE(values.size(), std::size_t(6));
    QCOMPARE(hashOf(SampleKind::Image, {"abc"}), hashOf(SampleKind::Image, {"abc"}));
}

void TstReuse::hashOfLargeVideos()
{
    // Up to kWholeVideoBytes every byte counts, and nothing but the bytes.
    const QByteArray small(3 << 20, 'x');
    QCOMPARE(contentOf(small, 2000), contentOf(small));
    for (const qsizetype at : {qsizetype(0), small.size() / 2, small.size() - 1})
        QVERIFY(contentOf(changed(small, at)) != contentOf(small));
    QVERIFY(contentOf(small + 'x') != contentOf(small));
    // Beyond it a change at either end is seen by itself, one in the middle by its time.
    const QByteArray large(static_cast<qsizetype>(kWholeVideoBytes) + 1000, 'x');
    QVERIFY(contentOf(changed(large, 10)) != contentOf(large));
    QVERIFY(contentOf(changed(large, large.size() - 10)) != contentOf(large));
    QCOMPARE(contentOf(changed(large, large.size() / 2)), contentOf(large));
    QVERIFY(contentOf(changed(large, large.size() / 2), 2000) != contentOf(large));
    QVERIFY(contentOf(large + 'x') != contentOf(large));
}

void TstReuse::textsBelongToTheContent()
{
    JobSample sample{SampleId(1), QStringLiteral("a"), std::make_shared<FakeRoot>(), QStringLiteral("4-4-7")};
    const QString title = QStringLiteral("title");
    const QString ocr = QStringLiteral("ocr");
    sample.texts = {{title, QStringLiteral("cat")}, {ocr, QStringLiteral("sale")}};
    const auto contentOf = [&](const QStringList& fields, bool media = true) {
        const auto content = sampleContent(sample, fields, media);
        return content ? *content : 0;
    };
    const quint64 both = contentOf({title, ocr});
    const quint64 first = contentOf({title});
    const quint64 none = contentOf({});
    const quint64 words = contentOf({title}, false);
    QCOMPARE((std::set<quint64>{both, first, none, words, contentOf({ocr, title})}.size()), std::size_t(5));
    sample.texts[ocr] = QStringLiteral("sold");
    QVERIFY(contentOf({title, ocr}) != both);
    QCOMPARE(contentOf({title}), first); // the model does not read the other
    sample.member = QStringLiteral("4-4-8");
    QVERIFY(contentOf({title}) != first);
    QCOMPARE(contentOf({title}, false), words);
    sample.member = QStringLiteral("missing");
    QVERIFY(!sampleContent(sample, {title}, true));
    QCOMPARE(contentOf({title}, false), words);
    sample.member.clear(); // a sample of texts alone
    QVERIFY(contentOf({title}) != 0);
}

void TstReuse::contentsBelongToPictures_data()
{
    QTest::addColumn<bool>("onDevice");
    QTest::newRow("cpu: lanes") << false;
    QTest::newRow("device: one lane and helpers") << true;
}

void TstReuse::contentsBelongToPictures()
{
    QFETCH(bool, onDevice);
    QStringList members = pictures(300); // the last hundred repeat the first
    members << QStringLiteral("broken") << QStringLiteral("missing");
    FakeRun fake(members);
    fake.model.onDevice = onDevice;
    const RunReport report = runWith(fake, std::make_shared<KnownSet>());
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.reused, 0);
    std::set<quint64> distinct;
    for (std::size_t i = 0; i < 300; ++i) {
        QVERIFY(fake.sink->result(i).content);
        distinct.insert(*fake.sink->result(i).content);
        if (i >= 200)
            QCOMPARE(*fake.sink->result(i).content, *fake.sink->result(i - 200).content);
    }
    QCOMPARE(distinct.size(), std::size_t(200));
    QVERIFY(fake.sink->result(300).content); // it can be read, if not decoded
    QVERIFY(!fake.sink->result(301).content);
}

void TstReuse::knownPicturesAreNotComputed()
{
    QFETCH(bool, onDevice);
    FakeRun before(pictures(100));
    QCOMPARE(runWith(before, std::make_shared<KnownSet>()).outcome, Outcome::Succeeded);
    const auto known = std::make_shared<KnownSet>();
    for (std::size_t i = 0; i < 60; ++i)
        known->contents.insert(*before.sink->result(i).content);

    std::atomic<int> forwards = 0;
    FakeRun fake(pictures(100));
    fake.model.onDevice = onDevice;
    fake.model.forwards = &forwards;
    fake.options.batch = 1;
    const RunReport report = runWith(fake, known);
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.done, 100);
    QCOMPARE(report.stats.failed, 0);
    QCOMPARE(report.stats.reused, 60);
    QCOMPARE(forwards.load(), 40);
    for (std::size_t i = 0; i < 100; ++i) {
        const SampleResult& result = fake.sink->result(i);
        QCOMPARE(result.id.value, qint64(i) + 1); // in the order of the source all the same
        QCOMPARE(std::holds_alternative<ReusedResult>(result.outcome), i < 60);
        QCOMPARE(*result.content, *before.sink->result(i).content);
    }
}

void TstReuse::nobodyAsksForContents()
{
    FakeRun fake(pictures(5));
    QCOMPARE(fake.run().outcome, Outcome::Succeeded);
    for (const SampleResult& result : fake.sink->results)
        QVERIFY(!result.content);
}

void TstReuse::stagesAreNumbers()
{
    QFETCH(bool, onDevice);
    FakeRun fake(pictures(400));
    fake.model.onDevice = onDevice;
    fake.model.delay = std::chrono::milliseconds(1);
    fake.options.batch = onDevice ? 16 : 1;
    const auto allAreShares = [](const RunStats& stats) {
        for (int i = 0; i < kStageCount; ++i) {
            const auto stage = static_cast<Stage>(i);
            const double share = stats.share(stage);
            const double queue = stats.meanQueue[static_cast<std::size_t>(i)];
            if (!(share >= 0.0 && share <= 1.0 && queue >= 0.0 && std::isfinite(queue) &&
                  stats.queue(stage) >= 0))
                return false;
        }
        return true;
    };
    QVERIFY(allAreShares(RunStats())); // before anything
    bool all = true;
    const RunReport report =
        runWith(fake, nullptr, [&](const RunStats& stats) { all = all && allAreShares(stats); });
    QVERIFY(all && allAreShares(report.stats));
    QCOMPARE(report.outcome, Outcome::Succeeded);
    const auto threads = [&](Stage stage) { return report.stats.threads[static_cast<std::size_t>(stage)]; };
    QCOMPARE(threads(Stage::Forward), onDevice ? 1 : 2);
    QCOMPARE(threads(Stage::Decode), 2);
    QCOMPARE(threads(Stage::Write), 1);
    // A model that sleeps is what its threads do nearly all the time on the CPU.
    QVERIFY2(onDevice || report.stats.share(Stage::Forward) > 0.5,
             qPrintable(QString::number(report.stats.share(Stage::Forward))));
    QVERIFY(report.stats.meanQueue[0] > 0.0);
    // A run that could not begin has nothing to divide by.
    FakeRun failing(pictures(3));
    failing.failLoads = 10;
    QVERIFY(allAreShares(runWith(failing, nullptr).stats));
}

BADCASE_REGISTER_TEST(TstReuse)
#include "tst_reuse.moc"
