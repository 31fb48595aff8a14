// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QJsonDocument>

#include <cmath>

using namespace badcase::test;

/// `badcase calibrate` as a script sees it: keys, exit status, and the figures of numpy and scipy.
class TstCliCalibrate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<CliFolder>();
    }
    void keysAndStatus();
    void wrongUse();
    void asNumpyAndScipySay();

private:
    CliResult calibrate(const QStringList& options) const
    {
        return m_folder->run(QStringList{QStringLiteral("calibrate"), QStringLiteral("p.badcase")} + options);
    }
    QString file(const char* name, const QByteArray& content) const
    {
        writeFile(m_folder->path(QLatin1String(name)), content);
        return QLatin1String(name);
    }
    void makeColours() const
    {
        writeColours(m_folder->path(QStringLiteral("colours")), 1);
        m_folder->makeProject(QStringLiteral("p.badcase"), QStringLiteral("colours"));
        QVERIFY_STATUS(m_folder->run({"import-run", "p.badcase", "--name", "r", "--probabilities",
                                      file("p.csv", "id,blue,green,red\nred/0.png,0.1,0.2,0.7\n"
                                                    "green/0.png,0.1,0.2,0.7\nblue/0.png,0.8,0.1,0.1\n"),
                                      "--out-of-fold", "yes"}),
                       0);
    }

    std::unique_ptr<CliFolder> m_folder;
};

void TstCliCalibrate::keysAndStatus()
{
    makeColours();
    const auto result = calibrate({"--run", "r", "--bins", "4", "--folds", "2", "--class", "red"});
    QVERIFY_STATUS(result, 0);
    QVERIFY(result.oneObject);
    for (const char* key : {"run", "labels", "task", "samples", "bins", "log_loss", "brier", "ece",
                            "ece_equal_mass", "ece_classwise", "bias", "diagram", "per_class", "temperature",
                            "advice_text", "seen_text", "class_diagram", "badcase", "project"})
        QVERIFY2(result.json.contains(QLatin1String(key)), key);
    QCOMPARE(result.number("samples"), 3);
    // Said 0.7, 0.7 and 0.8; right, wrong and right. The first two are in (0.5, 0.75], the third in (0.75,
    // 1].
    QVERIFY(std::abs(result.real("ece") - (std::abs(1.4 - 1) + std::abs(0.8 - 1)) / 3) < 1e-6);
    QVERIFY(std::abs(result.real("log_loss") + (std::log(0.7) + std::log(0.2) + std::log(0.8)) / 3) < 1e-6);
    QVERIFY(std::abs(result.real("brier") -
                     ((0.01 + 0.04 + 0.09) + (0.01 + 0.64 + 0.49) + (0.04 + 0.01 + 0.01)) / 3) < 1e-6);
    QCOMPARE(result.json.value(QStringLiteral("class_diagram"))[QStringLiteral("class")].toString(),
             QStringLiteral("red"));
    QCOMPARE(result.json.value(QStringLiteral("temperature"))[QStringLiteral("folds")].toArray().size(), 2);
    // More folds than samples: everything but the temperature.
    const auto few = calibrate({"--run", "r", "--folds", "4"});
    QVERIFY_STATUS(few, 0);
    QVERIFY(few.json.value(QStringLiteral("temperature")).isNull());
}

void TstCliCalibrate::wrongUse()
{
    makeColours();
    QCOMPARE(calibrate({}).status, 2);
    QCOMPARE(calibrate({"--run", "r", "--labels", "dreamt"}).status, 2);
    QCOMPARE(calibrate({"--run", "r", "--folds", "1"}).status, 2);
    QCOMPARE(calibrate({"--run", "r", "--bins", "0"}).status, 2);
    const auto unknown = calibrate({"--run", "r", "--class", "mauve"});
    QCOMPARE(unknown.status, 2);
    QVERIFY(unknown.message().contains(u"mauve") && unknown.message().contains(u"green"));
    const auto run = calibrate({"--run", "s"});
    QCOMPARE(run.status, 1);
    QCOMPARE(run.errorCode(), QStringLiteral("not-found"));
}

/// Log loss, Brier score, errors and temperature by numpy 1.24.2 and scipy 1.10.1 of the same file (see
/// TstReliability).
void TstCliCalibrate::asNumpyAndScipySay()
{
    NEEDS_SHARED();
    const QString records = shared(QStringLiteral("data/wechat2022/labeled_synthetic.json"));
    m_folder->makeProject(QStringLiteral("p.badcase"), records,
                          {"--task", "classification", "--schema",
                           shared(QStringLiteral("data/wechat2022/category_id_map.json"))},
                          {"--format", "wechat"});
    QByteArray ids("id\n");
    for (const auto& record : QJsonDocument::fromJson(readFile(records)).array())
        ids += record.toObject().value(QStringLiteral("id")).toString().toUtf8() + '\n';
    QVERIFY_STATUS(m_folder->run({"import-run", "p.badcase", "--name", "npy", "--probabilities",
                                  shared(QStringLiteral("data/wechat2022/pred_probs_synthetic_f32.npy")),
                                  "--ids", file("ids.csv", ids), "--out-of-fold", "yes"}),
                   0);
    const auto result = calibrate({"--run", "npy", "--class", "0701"});
    QVERIFY_STATUS(result, 0);
    const auto near = [](double actual, double expected, double tolerance) {
        return std::abs(actual - expected) <= tolerance;
    };
    QVERIFY(near(result.real("log_loss"), 3.24800341392884, 1e-6));
    QVERIFY(near(result.real("brier"), 0.8948483360532848, 1e-9));
    QVERIFY(near(result.real("ece"), 0.2941587912403047, 1e-9));
    QVERIFY(near(result.real("ece_equal_mass"), 0.2941587912403047, 1e-9));
    QVERIFY(near(result.real("ece_classwise"), 0.005403932429963336, 1e-9));
    const QJsonValue largest = result.json.value(QStringLiteral("class_diagram"));
    QVERIFY(near(largest[QStringLiteral("ece")].toDouble(), 0.12631834931206798, 1e-9));
    QVERIFY(near(largest[QStringLiteral("ece_equal_mass")].toDouble(), 0.12638579791841656, 1e-9));
    QVERIFY(near(largest[QStringLiteral("brier")].toDouble(), 0.12154219329545754, 1e-9));
    const QJsonValue temperature = result.json.value(QStringLiteral("temperature"));
    QVERIFY(near(temperature[QStringLiteral("value")].toDouble(), 0.5399042760333211, 1e-4));
    // On samples it was not fitted to: worse than the best there is, and not by much.
    const double heldOut = temperature[QStringLiteral("held_out")][QStringLiteral("log_loss")].toDouble();
    QVERIFY(heldOut > 2.940080627298834 && heldOut < 2.945);
    QVERIFY(near(temperature[QStringLiteral("held_out")][QStringLiteral("ece")].toDouble(),
                 0.12327860188392627, 0.01));
    QVERIFY(result.text("advice_text").contains(u"not sure enough"));
}

BADCASE_REGISTER_TEST(TstCliCalibrate)
#include "tst_cli_calibrate.moc"
