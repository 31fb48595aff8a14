// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/ablate_panel.h"
#include "app/window/combine_panel.h"
#include "app/window/new_run_panel.h"
#include "app/window/run_rows.h"
#include "app/window/running_strip.h"
#include "app/workspace/import_service.h"
#include "tests/app/made_data.h"
#include "tests/app/runs_page_fixture.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/models/runs_model.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

using namespace badcase;
using badcase::test::button;
using badcase::test::notice;
using window::RunsPage;
using window::Workbench;
using workspace::test::must;
using Opened = badcase::test::OpenedRunsPage;

/// Runs are chosen, deleted, resumed, stopped and mixed.
class TstRunsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void choosingARunMakesItCurrent();
    void deletingAsksInPlace();
    void resumingKeepsTheSettings();
    void aRunOverASelectionGoesOnOverIt();
    void aFailedRunSaysWhy();
    void aModelThatHangsCanBeStoppedNow();
    void viewsAreKeptAndMixed();
    void aRunIsMadeAgainWithoutThePicture();
    void aRunThatGoesOnShowsItsEarlyScore();
};

void TstRunsPage::choosingARunMakesItCurrent()
{
    workspace::test::RunFixture fixture(Task::Classification, 60);
    const RunId second = fixture.addRun(QStringLiteral("second"));
    fixture.close();
    Workbench bench;
    must(bench.session.open(fixture.path()));
    RunsPage page(bench.context);
    page.show();
    auto* table = page.findChild<QTableView*>(QStringLiteral("runs"));
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QTRY_COMPARE(bench.session.currentRun(), second);
    const auto rowOf = [&](const QString& name) {
        for (int row = 0; row < 2; ++row)
            if (table->model()->index(row, 0).data().toString() == name)
                return row;
        return -1;
    };
    const QModelIndex first = table->model()->index(rowOf(QStringLiteral("first")), 0);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(first).center());
    QVERIFY(bench.session.currentRun() != second);
    // Both runs have a score, also the one that is not current.
    auto* model = page.findChild<models::RunsModel*>();
    QTRY_VERIFY(model->at(0).score > 0 && model->at(1).score > 0);
    // While the score of another run is being read, the project can be closed and opened again.
    for (int i = 0; i < 5; ++i) {
        bench.session.close();
        must(bench.session.open(fixture.path()));
        QTRY_COMPARE(table->model()->rowCount(), 2);
        page.activate();
    }
    QTRY_VERIFY(model->at(0).score > 0 && model->at(1).score > 0);
}

void TstRunsPage::deletingAsksInPlace()
{
    workspace::test::RunFixture fixture(Task::Classification, 30);
    fixture.close();
    Workbench bench;
    must(bench.session.open(fixture.path()));
    RunsPage page(bench.context);
    page.show();
    QTRY_VERIFY(bench.session.scores() != nullptr);
    auto* ask = button(page, QStringLiteral("Delete"));
    QTRY_VERIFY(ask->isEnabled());
    QTest::mouseClick(ask, Qt::LeftButton);
    QCOMPARE(bench.session.runs().size(), std::size_t(1)); // not yet
    QVERIFY(notice(page).contains(QStringLiteral("cannot be undone")));
    QTest::mouseClick(button(page, QStringLiteral("Delete the run")), Qt::LeftButton);
    QTRY_VERIFY(bench.session.runs().empty());
    QTRY_VERIFY(!bench.session.currentRun().isValid());
    QVERIFY(!bench.session.scores());
}

void TstRunsPage::resumingKeepsTheSettings()
{
    storage::RunRecord run;
    run.name = QStringLiteral("half");
    run.model = ModelId{3};
    run.status = storage::RunStatus::Cancelled;
    run.settings = {
        {QStringLiteral("split"), QStringLiteral("test")},
        {QStringLiteral("selection"), -1},
        {QStringLiteral("card"), QJsonObject{{QStringLiteral("task"), QStringLiteral("classification")}}},
        {QStringLiteral("map_classes"), QJsonObject{{QStringLiteral("a"), QStringLiteral("b")}}}};
    QVERIFY(window::canResume(run));
    const auto request = window::resumeRequest(run, QStringLiteral("/m.pt"));
    QVERIFY(request.resume);
    QVERIFY(request.isolate);
    QCOMPARE(request.split, QStringLiteral("test"));
    QCOMPARE(request.classRenames.value(QStringLiteral("a")), QStringLiteral("b"));
    QCOMPARE(request.card->value(QStringLiteral("task")).toString(), QStringLiteral("classification"));
    run.status = storage::RunStatus::Finished;
    QVERIFY(!window::canResume(run));
}

/// The samples of a run are in the project: a page that never saw the selection can go on with it.
void TstRunsPage::aRunOverASelectionGoesOnOverIt()
{
    Opened opened;
    if (!opened.hasTorch())
        QSKIP("the LibTorch plugin was not built");
    auto& session = opened.bench.session;
    std::vector<SampleId> chosen = *session.selection();
    chosen.pop_back();
    workspace::RunRequest request;
    request.model = badcase::test::fixtureModel(QStringLiteral("means"));
    request.name = QStringLiteral("some");
    request.samples = chosen;
    request.trust = true;
    must(workspace::runModel(session.project(), request,
                             workspace::TrustStore(opened.dir.filePath(QStringLiteral("trust.json"))), {},
                             {}));
    {
        // As if it had been stopped just before its end: to go on is to know that nothing of the eleven is
        // missing.
        const auto connection = must(session.project()->connect());
        storage::RunRepository runs(*connection);
        auto run = must(runs.find(request.name));
        run.status = storage::RunStatus::Cancelled;
        must(runs.update(run));
    }
    session.reloadRuns();
    auto* resume = button(*opened.page, QStringLiteral("Resume"));
    QTRY_VERIFY(resume->isVisible() && resume->isEnabled());
    QTest::mouseClick(resume, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(
        !session.runs().empty() && session.runs().front().status == storage::RunStatus::Finished, 60000);
    QCOMPARE(session.runs().front().samplesDone, 11);
}

void TstRunsPage::aFailedRunSaysWhy()
{
    Opened opened;
    if (!opened.hasTorch())
        QSKIP("the LibTorch plugin was not built");
    opened.page->setModel(badcase::test::fixtureModel(QStringLiteral("wrong_shape")));
    auto* start = button(*opened.page, QStringLiteral("Run"));
    QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), 20000);
    QTest::mouseClick(start, Qt::LeftButton);
    QTest::mouseClick(button(*opened.page, QStringLiteral("Trust and run")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!opened.bench.session.runs().empty(), 60000);
    QCOMPARE(opened.bench.session.runs().front().status, storage::RunStatus::Failed);
    QVERIFY2(!notice(*opened.page).isEmpty(), "nothing says that the run failed");
    QVERIFY(start->isEnabled()); // another attempt is one click away
}

void TstRunsPage::viewsAreKeptAndMixed()
{
    Opened opened;
    if (!opened.hasTorch())
        QSKIP("the LibTorch plugin was not built");
    auto& session = opened.bench.session;
    opened.page->setModel(badcase::test::fixtureModel(QStringLiteral("means")));
    auto* views = opened.page->findChild<QComboBox*>(QStringLiteral("views"));
    views->setCurrentIndex(views->findData(QStringLiteral("flips")));
    for (auto* box : opened.page->newRun()->findChildren<QCheckBox*>())
        if (box->text() == QLatin1String("Keep the answer of each view"))
            QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    auto* start = button(*opened.page, QStringLiteral("Run"));
    QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), 20000);
    QTest::mouseClick(start, Qt::LeftButton);
    QTest::mouseClick(button(*opened.page, QStringLiteral("Trust and run")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(session.scores() != nullptr, 60000);
    const auto run = *session.currentRunRecord();
    QCOMPARE(run.settings.value(QStringLiteral("keep_views")).toBool(), true);
    QCOMPARE(run.settings.value(QStringLiteral("views")).toArray().size(), 4);

    auto* combine = button(*opened.page, QStringLiteral("Combine…"));
    QVERIFY(combine && combine->isVisible());
    QTest::mouseClick(combine, Qt::LeftButton);
    auto* panel = opened.page->combinePanel();
    QVERIFY(panel->isVisible());
    auto* source = panel->findChild<QComboBox*>(QStringLiteral("combineSource"));
    QCOMPARE(source->count(), 2); // several runs, the views of this one
    source->setCurrentIndex(1);
    QCOMPARE(panel->request().views, QStringLiteral("identity:1,hflip:1,vflip:1,rot180:1"));
    for (auto* box : panel->findChildren<QCheckBox*>())
        if (box->text() == QLatin1String("vflip"))
            box->setChecked(false);
    QCOMPARE(panel->request().views, QStringLiteral("identity:1,hflip:1,rot180:1"));
    QVERIFY(panel->startButton()->isEnabled());
    const QString name = panel->request().name;
    QTest::mouseClick(panel->startButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(session.currentRunRecord() && session.currentRunRecord()->name == name, 30000);
    QCOMPARE(session.currentRunRecord()->samplesDone, 12);
    QVERIFY(!session.currentRunRecord()->model.isValid());
    QCOMPARE(window::runRow(*session.currentRunRecord(), {}, {}, false).model, QStringLiteral("mix of means"));
}

void TstRunsPage::aModelThatHangsCanBeStoppedNow()
{
    Opened opened;
    if (!opened.hasTorch())
        QSKIP("the LibTorch plugin was not built");
    auto& session = opened.bench.session;
    badcase::test::writePicture(opened.dir.filePath(QStringLiteral("colours/red/white.png")), Qt::white);
    workspace::ImportRequest import;
    import.options.source = opened.dir.filePath(QStringLiteral("colours"));
    must(workspace::importDataset(*session.project(), import, {}, {}));
    workspace::RunRequest request;
    request.model = badcase::test::fixtureModel(QStringLiteral("hangs"));
    request.name = QStringLiteral("hangs");
    request.trust = true;
    request.isolate = true;
    Q_EMIT opened.page->newRun()->startRequested(request);
    QTRY_VERIFY_WITH_TIMEOUT(session.jobs().jobs().back().run.has_value(), 60000); // the model is there
    QTest::qWait(1000); // and does not come back from the white picture

    auto* stop = opened.page->findChild<window::RunningStrip*>()->findChild<QToolButton*>();
    QVERIFY(stop->isVisible() && stop->text().isEmpty());
    QTest::mouseClick(stop, Qt::LeftButton);
    QVERIFY(!stop->isEnabled());
    QTRY_COMPARE_WITH_TIMEOUT(stop->text(), QStringLiteral("Stop now"), 2 * window::RunningStrip::kPatienceMs);
    QVERIFY(session.jobs().isBusy());
    QElapsedTimer timer;
    timer.start();
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!session.jobs().isBusy(), 10000);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    QTRY_VERIFY(!session.runs().empty() && session.runs().front().status == storage::RunStatus::Cancelled);
    QVERIFY(session.runs().front().samplesDone <= 12);
}

void TstRunsPage::aRunIsMadeAgainWithoutThePicture()
{
    Opened opened;
    if (!opened.hasTorch())
        QSKIP("the LibTorch plugin was not built");
    auto& session = opened.bench.session;
    opened.page->setModel(badcase::test::fixtureModel(QStringLiteral("means")));
    auto* start = button(*opened.page, QStringLiteral("Run"));
    QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), 20000);
    QVERIFY(!button(*opened.page, QStringLiteral("Run without…"))->isVisible());
    QTest::mouseClick(start, Qt::LeftButton);
    QTest::mouseClick(button(*opened.page, QStringLiteral("Trust and run")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(session.scores() != nullptr, 60000);
    const QString from = session.currentRunRecord()->name;

    QTest::mouseClick(button(*opened.page, QStringLiteral("Run without…")), Qt::LeftButton);
    auto* panel = opened.page->ablatePanel();
    QVERIFY(panel->isVisible());
    QVERIFY(!panel->startButton()->isEnabled()); // nothing is chosen
    auto* media = panel->findChild<QCheckBox*>(QStringLiteral("ablateMedia"));
    QCOMPARE(panel->findChildren<QCheckBox*>().size(), 1); // the model reads no texts
    media->setChecked(true);
    QCOMPARE(panel->request().name, from + QStringLiteral(" without media"));
    QTest::mouseClick(panel->startButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(panel->notice()->isVisible(), 60000);
    // An even picture says nothing of its colour: every class is as likely, and 8 of 12 pictures are not the first.
    QVERIFY2(panel->notice()->text().contains(QLatin1String("8 right became wrong, 0 wrong became right")),
             qPrintable(panel->notice()->text()));
    QTRY_COMPARE_WITH_TIMEOUT(session.runs().size(), std::size_t(2), 5000);
    QCOMPARE(session.currentRunRecord()->name, from); // the one that is compared with stays on show
}

void TstRunsPage::aRunThatGoesOnShowsItsEarlyScore()
{
    window::RunningStrip strip;
    const auto shows = [&](const QString& text) {
        const auto labels = strip.findChildren<panels::ElidedLabel*>();
        return std::ranges::any_of(labels, [&](const auto* label) { return label->text() == text; });
    };
    workspace::JobState job;
    job.status = workspace::JobState::Status::Running;
    job.progress = {100, 1000, {}};
    job.run = jobs::RunStats();
    job.run->elapsed = 2.0;
    job.run->threads.fill(2);
    job.run->busy.seconds = {1.0, 0.5, 2.0, 0.1, 0.0};
    job.run->waiting = 12;
    strip.setJob(job);
    strip.resize(600, 200);
    strip.show();
    const int height = strip.sizeHint().height();
    job.run->early = jobs::EarlyScore{37,
                                      false,
                                      {{QStringLiteral("accuracy"), 0.58349, 0.5412, 0.6221},
                                       {QStringLiteral("macro_f1"), 0.4712, 0.42, 0.51}}};
    strip.setJob(job);
    QVERIFY(shows(QStringLiteral("Early score: accuracy 0.583 [0.541, 0.622], macro F1 0.471 [0.420, 0.510] "
                                 "over 37 random samples")));
    QCOMPARE(strip.sizeHint().height(), height); // nothing jumps when it comes
    const QImage before = strip.grab().toImage();
    job.run->busy.seconds[0] = 3.5;
    strip.setJob(job);
    QVERIFY(strip.grab().toImage() != before); // a longer bar, another share
    strip.setJob(workspace::JobState()); // waits: there is nothing to show yet
    QVERIFY(!shows(window::earlyScoreLine(*job.run->early)));
}

BADCASE_REGISTER_TEST(TstRunsPage)
#include "tst_runs_page.moc"
