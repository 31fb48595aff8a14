// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/audit_panel.h"
#include "app/window/matrix_page.h"
#include "app/window/workbench.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/models/class_metrics_model.h"
#include "widgets/models/metric_texts.h"
#include "widgets/panels/controls.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace badcase;
using window::AuditPanel;
using window::MatrixPage;
using workspace::test::must;
using workspace::test::RunFixture;

namespace {

/// The panel as the Matrix page opens it.
struct Opened {
    explicit Opened(Task task) : fixture(task, 60)
    {
        fixture.close();
        must(bench.session.open(fixture.path()));
        page = std::make_unique<MatrixPage>(bench.context);
        page->resize(1200, 800);
        page->show();
        loaded =
            QTest::qWaitFor([this] { return bench.session.scores() && !bench.session.isQuerying(); }, 10000);
        panel = page->findChild<AuditPanel*>();
        QTest::mouseClick(page->findChild<QPushButton*>(QStringLiteral("openAudit")), Qt::LeftButton);
    }
    void type(AuditPanel::Field field, const char* text)
    {
        panel->field(field)->setText(QLatin1String(text));
    }
    void fillIn()
    {
        QTest::mouseClick(panel->findChild<QPushButton*>(QStringLiteral("fillAudit")), Qt::LeftButton);
    }

    RunFixture fixture;
    window::Workbench bench;
    std::unique_ptr<MatrixPage> page;
    AuditPanel* panel = nullptr;
    bool loaded = false;
};

} // namespace

class TstAuditPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void answersAsOneTypes();
    void saysWhatIsNoFigure();
    void ownFiguresArePossible_data();
    void ownFiguresArePossible();
    void scriptIsComparedWithTheRun();
    void changesLeaveItOpen();
    void everyFigureHasItsConvention_data();
    void everyFigureHasItsConvention();
};

void TstAuditPanel::answersAsOneTypes()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.loaded && opened.panel->isVisible());
    opened.type(AuditPanel::Classes, "2");
    opened.type(AuditPanel::MeanIou, "0.723");
    QVERIFY(opened.panel->findings().isEmpty());
    opened.type(AuditPanel::MeanDice, "0.789");
    QVERIFY(opened.panel->verdict().contains(u"cannot"));
    QVERIFY(opened.panel->findings().first().contains(u"0.8084") ||
            opened.panel->findings().first().contains(u"0.808"));
    opened.type(AuditPanel::MeanDice, "0.825");
    QVERIFY(opened.panel->verdict().contains(u"can give all"));
    opened.type(AuditPanel::MeanDice, "");
    QVERIFY(opened.panel->findings().isEmpty());
}

void TstAuditPanel::saysWhatIsNoFigure()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.loaded);
    opened.type(AuditPanel::MeanIou, "0,7x");
    QVERIFY(opened.panel->verdict().contains(u"0,7x"));
    opened.type(AuditPanel::MeanIou, "");
    opened.type(AuditPanel::Classes, "many");
    QVERIFY(opened.panel->verdict().contains(u"many"));
    opened.type(AuditPanel::Classes, "3");
    opened.type(AuditPanel::ClassIou, "0.5 0.6");
    QVERIFY(opened.panel->verdict().contains(u"3 classes"));
}

void TstAuditPanel::ownFiguresArePossible_data()
{
    QTest::addColumn<int>("task");
    QTest::newRow("classification") << int(Task::Classification);
    QTest::newRow("segmentation") << int(Task::Segmentation);
}

void TstAuditPanel::ownFiguresArePossible()
{
    QFETCH(int, task);
    Opened opened(static_cast<Task>(task));
    QVERIFY(opened.loaded);
    opened.fillIn();
    QCOMPARE(opened.panel->field(AuditPanel::Classes)->text(), QString::number(RunFixture::kClasses));
    QVERIFY(!opened.panel->field(AuditPanel::Accuracy)->text().isEmpty());
    QVERIFY2(opened.panel->verdict().contains(u"can give all"), qPrintable(opened.panel->verdict()));
}

void TstAuditPanel::scriptIsComparedWithTheRun()
{
    Opened opened(Task::Segmentation);
    QVERIFY(opened.loaded);
    QTRY_VERIFY(!opened.panel->comparison().isEmpty());
    const auto run = opened.bench.session.currentRunRecord();
    const auto connection = must(opened.bench.session.project()->connect());
    for (const int batch : {1, 8, 60}) {
        const auto found = must(workspace::compareWithScript(*opened.bench.session.project(), *connection,
                                                             *run, workspace::LabelSource::Corrected, batch));
        const auto pooled = opened.bench.session.scores()->masks->corrected.pooled();
        QCOMPARE(found.meanIou, pooled.meanIou);
        QCOMPARE(found.script.batches, (found.images + batch - 1) / batch);
        if (batch == 60) // one batch in which every class is predicted: the right figure
            QVERIFY(std::abs(found.script.value - found.meanIou) < 1e-12);
        opened.panel->findChild<QSpinBox*>()->setValue(batch);
        QTRY_VERIFY(opened.panel->comparison().endsWith(found.explanation()));
    }
    auto wrong = *run;
    wrong.task = Task::Classification;
    QCOMPARE(workspace::compareWithScript(*opened.bench.session.project(), *connection, wrong,
                                          workspace::LabelSource::Given, 8)
                 .error()
                 .code,
             ErrorCode::InvalidArgument);
}

void TstAuditPanel::changesLeaveItOpen()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.loaded);
    const auto scores = opened.bench.session.scores();
    opened.bench.session.relabel({opened.bench.session.selection()->front()}, LabelSet{1});
    QTRY_VERIFY(opened.bench.session.scores() != scores);
    QVERIFY(opened.panel->isVisible());
    QTest::keyClick(opened.panel, Qt::Key_Escape);
    QTRY_VERIFY(!opened.panel->isVisible());
}

void TstAuditPanel::everyFigureHasItsConvention_data()
{
    QTest::addColumn<int>("task");
    QTest::newRow("classification") << int(Task::Classification);
    QTest::newRow("multi-label") << int(Task::MultiLabel);
    QTest::newRow("segmentation") << int(Task::Segmentation);
}

void TstAuditPanel::everyFigureHasItsConvention()
{
    QFETCH(int, task);
    Opened opened(static_cast<Task>(task));
    QVERIFY(opened.loaded);
    for (const auto& line : opened.bench.session.scores()->headlines)
        QVERIFY2(!models::metricConvention(line.key, static_cast<Task>(task)).isEmpty(),
                 qPrintable(line.key));
    const auto* model = opened.page->findChild<models::ClassMetricsModel*>();
    for (int column = models::ClassMetricsModel::Support; column < models::ClassMetricsModel::ColumnCount;
         ++column)
        QVERIFY(!model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
    // What is shown says its convention on hover.
    const auto labels = opened.page->findChildren<panels::ElidedLabel*>();
    QVERIFY(std::ranges::any_of(labels, [&](const auto* label) {
        return label->toolTip().contains(models::metricConvention(
            opened.bench.session.scores()->headlines.front().key, static_cast<Task>(task)));
    }));
}

BADCASE_REGISTER_TEST(TstAuditPanel)
#include "tst_audit_panel.moc"
