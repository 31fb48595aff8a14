// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/class_mapping_table.h"
#include "app/window/import_predictions_panel.h"
#include "app/window/runs_page.h"
#include "tests/app/pixelless_project.h"
#include "tests/support/test_support.h"
#include "widgets/models/problems_model.h"
#include "widgets/panels/status_notice.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace badcase;
using panels::StatusNotice;
using window::ImportPredictionsPanel;
using window::test::PixellessProject;
using File = ImportPredictionsPanel::File;

namespace {

const QByteArray kTable = "id,c0,c1\npicture,0.9,0.1\nfeatures,0.2,0.8\ntexts,0.7,0.3\n";

struct Form {
    Form()
    {
        panel.resize(1000, 600);
        panel.show();
    }
    void choose(File which, const QByteArray& content, const QString& name = QStringLiteral("weak.csv"))
    {
        panel.setPath(which, project.file(name, content));
    }
    void start() { QTest::mouseClick(panel.startButton(), Qt::LeftButton); }
    const storage::RunRecord* run(const QString& name) const
    {
        for (const auto& record : project.bench.session.runs()) {
            if (record.name == name)
                return &record;
        }
        return nullptr;
    }
    QString says() const { return panel.notice()->isVisible() ? panel.notice()->text() : QString(); }

    PixellessProject project;
    ImportPredictionsPanel panel{project.bench.session};
};

} // namespace

/// An import through the form, as an analyst does it.
class TstImportPredictions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void asksWhetherOutOfFold();
    void unknownClassesAreMapped();
    void problemsAreListed();
    void decisionsNeedNoProbabilities();
    void whatCannotBeReadIsSaid();
    void theRunIsOnTheRunsPage();
};

void TstImportPredictions::asksWhetherOutOfFold()
{
    Form form;
    QVERIFY(!form.panel.startButton()->isEnabled());
    form.choose(File::Probabilities, kTable);
    QTRY_VERIFY(form.says().contains(QStringLiteral("had seen")));
    QVERIFY(!form.panel.startButton()->isEnabled());
    QCOMPARE(form.panel.request().name, QStringLiteral("weak"));
    form.panel.setOutOfFold(storage::OutOfFold::Yes);
    QTRY_VERIFY(form.panel.startButton()->isEnabled());
    QSignalSpy imported(&form.panel, &ImportPredictionsPanel::imported);
    form.start();
    QVERIFY(!form.panel.startButton()->isEnabled()); // not twice
    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(imported.first().first().toString(), QStringLiteral("weak"));
    QCOMPARE(form.panel.notice()->kind(), StatusNotice::Kind::Good);
    QVERIFY(form.says().contains(QStringLiteral("3 samples")));
    form.project.bench.session.reloadRuns();
    QTRY_VERIFY(form.run(QStringLiteral("weak")));
    QVERIFY(form.run(QStringLiteral("weak"))->outOfFold == storage::OutOfFold::Yes);
    QCOMPARE(form.run(QStringLiteral("weak"))->samplesDone, 3);
    // The next import would have another name, and the good news stays.
    QCOMPARE(form.panel.request().name, QStringLiteral("weak 2"));
    QVERIFY(form.says().contains(QStringLiteral("3 samples")));
    QVERIFY(form.panel.startButton()->isEnabled());
}

void TstImportPredictions::unknownClassesAreMapped()
{
    Form form;
    form.panel.setOutOfFold(storage::OutOfFold::Unknown);
    form.choose(File::Classes, "name\nc0\ndog\n", QStringLiteral("classes.csv"));
    form.choose(File::Ids, "id\npicture\n", QStringLiteral("ids.csv"));
    form.choose(File::Probabilities,
                QByteArray("\x93NUMPY\x01\x00\x3a\x00", 10) +
                    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)}\n" +
                    QByteArray::fromHex("0000003f0000003f"),
                QStringLiteral("p.npy"));
    auto* mapping = form.panel.findChild<window::ClassMappingTable*>();
    QTRY_VERIFY(mapping->isVisible());
    QVERIFY2(form.says().contains(QStringLiteral("dog")), qPrintable(form.says()));
    QVERIFY(!form.panel.startButton()->isEnabled());
    mapping->choose(QStringLiteral("dog"), QStringLiteral("c1"));
    QTRY_VERIFY2(form.panel.startButton()->isEnabled(), qPrintable(form.says()));
    QCOMPARE(form.panel.request().classRenames.value(QStringLiteral("dog")), QStringLiteral("c1"));
    QSignalSpy imported(&form.panel, &ImportPredictionsPanel::imported);
    form.start();
    QTRY_COMPARE(imported.size(), 1);
}

void TstImportPredictions::problemsAreListed()
{
    Form form;
    form.panel.setOutOfFold(storage::OutOfFold::No);
    form.choose(File::Probabilities, kTable + "bare,0.9,0.9\nnobody,1,0\n");
    QTRY_VERIFY(form.panel.startButton()->isEnabled());
    QSignalSpy imported(&form.panel, &ImportPredictionsPanel::imported);
    form.start();
    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(form.panel.notice()->kind(), StatusNotice::Kind::Warning);
    QVERIFY(form.says().contains(QStringLiteral("2 problems")));
    QCOMPARE(form.panel.problems()->rowCount(), 2);
    QCOMPARE(form.panel.problems()->at(0).kind, QStringLiteral("unknown-sample"));
    QCOMPARE(form.panel.problems()->at(1).sample, QStringLiteral("bare"));
    QVERIFY(form.panel.findChild<QTableView*>()->isVisible());
}

void TstImportPredictions::decisionsNeedNoProbabilities()
{
    Form form;
    form.panel.setOutOfFold(storage::OutOfFold::Yes);
    form.choose(File::Probabilities, "picture,c0\nfeatures,c1\ntexts,c0\n", QStringLiteral("result.csv"));
    QTRY_VERIFY2(form.panel.startButton()->isEnabled(), qPrintable(form.says()));
    QSignalSpy imported(&form.panel, &ImportPredictionsPanel::imported);
    form.start();
    QTRY_COMPARE(imported.size(), 1);
    auto& session = form.project.bench.session;
    session.reloadRuns();
    QTRY_VERIFY(form.run(QStringLiteral("result")));
    session.setCurrentRun(form.run(QStringLiteral("result"))->id);
    QTRY_VERIFY(session.scores() && session.scores()->classes);
    QCOMPARE(session.scores()->classes->given.leaves().metrics().accuracy, 2.0 / 3);
    // A sample of such a run can be looked at: it has a decision and no bars.
    auto& loader = form.project.bench.loader;
    loader.setCurrent(form.project.id("texts"));
    QTRY_VERIFY(loader.view());
    QCOMPARE(loader.view()->predicted, std::optional(LabelSet{0}));
    QVERIFY(loader.view()->top.empty());
}

void TstImportPredictions::whatCannotBeReadIsSaid()
{
    Form form;
    form.panel.setOutOfFold(storage::OutOfFold::Yes);
    form.panel.setPath(File::Probabilities, QStringLiteral("/nowhere/p.npy"));
    QTRY_VERIFY(form.says().contains(QStringLiteral("/nowhere/p.npy")));
    QCOMPARE(form.panel.notice()->kind(), StatusNotice::Kind::Error);
    form.choose(File::Probabilities, "id,cat,dog\npicture,1,0\n");
    QTRY_VERIFY(form.says().contains(QStringLiteral("cat, dog")));
    QVERIFY(!form.panel.startButton()->isEnabled());
    form.choose(File::Probabilities, kTable); // mended
    QTRY_VERIFY(form.panel.startButton()->isEnabled());
}

void TstImportPredictions::theRunIsOnTheRunsPage()
{
    PixellessProject project;
    window::RunsPage page(project.bench.context,
                          workspace::TrustStore(project.dir.filePath(QStringLiteral("trust.json"))));
    page.resize(1200, 800);
    page.show();
    auto* panel = page.importPanel();
    panel->setPath(File::Probabilities, project.file(QStringLiteral("weak.csv"), kTable));
    panel->setOutOfFold(storage::OutOfFold::Yes);
    QTRY_VERIFY(panel->startButton()->isEnabled());
    panel->startButton()->click();
    auto& session = project.bench.session;
    QTRY_VERIFY(session.currentRunRecord() && session.currentRunRecord()->name == QStringLiteral("weak"));
    QTRY_COMPARE(session.runs().size(), 1U);
    bool listed = false;
    for (const auto* table : page.findChildren<QTableView*>()) {
        for (int row = 0; row < table->model()->rowCount(); ++row)
            listed =
                listed || table->model()->index(row, 0).data().toString().contains(QStringLiteral("weak"));
    }
    QVERIFY(listed);
}

BADCASE_REGISTER_TEST(TstImportPredictions)
#include "tst_import_predictions.moc"
