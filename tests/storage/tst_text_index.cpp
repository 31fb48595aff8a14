// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/text_quality.h"
#include "storage/sample_repository.h"
#include "storage/statement.h"
#include "storage/text_index.h"
#include "storage/text_postings.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

#include <QRandomGenerator>

using namespace badcase;
using namespace badcase::storage;
using storage::test::must;
using storage::test::ProjectFixture;

/// The index of texts against reading every text with the pure functions of core.
class TstTextIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void postingsRoundTrip();
    void equalsReadingEveryText_data();
    void equalsReadingEveryText();
    void namesAndFields();
    void changesMakeBlocksStale();
    void changesWhileBuildingStayStale();
    void resumesAfterCancel();
    void worksReadOnly();
    void qualityEqualsTexts();
    void tellsOfDamage();
};

namespace {

ImportSample sampleWith(int i, const QString& title, const QString& ocr)
{
    ImportSample sample;
    sample.sample.name = QStringLiteral("v%1").arg(i, 6, 10, QLatin1Char('0'));
    sample.sample.kind = SampleKind::NoMedia;
    sample.fields = {{QStringLiteral("title"), title}, {QStringLiteral("ocr"), ocr}};
    return sample;
}

/// Few characters and words, so that everything repeats; some texts are empty.
class TextMaker {
public:
    QString text(int parts)
    {
        static const QStringList kParts =
            QStringLiteral("的|的|的|一|衬|衫|衬衫|红|red|Red|coat|coats|a|ab1|，|。| | |\n|😂")
                .split(QLatin1Char('|'));
        QString made;
        for (int i = 0; i < parts; ++i)
            made += kParts[m_random.bounded(static_cast<int>(kParts.size()))];
        return made;
    }
    int below(int limit) { return m_random.bounded(limit); }

private:
    QRandomGenerator m_random{20261121};
};

struct TextProject : ProjectFixture {
    explicit TextProject(int samples) : ProjectFixture(0)
    {
        SampleWriter writer(*connection);
        for (int i = 0; i < samples; ++i)
            must(writer.write(sampleWith(i, maker.text(maker.below(12)), maker.text(maker.below(8)))));
        must(writer.finish());
    }

    /// By the pure functions, over everything.
    std::vector<SampleId> bruteForce(const QString& query, const QString& onlyField = {})
    {
        const TextQuery parsed =
            parseTextQuery(query, must(TextIndex(*connection).searchableFields()), onlyField);
        std::vector<SampleId> found;
        SampleRepository samples(*connection);
        for (const SampleRow& row : must(samples.page({}, 1'000'000))) {
            Fields fields = must(samples.fields(row.sample.id));
            fields.insert(QString::fromLatin1(kNameField), row.sample.name);
            if (matches(parsed, fields))
                found.push_back(row.sample.id);
        }
        return found;
    }

    TextMaker maker;
};

std::vector<SampleId> everything(const TextHits& hits)
{
    if (hits.count != static_cast<qint64>(hits.ids.size()))
        qFatal("%lld hits, but %zu ids", static_cast<long long>(hits.count), hits.ids.size());
    return hits.ids;
}

constexpr int kAll = 1'000'000;

} // namespace

void TstTextIndex::postingsRoundTrip()
{
    QRandomGenerator random(3);
    for (const int every : {1, 3, 200}) { // a full bitmap, a bitmap, a list
        PostingBuilder builder;
        Places expected;
        BlockBits all;
        for (int sample = 0; sample < kBlockSamples; sample += every) {
            quint32 position = 0;
            // Long lists need a count of two bytes.
            for (int i = random.bounded(50) == 0 ? 200 : 1 + random.bounded(3); i > 0; --i) {
                position += 1 + static_cast<quint32>(random.bounded(random.bounded(9) == 0 ? 100000 : 5));
                builder.add(sample, position);
                if (position >= 2)
                    expected.push_back(static_cast<quint64>(sample) << 32 | (position - 2));
            }
            all.set(sample);
        }
        const QByteArray samples = builder.packedSamples(), positions = builder.packedPositions();
        BlockBits read;
        QVERIFY(read.add(samples));
        QVERIFY(read.words() == all.words());
        Places places;
        QVERIFY(appendPlaces(samples, positions, all, 2, places));
        QVERIFY(places == expected);
        QVERIFY(!appendPlaces(samples, positions.chopped(1), all, 0, places));
        QVERIFY(!appendPlaces(samples, positions + 'x', all, 0, places));
        QVERIFY(!read.add(samples + 'x'));
    }
}

void TstTextIndex::equalsReadingEveryText_data()
{
    QTest::addColumn<QString>("query");
    for (const char16_t* query :
         {u"的",          u"衬",      u"衬衫",      u"的的",       u"的的的",
          u"衬衫的",      u"红衬衫",  u"的 红",     u"red",        u"r",
          u"re",          u"coat",    u"coats",     u"coa",        u"\"red coat\"",
          u"\"的 的\"",   u"衬衫red", u"red的",     u"title:的",   u"ocr:衬衫 title:red",
          u"ocr:的的 红", u"的re",    u"的r",       u"name:v0001", u"v000123",
          u"v",           u"😂",       u"😂的",       u"nothing",    u"蓝",
          u"的 的 的",    u"a",       u"ab",        u"ab1",        u"ab12",
          u"!!",          u"",        u"Red COAT ", u"ｒｅｄ"})
        QTest::newRow(qPrintable(QString::fromUtf16(query))) << QString::fromUtf16(query);
}

void TstTextIndex::equalsReadingEveryText()
{
    QFETCH(QString, query);
    static TextProject project(2000);
    static TextProject indexed(2000); // the same texts
    static const bool built = [] {
        must(TextIndex(*indexed.connection).build());
        return must(TextIndex(*indexed.connection).state()).complete();
    }();
    QVERIFY(built);
    const auto expected = project.bruteForce(query);
    QVERIFY(everything(must(TextIndex(*project.connection).scan(query, kAll))) == expected);
    const TextHits hits = must(TextIndex(*indexed.connection).search(query, kAll));
    QVERIFY(everything(hits) == expected);
    QVERIFY(hits.complete);
    const TextHits first = must(TextIndex(*indexed.connection).search(query, 5));
    QCOMPARE(first.count, static_cast<qint64>(expected.size()));
    QVERIFY(std::equal(first.ids.begin(), first.ids.end(), expected.begin()) &&
            first.ids.size() == qMin<std::size_t>(5, expected.size()));
    // In one field only.
    const SampleSet inTitle = must(TextIndex(*indexed.connection).matching(query, QStringLiteral("title")));
    QVERIFY(inTitle.first(kAll) == project.bruteForce(query, QStringLiteral("title")));
    for (const SampleId id : {SampleId(1), SampleId(2000), SampleId(2001), SampleId(9'999'999), SampleId()})
        QCOMPARE(inTitle.contains(id), std::ranges::count(inTitle.first(kAll), id) == 1);
}

void TstTextIndex::namesAndFields()
{
    TextProject project(3);
    const QStringList names = must(TextIndex(*project.connection).searchableFields());
    QCOMPARE(names, (QStringList{QStringLiteral("name"), QStringLiteral("ocr"), QStringLiteral("title")}));
}

void TstTextIndex::changesMakeBlocksStale()
{
    const int count = kBlockSamples + 100; // two blocks
    TextProject project(count);
    TextIndex index(*project.connection);
    QCOMPARE(must(index.state()).total, count);
    QCOMPARE(must(index.state()).done, 0);
    QVERIFY(!must(index.search(QStringLiteral("的"))).complete);
    must(index.build());
    QVERIFY(must(index.state()).complete());
    const qint64 before = must(index.search(QStringLiteral("衬衫"))).count;

    SampleWriter writer(*project.connection);
    must(writer.write(sampleWith(count - 1, QStringLiteral("全新的词"), QString()))); // another text
    must(writer.write(sampleWith(count, QStringLiteral("全新的词"), QString())));     // a sample more
    must(writer.finish());
    const TextIndexState state = must(index.state());
    QCOMPARE(state.total, count + 1);
    QCOMPARE(state.done, kBlockSamples - 1); // ids begin with 1
    QCOMPARE(must(index.search(QStringLiteral("全新的词"))).count, 0);
    QVERIFY(!must(index.search(QStringLiteral("全新的词"))).complete);
    const std::vector<SampleId> both{SampleId(count), SampleId(count + 1)};
    QVERIFY(everything(must(index.scan(QStringLiteral("全新的词"), kAll))) == both);
    must(index.build());
    QVERIFY(everything(must(index.search(QStringLiteral("全新的词"), kAll))) == both);
    QVERIFY(must(index.search(QStringLiteral("衬衫"))).count <= before);
    QVERIFY(everything(must(index.search(QStringLiteral("衬衫"), kAll))) ==
            project.bruteForce(QStringLiteral("衬衫")));

    // What changes no text leaves the index alone.
    SampleWriter again(*project.connection);
    ImportSample same = sampleWith(count, QStringLiteral("全新的词"), QString());
    same.labels = LabelSet{1};
    must(again.write(same));
    must(again.finish());
    QVERIFY(must(index.state()).complete());
    project.mustBeSound();
}

void TstTextIndex::changesWhileBuildingStayStale()
{
    TextProject project(kBlockSamples + 10);
    TextIndex index(*project.connection);
    const auto other = must(project.project->connect());
    bool changed = false;
    must(index.build({}, [&](const Progress& progress) {
        // Between the blocks: the first stands, the second is still to come.
        if (progress.done == 0 || changed)
            return;
        changed = true;
        SampleWriter writer(*other);
        must(writer.write(sampleWith(0, QStringLiteral("全新"), QString())));
        must(writer.finish());
    }));
    QVERIFY(changed);
    QCOMPARE(must(index.state()).done, 11);
    QVERIFY(everything(must(index.scan(QStringLiteral("全新"), kAll))) == std::vector{SampleId(1)});
    must(index.build());
    QVERIFY(must(index.state()).complete());
    QVERIFY(everything(must(index.search(QStringLiteral("全新"), kAll))) == std::vector{SampleId(1)});
}

void TstTextIndex::resumesAfterCancel()
{
    TextProject project(kBlockSamples + 10);
    const CancelToken cancel;
    const auto stopped = TextIndex(*project.connection).build(cancel, [&](const Progress& progress) {
        if (progress.done > 0)
            cancel.cancel();
    });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    project.open();
    QCOMPARE(must(TextIndex(*project.connection).state()).done, kBlockSamples - 1);
    std::vector<qint64> seen;
    must(TextIndex(*project.connection).build({}, [&](const Progress& progress) {
        seen.push_back(progress.done);
    }));
    QVERIFY(must(TextIndex(*project.connection).state()).complete());
    QCOMPARE(seen.back(), kBlockSamples + 10);
    const CancelToken already;
    already.cancel();
    QCOMPARE(TextIndex(*project.connection).scan(QStringLiteral("的"), 5, already).error().code,
             ErrorCode::Cancelled);
}

void TstTextIndex::worksReadOnly()
{
    TextProject project(50);
    const auto expected = project.bruteForce(QStringLiteral("的"));
    project.open(OpenMode::ReadOnly);
    QVERIFY(everything(must(TextIndex(*project.connection).scan(QStringLiteral("的"), kAll))) == expected);
    QCOMPARE(TextIndex(*project.connection).build().error().code, ErrorCode::ReadOnly);
}

void TstTextIndex::qualityEqualsTexts()
{
    TextProject project(300);
    TextIndex index(*project.connection);
    SampleRepository samples(*project.connection);
    for (const bool built : {false, true}) {
        if (built)
            must(index.build());
        const auto length = must(index.quality(QStringLiteral("title"), TextMeasure::Length));
        const auto repeated = must(index.quality(QStringLiteral("title"), TextMeasure::Repeated));
        const auto gibberish = must(index.quality(QStringLiteral("ocr"), TextMeasure::Gibberish));
        double sum = 0;
        for (const SampleId id : project.ids()) {
            const Fields fields = must(samples.fields(id));
            const TextQuality title = textQuality(fields.value(QStringLiteral("title")));
            const auto at = static_cast<std::size_t>(id.value);
            QCOMPARE(length[at], static_cast<float>(title.length));
            QCOMPARE(repeated[at], static_cast<float>(title.repeated));
            QCOMPARE(gibberish[at],
                     static_cast<float>(textQuality(fields.value(QStringLiteral("ocr"))).gibberish));
            sum += title.length;
        }
        QVERIFY(sum > 100);
        const auto none = must(index.quality(QStringLiteral("no such field"), TextMeasure::Length));
        QVERIFY(std::ranges::all_of(none, [](float number) { return number == 0; }));
    }
}

void TstTextIndex::tellsOfDamage()
{
    TextProject project(50);
    must(TextIndex(*project.connection).build());
    must(execute(*project.connection,
                 QStringLiteral("UPDATE text_postings SET samples = x'010203', positions = x'ff'")));
    for (const char16_t* query : {u"的", u"的的", u"r", u"red", u"coat"})
        QCOMPARE(TextIndex(*project.connection).search(QString::fromUtf16(query)).error().code,
                 ErrorCode::Corrupt);
}

BADCASE_REGISTER_TEST(TstTextIndex)
#include "tst_text_index.moc"
