// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QFileInfo>

using namespace badcase::test;

namespace {

QStringList words(const char* list)
{
    return QString::fromLatin1(list).split(u' ');
}

constexpr int kRows = 20'000;

} // namespace

/// A disk that fills up during each kind of work: a message that says so, nothing that was saved is lost, and
/// with room again the same call completes.
class TstCliDiskFull : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void import();
    void runAndRelabel();
    void exporting();

private:
    /// The size that the project may reach, in the units of the limit.
    static int limitFor(const CliFolder& folder, int moreKilobytes)
    {
        return int(QFileInfo(folder.path(QStringLiteral("p.badcase"))).size() / 1024) + moreKilobytes;
    }
    static void mustSayFull(const CliResult& result)
    {
        QVERIFY_STATUS(result, 1);
        QVERIFY2(result.oneObject, result.words().constData());
        QCOMPARE(result.errorCode(), QStringLiteral("no-space"));
        QVERIFY2(!result.message().isEmpty(), result.words().constData());
    }
};

void TstCliDiskFull::import()
{
    CliFolder folder;
    writeManyRows(folder.path(), QStringLiteral("first.csv"), 100);
    writeManyRows(folder.path(), QStringLiteral("all.csv"), kRows);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("first.csv"));
    mustSayFull(folder.runOnFullDisk(limitFor(folder, 1200), words("import p.badcase all.csv")));
    folder.mustBeSound(QStringLiteral("p.badcase"));
    const qint64 kept = folder.run(words("info p.badcase")).number("samples");
    QVERIFY2(kept >= 100 && kept < kRows, QByteArray::number(kept).constData());
    const CliResult again = folder.run(words("import p.badcase all.csv"));
    QVERIFY_STATUS(again, 0);
    QCOMPARE(again.number("added"), kRows - kept);
    QCOMPARE(folder.run(words("info p.badcase")).number("samples"), kRows);
}

void TstCliDiskFull::runAndRelabel()
{
    CliFolder folder;
    writeManyRows(folder.path(), QStringLiteral("all.csv"), kRows);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("all.csv"));
    writeFile(folder.path(QStringLiteral("one.csv")), "id,label\ns00000,blue\n");
    QVERIFY_STATUS(folder.run(words("relabel p.badcase --from one.csv")), 0);
    QStringList run{QStringLiteral("run"),     QStringLiteral("p.badcase"),
                    QStringLiteral("--model"), fixtureModel(QStringLiteral("means")),
                    QStringLiteral("--name"),  QStringLiteral("r"),
                    QStringLiteral("--trust")};
    mustSayFull(folder.runOnFullDisk(limitFor(folder, 600), run));
    folder.mustBeSound(QStringLiteral("p.badcase"));
    const CliResult resumed = folder.run(run + QStringList{QStringLiteral("--resume")});
    QVERIFY_STATUS(resumed, 0);
    QCOMPARE(resumed.number("resumed_from") + resumed.number("samples_done"), kRows);
    QVERIFY(resumed.number("samples_done") > 0);

    QByteArray table = "id,label\n";
    for (int i = 1; i < kRows; ++i)
        table += rowName(i).toUtf8() + (i % 3 == 0 ? ",blue\n" : ",red\n");
    writeFile(folder.path(QStringLiteral("fix.csv")), table);
    // The write-ahead log alone needs more than a quarter of what there is.
    mustSayFull(folder.runOnFullDisk(limitFor(folder, 0) / 4, words("relabel p.badcase --from fix.csv")));
    folder.mustBeSound(QStringLiteral("p.badcase"));
    // All or nothing: of the file's group there is nothing, and the correction before it stands.
    const QJsonObject info = folder.run(words("info p.badcase")).json;
    QCOMPARE(info.value(QStringLiteral("corrections")).toInt(), 1);
    QCOMPARE(folder.run(words("journal p.badcase")).list("entries").size(), 2);
    QCOMPARE(folder.run(words("metrics p.badcase --run r")).real("accuracy"), double(kRows - 1) / kRows);
    QVERIFY_STATUS(folder.run(words("relabel p.badcase --from fix.csv")), 0);
    QVERIFY(folder.run(words("metrics p.badcase --run r")).real("accuracy") < 0.5);
}

void TstCliDiskFull::exporting()
{
    CliFolder folder;
    writePicture(folder.path(QStringLiteral("data/red/small.png")), Qt::red);
    writePicture(folder.path(QStringLiteral("data/red/large.bmp")), Qt::red, {1500, 1500});
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
    const QStringList before =
        QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    const QStringList call = words("export p.badcase --format imagefolder --out out");
    mustSayFull(folder.runOnFullDisk(limitFor(folder, 1000), call));
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), before);
    folder.mustBeSound(QStringLiteral("p.badcase"));
    const CliResult again = folder.run(call);
    QVERIFY_STATUS(again, 0);
    QCOMPARE(again.number("samples"), 2);
}

BADCASE_REGISTER_TEST(TstCliDiskFull)
#include "tst_cli_disk_full.moc"
