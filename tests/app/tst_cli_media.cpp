// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QDirIterator>
#include <QSet>

using namespace badcase::test;

namespace {

QStringList words(const char* list)
{
    return QString::fromLatin1(list).split(u' ');
}

QStringList runMeans()
{
    return {QStringLiteral("run"),     QStringLiteral("p.badcase"),
            QStringLiteral("--model"), fixtureModel(QStringLiteral("means")),
            QStringLiteral("--name"),  QStringLiteral("r"),
            QStringLiteral("--trust")};
}

/// Everything that a result says of samples, for looking up names in.
QByteArray problemsOf(const CliResult& result)
{
    QByteArray text;
    for (const auto& problem : result.list("problems"))
        text += problem.toObject().value(QStringLiteral("sample")).toString().toUtf8() + ": " +
                problem.toObject().value(QStringLiteral("message")).toString().toUtf8() + '\n';
    return text;
}

} // namespace

/// Media that moved, changed, are broken or hostile: a line for each file, and the others go on.
class TstCliMedia : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void movedMedia();
    void missingRoot();
    void changedMedia();
    void malformedPictures();
    void malformedTables();
    void hugePictureTakesNoMemory();
};

void TstCliMedia::movedMedia()
{
    CliFolder folder;
    writeColours(folder.path(QStringLiteral("data")), 3);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
    QVERIFY(QFile::rename(folder.path(QStringLiteral("data/green/1.png")),
                          folder.path(QStringLiteral("data/green/moved.png"))));
    const CliResult verify = folder.run(words("verify p.badcase"));
    QVERIFY_STATUS(verify, 3);
    QVERIFY(!verify.json.value(QStringLiteral("ok")).toBool(true));
    QCOMPARE(verify.number("missing_media"), 1);
    QVERIFY(problemsOf(verify).contains("green/1.png"));
    const CliResult run = folder.run(runMeans());
    QVERIFY_STATUS(run, 3);
    QCOMPARE(run.number("samples_done"), 8);
    QVERIFY(problemsOf(run).contains("green/1.png"));
    // Back in its place, a resumed run does just this one.
    QVERIFY(QFile::rename(folder.path(QStringLiteral("data/green/moved.png")),
                          folder.path(QStringLiteral("data/green/1.png"))));
    const CliResult resumed = folder.run(runMeans() + QStringList{QStringLiteral("--resume")});
    QVERIFY_STATUS(resumed, 0);
    QCOMPARE(resumed.number("samples_done"), 1);
    QCOMPARE(folder.run(words("metrics p.badcase --run r")).number("samples"), 9);
}

void TstCliMedia::missingRoot()
{
    CliFolder folder;
    writeColours(folder.path(QStringLiteral("data")), 5);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
    QVERIFY(QDir().rename(folder.path(QStringLiteral("data")), folder.path(QStringLiteral("elsewhere"))));
    const CliResult verify = folder.run(words("verify p.badcase"));
    QVERIFY_STATUS(verify, 3);
    QCOMPARE(verify.number("missing_media"), 15);
    const CliResult run = folder.run(runMeans());
    QVERIFY_STATUS(run, 3); // a run that reports every sample, not one that gives up
    QCOMPARE(run.number("samples_failed"), 15);
    QVERIFY(problemsOf(run).contains("red/4.png"));
    // Labels can still be worked on without the pictures.
    writeFile(folder.path(QStringLiteral("fix.csv")), "id,label\nred/0.png,blue\n");
    QVERIFY_STATUS(folder.run(words("relabel p.badcase --from fix.csv")), 0);
    const CliResult exported = folder.run(words("export p.badcase --format csv --out out"));
    QVERIFY2(exported.status == 1 || exported.status == 2,
             exported.words().constData()); // there is nothing to export
    QVERIFY(!QDir(folder.path(QStringLiteral("out"))).exists());
}

void TstCliMedia::changedMedia()
{
    CliFolder folder;
    writeColours(folder.path(QStringLiteral("data")), 3);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
    writePicture(folder.path(QStringLiteral("data/blue/2.png")), Qt::yellow, {31, 17});
    const CliResult verify = folder.run(words("verify p.badcase"));
    QVERIFY_STATUS(verify, 3);
    QCOMPARE(verify.number("changed_media"), 1);
    QVERIFY(problemsOf(verify).contains("blue/2.png"));
    // The file is not the one that was judged: it must not slip into a cleaned data set.
    const CliResult exported = folder.run(words("export p.badcase --format imagefolder --out out"));
    QVERIFY_STATUS(exported, 3);
    QCOMPARE(exported.number("samples"), 8);
    QVERIFY(problemsOf(exported).contains("blue/2.png"));
    // Importing again accepts it.
    QCOMPARE(folder.run(words("import p.badcase data")).number("updated"), 1);
    QVERIFY_STATUS(folder.run(words("verify p.badcase")), 0);
}

void TstCliMedia::malformedPictures()
{
    NEEDS_SHARED();
    CliFolder folder;
    const QString source = shared(QStringLiteral("data/malformed"));
    writeFile(folder.path(QStringLiteral("classes.json")), R"({"names": ["red", "green", "blue"]})");
    folder.makeProject(QStringLiteral("p.badcase"), {}, words("--task classification --schema classes.json"));
    const CliResult import =
        folder.run({QStringLiteral("import"), QStringLiteral("p.badcase"), source, QStringLiteral("--format"),
                    QStringLiteral("imagefolder"), QStringLiteral("--map-classes"),
                    QStringLiteral("images=red,variants=green,videos=blue,tables=blue")});
    QVERIFY2(import.status == 0 || import.status == 3, import.words().constData());
    QVERIFY2(import.oneObject, import.words().constData());
    const CliResult run = folder.run(runMeans());
    QVERIFY_STATUS(run, 3);
    const QByteArray told = problemsOf(import) + problemsOf(run);
    // Every picture is a sample or a problem: none is lost on the way.
    QCOMPARE(run.number("samples_done") + run.number("samples_failed"), import.number("added"));
    qint64 files = 0;
    for (const QString& kind : {QStringLiteral("images"), QStringLiteral("variants")})
        files += QDir(source + u'/' + kind).entryList(QDir::Files).size();
    QVERIFY2(import.number("added") + import.list("problems").size() >= files, import.words().constData());
    for (const char* name :
         {"der_bomb_60000x60000.png", "der_empty.jpg", "der_html_named.jpg", "der_trunc50.jpg",
          "der_png_trunc.png", "der_png_badcrc.png", "der_trunc_header.jpg", "imagers_Bad_reallybig.bmp",
          "pil_broken.png", "pil_truncated_image.png", "pil_truncated_jpeg.jpg"})
        QVERIFY2(told.contains(name), name);
    for (const char* name : {"pil_hopper_orientation_6.jpg", "pil_pil_sample_cmyk.jpg", "pil_mode_16bit.png",
                             "pil_flower2.webp"})
        QVERIFY2(!told.contains(name), name); // unusual, but sound
    QVERIFY_STATUS(folder.run(words("verify p.badcase")), 0);
}

void TstCliMedia::malformedTables()
{
    NEEDS_SHARED();
    CliFolder folder;
    const QDir tables(shared(QStringLiteral("data/malformed/tables")));
    folder.makeProject(QStringLiteral("p.badcase"));
    for (const QString& name : tables.entryList(QDir::Files)) {
        const CliResult result =
            folder.run({QStringLiteral("import"), QStringLiteral("p.badcase"), tables.filePath(name),
                        QStringLiteral("--format"), QStringLiteral("csv")});
        QVERIFY2(result.status >= 0 && result.status <= 3,
                 (name.toUtf8() + ": " + result.words()).constData());
        QVERIFY2(result.oneObject, (name.toUtf8() + ": " + result.words()).constData());
        const bool told = result.message().contains(name) || !result.list("problems").isEmpty();
        QVERIFY2(told, (name.toUtf8() + ": " + result.words()).constData());
    }
    // None of their pictures is there; the rows of the one table without paths are samples without media.
    QCOMPARE(folder.run(words("info p.badcase")).json.value(QStringLiteral("by_kind")).toObject(),
             (QJsonObject{{QStringLiteral("none"), 9}}));
    folder.mustBeSound(QStringLiteral("p.badcase"));
}

void TstCliMedia::hugePictureTakesNoMemory()
{
    NEEDS_SHARED();
    constexpr qint64 kMegabyte = 1 << 20;
    CliFolder folder;
    writeColours(folder.path(QStringLiteral("data")), 1);
    QVERIFY(QFile::copy(shared(QStringLiteral("data/malformed/images/der_bomb_60000x60000.png")),
                        folder.path(QStringLiteral("data/red/bomb.png"))));
    folder.makeProject(QStringLiteral("p.badcase"));
    int status = -1;
    const qint64 import = folder.peakMemory(words("import p.badcase data --format imagefolder"), &status);
    QVERIFY2(status == 0 || status == 3, QByteArray::number(status).constData());
    QVERIFY2(import < 100 * kMegabyte, QByteArray::number(import).constData());
    const qint64 run = folder.peakMemory(runMeans(), &status);
    // LibTorch alone may take more than the picture's allowance; measure it with sound pictures.
    QFile::remove(folder.path(QStringLiteral("data/red/bomb.png")));
    QVERIFY(QDir(folder.path()).remove(QStringLiteral("p.badcase")));
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
    int soundStatus = -1;
    const qint64 sound = folder.peakMemory(runMeans(), &soundStatus);
    qInfo("import %lld MB, run %lld MB, run without the huge picture %lld MB", import / kMegabyte,
          run / kMegabyte, sound / kMegabyte);
    QCOMPARE(soundStatus, 0);
    QVERIFY(run < std::max(300 * kMegabyte, sound + 50 * kMegabyte));
}

BADCASE_REGISTER_TEST(TstCliMedia)
#include "tst_cli_media.moc"
