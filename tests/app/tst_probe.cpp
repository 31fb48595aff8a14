// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// badcase-probe as a user has it, on a model whose outputs are known without LibTorch; and what it concludes.

#include "app/probe/probe.h"
#include "tests/support/test_support.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

using namespace badcase;
using namespace badcase::probe;

namespace {

const QString kModel = QStringLiteral("tests/engine/fixtures/means.pt");

struct Answer {
    int status = -1;
    QJsonObject json;
    QByteArray words;

    QString errorCode() const
    {
        return json.value(QStringLiteral("error")).toObject().value(QStringLiteral("code")).toString();
    }
    double real(const char* key) const { return json.value(QLatin1String(key)).toDouble(-1); }
    QJsonObject part(const char* key) const { return json.value(QLatin1String(key)).toObject(); }
};

Answer probed(const QStringList& arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* variable : {"DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(variable));
    environment.insert(QStringLiteral("OMP_WAIT_POLICY"), QStringLiteral("passive"));
    process.setProcessEnvironment(environment);
    process.start(QDir(test::binaryDir()).filePath(QStringLiteral("badcase-probe")), arguments);
    process.waitForFinished(120'000);
    Answer answer;
    answer.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    const QByteArray out = process.readAllStandardOutput();
    answer.json = QJsonDocument::fromJson(out).object();
    answer.words = out + process.readAllStandardError();
    return answer;
}

void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
}

/// An 8 x 8 PPM of one colour.
QByteArray even(char red, char green, char blue)
{
    QByteArray file("P6\n8 8\n255\n");
    for (int i = 0; i < 64; ++i)
        file.append(red).append(green).append(blue);
    return file;
}

QByteArray npy(const QByteArray& shape, const std::vector<float>& values)
{
    QByteArray header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
    header.append(QByteArray(118 - header.size() - 1, ' ')).append('\n');
    QByteArray file("\x93NUMPY\x01\x00", 8);
    file.append(static_cast<char>(header.size())).append('\0').append(header);
    return file.append(reinterpret_cast<const char*>(values.data()), qsizetype(values.size() * sizeof(float)));
}

} // namespace

class TstProbe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        test::failOnWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        writeFile(path("red.ppm"), even(char(250), 3, 3));
        writeFile(path("green.ppm"), even(3, char(250), 3));
        writeFile(path("blue.ppm"), even(3, 3, char(250)));
        writeFile(path("notes.txt"), "no picture");
    }
    void wrongUse_data();
    void wrongUse();
    void refusesWithoutConsent();
    void measuresAModel();
    void eachPictureOnce();
    void comparesWithAReference();
    void countsFlippedDecisions();
    void judges();
    void sharedModels_data();
    void sharedModels();

private:
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    Answer onPictures(const QStringList& more) const
    {
        return probed(QStringList{QDir(test::sourceDir()).filePath(kModel), m_folder->path()} + more);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TstProbe::wrongUse_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto add = [](const char* text) { QTest::newRow(text) << QString::fromLatin1(text).split(u' '); };
    add("model.pt");
    add("model.pt folder more");
    add("model.pt folder --precision fp8");
    add("model.pt folder --seconds soon");
    add("model.pt folder --batch 0");
    add("model.pt folder --limit -3");
    add("model.pt folder --unknown");
}

void TstProbe::wrongUse()
{
    QFETCH(QStringList, arguments);
    const Answer answer = probed(arguments);
    QVERIFY2(answer.status == 2, answer.words.constData());
    QCOMPARE(answer.errorCode(), QStringLiteral("invalid-argument"));
}

void TstProbe::refusesWithoutConsent()
{
    const Answer answer = onPictures({});
    QVERIFY2(answer.status == 1, answer.words.constData());
    QCOMPARE(answer.errorCode(), QStringLiteral("not-trusted"));
    QFile model(QDir(test::sourceDir()).filePath(kModel));
    QVERIFY(model.open(QIODevice::ReadOnly));
    QVERIFY(answer.words.contains(QCryptographicHash::hash(model.readAll(), QCryptographicHash::Sha256).toHex()));
}

void TstProbe::measuresAModel()
{
    const Answer answer = onPictures({QStringLiteral("--trust"), QStringLiteral("--seconds"), QStringLiteral("1")});
    QVERIFY2(answer.status == 0, answer.words.constData());
    QCOMPARE(answer.real("pictures"), 3.0);
    QCOMPARE(answer.real("failed"), 0.0);
    QCOMPARE(answer.json.value(QStringLiteral("device")).toString(), QStringLiteral("cpu"));
    QVERIFY(answer.json.value(QStringLiteral("device_busy")).isNull());
    QCOMPARE(answer.part("model").value(QStringLiteral("name")).toString(), QStringLiteral("means"));
    QCOMPARE(answer.part("parity").value(QStringLiteral("pictures")).toInt(), 3);
    QVERIFY(answer.part("parity").value(QStringLiteral("max_difference")).toDouble(1) < 1e-5);
    // 10 x 250 / 255
    QVERIFY(std::abs(answer.part("parity").value(QStringLiteral("largest_output")).toDouble() - 9.8039) < 1e-3);
    const double cores = answer.real("cores");
    QVERIFY(answer.real("F") > 0 && answer.real("D") > 0);
    QVERIFY(std::abs(answer.real("bound") / (cores / (answer.real("F") + answer.real("D"))) - 1) < 1e-9);
    QVERIFY(std::abs(answer.real("decode_bound") * answer.real("D") / cores - 1) < 1e-9);
    QVERIFY(answer.real("images") > 10);
    QVERIFY(std::abs(answer.real("images_per_second") * answer.real("seconds") / answer.real("images") - 1) < 1e-9);
    QVERIFY(answer.real("memory_peak_bytes") > 1e6);
    double shares = 0;
    const QJsonArray stages = answer.json.value(QStringLiteral("stages")).toArray();
    for (const QJsonValue& stage : stages)
        shares += stage.toObject().value(QStringLiteral("share")).toDouble();
    QCOMPARE(stages.size(), 5);
    QVERIFY(std::abs(shares - 1) < 1e-9);
}

void TstProbe::eachPictureOnce()
{
    writeFile(path("damaged.ppm"), even(1, 2, 3).left(60));
    const Answer answer = onPictures({QStringLiteral("--trust"), QStringLiteral("--seconds"), QStringLiteral("0")});
    QVERIFY2(answer.status == 0, answer.words.constData());
    QCOMPARE(answer.real("pictures"), 4.0);
    QCOMPARE(answer.real("images"), 4.0);
    QCOMPARE(answer.real("failed"), 1.0);
    const QJsonObject problem = answer.json.value(QStringLiteral("problems")).toArray().at(0).toObject();
    QCOMPARE(problem.value(QStringLiteral("sample")).toString(), QStringLiteral("damaged.ppm"));
    const Answer limited = onPictures({QStringLiteral("--trust"), QStringLiteral("--seconds"), QStringLiteral("0"),
                                       QStringLiteral("--limit"), QStringLiteral("1")});
    QVERIFY2(limited.status == 0, limited.words.constData());
    QCOMPARE(limited.real("images"), 1.0);
}

/// The model's logits are ten times the mean of each channel.
void TstProbe::comparesWithAReference()
{
    std::vector<float> input(48);
    for (std::size_t i = 0; i < input.size(); ++i)
        input[i] = static_cast<float>(i);
    writeFile(path("a.input.npy"), npy("3, 4, 4", input));
    writeFile(path("a.logits.npy"), npy("3,", {75, 235, 395}));
    writeFile(path("b.input.npy"), npy("1, 3, 4, 4", input));
    writeFile(path("b.output.npy"), npy("1, 3", {75, 235, 395.5F}));
    const Answer answer = onPictures({QStringLiteral("--trust"), QStringLiteral("--seconds"), QStringLiteral("0"),
                                      QStringLiteral("--reference"), m_folder->path()});
    QVERIFY2(answer.status == 0, answer.words.constData());
    const QJsonObject reference = answer.part("reference");
    QCOMPARE(reference.value(QStringLiteral("pairs")).toInt(), 2);
    QCOMPARE(reference.value(QStringLiteral("max_difference")).toObject().value(QStringLiteral("logits")).toDouble(), 0.5);
}

void TstProbe::countsFlippedDecisions()
{
    // 10 x 248 / 255 and 10 x 249 / 255 are both 9.75 in the eight bits of bf16: a tie, which the first class wins.
    writeFile(path("tie.ppm"), even(char(248), char(249), 0));
    const Answer answer = onPictures({QStringLiteral("--trust"), QStringLiteral("--seconds"), QStringLiteral("0"),
                                      QStringLiteral("--precision"), QStringLiteral("bf16")});
    QVERIFY2(answer.status == 0, answer.words.constData());
    const QJsonObject flips = answer.part("flips");
    QCOMPARE(flips.value(QStringLiteral("decisions")).toInt(), 4);
    QCOMPARE(flips.value(QStringLiteral("pictures")).toInt(), 4);
    const int flipped = flips.value(QStringLiteral("flipped")).toInt(-1);
    QVERIFY2(flipped == 1, answer.words.constData());
    QCOMPARE(flips.value(QStringLiteral("flipped_share")).toDouble(), 0.25);
}

void TstProbe::judges()
{
    StageCosts costs;
    costs.cores = 4;
    costs.decode = 0.01; // 400 a second
    costs.forward = 0.001;
    costs.onDevice = true; // 1000 a second
    PipelineRun run;
    run.seconds = 10;
    run.busy[2] = 8.5;
    run.pictures = 9000;
    QVERIFY(judge(costs, run).passed);
    run.busy[2] = 4;
    run.pictures = 3900;
    const probe::Verdict decodes = judge(costs, run);
    QVERIFY(decodes.passed);
    QVERIFY2(decodes.text.startsWith(QLatin1String("Decode is the limit")), qPrintable(decodes.text));
    run.pictures = 2000;
    QVERIFY(!judge(costs, run).passed);

    costs.onDevice = false; // 4 / 0.011 = 364 a second
    run.pictures = 3600;
    run.cpuSeconds = 40;
    QVERIFY(judge(costs, run).passed);
    run.pictures = 1800; // half the cores, well used
    run.cpuSeconds = 20;
    QVERIFY(judge(costs, run).passed);
    run.cpuSeconds = 40; // all of them, badly used
    QVERIFY(!judge(costs, run).passed);
}

void TstProbe::sharedModels_data()
{
    QTest::addColumn<QString>("pictures");
    QTest::newRow("clothing_net") << QStringLiteral("data/pictures/clothing/test");
    QTest::newRow("camvid_unet") << QStringLiteral("data/camvid/CamVid/test");
    QTest::newRow("nuclei_unet") << QStringLiteral("data/seg_binary/dsb2018/images");
}

void TstProbe::sharedModels()
{
    NEEDS_SHARED();
    QFETCH(QString, pictures);
    const QString folder = QStringLiteral("models/%1/").arg(QLatin1String(QTest::currentDataTag()));
    const Answer answer =
        probed({test::shared(folder + QLatin1String(QTest::currentDataTag()) + QStringLiteral(".pt")),
                test::shared(pictures), QStringLiteral("--trust"), QStringLiteral("--seconds"), QStringLiteral("0"),
                QStringLiteral("--limit"), QStringLiteral("3"), QStringLiteral("--reference"),
                test::shared(folder + QStringLiteral("reference/exact"))});
    QVERIFY2(answer.status == 0, answer.words.constData());
    const QJsonObject differences = answer.part("reference").value(QStringLiteral("max_difference")).toObject();
    QVERIFY(differences.contains(QStringLiteral("logits")));
    for (const QJsonValue& difference : differences)
        QVERIFY2(difference.toDouble(1) < 1e-4, answer.words.constData());
    QVERIFY(answer.part("parity").value(QStringLiteral("max_difference")).toDouble(1) < 1e-3);
    QCOMPARE(answer.real("failed"), 0.0);
}

BADCASE_REGISTER_TEST(TstProbe)
#include "tst_probe.moc"
