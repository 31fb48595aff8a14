// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/models/class_metrics_model.h"
#include "widgets/models/import_preview_model.h"
#include "widgets/models/problems_model.h"
#include "widgets/models/runs_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace badcase;
using namespace badcase::models;

namespace {

constexpr auto kTesting = QAbstractItemModelTester::FailureReportingMode::QtTest;

QStringList column(const QAbstractItemModel& model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts += model.index(row, column).data().toString();
    return texts;
}

std::vector<ClassMetricsRow> metrics()
{
    std::vector<ClassMetricsRow> rows(3);
    rows[0] = {0, QStringLiteral("class 10"), 5, 0.5, 0.25, 1.0 / 3};
    rows[1] = {1, QStringLiteral("class 2"), 1200, 0.875, 1, 0.9};
    rows[2] = {2, QStringLiteral("Absent"), 0};
    return rows;
}

} // namespace

class TstTables : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void classMetrics();
    void sortsNumbersAndLeavesGapsLast();
    void sortsNamesAsPeopleDo();
    void newFiguresKeepTheRows();
    void runs();
    void importPreview();
    void problems();
};

void TstTables::classMetrics()
{
    ClassMetricsModel model;
    QAbstractItemModelTester tester(&model, kTesting);
    model.setRows(metrics(), {});
    QCOMPARE(model.index(0, ClassMetricsModel::F1).data().toString(), QStringLiteral("0.333"));
    QCOMPARE(model.index(2, ClassMetricsModel::F1).data().toString(), QStringLiteral("\u2013"));
    QVERIFY(model.hasValues(ClassMetricsModel::F1));
    QVERIFY(!model.hasValues(ClassMetricsModel::Iou));
    const auto alignment = [&](int c) {
        return model.index(0, c).data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    };
    QVERIFY(alignment(ClassMetricsModel::Support).testFlag(Qt::AlignRight));
    QVERIFY(alignment(ClassMetricsModel::Name).testFlag(Qt::AlignLeft));
    QCOMPARE(model.classAt(1), 1);
    QCOMPARE(model.classAt(3), kNoClass);
    QCOMPARE(model.rowOf(2), 2);
}

void TstTables::sortsNumbersAndLeavesGapsLast()
{
    ClassMetricsModel model;
    model.setRows(metrics(), {});
    TableSortProxy proxy(&model);
    QAbstractItemModelTester tester(&proxy, kTesting);
    proxy.sort(ClassMetricsModel::Precision, Qt::AscendingOrder);
    QCOMPARE(column(proxy, ClassMetricsModel::Precision), QStringList({"0.500", "0.875", "\u2013"}));
    proxy.sort(ClassMetricsModel::Precision, Qt::DescendingOrder);
    QCOMPARE(column(proxy, ClassMetricsModel::Precision), QStringList({"0.875", "0.500", "\u2013"}));
    proxy.sort(ClassMetricsModel::Support, Qt::DescendingOrder);
    QCOMPARE(proxy.mapToSource(proxy.index(0, 0)).row(), 1);
}

void TstTables::sortsNamesAsPeopleDo()
{
    ClassMetricsModel model;
    model.setRows(metrics(), {});
    TableSortProxy proxy(&model);
    proxy.sort(ClassMetricsModel::Name);
    QCOMPARE(column(proxy, ClassMetricsModel::Name), QStringList({"Absent", "class 2", "class 10"}));
}

void TstTables::newFiguresKeepTheRows()
{
    ClassMetricsModel model;
    QAbstractItemModelTester tester(&model, kTesting);
    model.setRows(metrics(), {});
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    auto rows = metrics();
    rows[0].f1 = 0.75;
    model.setRows(rows, {});
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.index(0, ClassMetricsModel::F1).data().toString(), QStringLiteral("0.750"));
    rows.pop_back();
    model.setRows(rows, {});
    QCOMPARE(reset.size(), 1);
}

void TstTables::runs()
{
    RunsModel model;
    QAbstractItemModelTester tester(&model, kTesting);
    std::vector<RunRow> rows(2);
    rows[0] = {RunId(4), QStringLiteral("first")};
    rows[0].score = 0.47123;
    rows[0].samples = 372;
    rows[0].seconds = 187;
    rows[0].started = QDateTime(QDate(2026, 3, 1), QTime(14, 5));
    rows[0].outOfFold = OutOfFold::Yes;
    rows[1] = {RunId(7), QStringLiteral("second")};
    rows[1].failed = 3;
    model.setRows(rows);
    QCOMPARE(model.index(0, RunsModel::Score).data().toString(), QStringLiteral("0.471"));
    QCOMPARE(model.index(0, RunsModel::Duration).data().toString(), QStringLiteral("3 min 07 s"));
    QCOMPARE(model.index(0, RunsModel::Started).data().toString(), QStringLiteral("2026-03-01 14:05"));
    QCOMPARE(model.index(0, RunsModel::Fold).data().toString(), QStringLiteral("Yes"));
    QCOMPARE(model.index(1, RunsModel::Score).data().toString(), QStringLiteral("\u2013"));
    QCOMPARE(model.index(1, RunsModel::Status).data().toString(), QStringLiteral("Finished, 3 failed"));
    QCOMPARE(model.idAt(1), RunId(7));
    QCOMPARE(model.rowOf(RunId(7)), 1);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    rows[1].status = RunStatus::Running;
    model.setRows(rows);
    QCOMPARE(reset.size(), 0);
    rows.pop_back();
    model.setRows(rows);
    QCOMPARE(reset.size(), 1);
    TableSortProxy proxy(&model);
    QAbstractItemModelTester proxyTester(&proxy, kTesting);
    proxy.sort(RunsModel::Started, Qt::DescendingOrder);
}

void TstTables::importPreview()
{
    ImportPreviewModel model;
    QAbstractItemModelTester tester(&model, kTesting);
    std::vector<ImportPreviewRow> rows(2);
    rows[0].name = QStringLiteral("a/1.jpg");
    rows[0].texts = QStringList({"two\nlines", "x"});
    rows[1].name = QStringLiteral("a/2.jpg");
    rows[1].label = QStringLiteral("hat");
    rows[1].labelKnown = false;
    model.setRows({QStringLiteral("title"), QStringLiteral("keywords")}, rows);
    QCOMPARE(model.columnCount(), ImportPreviewModel::FirstText + 2);
    QCOMPARE(model.headerData(ImportPreviewModel::FirstText, Qt::Horizontal).toString(),
             QStringLiteral("title"));
    QCOMPARE(model.index(0, ImportPreviewModel::FirstText).data().toString(), QStringLiteral("two lines"));
    QCOMPARE(model.index(1, ImportPreviewModel::FirstText).data().toString(), QStringLiteral("\u2013"));
    QVERIFY(model.index(1, ImportPreviewModel::Label)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("hat")));
    QVERIFY(model.hasValues(ImportPreviewModel::Label));
    QVERIFY(!model.hasValues(ImportPreviewModel::Mask));
}

void TstTables::problems()
{
    ProblemsModel model;
    QAbstractItemModelTester tester(&model, kTesting);
    model.setProblems(
        {{QStringLiteral("b.jpg"), QStringLiteral("undecodable"), QStringLiteral("b.jpg: no picture")}});
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.append({{QStringLiteral("a.jpg"), QStringLiteral("odd-kind"), QStringLiteral("a.jpg: odd")}});
    model.append({});
    QCOMPARE(reset.size(), 0);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, ProblemsModel::Kind).data().toString(), QStringLiteral("Cannot be decoded"));
    QCOMPARE(model.index(1, ProblemsModel::Kind).data().toString(), QStringLiteral("odd-kind"));
    TableSortProxy proxy(&model);
    QAbstractItemModelTester proxyTester(&proxy, kTesting);
    proxy.sort(ProblemsModel::Sample);
    QCOMPARE(proxy.index(0, ProblemsModel::Sample).data().toString(), QStringLiteral("a.jpg"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

BADCASE_REGISTER_TEST(TstTables)
#include "tst_tables.moc"
