// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <cmath>

using namespace badcase::test;

/// Search, its index, and questions to a model, headless.
class TstCliTexts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<CliFolder>();
    }
    void searchIsTheSameWithAndWithoutIndex();
    void searchRefuses();
    void whatIfBlanksThePicture();
    void whatIfRefuses();
    void wechatTexts();

private:
    CliResult search(const QStringList& more) const
    {
        return m_folder->run(QStringList{QStringLiteral("search"), QStringLiteral("p.badcase")} + more);
    }
    void makeRun();
    QJsonObject hit(const CliResult& result, int i) const { return result.list("hits").at(i).toObject(); }

    std::unique_ptr<CliFolder> m_folder;
};

void TstCliTexts::searchIsTheSameWithAndWithoutIndex()
{
    const QString csv = m_folder->path(QStringLiteral("t.csv"));
    QByteArray rows("id,label,title,ocr\n");
    for (int i = 0; i < 300; ++i)
        rows += "n" + QByteArray::number(i) + ",a," + (i % 7 == 0 ? "红衬衫 sale" : "dress") + "," +
                (i % 3 == 0 ? "50% off" : "") + "\n";
    writeFile(csv, rows);
    m_folder->makeProject(QStringLiteral("p.badcase"), csv, {},
                          {QStringLiteral("--format"), QStringLiteral("csv")});
    const auto ask = [this] {
        return search({QStringLiteral("衬衫"), QStringLiteral("--limit"), QStringLiteral("5")});
    };
    const CliResult before = ask();
    QVERIFY_STATUS(before, 0);
    QCOMPARE(before.number("count"), 43);
    QCOMPARE(before.json.value(QStringLiteral("complete")).toBool(), true);
    QCOMPARE(before.text("query"), QStringLiteral("衬衫"));
    QCOMPARE(before.list("hits").size(), 5);
    QCOMPARE(hit(before, 1).value(QStringLiteral("sample")).toString(), QStringLiteral("n7"));
    QCOMPARE(hit(before, 1).value(QStringLiteral("field")).toString(), QStringLiteral("title"));
    QCOMPARE(hit(before, 1).value(QStringLiteral("snippet")).toString(), QStringLiteral("红衬衫 sale"));
    const CliResult built = m_folder->run({QStringLiteral("index"), QStringLiteral("p.badcase")});
    QVERIFY_STATUS(built, 0);
    QCOMPARE(built.number("samples"), 300);
    QCOMPARE(built.number("indexed"), 300);
    QCOMPARE(built.json.value(QStringLiteral("complete")).toBool(), true);
    QCOMPARE(m_folder->run({QStringLiteral("index"), QStringLiteral("p.badcase")}).number("indexed"), 0);
    QCOMPARE(ask().list("hits"), before.list("hits"));
    QCOMPARE(search({QStringLiteral("衬"), QStringLiteral("--field"), QStringLiteral("ocr")}).number("count"),
             0);
    QCOMPARE(search({QStringLiteral("title:sale off")}).number("count"), 15); // every 21st
    QCOMPARE(search({QStringLiteral("n12"), QStringLiteral("--limit"), QStringLiteral("0")}).number("count"),
             11);
    m_folder->mustBeSound(QStringLiteral("p.badcase"));
}

void TstCliTexts::searchRefuses()
{
    writeFile(m_folder->path(QStringLiteral("t.csv")), "id,label,title\nx,a,b\n");
    m_folder->makeProject(QStringLiteral("p.badcase"), m_folder->path(QStringLiteral("t.csv")), {},
                          {QStringLiteral("--format"), QStringLiteral("csv")});
    const CliResult field = search({QStringLiteral("x"), QStringLiteral("--field"), QStringLiteral("ocr")});
    QVERIFY_STATUS(field, 2);
    QVERIFY(field.message().contains(QStringLiteral("title, name")));
    QVERIFY_STATUS(search({QStringLiteral("...")}), 2);
    QVERIFY_STATUS(search({QStringLiteral("x"), QStringLiteral("--limit"), QStringLiteral("-1")}), 2);
    QVERIFY_STATUS(search({}), 2);
}

void TstCliTexts::makeRun()
{
    writeManyRows(m_folder->path(QStringLiteral("data")), QStringLiteral("t.csv"), 6);
    m_folder->makeProject(QStringLiteral("p.badcase"), m_folder->path(QStringLiteral("data/t.csv")), {},
                          {QStringLiteral("--format"), QStringLiteral("csv")});
    QVERIFY_STATUS(m_folder->run({QStringLiteral("run"), QStringLiteral("p.badcase"),
                                  QStringLiteral("--model"), fixtureModel(QStringLiteral("means")),
                                  QStringLiteral("--name"), QStringLiteral("r"), QStringLiteral("--trust")}),
                   0);
}

void TstCliTexts::whatIfBlanksThePicture()
{
    makeRun();
    const QStringList question{QStringLiteral("what-if"),  QStringLiteral("p.badcase"),
                               QStringLiteral("--run"),    QStringLiteral("r"),
                               QStringLiteral("--sample"), rowName(1)};
    const CliResult answer = m_folder->run(question + QStringList{QStringLiteral("--blank-media")});
    QVERIFY_STATUS(answer, 0);
    QCOMPARE(answer.list("classes").size(), 3);
    double before = 0;
    double after = 0;
    double least = 1;
    double most = 0;
    for (const auto& value : answer.list("classes")) {
        const QJsonObject entry = value.toObject();
        before += entry.value(QStringLiteral("before")).toDouble();
        after += entry.value(QStringLiteral("after")).toDouble();
        QCOMPARE(entry.value(QStringLiteral("change")).toDouble(),
                 entry.value(QStringLiteral("after")).toDouble() -
                     entry.value(QStringLiteral("before")).toDouble());
        least = std::min(least, entry.value(QStringLiteral("after")).toDouble());
        most = std::max(most, entry.value(QStringLiteral("after")).toDouble());
    }
    QVERIFY(std::abs(before - 1) < 1e-5 && std::abs(after - 1) < 1e-5);
    QVERIFY2(most - least < 1e-5,
             "a model of channel means has no opinion about an even picture of the mean colour");
    QVERIFY(
        answer.json.value(QStringLiteral("edits")).toObject().value(QStringLiteral("blank_media")).toBool());
    // The texts are carried, and it is said that nobody reads them.
    const CliResult both =
        m_folder->run(question + QStringList{QStringLiteral("--blank-media"), QStringLiteral("--blank"),
                                             QStringLiteral("title")});
    QVERIFY_STATUS(both, 0);
    QVERIFY(both.text("notice").contains(QStringLiteral("reads no texts")));
    QVERIFY(both.json.value(QStringLiteral("edits"))
                .toObject()
                .value(QStringLiteral("fields"))
                .toObject()
                .contains(QStringLiteral("title")));
    QVERIFY(both.text("id") != answer.text("id"));
    m_folder->mustBeSound(QStringLiteral("p.badcase"));
}

void TstCliTexts::whatIfRefuses()
{
    makeRun();
    const auto ask = [this](const QStringList& more) {
        return m_folder->run(QStringList{QStringLiteral("what-if"), QStringLiteral("p.badcase"),
                                         QStringLiteral("--run"), QStringLiteral("r")} +
                             more);
    };
    const QStringList sample{QStringLiteral("--sample"), rowName(0)};
    QVERIFY_STATUS(ask({}), 2);
    QVERIFY_STATUS(ask(sample), 2); // nothing changed
    const CliResult texts = ask(sample + QStringList{QStringLiteral("--set"), QStringLiteral("title=a=b")});
    QVERIFY_STATUS(texts, 2);
    QVERIFY(texts.message().contains(QStringLiteral("reads no texts; only the picture can be blanked")));
    QVERIFY_STATUS(ask(sample + QStringList{QStringLiteral("--set"), QStringLiteral("title")}), 2);
    const CliResult field = ask(sample + QStringList{QStringLiteral("--blank"), QStringLiteral("ocr")});
    QVERIFY_STATUS(field, 2);
    QVERIFY(field.message().contains(QStringLiteral("title")));
    QVERIFY_STATUS(
        ask({QStringLiteral("--sample"), QStringLiteral("nobody"), QStringLiteral("--blank-media")}), 1);
}

void TstCliTexts::wechatTexts()
{
    NEEDS_SHARED();
    m_folder->makeProject(QStringLiteral("p.badcase"));
    // The test set repeats samples of the labelled one: they are reported, and the import says so by its
    // status.
    QVERIFY_STATUS(m_folder->run({QStringLiteral("import"), QStringLiteral("p.badcase"),
                                  shared(QStringLiteral("data/wechat2022")), QStringLiteral("--format"),
                                  QStringLiteral("wechat"), QStringLiteral("--add-classes")}),
                   3);
    const CliResult one = search({QStringLiteral("猫")});
    QVERIFY_STATUS(one, 0);
    QVERIFY(one.number("count") > 0);
    for (const auto& value : one.list("hits"))
        QVERIFY(value.toObject().value(QStringLiteral("snippet")).toString().contains(QStringLiteral("猫")));
    QVERIFY_STATUS(m_folder->run({QStringLiteral("index"), QStringLiteral("p.badcase")}), 0);
    QCOMPARE(search({QStringLiteral("猫")}).list("hits"), one.list("hits"));
}

BADCASE_REGISTER_TEST(TstCliTexts)
#include "tst_cli_texts.moc"
