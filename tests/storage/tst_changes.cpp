// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/change_store.h"
#include "storage/mask_repository.h"
#include "storage/sample_repository.h"
#include "storage/statement.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

#include <QRandomGenerator>

#include <map>

using namespace badcase;
using namespace badcase::storage;
using storage::test::must;
using storage::test::ProjectFixture;

/// The journal: what it records, and that undo and redo are exact.
class TstChanges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void recordsEverything();
    void sameLabelIsNoCorrection();
    void allOrNothing();
    void undoRestoresAuthorAndReason();
    void newChangeEndsRedo();
    void pagesOfEntries();
    void damagedEntriesAreNamed_data();
    void damagedEntriesAreNamed();
    void randomSequencesEqualASimpleModel_data();
    void randomSequencesEqualASimpleModel();
};

namespace {

const QString kMe = QStringLiteral("me");

ChangeGroup one(qint64 sample, decltype(Change::what) what, const QString& reason = {})
{
    return {{{SampleId(sample), std::move(what)}}, kMe, reason};
}

} // namespace

void TstChanges::recordsEverything()
{
    ProjectFixture fixture(5);
    ChangeStore changes(*fixture.connection);
    QVERIFY(!must(changes.position()).isValid());
    ChangeGroup group{{{SampleId(1), SetCorrection{LabelSet{2}}},
                       {SampleId(1), SetVerdict{Verdict::Relabel}},
                       {SampleId(2), SetComment{QStringLiteral("看不清")}}},
                      QStringLiteral("ana"),
                      QStringLiteral("wrong bag"),
                      QDateTime::fromMSecsSinceEpoch(1234567890123, Qt::UTC)};
    const auto outcome = must(changes.apply(group));
    QCOMPARE(outcome.changed, 3);
    QCOMPARE(outcome.groups, 1);
    const auto entries = must(changes.entries(10));
    QCOMPARE(entries.size(), std::size_t(3));
    const JournalEntry& relabel = entries[2];
    QCOMPARE(relabel.id, outcome.first);
    QCOMPARE(relabel.author, QStringLiteral("ana"));
    QCOMPARE(relabel.reason, QStringLiteral("wrong bag"));
    QCOMPARE(relabel.at, group.at);
    QCOMPARE(relabel.sampleName, QStringLiteral("s00000"));
    QVERIFY(relabel.kind == ChangeKind::Relabel && relabel.action == JournalAction::Do);
    QVERIFY(relabel.from.labels == LabelSet{0} && !relabel.from.corrected);
    QVERIFY(relabel.to.labels == LabelSet{2} && relabel.to.corrected);
    QVERIFY(entries[1].to.verdict == Verdict::Relabel);
    QCOMPARE(entries[0].to.comment, QStringLiteral("看不清"));
    const auto detail = must(SampleRepository(*fixture.connection).detail(SampleId(1)));
    QCOMPARE(detail.correctedBy->author, QStringLiteral("ana"));
    QCOMPARE(detail.correctedBy->entry, relabel.id);
    QVERIFY(detail.row.verdict == Verdict::Relabel);
    QCOMPARE(must(changes.position()), outcome.last);
    fixture.mustBeSound();
}

void TstChanges::sameLabelIsNoCorrection()
{
    ProjectFixture fixture(5);
    ChangeStore changes(*fixture.connection);
    auto outcome = must(changes.apply(one(1, SetCorrection{LabelSet{0}})));
    QCOMPARE(outcome.changed, 0);
    QCOMPARE(outcome.unchanged, 1);
    must(changes.apply(one(1, SetCorrection{LabelSet{1}})));
    outcome = must(changes.apply(one(1, SetCorrection{LabelSet{0}})));
    QCOMPARE(outcome.changed, 1);
    QVERIFY(!must(SampleRepository(*fixture.connection).detail(SampleId(1))).row.corrected);
    QCOMPARE(must(changes.apply({{}, kMe})).groups, 0);
}

void TstChanges::allOrNothing()
{
    ProjectFixture fixture(5);
    ChangeStore changes(*fixture.connection);
    const std::vector<std::pair<Change, ErrorCode>> bad = {
        {{SampleId(77), SetVerdict{Verdict::Keep}}, ErrorCode::NotFound},
        {{SampleId(2), SetCorrection{LabelSet{5}}}, ErrorCode::InvalidArgument},
        {{SampleId(2), SetCorrection{LabelSet{1, 2}}}, ErrorCode::InvalidArgument},
        {{SampleId(2), SetCorrection{LabelSet{}}}, ErrorCode::InvalidArgument}};
    for (const auto& [change, code] : bad) {
        const auto refused = changes.apply({{{SampleId(1), SetVerdict{Verdict::Keep}}, change}, kMe});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, code);
        QVERIFY(must(changes.entries(10)).empty());
        QVERIFY(must(SampleRepository(*fixture.connection).detail(SampleId(1))).row.verdict == Verdict::None);
    }
    fixture.mustBeSound();
}

void TstChanges::undoRestoresAuthorAndReason()
{
    ProjectFixture fixture(5);
    SampleRepository samples(*fixture.connection);
    {
        ChangeStore changes(*fixture.connection);
        must(changes.apply(
            {{{SampleId(1), SetCorrection{LabelSet{1}}}}, QStringLiteral("ana"), QStringLiteral("first")}));
        must(changes.apply(
            {{{SampleId(1), SetCorrection{LabelSet{2}}}}, QStringLiteral("bo"), QStringLiteral("second")}));
        must(changes.undo(1, QStringLiteral("cy")));
    }
    auto detail = must(samples.detail(SampleId(1)));
    QVERIFY(detail.row.labels == LabelSet{1});
    QCOMPARE(detail.correctedBy->author, QStringLiteral("ana"));
    QCOMPARE(detail.correctedBy->reason, QStringLiteral("first"));
    ChangeStore changes(*fixture.connection);
    must(changes.redo(1, QStringLiteral("cy")));
    detail = must(samples.detail(SampleId(1)));
    QVERIFY(detail.row.labels == LabelSet{2});
    QCOMPARE(detail.correctedBy->author, QStringLiteral("bo"));
    QCOMPARE(must(changes.entries(1))[0].author, QStringLiteral("cy"));
    QVERIFY(must(changes.entries(1))[0].action == JournalAction::Redo);
}

void TstChanges::newChangeEndsRedo()
{
    ProjectFixture fixture(5);
    ChangeStore changes(*fixture.connection);
    must(changes.apply(one(1, SetVerdict{Verdict::Keep}, QStringLiteral("a"))));
    must(changes.apply(one(2, SetVerdict{Verdict::Keep}, QStringLiteral("b"))));
    must(changes.undo(2, kMe));
    QCOMPARE(must(changes.nextRedo())->reason, QStringLiteral("a"));
    QVERIFY(!must(changes.nextUndo()));
    QCOMPARE(must(changes.undo(3, kMe)).groups, 0);
    must(changes.redo(1, kMe));
    QCOMPARE(must(changes.nextRedo())->reason, QStringLiteral("b"));
    must(changes.apply(one(3, SetVerdict{Verdict::Keep}, QStringLiteral("c"))));
    QVERIFY(!must(changes.nextRedo()));
    QCOMPARE(must(changes.redo(9, kMe)).groups, 0);
    QCOMPARE(must(changes.nextUndo())->reason, QStringLiteral("c"));
    QCOMPARE(must(changes.undo(9, kMe)).groups, 2);
}

void TstChanges::pagesOfEntries()
{
    ProjectFixture fixture(5);
    ChangeStore changes(*fixture.connection);
    for (int i = 0; i < 25; ++i)
        must(changes.apply(one(1 + i % 5, SetComment{QString::number(i)})));
    std::vector<qint64> seen;
    JournalId before;
    for (;;) {
        const auto page = must(changes.entries(10, before));
        if (page.empty())
            break;
        for (const auto& entry : page)
            seen.push_back(entry.id.value);
        before = page.back().id;
    }
    QCOMPARE(seen.size(), std::size_t(25));
    QVERIFY(std::is_sorted(seen.rbegin(), seen.rend()));
    QCOMPARE(must(changes.entries(100, {}, SampleId(3))).size(), std::size_t(5));
}

void TstChanges::damagedEntriesAreNamed_data()
{
    QTest::addColumn<QString>("json");
    QTest::newRow("nothing") << QString();
    QTest::newRow("cut off") << QStringLiteral("{\"classes\":[2");
    QTest::newRow("a list") << QStringLiteral("[1]");
    QTest::newRow("no class number") << QStringLiteral("{\"classes\":[\"two\"],\"corrected\":true}");
    QTest::newRow("no list") << QStringLiteral("{\"classes\":2,\"corrected\":true}");
}

/// A state that cannot be read is not an empty state: undoing to it would take the label away.
void TstChanges::damagedEntriesAreNamed()
{
    QFETCH(QString, json);
    ProjectFixture fixture(5);
    ChangeStore changes(*fixture.connection);
    must(changes.apply(one(1, SetCorrection{LabelSet{2}})));
    const JournalId entry = must(changes.apply(one(2, SetCorrection{LabelSet{2}}))).last;
    QVERIFY(entry.isValid());
    Statement damage(*fixture.connection, QStringLiteral("UPDATE journal SET before = ? WHERE id = ?"));
    must(damage.run({bindableText(json), entry.value}));
    QCOMPARE(damage.affectedRows(), 1);
    const auto listed = changes.entries(10);
    QVERIFY(!listed);
    QCOMPARE(listed.error().code, ErrorCode::Corrupt);
    QVERIFY2(listed.error().message.startsWith(QStringLiteral("Entry %1 ").arg(entry.value)),
             qPrintable(listed.error().message));
    const auto undone = changes.undo(1, kMe);
    QVERIFY(!undone);
    QCOMPARE(undone.error().code, ErrorCode::Corrupt);
}

void TstChanges::randomSequencesEqualASimpleModel_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

namespace {

/// What the project should hold, told by the plainest means: whole copies of the state on two stacks.
struct PlainModel {
    struct One {
        std::optional<LabelSet> correction;
        Verdict verdict = Verdict::None;
        QString comment;
        std::optional<int> mask; ///< the class of all its pixels
        bool operator==(const One&) const = default;
    };
    using State = std::map<qint64, One>;
    State now;
    std::vector<State> past, future;

    void change(const State& next)
    {
        if (next == now)
            return;
        past.push_back(now);
        future.clear();
        now = next;
    }
    static void move(State& current, std::vector<State>& from, std::vector<State>& to, int count)
    {
        for (; count > 0 && !from.empty(); --count) {
            to.push_back(current);
            current = from.back();
            from.pop_back();
        }
    }
};

PlainModel::State stateInFile(Connection& connection)
{
    PlainModel::State state;
    SampleRepository samples(connection);
    for (const SampleRow& row : must(samples.page({}, 1000))) {
        PlainModel::One one;
        if (row.corrected)
            one.correction = row.labels;
        one.verdict = row.verdict;
        if (row.hasComment)
            one.comment = must(samples.detail(row.sample.id)).comment;
        if (row.maskCorrected)
            one.mask = must(MaskRepository(connection).corrected(row.sample.id))->at(3, 3);
        if (!(one == PlainModel::One{}))
            state[row.sample.id.value] = one;
    }
    return state;
}

/// A group of changes and the state it leads to. Sample i + 1 has the given label i % 5 (none for every
/// 10th).
ChangeGroup randomGroup(QRandomGenerator& random, int samples, PlainModel::State& state)
{
    ChangeGroup group{{}, kMe, QStringLiteral("why")};
    const int count = 1 + random.bounded(6);
    for (int i = 0; i < count; ++i) {
        const qint64 id = 1 + random.bounded(samples);
        PlainModel::One& one = state[id];
        switch (random.bounded(6)) {
        case 0: {
            const int label = random.bounded(5);
            const bool isGiven = (id - 1) % 10 != 9 && (id - 1) % 5 == label;
            one.correction = isGiven ? std::nullopt : std::optional(LabelSet::single(label));
            group.changes.push_back({SampleId(id), SetCorrection{LabelSet::single(label)}});
            break;
        }
        case 1:
            one.correction.reset();
            group.changes.push_back({SampleId(id), SetCorrection{}});
            break;
        case 2:
            one.mask = random.bounded(3);
            group.changes.push_back(
                {SampleId(id), SetMask{ClassMap(QSize(10 + static_cast<int>(id - 1) % 7, 20),
                                                static_cast<std::uint8_t>(*one.mask))}});
            break;
        case 3:
            one.mask.reset();
            group.changes.push_back({SampleId(id), SetMask{}});
            break;
        case 4:
            one.verdict = static_cast<Verdict>(random.bounded(5));
            group.changes.push_back({SampleId(id), SetVerdict{one.verdict}});
            break;
        default:
            one.comment = random.bounded(3) == 0 ? QString() : QString::number(random.bounded(4));
            group.changes.push_back({SampleId(id), SetComment{one.comment}});
        }
        if (one == PlainModel::One{})
            state.erase(id);
    }
    return group;
}

} // namespace

void TstChanges::randomSequencesEqualASimpleModel()
{
    QFETCH(quint32, seed);
    constexpr int kSamples = 12;
    QRandomGenerator random(seed);
    ProjectFixture fixture(kSamples);
    PlainModel model;
    qint64 journalled = 0;
    for (int step = 0; step < 150; ++step) {
        ChangeStore changes(*fixture.connection);
        const int what = random.bounded(10);
        ChangeOutcome outcome;
        if (what < 5) {
            PlainModel::State next = model.now;
            const ChangeGroup group = randomGroup(random, kSamples, next);
            outcome = must(changes.apply(group));
            // Changes that cancel each other inside a group are journalled and can be undone as a group of
            // their own.
            if (outcome.groups == 1 && next == model.now) {
                model.past.push_back(model.now);
                model.future.clear();
            }
            model.change(next);
        } else if (what < 7) {
            const int count = 1 + random.bounded(3);
            outcome = must(changes.undo(count, kMe));
            PlainModel::move(model.now, model.past, model.future, count);
        } else if (what < 9) {
            const int count = 1 + random.bounded(3);
            outcome = must(changes.redo(count, kMe));
            PlainModel::move(model.now, model.future, model.past, count);
        } else {
            fixture.open(); // a restart
        }
        journalled += outcome.changed;
        QVERIFY2(stateInFile(*fixture.connection) == model.now, qPrintable(QString::number(step)));
        ChangeStore after(*fixture.connection);
        QCOMPARE(must(after.nextUndo()).has_value(), !model.past.empty());
        QCOMPARE(must(after.nextRedo()).has_value(), !model.future.empty());
    }
    QCOMPARE(must(ProjectDatabase::info(*fixture.connection)).journalEntries, journalled);
    fixture.mustBeSound();
}

BADCASE_REGISTER_TEST(TstChanges)
#include "tst_changes.moc"
