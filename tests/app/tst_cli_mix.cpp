// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// `mix` as a user of the command line has it.

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/app/real_projects.h"
#include "tests/support/test_support.h"

#include <cmath>

using namespace badcase;
using namespace badcase::test;

class TstCliMix : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<CliFolder>();
    }
    void twoHalvesMakeAWhole();
    void leaveItOutIsAnAnswer();
    void mirroredClothing();
    void nucleiInEightViews();
    void whatIsAskedWronglyIsSaid();

private:
    CliResult run(const QString& command) const { return m_folder->run(command.split(u' ')); }
    /// Pictures of three colours; run a knows red and green, b knows blue, c says a's words again.
    void makeRuns()
    {
        writeColours(m_folder->path(QStringLiteral("data")), 20);
        m_folder->makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
        const QByteArray head = "id,red,green,blue\n";
        QByteArray a = head;
        QByteArray b = head;
        for (const QByteArray colour : {"red", "green", "blue"}) {
            for (int i = 0; i < 20; ++i) {
                const QByteArray id = colour + '/' + QByteArray::number(i) + ".png,";
                a += id + (colour == "red" ? "0.8,0.1,0.1\n" : colour == "green" ? "0.1,0.8,0.1\n" : "0.4,0.3,0.3\n");
                b += id + (colour == "blue" ? "0.1,0.1,0.8\n" : "0.2,0.2,0.6\n");
            }
        }
        writeFile(m_folder->path(QStringLiteral("a.csv")), a);
        writeFile(m_folder->path(QStringLiteral("b.csv")), b);
        writeFile(m_folder->path(QStringLiteral("c.csv")), a);
        for (const char* name : {"a", "b", "c"})
            QVERIFY_STATUS(run(QStringLiteral("import-run p.badcase --name %1 --probabilities %1.csv --out-of-fold yes")
                                   .arg(QLatin1String(name))),
                           0);
    }

    std::unique_ptr<CliFolder> m_folder;
};

void TstCliMix::twoHalvesMakeAWhole()
{
    makeRuns();
    const CliResult mix = run(QStringLiteral("mix p.badcase --runs a,b --objective accuracy --fit --save both"));
    QVERIFY_STATUS(mix, 0);
    QCOMPARE(mix.text("reference"), QStringLiteral("a"));
    QVERIFY(std::abs(mix.real("reference_value") - 2.0 / 3) < 1e-12);
    QCOMPARE(mix.real("value"), 1.0);
    QCOMPARE(mix.json.value(QStringLiteral("flips")).toObject().value(QStringLiteral("wrong_to_right")).toInt(), 20);
    QCOMPARE(mix.json.value(QStringLiteral("flips")).toObject().value(QStringLiteral("right_to_wrong")).toInt(), 0);
    const QJsonObject pair = mix.list("pairs").at(0).toObject();
    QCOMPARE(pair.value(QStringLiteral("double_fault")).toDouble(), 0.0);
    QCOMPARE(pair.value(QStringLiteral("disagreement")).toDouble(), 1.0);
    QVERIFY(std::abs(pair.value(QStringLiteral("error_correlation")).toDouble() + 1) < 1e-12);
    QVERIFY(mix.text("advice") != QLatin1String("leave_it_out"));
    QCOMPARE(mix.json.value(QStringLiteral("saved")).toObject().value(QStringLiteral("samples")).toInt(), 60);
    QCOMPARE(run(QStringLiteral("metrics p.badcase --run both")).real("accuracy"), 1.0);
    m_folder->mustBeSound(QStringLiteral("p.badcase"));
}

void TstCliMix::leaveItOutIsAnAnswer()
{
    makeRuns();
    const CliResult mix = run(QStringLiteral("mix p.badcase --runs a,c --fit --save nothing"));
    QVERIFY_STATUS(mix, 0);
    QCOMPARE(mix.text("advice"), QStringLiteral("leave_it_out"));
    QVERIFY(mix.json.value(QStringLiteral("saved")).isNull());
    QCOMPARE(mix.real("p_gain"), 0.0);
    QCOMPARE(mix.real("decided_whatever_the_weights"), 1.0);
    QVERIFY_STATUS(run(QStringLiteral("metrics p.badcase --run nothing")), 1);
}

void TstCliMix::mirroredClothing()
{
    NEEDS_SHARED();
    m_folder->makeProject(QStringLiteral("c.badcase"), shared(QStringLiteral("data/pictures/clothing/test")), {},
                          QStringLiteral("--format imagefolder --split test").split(u' '));
    QVERIFY_STATUS(m_folder->run({QStringLiteral("run"), QStringLiteral("c.badcase"), QStringLiteral("--model"),
                                  shared(QStringLiteral("models/clothing_net/clothing_net.pt")),
                                  QStringLiteral("--trust"), QStringLiteral("--name"), QStringLiteral("mirrored"),
                                  QStringLiteral("--tta"), QStringLiteral("hflip"), QStringLiteral("--keep-views")}),
                   0);
    const CliResult mix = run(QStringLiteral("mix c.badcase --run mirrored --objective accuracy --split test"));
    QVERIFY_STATUS(mix, 0);
    QCOMPARE(mix.number("samples"), 372);
    // What the views say together is what the run stored of them.
    QVERIFY(std::abs(mix.real("value") - run(QStringLiteral("metrics c.badcase --run mirrored")).real("accuracy")) < 1e-12);
    QVERIFY_STATUS(run(QStringLiteral("combine c.badcase --runs mirrored --views hflip:1 --name other")), 0);
    QCOMPARE(mix.list("members").at(1).toObject().value(QStringLiteral("alone")).toDouble(),
             run(QStringLiteral("metrics c.badcase --run other")).real("accuracy"));
    QVERIFY(mix.list("members").at(1).toObject().value(QStringLiteral("cost_ms")).toDouble() > 0);
    const QJsonObject flips = mix.json.value(QStringLiteral("flips")).toObject();
    const double gain = (flips.value(QStringLiteral("wrong_to_right")).toDouble() -
                         flips.value(QStringLiteral("right_to_wrong")).toDouble()) /
                        372;
    QVERIFY(std::abs(gain - mix.real("gain")) < 1e-12);
}

void TstCliMix::nucleiInEightViews()
{
    NEEDS_SHARED();
    constexpr int kPictures = 6;
    QCOMPARE(makeNuclei(*m_folder, QStringLiteral("n.badcase"), kPictures), kPictures);
    QVERIFY_STATUS(m_folder->run(nucleiRun(QStringLiteral("d4"), {QStringLiteral("--tta"), QStringLiteral("d4"),
                                                                  QStringLiteral("--keep-views")})),
                   0);
    const CliResult mix = run(QStringLiteral("mix n.badcase --run d4 --views identity:1,rot90:0.5,vflip:0.25 --fit --folds 3"));
    QVERIFY_STATUS(mix, 0);
    QCOMPARE(mix.list("members").size(), 3);
    QVERIFY_STATUS(run(QStringLiteral("combine n.badcase --runs d4 --views identity:1,rot90:0.5,vflip:0.25 --name mixed")), 0);
    const double dice = run(QStringLiteral("metrics n.badcase --run mixed")).real("mean_dice_per_image");
    QVERIFY2(std::abs(mix.real("value") - dice) < 1e-6, QByteArray::number(mix.real("value") - dice).constData());
    QVERIFY(mix.real("decided_whatever_the_weights") > 0.9);
    QCOMPARE(mix.list("worse").size(), mix.number("worse_count"));
}

void TstCliMix::whatIsAskedWronglyIsSaid()
{
    makeRuns();
    QVERIFY_STATUS(run(QStringLiteral("mix p.badcase")), 2);
    QVERIFY_STATUS(run(QStringLiteral("mix p.badcase --runs a,b --run a")), 2);
    QVERIFY_STATUS(run(QStringLiteral("mix p.badcase --runs a,b --labels mine")), 2);
    const CliResult views = run(QStringLiteral("mix p.badcase --run a"));
    QVERIFY_STATUS(views, 1);
    QVERIFY(views.message().contains(QLatin1String("--keep-views")));
    QVERIFY(run(QStringLiteral("mix p.badcase --runs a,b --objective beauty")).message().contains(QLatin1String("accuracy")));
}

BADCASE_REGISTER_TEST(TstCliMix)
#include "tst_cli_mix.moc"
