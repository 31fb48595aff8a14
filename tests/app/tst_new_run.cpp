// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/class_mapping_table.h"
#include "app/window/new_run_panel.h"
#include "app/workspace/import_service.h"
#include "tests/app/made_data.h"
#include "tests/app/runs_page_fixture.h"
#include "tests/app/workspace_fixture.h"
#include "tests/engine/oip_server.h"
#include "tests/support/test_support.h"
#include "widgets/panels/model_card_form.h"
#include "widgets/panels/run_form.h"

#include <QComboBox>
#include <QJsonArray>
#include <QJsonObject>
#include <QLineEdit>

using namespace badcase;
using badcase::test::button;
using badcase::test::notice;
using window::Workbench;
using workspace::test::must;
using Opened = badcase::test::OpenedRunsPage;

/// The form of a new run: what may start, and what stands in the way of a start.
class TstNewRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void consentComesBeforeTheRun();
    void aServerInPlaceOfAFile();
    void aModelThatIsNoneIsRefused();
    void classesAreMapped();
    void framesOfVideosAreAsked();
    void wrongViewsAreSaidBeforeTheRun();
};

void TstNewRun::consentComesBeforeTheRun()
{
    Opened opened;
    if (!opened.hasTorch())
        QSKIP("the LibTorch plugin was not built");
    opened.page->setModel(badcase::test::fixtureModel(QStringLiteral("means")));
    auto* start = button(*opened.page, QStringLiteral("Run"));
    QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), 20000);
    QTest::mouseClick(start, Qt::LeftButton);
    QVERIFY(opened.page->newRun()->isAskingConsent());
    QVERIFY(!opened.bench.session.jobs().isBusy());
    QTest::mouseClick(button(*opened.page, QStringLiteral("Do not run")), Qt::LeftButton);
    QVERIFY(!opened.page->newRun()->isAskingConsent());
    QVERIFY(!opened.bench.session.jobs().isBusy());

    QTest::mouseClick(start, Qt::LeftButton);
    QTest::mouseClick(button(*opened.page, QStringLiteral("Trust and run")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(opened.bench.session.scores() != nullptr, 60000);
    QCOMPARE(opened.bench.session.currentRunRecord()->samplesDone, 12);
    QCOMPARE(opened.bench.session.scores()->classes->given.leaves().metrics().accuracy, 1.0);
    QVERIFY(notice(*opened.page).contains(QStringLiteral("12 samples")));
    // Another run of it would have another name; the same name again is refused before anything starts.
    QTRY_COMPARE(opened.page->newRun()->form()->request().name, QStringLiteral("means 2"));
    QVERIFY(start->isEnabled());
    auto* name = opened.page->newRun()->form()->findChild<QLineEdit*>(QStringLiteral("runName"));
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("means"));
    QVERIFY(!start->isEnabled());
    QVERIFY(opened.startProblem().contains(QStringLiteral("already")));
    QTest::mouseClick(button(*opened.page, QStringLiteral("See the bad cases")), Qt::LeftButton);
    QVERIFY(opened.bench.session.filter().badCases);
}

void TstNewRun::aServerInPlaceOfAFile()
{
    Opened opened;
    const badcase::test::OipServer server;
    opened.page->setModel(server.url() + QStringLiteral("/v2/models/means"));
    auto* card = opened.page->findChild<panels::ModelCardForm*>();
    QVERIFY(card);
    QTRY_VERIFY_WITH_TIMEOUT(card->isVisibleTo(opened.page.get()), 20000);
    card->setCard({{QStringLiteral("task"), QStringLiteral("classification")},
                   {QStringLiteral("classes"),
                    QJsonArray{QStringLiteral("red"), QStringLiteral("green"), QStringLiteral("blue")}},
                   {QStringLiteral("input"),
                    QJsonObject{{QStringLiteral("width"), 4}, {QStringLiteral("height"), 4}}},
                   {QStringLiteral("output"),
                    QJsonObject{{QStringLiteral("logits"), 2}, {QStringLiteral("activation"), QStringLiteral("softmax")}}}});
    Q_EMIT card->cardEdited(card->card());
    auto* start = button(*opened.page, QStringLiteral("Run"));
    QTRY_VERIFY2_WITH_TIMEOUT(start->isEnabled(), qPrintable(opened.startProblem()), 5000);
    QTest::mouseClick(start, Qt::LeftButton);
    QVERIFY(!opened.page->newRun()->isAskingConsent()); // nothing is executed here
    QTRY_VERIFY_WITH_TIMEOUT(opened.bench.session.scores() != nullptr, 60000);
    QCOMPARE(opened.bench.session.currentRunRecord()->samplesDone, 12);
    QCOMPARE(opened.bench.session.currentRunRecord()->name, QStringLiteral("means"));
    QCOMPARE(opened.bench.session.scores()->classes->given.leaves().metrics().accuracy, 1.0);
    QCOMPARE(server.malformed(), 0);
    QVERIFY(server.inferences() > 0);
}

void TstNewRun::aModelThatIsNoneIsRefused()
{
    Opened opened;
    const QString path = opened.dir.filePath(QStringLiteral("empty.pt"));
    badcase::test::writeFile(path, "no model at all");
    opened.page->setModel(path);
    QTRY_VERIFY(opened.startProblem().contains(QStringLiteral("empty.pt")));
    QVERIFY(!button(*opened.page, QStringLiteral("Run"))->isEnabled());
    opened.page->setModel(opened.dir.filePath(QStringLiteral("absent.pt")));
    QTRY_VERIFY(opened.startProblem().contains(QStringLiteral("absent.pt")));
}

void TstNewRun::classesAreMapped()
{
    Opened opened({QStringLiteral("red"), QStringLiteral("green"), QStringLiteral("navy")});
    opened.page->setModel(badcase::test::fixtureModel(QStringLiteral("means")));
    // "blue" was imported as a class of its own, so the model fits; a project without it has to say what is
    // blue.
    QTRY_VERIFY(opened.page->newRun()->form()->request().modelPath.endsWith(QStringLiteral("means.pt")));

    Workbench bench;
    must(
        bench.session.create(opened.dir.filePath(QStringLiteral("other.badcase")),
                             must(Schema::create(Task::Classification, {{QStringLiteral("red"), {}, {}},
                                                                        {QStringLiteral("green"), {}, {}},
                                                                        {QStringLiteral("navy"), {}, {}}}))));
    window::NewRunPanel panel(bench.session,
                              workspace::TrustStore(opened.dir.filePath(QStringLiteral("t.json"))));
    panel.show();
    panel.setModelPath(badcase::test::fixtureModel(QStringLiteral("means")));
    QTRY_VERIFY_WITH_TIMEOUT(panel.mapping()->isVisible(), 10000);
    QVERIFY(notice(panel).contains(QStringLiteral("1 class")));
    QVERIFY(!button(panel, QStringLiteral("Run"))->isEnabled());
    panel.mapping()->choose(QStringLiteral("blue"), QStringLiteral("navy"));
    QCOMPARE(panel.mapping()->renames().value(QStringLiteral("blue")), QStringLiteral("navy"));
    QVERIFY(!notice(panel).contains(QStringLiteral("1 class")));
}

void TstNewRun::framesOfVideosAreAsked()
{
    Opened opened;
    window::NewRunPanel* panel = opened.page->newRun();
    auto* kind = panel->form()->findChild<QComboBox*>(QStringLiteral("framesKind"));
    QVERIFY(!kind->isVisible()); // twelve pictures
    // Nothing of a video is decoded at the import.
    badcase::test::writeFile(opened.dir.filePath(QStringLiteral("clips/red/a.mp4")), "any bytes");
    workspace::ImportRequest request;
    request.options.source = opened.dir.filePath(QStringLiteral("clips"));
    request.format = QStringLiteral("videos");
    must(workspace::importDataset(*opened.bench.session.project(), request, {}, {}));
    opened.bench.session.reloadRuns();
    QTRY_VERIFY(kind->isVisible());

    panel->setModelPath(badcase::test::fixtureModel(QStringLiteral("means")));
    auto* start = button(*panel, QStringLiteral("Run"));
    if (!opened.hasTorch())
        QSKIP("the LibTorch plugin was not built");
    QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), 20000);
    kind->setCurrentIndex(1);
    std::optional<workspace::RunRequest> requested;
    connect(panel, &window::NewRunPanel::startRequested, this,
            [&](const workspace::RunRequest& wanted) { requested = wanted; });
    QTest::mouseClick(start, Qt::LeftButton);
    QTest::mouseClick(button(*panel, QStringLiteral("Trust and run")), Qt::LeftButton);
    QVERIFY(requested && requested->frames);
    QCOMPARE(requested->frames->toText(), QStringLiteral("every:10"));
}

void TstNewRun::wrongViewsAreSaidBeforeTheRun()
{
    Opened opened;
    if (!opened.hasTorch())
        QSKIP("the LibTorch plugin was not built");
    opened.page->setModel(badcase::test::fixtureModel(QStringLiteral("means")));
    auto* start = button(*opened.page, QStringLiteral("Run"));
    QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), 20000);
    auto* views = opened.page->findChild<QComboBox*>(QStringLiteral("views"));
    views->setCurrentIndex(views->count() - 1);
    auto* own = opened.page->findChild<QLineEdit*>(QStringLiteral("ownViews"));
    QVERIFY(own->isVisible());
    own->setText(QStringLiteral("sideways"));
    QVERIFY(!start->isEnabled());
    QVERIFY(opened.startProblem().contains(QLatin1String("sideways")));
    own->setText(QStringLiteral("hflip,scale:0.5"));
    QVERIFY(start->isEnabled());
    // Windows and steps are for masks.
    QVERIFY(!opened.page->findChild<QWidget*>(QStringLiteral("tile"))->isVisible());
    QVERIFY(!opened.page->findChild<QWidget*>(QStringLiteral("maskSteps"))->isVisible());
}

BADCASE_REGISTER_TEST(TstNewRun)
#include "tst_new_run.moc"
