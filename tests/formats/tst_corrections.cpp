// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/corrections_reader.h"
#include "tests/formats/data_set_maker.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace badcase;
using namespace badcase::formats;
using namespace badcase::test;

class TstCorrections : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void readsRows();
    void readsSeveralLabels();
    void refusesTables();
};

namespace {

struct Read {
    std::vector<Correction> corrections;
    std::vector<SampleProblem> problems;
    Result<void> outcome;
};

Read readAll(const QByteArray& text, const Schema& schema)
{
    QTemporaryDir dir;
    writeFile(dir.filePath("c.csv"), text);
    Read read;
    read.outcome = readCorrections(dir.filePath("c.csv"), schema,
                                   {[&](const Correction& correction) -> Result<void> {
                                        read.corrections.push_back(correction);
                                        return {};
                                    },
                                    [&](const SampleProblem& problem) { read.problems.push_back(problem); }},
                                   CancelToken());
    return read;
}

} // namespace

void TstCorrections::readsRows()
{
    const Schema schema = makeSchema(Task::Classification, {"cat", "dog", "a|b"});
    const Read read = readAll("id,label,verdict,reason\n1,dog,relabel,\"clear, to "
                              "me\"\n2,,bad-media,\n3,bird,,\n4,cat|dog,,\n5,cat,maybe,\n"
                              "6,,,\n1,cat,,\n7, cat ,keep,\n8,a|b,,\n,cat,,\n9,cat\n",
                              schema);
    QVERIFY_RESULT(read.outcome);
    QCOMPARE(read.corrections.size(), std::size_t(4));
    QCOMPARE(read.corrections[0].sample, QStringLiteral("1"));
    QCOMPARE(read.corrections[0].label, std::optional<LabelSet>(LabelSet{1}));
    QCOMPARE(read.corrections[0].verdict, Verdict::Relabel);
    QCOMPARE(read.corrections[0].reason, QStringLiteral("clear, to me"));
    QVERIFY(!read.corrections[1].label);
    QCOMPARE(read.corrections[1].verdict, Verdict::BadMedia);
    QCOMPARE(read.corrections[2].label, std::optional<LabelSet>(LabelSet{0}));
    QCOMPARE(read.corrections[3].label, std::optional<LabelSet>(LabelSet{2}));
    QStringList kinds;
    for (const auto& problem : read.problems)
        kinds << problem.kind;
    QCOMPARE(kinds, QStringList({"unknown-class", "several-labels", "unknown-verdict", "empty-row",
                                 "duplicate", "bad-row", "ragged-row"}));
    QVERIFY(read.problems[0].message.contains("row 4") && read.problems[0].message.contains("bird"));
    QCOMPARE(read.problems[0].sample, QStringLiteral("3"));
}

void TstCorrections::readsSeveralLabels()
{
    const Read read = readAll("id,label\n1,b|a\n2,|\n", makeSchema(Task::MultiLabel, {"a", "b"}));
    QVERIFY_RESULT(read.outcome);
    QCOMPARE(read.corrections[0].label, std::optional<LabelSet>(LabelSet{0, 1}));
    QCOMPARE(read.corrections[1].label, std::optional<LabelSet>(LabelSet()));
}

void TstCorrections::refusesTables()
{
    const Schema schema = makeSchema(Task::Classification, {"cat"});
    QVERIFY(!readAll("", schema).outcome);
    const Read wrong = readAll("name,class\n1,cat\n", schema);
    QVERIFY(!wrong.outcome);
    QVERIFY(wrong.outcome.error().message.contains("name, class"));
    QVERIFY(!readCorrections("/no/such.csv", schema, {}, CancelToken()));
}

BADCASE_REGISTER_TEST(TstCorrections)
#include "tst_corrections.moc"
