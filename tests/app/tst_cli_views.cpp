// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Test-time augmentation, windows, steps and combinations as a user of the command line has them.

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/app/real_projects.h"
#include "tests/support/test_support.h"

#include <cmath>

using namespace badcase;
using namespace badcase::test;

namespace {

QStringList words(const QString& list)
{
    return list.split(u' ');
}

QHash<QString, double> dices(const CliResult& metrics)
{
    QHash<QString, double> values;
    for (const auto& value : metrics.list("per_image"))
        values.insert(value.toObject().value(QStringLiteral("sample")).toString(),
                      value.toObject().value(QStringLiteral("dice")).toDouble(-1));
    return values;
}

/// The largest difference of a score an image of `a`; -1 when there are none, or `b` lacks one.
double largestDifference(const QHash<QString, double>& a, const QHash<QString, double>& b)
{
    double largest = a.isEmpty() ? -1 : 0;
    for (auto it = a.begin(); largest >= 0 && it != a.end(); ++it)
        largest = b.contains(it.key()) ? std::max(largest, std::abs(it.value() - b.value(it.key()))) : -1;
    return largest;
}

} // namespace

class TstCliViews : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<CliFolder>();
    }
    void viewsOfAModelOfMeansChangeNothing();
    void combinationsOfRunsAreWeightedMeans();
    void whatIsAskedWronglyIsSaid_data();
    void whatIsAskedWronglyIsSaid();
    void resumingKeepsToTheViewsItWasBegunWith();
    void masksOfRegionsInWindows();
    void nucleiInEightViews();
    void nucleiByAnotherThreshold();
    void clothingMirrored();
    void camvidInWindows();

private:
    CliResult run(const QString& command) const { return m_folder->run(words(command)); }
    void makeColours()
    {
        writeColours(m_folder->path(QStringLiteral("data")), 5);
        m_folder->makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
        m_means = fixtureModel(QStringLiteral("means"));
    }
    CliResult runMeans(const QString& name, const QString& more = {}) const
    {
        QStringList arguments{QStringLiteral("run"),     QStringLiteral("p.badcase"), QStringLiteral("--trust"),
                              QStringLiteral("--model"), m_means,                     QStringLiteral("--name"),
                              name};
        return m_folder->run(more.isEmpty() ? arguments : arguments + words(more));
    }
    QJsonArray confusion(const QString& run) const
    {
        return m_folder->run({QStringLiteral("metrics"), QStringLiteral("p.badcase"), QStringLiteral("--run"), run})
            .list("confusion");
    }

    std::unique_ptr<CliFolder> m_folder;
    QString m_means;
};

/// Every picture is of one colour, so it looks the same from everywhere.
void TstCliViews::viewsOfAModelOfMeansChangeNothing()
{
    makeColours();
    QVERIFY_STATUS(runMeans(QStringLiteral("plain")), 0);
    const CliResult d4 = runMeans(QStringLiteral("d4"), QStringLiteral("--tta d4 --keep-views"));
    QVERIFY_STATUS(d4, 0);
    QCOMPARE(d4.number("samples_done"), 15);
    QCOMPARE(confusion(QStringLiteral("d4")), confusion(QStringLiteral("plain")));
    const CliResult mixed =
        run(QStringLiteral("combine p.badcase --runs d4 --views identity:1,rot90:0.5 --name mixed --merge gmean"));
    QVERIFY_STATUS(mixed, 0);
    QCOMPARE(mixed.number("samples"), 15);
    QCOMPARE(mixed.number("missing"), 0);
    QCOMPARE(mixed.list("parts").size(), 2);
    QCOMPARE(confusion(QStringLiteral("mixed")), confusion(QStringLiteral("plain")));
    m_folder->mustBeSound(QStringLiteral("p.badcase"));
}

void TstCliViews::combinationsOfRunsAreWeightedMeans()
{
    makeColours();
    // Two imported runs whose probabilities can be said: [0.9 0.1 0] and [0.2 0.7 0.1] for every sample.
    QByteArray a = "id,red,green,blue\n";
    QByteArray b = a;
    for (const char* colour : {"red", "green", "blue"}) {
        for (int i = 0; i < 5; ++i) {
            const QByteArray id = QByteArray(colour) + '/' + QByteArray::number(i) + ".png";
            a += id + ",0.9,0.1,0\n";
            b += id + ",0.2,0.7,0.1\n";
        }
    }
    writeFile(m_folder->path(QStringLiteral("a.csv")), a);
    writeFile(m_folder->path(QStringLiteral("b.csv")), b);
    for (const char* name : {"a", "b"})
        QVERIFY_STATUS(run(QStringLiteral("import-run p.badcase --name %1 --probabilities %1.csv --out-of-fold yes")
                               .arg(QLatin1String(name))),
                       0);
    // 0.3 a + 0.7 b = [.41 .52 .07]: green everywhere. 0.5 and 0.5: [.55 .40 .05], red.
    QVERIFY_STATUS(run(QStringLiteral("combine p.badcase --runs a:0.3,b:0.7 --name green")), 0);
    QVERIFY_STATUS(run(QStringLiteral("combine p.badcase --runs a,b --name red")), 0);
    const auto decided = [&](const QString& name) {
        const auto rows = confusion(name);
        std::vector<int> columns(3);
        for (int label = 0; label < 3; ++label)
            for (std::size_t c = 0; c < 3; ++c)
                columns[c] += rows.at(label).toArray().at(static_cast<qsizetype>(c)).toInt();
        return columns;
    };
    const QStringList classes = run(QStringLiteral("info p.badcase"))
                                    .json.value(QStringLiteral("classes"))
                                    .toVariant()
                                    .toStringList();
    QCOMPARE(decided(QStringLiteral("green")).at(static_cast<std::size_t>(classes.indexOf(QStringLiteral("green")))), 15);
    QCOMPARE(decided(QStringLiteral("red")).at(static_cast<std::size_t>(classes.indexOf(QStringLiteral("red")))), 15);
    const CliResult metrics = run(QStringLiteral("metrics p.badcase --run green"));
    // -log of .41, .52 and .07 in equal shares
    QVERIFY(std::abs(metrics.real("log_loss") + (std::log(.41) + std::log(.52) + std::log(.07)) / 3) < 1e-6);
}

void TstCliViews::whatIsAskedWronglyIsSaid_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* command, const char* says) {
        QTest::newRow(name) << QString::fromLatin1(command) << QString::fromLatin1(says);
    };
    row("no such view", "run --tta sideways", "hflip");
    row("a view twice", "run --tta hflip,hflip", "hflip");
    row("windows of classes", "run --tile 64", "windows");
    row("overlap alone", "run --overlap 0.5", "--tile");
    row("steps of classes", "run --steps min-area:3", "masks");
    row("no such merge", "run --tta d4 --merge median", "gmean");
    row("no such precision", "run --precision fp8", "bf16");
    row("weight of a view that is not there", "run --tta hflip --view-weights vflip:1", "vflip");
    row("all weights 0", "run --tta hflip --view-weights identity:0,hflip:0", "0");
    row("views that were not kept", "combine --runs plain --views hflip:1 --name x", "--keep-views");
    row("no such run", "combine --runs plain,nothing --name x", "nothing");
    row("no weight", "combine --runs plain:0 --name x", "0");
    row("views of two runs", "combine --runs plain,plain --views hflip:1 --name x", "one run");
    row("a name that is taken", "combine --runs plain --name plain", "plain");
}

void TstCliViews::whatIsAskedWronglyIsSaid()
{
    QFETCH(QString, command);
    QFETCH(QString, says);
    makeColours();
    QVERIFY_STATUS(runMeans(QStringLiteral("plain")), 0);
    QStringList arguments = words(command);
    arguments.insert(1, QStringLiteral("p.badcase"));
    if (arguments.first() == QLatin1String("run"))
        arguments << QStringLiteral("--model") << m_means << QStringLiteral("--name") << QStringLiteral("x");
    const CliResult refused = m_folder->run(arguments);
    QVERIFY2(refused.status == 1 || refused.status == 2, refused.words().constData());
    QVERIFY2(refused.message().contains(says), refused.words().constData());
    QCOMPARE(run(QStringLiteral("info p.badcase")).list("runs").size(), 1); // nothing began
}

void TstCliViews::resumingKeepsToTheViewsItWasBegunWith()
{
    makeColours();
    QVERIFY_STATUS(runMeans(QStringLiteral("r"), QStringLiteral("--tta flips --keep-views --merge max")), 0);
    writeColours(m_folder->path(QStringLiteral("data")), 7); // two more of each
    QVERIFY_STATUS(run(QStringLiteral("import p.badcase data")), 0);
    const CliResult again = runMeans(QStringLiteral("r"), QStringLiteral("--resume"));
    QVERIFY_STATUS(again, 0);
    QCOMPARE(again.number("resumed_from"), 15);
    QCOMPARE(again.number("samples_done"), 6);
    // All of them have their views.
    QCOMPARE(run(QStringLiteral("combine p.badcase --runs r --views vflip --name v")).number("samples"), -1);
    QCOMPARE(run(QStringLiteral("combine p.badcase --runs r --views vflip:1 --name v")).number("samples"), 21);
    const CliResult other = runMeans(QStringLiteral("r"), QStringLiteral("--resume --tta d4"));
    QVERIFY_STATUS(other, 2);
    QVERIFY(other.message().contains(QLatin1String("settings")));
}

void TstCliViews::masksOfRegionsInWindows()
{
    writeRegions(m_folder->path(QStringLiteral("data")), 3);
    m_folder->makeProject(QStringLiteral("s.badcase"), QStringLiteral("data"),
                          words(QStringLiteral("--task segmentation --schema data/classes.json")));
    const auto runRegions = [&](const QString& name, const QString& more) {
        return m_folder->run(QStringList{QStringLiteral("run"), QStringLiteral("s.badcase"), QStringLiteral("--trust"),
                                         QStringLiteral("--model"), regionModel(), QStringLiteral("--name"), name} +
                             words(more));
    };
    QVERIFY_STATUS(runRegions(QStringLiteral("whole"), QStringLiteral("--keep-views")), 0);
    QVERIFY_STATUS(runRegions(QStringLiteral("tiled"), QStringLiteral("--tile 16 --overlap 0.5 --keep-views")), 0);
    // With all the weight on the whole picture windows do not count.
    QVERIFY_STATUS(runRegions(QStringLiteral("both"), QStringLiteral("--tile 16 --full-weight 1 --keep-views")), 0);
    const auto confusionOf = [&](const char* name) {
        return run(QStringLiteral("metrics s.badcase --run ") + QLatin1String(name)).list("confusion");
    };
    QCOMPARE(confusionOf("both"), confusionOf("whole"));
    QVERIFY(confusionOf("tiled") != confusionOf("whole"));
    QVERIFY_STATUS(run(QStringLiteral("combine s.badcase --runs whole:1,tiled:0 --name first")), 0);
    QCOMPARE(confusionOf("first"), confusionOf("whole"));
    // Steps change the decision and are part of the run.
    QVERIFY_STATUS(runRegions(QStringLiteral("opened"), QStringLiteral("--steps open:3;min-area:20")), 0);
    QVERIFY(confusionOf("opened") != confusionOf("whole"));
    m_folder->mustBeSound(QStringLiteral("s.badcase"));
}

void TstCliViews::nucleiInEightViews()
{
    NEEDS_SHARED();
    constexpr int kPictures = 8; // eight views of each take a while
    QCOMPARE(makeNuclei(*m_folder, QStringLiteral("n.badcase"), kPictures), kPictures);
    QVERIFY_STATUS(m_folder->run(nucleiRun(QStringLiteral("plain"))), 0);
    QVERIFY_STATUS(m_folder->run(nucleiRun(QStringLiteral("d4"), words(QStringLiteral("--tta d4 --keep-views")))), 0);
    const auto dicesOf = [&](const char* name) {
        return dices(run(QStringLiteral("metrics n.badcase --per-image --run ") + QLatin1String(name)));
    };
    const auto plain = dicesOf("plain");
    const auto d4 = dicesOf("d4");
    QCOMPARE(plain.size(), qsizetype(kPictures));
    const double plainOff = largestDifference(plain, nucleiReference(QStringLiteral("dice_per_image"), 0.5));
    const double d4Off = largestDifference(d4, nucleiReference(QStringLiteral("d4_dice_per_image"), 0.5));
    qInfo("Dice an image differs from the reference by %g at most, with eight views by %g", plainOff, d4Off);
    QVERIFY(plainOff >= 0 && plainOff < 0.001);
    QVERIFY(d4Off >= 0 && d4Off < 0.001);
    // The same views without the model: from 8 bits.
    QStringList all;
    for (const char* view :
         {"identity", "hflip", "vflip", "rot90", "rot180", "rot270", "transpose", "antitranspose"})
        all << QStringLiteral("%1:1").arg(QLatin1String(view));
    QVERIFY_STATUS(run(QStringLiteral("combine n.badcase --runs d4 --name mixed --views ") + all.join(u',')), 0);
    const double mixedOff = largestDifference(dicesOf("mixed"), d4);
    QVERIFY2(mixedOff >= 0 && mixedOff < 0.002, QByteArray::number(mixedOff).constData());
    // A lone view is the plain run to the pixel, up to sums of floats.
    QVERIFY_STATUS(run(QStringLiteral("combine n.badcase --runs d4 --name lone --views identity:1")), 0);
    QVERIFY(largestDifference(dicesOf("lone"), plain) < 1e-6);
    // And runs are mixed as views are.
    QVERIFY_STATUS(run(QStringLiteral("combine n.badcase --runs plain:0,d4:1 --name second")), 0);
    QVERIFY(largestDifference(dicesOf("second"), d4) < 1e-12);
}

void TstCliViews::nucleiByAnotherThreshold()
{
    NEEDS_SHARED();
    makeNuclei(*m_folder, QStringLiteral("n.badcase"));
    QVERIFY_STATUS(
        m_folder->run(nucleiRun(QStringLiteral("low"), words(QStringLiteral("--steps threshold:0.2")))), 0);
    const auto found = dices(run(QStringLiteral("metrics n.badcase --per-image --run low")));
    // The reference cuts the probabilities themselves, a run what is stored of them: stops of 1/255.
    const double off = largestDifference(found, nucleiReference(QStringLiteral("dice_per_image"), 0.2));
    QVERIFY2(off >= 0 && off < 0.004, QByteArray::number(off).constData());
}

void TstCliViews::clothingMirrored()
{
    NEEDS_SHARED();
    m_folder->makeProject(QStringLiteral("c.badcase"), shared(QStringLiteral("data/pictures/clothing/test")), {},
                          words(QStringLiteral("--format imagefolder --split test")));
    const auto runClothing = [&](const QString& name, const QStringList& more) {
        return m_folder->run(QStringList{QStringLiteral("run"), QStringLiteral("c.badcase"), QStringLiteral("--model"),
                                         shared(QStringLiteral("models/clothing_net/clothing_net.pt")),
                                         QStringLiteral("--trust"), QStringLiteral("--name"), name} +
                             more);
    };
    QVERIFY_STATUS(runClothing(QStringLiteral("plain"), {}), 0);
    QVERIFY_STATUS(runClothing(QStringLiteral("mirrored"), words(QStringLiteral("--tta hflip --keep-views"))), 0);
    QVERIFY_STATUS(run(QStringLiteral("combine c.badcase --runs mirrored --views identity:1 --name left")), 0);
    QVERIFY_STATUS(run(QStringLiteral("combine c.badcase --runs mirrored --views identity:1,hflip:1 --name both")), 0);
    const auto metricsOf = [&](const char* name) {
        return run(QStringLiteral("metrics c.badcase --run ") + QLatin1String(name));
    };
    const CliResult plain = metricsOf("plain");
    const CliResult mirrored = metricsOf("mirrored");
    qInfo("clothing_net: accuracy %.4f, mirrored too %.4f", plain.real("accuracy"), mirrored.real("accuracy"));
    QCOMPARE(metricsOf("left").list("confusion"), plain.list("confusion"));
    QVERIFY(std::abs(metricsOf("left").real("log_loss") - plain.real("log_loss")) < 1e-6);
    QCOMPARE(metricsOf("both").list("confusion"), mirrored.list("confusion"));
    QVERIFY(std::abs(metricsOf("both").real("log_loss") - mirrored.real("log_loss")) < 1e-6);
    QVERIFY(mirrored.real("log_loss") < plain.real("log_loss")); // two looks are better than one on this set
}

void TstCliViews::camvidInWindows()
{
    NEEDS_SHARED();
    const QString camvid = shared(QStringLiteral("data/camvid"));
    m_folder->makeProject(QStringLiteral("s.badcase"), camvid + QStringLiteral("/CamVid"),
                          {QStringLiteral("--task"), QStringLiteral("segmentation"), QStringLiteral("--schema"),
                           camvid + QStringLiteral("/classes.json")},
                          words(QStringLiteral("--format masks --images test --masks testannot --split test")));
    const auto runCamvid = [&](const QString& name, const QString& more) {
        return m_folder->run(QStringList{QStringLiteral("run"), QStringLiteral("s.badcase"), QStringLiteral("--model"),
                                         shared(QStringLiteral("models/camvid_unet/camvid_unet.pt")),
                                         QStringLiteral("--trust"), QStringLiteral("--name"), name} +
                             words(more));
    };
    QVERIFY_STATUS(runCamvid(QStringLiteral("whole"), QStringLiteral("--tta identity")), 0);
    QVERIFY_STATUS(runCamvid(QStringLiteral("tiled"), QStringLiteral("--tile 240 --overlap 0.5")), 0);
    QVERIFY_STATUS(runCamvid(QStringLiteral("both"), QStringLiteral("--tile 240 --overlap 0.5 --full-weight 0.7")), 0);
    const auto meanIou = [&](const char* name) {
        return run(QStringLiteral("metrics s.badcase --run ") + QLatin1String(name)).real("mean_iou");
    };
    const double whole = meanIou("whole");
    const double tiled = meanIou("tiled");
    const double both = meanIou("both");
    qInfo("camvid_unet: mean IoU whole %.4f, in windows %.4f, both %.4f", whole, tiled, both);
    QVERIFY(std::abs(whole - realReference(QStringLiteral("camvid_unet")).value(QStringLiteral("mean_iou")).toDouble()) < 0.001);
    QVERIFY(tiled > 0.2);  // windows are twice as large as what the model was trained on
    QVERIFY(both > tiled); // the whole picture helps
}

BADCASE_REGISTER_TEST(TstCliViews)
#include "tst_cli_views.moc"
