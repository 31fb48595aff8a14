// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/prediction_repository.h"
#include "storage/project_database.h"
#include "storage/run_repository.h"
#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <set>

using namespace badcase;
using namespace badcase::test;

namespace {

constexpr int kKills = 16;

QStringList words(const char* list)
{
    return QString::fromLatin1(list).split(u' ');
}

/// Ids of the samples that run "r" has, as often as it has them; empty before there is a run.
std::vector<SampleId> doneSamples(const QString& project)
{
    std::vector<SampleId> ids;
    const auto read = [&]() -> Result<void> {
        BADCASE_ASSIGN(const auto database,
                       storage::ProjectDatabase::open(project, storage::OpenMode::ReadOnly));
        BADCASE_ASSIGN(const auto connection, database->connect());
        const auto run = storage::RunRepository(*connection).find(QStringLiteral("r"));
        if (!run)
            return {};
        return storage::PredictionRepository(*connection)
            .eachProbabilities(run->id, {}, [&](const storage::ProbabilityMatrix& matrix) {
                ids.insert(ids.end(), matrix.samples.begin(), matrix.samples.end());
                return Result<void>();
            });
    };
    if (const auto result = read(); !result)
        qFatal("%s", qPrintable(result.error().message));
    return ids;
}

/// kill -9 after `milliseconds`, unless it ended before; what it had said on stderr. With `until`, the time
/// counts from the moment when it has said that.
QByteArray killAfter(QProcess& process, int milliseconds, const QString& until = {})
{
    QByteArray said;
    process.setReadChannel(QProcess::StandardError);
    while (!QString::fromUtf8(said).contains(QRegularExpression(until)) && process.waitForReadyRead(20'000))
        said += process.readAllStandardError();
    if (!process.waitForFinished(milliseconds)) {
        process.kill();
        process.waitForFinished();
    }
    return said + process.readAllStandardError();
}

} // namespace

/// kill -9 at random moments: the file stays sound, what was said to be saved is there, and the same call
/// completes.
class TstCliKill : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void import();
    void run();
    void relabel();

private:
    QRandomGenerator m_random{20260101};
};

void TstCliKill::import()
{
    constexpr int kRows = 20'000;
    CliFolder folder;
    writeManyRows(folder.path(), QStringLiteral("all.csv"), kRows);
    folder.makeProject(QStringLiteral("p.badcase"));
    QElapsedTimer timer;
    timer.start();
    CliFolder measured;
    writeManyRows(measured.path(), QStringLiteral("all.csv"), kRows);
    measured.makeProject(QStringLiteral("p.badcase"), QStringLiteral("all.csv"));
    const int whole = int(timer.elapsed());
    qint64 before = 0;
    int killed = 0;
    for (int i = 0; i < kKills; ++i) {
        const auto process = folder.start(words("import p.badcase all.csv"));
        killAfter(*process, m_random.bounded(whole));
        killed += process->exitStatus() == QProcess::CrashExit;
        folder.mustBeSound(QStringLiteral("p.badcase"));
        const qint64 samples = folder.run(words("info p.badcase")).number("samples");
        QVERIFY2(samples >= before && samples <= kRows, QByteArray::number(samples).constData());
        before = samples;
    }
    QVERIFY(killed >= kKills / 2);
    const CliResult last = folder.run(words("import p.badcase all.csv"));
    QVERIFY_STATUS(last, 0);
    QCOMPARE(last.number("added") + last.number("skipped") + last.number("updated"), kRows);
    const QJsonObject info = folder.run(words("info p.badcase")).json;
    QCOMPARE(info.value(QStringLiteral("samples")).toInt(), kRows);
    QCOMPARE(info.value(QStringLiteral("labelled")).toInt(), kRows);
    QCOMPARE(info.value(QStringLiteral("classes")).toArray().size(), 3);
}

void TstCliKill::run()
{
    constexpr int kRows = 40'000;
    CliFolder folder;
    writeManyRows(folder.path(), QStringLiteral("all.csv"), kRows);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("all.csv"));
    const QStringList call{QStringLiteral("run"),     QStringLiteral("p.badcase"),
                           QStringLiteral("--model"), fixtureModel(QStringLiteral("means")),
                           QStringLiteral("--name"),  QStringLiteral("r"),
                           QStringLiteral("--trust"), QStringLiteral("--resume")};
    std::size_t before = 0;
    int killedWhileWriting = 0;
    for (int i = 0; i < kKills; ++i) {
        const auto process = folder.start(call, true);
        // Half of them at any moment, also while the model is being loaded; half of them surely while results
        // are written.
        const QByteArray said = i % 2 == 0
                                    ? killAfter(*process, m_random.bounded(500))
                                    : killAfter(*process, m_random.bounded(120), QStringLiteral("run [1-9]"));
        folder.mustBeSound(QStringLiteral("p.badcase"));
        const std::vector<SampleId> done = doneSamples(folder.path(QStringLiteral("p.badcase")));
        // The last number that was shown as done is in the file.
        qint64 acknowledged = 0;
        auto lines = QRegularExpression(QStringLiteral("run (\\d+)/")).globalMatch(QString::fromUtf8(said));
        while (lines.hasNext())
            acknowledged = lines.next().captured(1).toLongLong();
        QVERIFY2(done.size() >= before + static_cast<std::size_t>(acknowledged), said.constData());
        killedWhileWriting += process->exitStatus() == QProcess::CrashExit && acknowledged > 0;
        before = done.size();
    }
    qInfo("%d kills, %d of them while results were being written; %zu of %d samples done", kKills,
          killedWhileWriting, before, kRows);
    QVERIFY(killedWhileWriting >= kKills / 4);
    const CliResult last = folder.run(call);
    QVERIFY_STATUS(last, 0);
    QCOMPARE(last.number("resumed_from"), qint64(before));
    const std::vector<SampleId> done = doneSamples(folder.path(QStringLiteral("p.badcase")));
    QCOMPARE(done.size(), std::size_t(kRows));
    QCOMPARE(std::set<SampleId>(done.begin(), done.end()).size(), std::size_t(kRows)); // each exactly once
    QCOMPARE(folder.run(words("metrics p.badcase --run r")).real("accuracy"), 1.0);
}

void TstCliKill::relabel()
{
    constexpr int kRows = 3'000;
    CliFolder folder;
    writeManyRows(folder.path(), QStringLiteral("all.csv"), kRows);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("all.csv"));
    QVERIFY_STATUS(folder.run({QStringLiteral("run"), QStringLiteral("p.badcase"), QStringLiteral("--model"),
                               fixtureModel(QStringLiteral("means")), QStringLiteral("--name"),
                               QStringLiteral("r"), QStringLiteral("--trust")}),
                   0);
    QByteArray wrong = "id,label\n";
    QByteArray right = "id,label\n";
    const char* const colours[] = {"red", "green", "blue"};
    for (int i = 0; i < kRows; ++i) {
        right += rowName(i).toUtf8() + ',' + colours[i % 3] + '\n';
        wrong += rowName(i).toUtf8() + ',' + colours[(i + 1) % 3] + '\n';
    }
    writeFile(folder.path(QStringLiteral("wrong.csv")), wrong);
    writeFile(folder.path(QStringLiteral("right.csv")), right);
    bool isWrong = false;
    for (int i = 0; i < kKills; ++i) {
        const auto process =
            folder.start({QStringLiteral("relabel"), QStringLiteral("p.badcase"), QStringLiteral("--from"),
                          isWrong ? QStringLiteral("right.csv") : QStringLiteral("wrong.csv")});
        killAfter(*process, 10 + m_random.bounded(120));
        const bool acknowledged = process->readAllStandardOutput().contains("changed");
        folder.mustBeSound(QStringLiteral("p.badcase"));
        const qint64 corrections = folder.run(words("info p.badcase")).number("corrections");
        QVERIFY2(corrections == 0 || corrections == kRows,
                 QByteArray::number(corrections).constData()); // all or nothing
        const bool applied = (corrections == kRows) != isWrong;
        QVERIFY(applied || !acknowledged);
        isWrong = corrections == kRows;
    }
    // The scores follow the labels, whenever the kill came.
    QCOMPARE(folder.run(words("metrics p.badcase --run r")).real("accuracy"), isWrong ? 0.0 : 1.0);
}

BADCASE_REGISTER_TEST(TstCliKill)
#include "tst_cli_kill.moc"
