// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <cmath>
#include <utility>

using namespace badcase;
using namespace badcase::test;

namespace {

constexpr int kRows = 4'000;
constexpr int kWhite = 3'000; ///< the row that the models of these tests do not come back from

/// kRows samples of three colours, as writeManyRows() makes them, but one is white.
void makeProject(const CliFolder& folder)
{
    writeManyRows(folder.path(), QStringLiteral("rows.csv"), kRows);
    writePicture(folder.path(QStringLiteral("pictures/white.png")), Qt::white);
    QList<QByteArray> lines = readFile(folder.path(QStringLiteral("rows.csv"))).split('\n');
    QByteArray& line = lines[kWhite + 1];
    line.replace(line.mid(line.indexOf("pictures/"), line.indexOf(".png") - line.indexOf("pictures/")),
                 "pictures/white");
    writeFile(folder.path(QStringLiteral("rows.csv")), lines.join('\n'));
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("rows.csv"));
}

QStringList runCall(const char* model)
{
    return {QStringLiteral("run"),     QStringLiteral("p.badcase"),
            QStringLiteral("--model"), fixtureModel(QLatin1String(model)),
            QStringLiteral("--name"),  QStringLiteral("r"),
            QStringLiteral("--trust"), QStringLiteral("--isolate")};
}

/// Ids of processes whose program is badcase-worker and whose parent is `parent`; zombies are none any more.
QList<qint64> workersOf(qint64 parent)
{
    QList<qint64> found;
    for (const QString& id : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/stat").arg(id));
        if (id.toLongLong() == 0 || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray stat = file.readAll();
        const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (stat.contains("(badcase-worker)") && fields.value(1).toLongLong() == parent)
            found.append(id.toLongLong());
    }
    return found;
}

bool isAlive(qint64 id)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(id));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray stat = file.readAll();
    return stat.mid(stat.lastIndexOf(')') + 2, 1) != "Z";
}

/// Until the number of samples that are said to be done has not changed for a while.
void waitUntilItHangs(QProcess& process)
{
    process.setReadChannel(QProcess::StandardError);
    QByteArray said;
    QByteArray done;
    QElapsedTimer since;
    since.start();
    while (process.state() != QProcess::NotRunning && since.elapsed() < (done.isEmpty() ? 20'000 : 2'000)) {
        process.waitForReadyRead(200);
        said += process.readAllStandardError();
        const qsizetype at = said.lastIndexOf("run ");
        const QByteArray now = at < 0 ? QByteArray() : said.mid(at, said.indexOf('/', at) - at);
        if (std::exchange(done, now) != now)
            since.restart();
    }
}

} // namespace

/// `badcase run --isolate`, on models that hang and crash.
class TstCliIsolated : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void sameResultsAsInside();
    void secondInterruptStopsAModelThatHangs();
    void killLeavesNoProcessBehind();
    void crashTakesOneSampleOnly();
};

void TstCliIsolated::sameResultsAsInside()
{
    CliFolder folder;
    makeProject(folder);
    QStringList call = runCall("means");
    const CliResult isolated = folder.run(call);
    QVERIFY_STATUS(isolated, 0);
    QCOMPARE(isolated.number("samples_done"), kRows);
    call.removeLast();
    call.replace(call.indexOf(QStringLiteral("r")), QStringLiteral("inside"));
    QVERIFY_STATUS(folder.run(call), 0);
    QStringList metrics{QStringLiteral("metrics"), QStringLiteral("p.badcase"), QStringLiteral("--run"),
                        QStringLiteral("r")};
    QJsonObject there = folder.run(metrics).json;
    metrics.last() = QStringLiteral("inside");
    QJsonObject here = folder.run(metrics).json;
    there.remove(QStringLiteral("run"));
    here.remove(QStringLiteral("run"));
    // Chunks are written as they come, so that a sum over the rows has another last digit.
    const double loss = there.take(QStringLiteral("log_loss")).toDouble(-1);
    QVERIFY(std::abs(loss - here.take(QStringLiteral("log_loss")).toDouble(-1)) < 1e-12);
    QVERIFY(loss > 0);
    QCOMPARE(there.value(QStringLiteral("samples")).toInt(), kRows);
    QCOMPARE(there, here);
}

void TstCliIsolated::secondInterruptStopsAModelThatHangs()
{
    CliFolder folder;
    makeProject(folder);
    const auto process = folder.start(runCall("hangs"), true);
    waitUntilItHangs(*process);
    QVERIFY(CliFolder::interrupt(*process));
    QVERIFY(!process->waitForFinished(500)); // it waits for the pass
    QElapsedTimer timer;
    timer.start();
    QVERIFY(CliFolder::interrupt(*process));
    const CliResult stopped = CliFolder::wait(*process);
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY_STATUS(stopped, 130);
    QVERIFY2(stopped.oneObject, stopped.words().constData());
    const qint64 done = stopped.number("samples_done");
    QVERIFY2(done >= 0 && done < kRows, stopped.out.constData());
    QCOMPARE(stopped.number("samples_failed"), 0);
    folder.mustBeSound(QStringLiteral("p.badcase"));
    // What was done stays, and the same call goes on at the first missing sample: it hangs again.
    const auto again = folder.start(runCall("hangs") + QStringList{QStringLiteral("--resume")}, true);
    waitUntilItHangs(*again);
    // Signals that come at once are one or two, as the kernel likes.
    QVERIFY(CliFolder::interrupt(*again));
    CliFolder::interrupt(*again);
    if (!again->waitForFinished(1'500))
        CliFolder::interrupt(*again);
    const CliResult resumed = CliFolder::wait(*again);
    QVERIFY_STATUS(resumed, 130);
    QCOMPARE(resumed.number("resumed_from"), done);
}

void TstCliIsolated::killLeavesNoProcessBehind()
{
    CliFolder folder;
    makeProject(folder);
    const auto process = folder.start(runCall("hangs"), true);
    waitUntilItHangs(*process);
    const QList<qint64> workers = workersOf(process->processId());
    QVERIFY(!workers.isEmpty());
    process->kill(); // nothing of it can say goodbye, and the model is in the middle of a pass
    process->waitForFinished();
    for (const qint64 worker : workers)
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(worker), 2'000);
    folder.mustBeSound(QStringLiteral("p.badcase"));
}

void TstCliIsolated::crashTakesOneSampleOnly()
{
    CliFolder folder;
    makeProject(folder);
    const CliResult result =
        folder.run(runCall("crashes") + QStringList{QStringLiteral("--batch"), QStringLiteral("4")});
    QVERIFY_STATUS(result, 3);
    QCOMPARE(result.number("samples_failed"), 1);
    QCOMPARE(result.number("samples_done"), kRows - 1);
    const QJsonObject problem = result.list("problems").at(0).toObject();
    QCOMPARE(problem.value(QStringLiteral("sample")).toString(), rowName(kWhite));
    QVERIFY2(problem.value(QStringLiteral("message")).toString().contains(QLatin1String("signal 11")),
             result.out.constData());
}

BADCASE_REGISTER_TEST(TstCliIsolated)
#include "tst_cli_isolated.moc"
