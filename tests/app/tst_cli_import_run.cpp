// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QJsonDocument>

using namespace badcase::test;

namespace {

/// The figures of a file of ../shared/data/reference, as they are.
QJsonObject reference(const QString& name)
{
    return QJsonDocument::fromJson(readFile(shared(QStringLiteral("data/reference/") + name))).object();
}

} // namespace

/// `badcase import-run` as a script sees it: keys, exit status, and what the predictions of others count.
class TstCliImportRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<CliFolder>();
    }
    void keysAndStatus();
    void wrongUse();
    void failures();
    void problemsAreStatusThree();
    void decisions();
    void clothing();
    void wechatProbabilities();
    void wechatDecisions();

private:
    void makeColours() const
    {
        writeColours(m_folder->path(QStringLiteral("colours")), 1);
        m_folder->makeProject(QStringLiteral("p.badcase"), QStringLiteral("colours"));
    }
    CliResult import(const QStringList& options) const
    {
        return m_folder->run(QStringList{QStringLiteral("import-run"), QStringLiteral("p.badcase")} +
                             options);
    }
    QString file(const char* name, const QByteArray& content) const
    {
        writeFile(m_folder->path(QLatin1String(name)), content);
        return QLatin1String(name);
    }
    CliResult metrics(const QString& run) const
    {
        return m_folder->run(
            {QStringLiteral("metrics"), QStringLiteral("p.badcase"), QStringLiteral("--run"), run});
    }
    void makeWechat() const
    {
        m_folder->makeProject(QStringLiteral("p.badcase"),
                              shared(QStringLiteral("data/wechat2022/labeled_synthetic.json")),
                              {"--task", "classification", "--schema",
                               shared(QStringLiteral("data/wechat2022/category_id_map.json"))},
                              {"--format", "wechat"});
    }

    std::unique_ptr<CliFolder> m_folder;
};

void TstCliImportRun::keysAndStatus()
{
    makeColours();
    const auto result = import({"--name", "r", "--probabilities",
                                file("p.csv", "id,blue,green,red\nred/0.png,0.1,0.2,0.7\n"
                                              "green/0.png,0.1,0.2,0.7\nblue/0.png,0.8,0.1,0.1\n"),
                                "--out-of-fold", "yes"});
    QVERIFY_STATUS(result, 0);
    QVERIFY(result.oneObject);
    for (const char* key :
         {"run", "samples", "failed", "created", "unknown", "duplicates", "classes", "class_order", "type",
          "out_of_fold", "notices", "problems", "seconds", "badcase", "project"})
        QVERIFY2(result.json.contains(QLatin1String(key)), key);
    QCOMPARE(result.text("run"), QStringLiteral("r"));
    QCOMPARE(result.number("samples"), 3);
    QCOMPARE(result.text("out_of_fold"), QStringLiteral("yes"));
    QCOMPARE(result.text("class_order"), QStringLiteral("by-name"));
    QCOMPARE(result.text("type"), QStringLiteral("float64"));
    QCOMPARE(result.list("classes"), (QJsonArray{"blue", "green", "red"}));
    QVERIFY(result.list("problems").isEmpty());
    const auto measured = metrics(QStringLiteral("r"));
    QVERIFY_STATUS(measured, 0);
    QCOMPARE(measured.real("accuracy"), 2.0 / 3);
    m_folder->mustBeSound(QStringLiteral("p.badcase"));
}

void TstCliImportRun::wrongUse()
{
    makeColours();
    const QString table = file("p.csv", "id,blue,green,red\nred/0.png,0.1,0.2,0.7\n");
    QCOMPARE(import({"--probabilities", table}).status, 2);
    QCOMPARE(import({"--name", "r"}).status, 2);
    QCOMPARE(import({"--name", "r", "--probabilities", table, "--decisions", table}).status, 2);
    const auto answer = import({"--name", "r", "--probabilities", table, "--out-of-fold", "perhaps"});
    QCOMPARE(answer.status, 2);
    QCOMPARE(answer.errorCode(), QStringLiteral("invalid-argument"));
    QVERIFY(answer.message().contains(u"perhaps"));
    // A table of probabilities is no table of decisions, and is said to be one of those.
    const auto decided = import({"--name", "r", "--decisions", table});
    QCOMPARE(decided.status, 2);
    QVERIFY2(decided.message().contains(u"--probabilities"), qPrintable(decided.message()));
    const auto other =
        import({"--name", "r", "--probabilities", file("q.csv", "id,a,b\nred/0.png,0.5,0.5\n")});
    QCOMPARE(other.status, 2);
    QVERIFY2(other.message().contains(u"a, b"), qPrintable(other.message()));
}

void TstCliImportRun::failures()
{
    makeColours();
    const auto absent = import({"--name", "r", "--probabilities", "absent.npy"});
    QCOMPARE(absent.status, 1);
    QCOMPARE(absent.errorCode(), QStringLiteral("not-found"));
    const auto noTable = import({"--name", "r", "--decisions", "absent.csv"});
    QCOMPARE(noTable.status, 1);
    QCOMPARE(noTable.errorCode(), QStringLiteral("not-found"));
    const auto damaged = import({"--name", "r", "--probabilities", file("d.npy", "\x93NUMPY\x01"), "--ids",
                                 file("ids.csv", "id\nred/0.png\n")});
    QCOMPARE(damaged.status, 1);
    QCOMPARE(damaged.errorCode(), QStringLiteral("corrupt"));
    const QStringList good{"--name", "r", "--probabilities",
                           file("p.csv", "id,blue,green,red\nred/0.png,0.1,0.2,0.7\n")};
    QVERIFY_STATUS(import(good), 0);
    QCOMPARE(import(good).errorCode(), QStringLiteral("already-exists"));
    QCOMPARE(m_folder->run({"info", "p.badcase"}).list("runs").size(), 1);
}

void TstCliImportRun::problemsAreStatusThree()
{
    makeColours();
    const auto result = import({"--name", "r", "--probabilities",
                                file("p.csv", "id,blue,green,red\nred/0.png,0.1,0.2,0.7\n"
                                              "green/0.png,0.1,nan,0.7\n12345678901234567890,1,0,0\n"
                                              "red/0.png,1,0,0\nblue/0.png,0.9,0.9,0.9\n")});
    QVERIFY_STATUS(result, 3);
    QCOMPARE(result.number("samples"), 1);
    QCOMPARE(result.number("failed"), 2);
    QCOMPARE(result.number("unknown"), 1);
    QCOMPARE(result.number("duplicates"), 1);
    QCOMPARE(result.text("out_of_fold"), QStringLiteral("unknown"));
    QStringList kinds;
    const auto problems = result.list("problems");
    for (const auto& problem : problems)
        kinds.append(problem.toObject().value(QStringLiteral("kind")).toString());
    kinds.sort();
    QCOMPARE(kinds, (QStringList{"bad-sum", "duplicate", "not-a-number", "unknown-sample"}));
    QVERIFY(!result.list("notices").isEmpty()); // nobody has said whether it is out-of-fold
}

void TstCliImportRun::decisions()
{
    makeColours();
    const auto result = import({"--name", "r", "--decisions",
                                file("result.csv", "red/0.png,red\ngreen/0.png,red\nblue/0.png,navy\n"),
                                "--map-classes", "navy=blue", "--out-of-fold", "no"});
    QVERIFY_STATUS(result, 0);
    QCOMPARE(result.number("samples"), 3);
    QCOMPARE(result.text("type"), QStringLiteral("decisions"));
    const auto measured = metrics(QStringLiteral("r"));
    QVERIFY_STATUS(measured, 0);
    QCOMPARE(measured.real("accuracy"), 2.0 / 3);
    for (const char* key : {"top5", "log_loss", "ece"})
        QVERIFY2(measured.json.contains(QLatin1String(key)) &&
                     measured.json.value(QLatin1String(key)).isNull(),
                 key);
    const auto bySplit = m_folder->run({"metrics", "p.badcase", "--run", "r", "--by", "split"});
    QVERIFY_STATUS(bySplit, 0);
    m_folder->mustBeSound(QStringLiteral("p.badcase"));
}

/// The predictions that a weak model has made of real pictures, a table with a column for each class.
void TstCliImportRun::clothing()
{
    NEEDS_SHARED();
    const QString path = shared(QStringLiteral("data/pictures/clothing/predictions_weak_model.csv"));
    const QString schema = file("classes.csv", "name\ndress\nhat\nlongsleeve\noutwear\npants\nshirt\nshoes\n"
                                               "shorts\nskirt\nt-shirt\n");
    m_folder->makeProject(QStringLiteral("p.badcase"), {}, {"--task", "classification", "--schema", schema});
    const auto result = import({"--name", "weak", "--probabilities", path, "--create"});
    QVERIFY_STATUS(result, 0);
    QFile table(path);
    QVERIFY(table.open(QIODevice::ReadOnly));
    // The table has its own column of what was decided, which the run must agree with.
    const auto header = table.readLine().trimmed().split(',');
    const auto label = header.indexOf("label");
    const auto decided = header.indexOf("pred");
    int rows = 0;
    int right = 0;
    while (!table.atEnd()) {
        const auto cells = table.readLine().trimmed().split(',');
        ++rows;
        right += cells.at(label) == cells.at(decided) ? 1 : 0;
    }
    QCOMPARE(result.number("samples"), rows);
    QCOMPARE(result.number("created"), rows);
    const auto measured = metrics(QStringLiteral("weak"));
    QVERIFY_STATUS(measured, 0);
    QCOMPARE(measured.number("samples"), rows);
    QCOMPARE(measured.real("accuracy"), double(right) / rows);
}

void TstCliImportRun::wechatProbabilities()
{
    NEEDS_SHARED();
    makeWechat();
    QByteArray ids("id\n");
    const auto records =
        QJsonDocument::fromJson(readFile(shared(QStringLiteral("data/wechat2022/labeled_synthetic.json"))))
            .array();
    for (const auto& record : records)
        ids += record.toObject().value(QStringLiteral("id")).toString().toUtf8() + '\n';
    const auto result = import({"--name", "npy", "--probabilities",
                                shared(QStringLiteral("data/wechat2022/pred_probs_synthetic_f32.npy")),
                                "--ids", file("ids.csv", ids), "--out-of-fold", "yes"});
    QVERIFY_STATUS(result, 0);
    QCOMPARE(result.number("samples"), 3000);
    QCOMPARE(result.text("type"), QStringLiteral("float32"));
    QCOMPARE(result.text("class_order"), QStringLiteral("as-project"));
    const auto measured = metrics(QStringLiteral("npy"));
    QVERIFY_STATUS(measured, 0);
    QVERIFY(measured.json.value(QStringLiteral("log_loss")).isDouble());
}

/// The challenge's own score of a submission, to the last bit that its own program prints.
void TstCliImportRun::wechatDecisions()
{
    NEEDS_SHARED();
    makeWechat();
    const auto result =
        import({"--name", "result", "--decisions",
                shared(QStringLiteral("data/wechat2022/result_synthetic.csv")), "--out-of-fold", "yes"});
    QVERIFY_STATUS(result, 0);
    QCOMPARE(result.number("samples"), 3000);
    QVERIFY(result.list("problems").isEmpty());
    const auto measured = metrics(QStringLiteral("result"));
    QVERIFY_STATUS(measured, 0);
    const auto expected =
        reference(QStringLiteral("wechat2022/evaluate.json")).value(QStringLiteral("all")).toObject();
    const auto level = [&](const char* name) { return measured.json.value(QLatin1String(name)).toObject(); };
    const auto isEqual = [&](double value, const char* key) {
        return std::abs(value - expected.value(QLatin1String(key)).toDouble(-1)) < 1e-12;
    };
    QVERIFY(isEqual(measured.real("mean_f1"), "mean_f1"));
    for (const auto& [name, prefix] : {std::pair("level1", "lv1"), std::pair("level2", "lv2")}) {
        const auto f1 = level(name).value(QStringLiteral("f1")).toObject();
        const QByteArray key(prefix);
        QVERIFY(
            isEqual(level(name).value(QStringLiteral("accuracy")).toDouble(), (key + "_acc").constData()));
        QVERIFY(isEqual(f1.value(QStringLiteral("micro")).toDouble(), (key + "_f1_micro").constData()));
        QVERIFY(isEqual(f1.value(QStringLiteral("macro")).toDouble(), (key + "_f1_macro").constData()));
        QVERIFY(level(name).value(QStringLiteral("log_loss")).isNull());
    }
}

BADCASE_REGISTER_TEST(TstCliImportRun)
#include "tst_cli_import_run.moc"
