// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/change_store.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"
#include "storage/segment_repository.h"
#include "storage/statement.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>

#include <set>

using namespace badcase;
using namespace badcase::storage;
using storage::test::must;
using storage::test::ProjectFixture;

/// kill -9 at random moments: the file stays sound and has everything that was acknowledged.
class TstCrash : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void nothingAcknowledgedIsLost();
};

namespace {

constexpr int kKills = 100;

/// What the child had told before it was killed.
struct Acknowledged {
    QHash<QString, qint64> groups; ///< reason -> changes
    qint64 samples = 0;
    qint64 predicted = 0;

    void read(const QByteArray& output)
    {
        for (const QByteArray& line : output.left(output.lastIndexOf('\n') + 1).split('\n')) {
            const auto words = line.split(' ');
            if (words[0] == "group")
                groups.insert(QString::fromUtf8(words[1]), words[2].toLongLong());
            else if (words[0] == "import")
                samples = words[1].toLongLong();
            else if (words[0] == "chunk")
                predicted = words[1].toLongLong();
        }
    }
};

/// The state must be what the journal's last line of each sample says, for comments and for segments.
QString compareStateWithJournal(Connection& connection)
{
    QHash<qint64, QString> expected;
    QHash<qint64, std::vector<Segment>> segments;
    ChangeStore changes(connection);
    JournalId before;
    std::set<std::pair<ChangeKind, qint64>> seen;
    for (;;) {
        const auto page = must(changes.entries(5000, before));
        if (page.empty())
            break;
        for (const JournalEntry& entry : page) {
            const std::pair about(entry.kind, entry.sample.value);
            if (!seen.insert(about).second)
                continue;
            if (!entry.to.comment.isEmpty())
                expected.insert(entry.sample.value, entry.to.comment);
            if (entry.to.segments)
                segments.insert(entry.sample.value, *entry.to.segments);
        }
        before = page.back().id;
    }
    Statement row(connection, QStringLiteral("SELECT sample_id, text FROM comments"));
    must(row.run());
    qsizetype found = 0;
    while (must(row.next())) {
        if (expected.value(row.integer(0)) != row.text(1))
            return QStringLiteral("sample %1 has another comment than the journal says").arg(row.integer(0));
        ++found;
    }
    if (found != expected.size())
        return QStringLiteral("comments are missing");
    SegmentRepository repository(connection);
    const auto corrected = must(repository.correctedSamples());
    if (static_cast<qsizetype>(corrected.size()) != segments.size())
        return QStringLiteral("segments are missing");
    for (const SampleId id : corrected) {
        if (must(repository.segments(id)).corrected != segments.value(id.value))
            return QStringLiteral("sample %1 has other segments than the journal says").arg(id.value);
    }
    return {};
}

QString compareWithAcknowledged(Connection& connection, RunId run, const Acknowledged& told)
{
    QHash<QString, qint64> groups;
    Statement row(connection, QStringLiteral("SELECT g.reason, COUNT(*) FROM journal_groups g JOIN journal j "
                                             "ON j.group_id = g.id WHERE g.action = 0 GROUP BY g.id"));
    must(row.run());
    while (must(row.next()))
        groups.insert(row.text(0), row.integer(1));
    for (auto it = told.groups.cbegin(); it != told.groups.cend(); ++it) {
        if (groups.value(it.key()) != it.value())
            return QStringLiteral("group %1 has %2 of %3 changes")
                .arg(it.key())
                .arg(groups.value(it.key()))
                .arg(it.value());
    }
    if (must(SampleRepository(connection).count()) < told.samples)
        return QStringLiteral("acknowledged samples are missing");
    const auto done = must(PredictionRepository(connection).doneSamples(run));
    if (static_cast<qint64>(done.size()) < told.predicted)
        return QStringLiteral("acknowledged predictions are missing");
    if (!done.empty() && must(PredictionRepository(connection).probabilities(run, done.back()))[4] !=
                             static_cast<float>(done.back().value))
        return QStringLiteral("probabilities of another sample");
    return {};
}

/// How long a child takes from its start to the first change that it reports as saved.
int millisecondsToFirstAcknowledgement(const QString& program, const QString& path, RunId run)
{
    // On a copy: what this child writes is not among what the test counts.
    const QString copy = path + QStringLiteral(".warm-up.badcase");
    QFile::copy(path, copy);
    QElapsedTimer timer;
    timer.start();
    QProcess child;
    child.start(program, {QStringLiteral("work"), copy, QStringLiteral("0"), QString::number(run.value)});
    child.waitForReadyRead(20'000);
    const auto elapsed = static_cast<int>(timer.elapsed());
    child.kill();
    child.waitForFinished(10'000);
    return elapsed;
}

} // namespace

void TstCrash::nothingAcknowledgedIsLost()
{
    ProjectFixture fixture(100);
    const RunId run = fixture.addRun(QStringLiteral("r"));
    fixture.close();
    const QString program = badcase::test::binaryDir() + QStringLiteral("/tests/badcase_storage_child");
    QRandomGenerator random(20261121);
    Acknowledged told;
    // Kills must fall before, into and after the first transactions on slow machines and under sanitizers too.
    const int longest = qMax(120, 4 * millisecondsToFirstAcknowledgement(program, fixture.path(), run));
    for (int kill = 1; kill <= kKills; ++kill) {
        QProcess child;
        child.start(program, {QStringLiteral("work"), fixture.path(), QString::number(kill),
                              QString::number(run.value)});
        QVERIFY(child.waitForStarted(10000));
        // From inside the opening to the middle of any of the child's transactions.
        QElapsedTimer timer;
        timer.start();
        const int delay = random.bounded(longest);
        while (timer.elapsed() < delay)
            child.waitForReadyRead(1);
        child.kill();
        QVERIFY(child.waitForFinished(10000));
        QVERIFY2(child.exitStatus() == QProcess::CrashExit, child.readAllStandardError().constData());
        told.read(child.readAllStandardOutput());

        fixture.open();
        const auto report = ProjectDatabase::verify(*fixture.connection);
        QVERIFY_RESULT(report);
        QVERIFY2(report->ok(), qPrintable(report->problems.join(QLatin1Char('\n'))));
        QString difference = compareWithAcknowledged(*fixture.connection, run, told);
        if (difference.isEmpty())
            difference = compareStateWithJournal(*fixture.connection);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
        fixture.close();
    }
    qInfo("%d kills: %lld groups, %lld samples, %lld predictions acknowledged, none lost", kKills,
          static_cast<long long>(told.groups.size()), static_cast<long long>(told.samples),
          static_cast<long long>(told.predicted));
    QVERIFY(told.groups.size() > kKills / 4 && told.samples > 0 && told.predicted > 0);
}

BADCASE_REGISTER_TEST(TstCrash)
#include "tst_crash.moc"
