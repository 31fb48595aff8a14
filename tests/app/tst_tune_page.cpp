// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/class_tune_pane.h"
#include "app/window/decided_by.h"
#include "app/window/set_saver.h"
#include "app/window/workbench.h"
#include "storage/threshold_repository.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/slider_list.h"
#include "widgets/plots/slider_curve_plot.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

#include <memory>

using namespace badcase;
using window::ClassTunePane;
using window::Workbench;
using workspace::kCommonSlider;
using workspace::LabelSource;
using workspace::sliderOf;
using workspace::test::RunFixture;

namespace {

/// The sliders of a project of random predictions, shown and filled.
struct Opened {
    explicit Opened(Task task, int samples = 300) : fixture(task, samples)
    {
        fixture.close();
        workspace::test::must(bench.session.open(fixture.path()));
        pane = std::make_unique<ClassTunePane>(bench.context);
        pane->resize(1200, 800);
        pane->show();
        ready = QTest::qWaitFor([this] { return bench.session.currentRunRecord() && bench.session.scores(); }, 10000);
        pane->refresh(LabelSource::Corrected);
        ready = ready && QTest::qWaitFor([this] { return pane->tuner() != nullptr; }, 10000);
    }
    /// A click on the track of a slider, at a share of its length.
    void clickTrack(int slider, double share)
    {
        const QRect track = pane->sliders()->trackRect(slider);
        QTest::mouseClick(pane->sliders()->viewport(), Qt::LeftButton, {},
                          {track.left() + qRound(share * track.width()), track.center().y()});
    }
    std::vector<storage::ThresholdSetRecord> sets()
    {
        const auto connection = workspace::test::must(bench.session.project()->connect());
        const Schema schema = bench.session.schema();
        return workspace::test::must(storage::ThresholdRepository(*connection, schema).list());
    }

    RunFixture fixture;
    Workbench bench;
    std::unique_ptr<ClassTunePane> pane;
    bool ready = false;
};

} // namespace

/// The sliders of classes in the window.
class TstTunePage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void draggingMovesTheFigure_data();
    void draggingMovesTheFigure();
    void plotIsASliderToo();
    void escapeTakesBack();
    void correctionsKeepTheSliders();
    void savedSetsDecide();
    void optimiseSaysWhatItIsWorth();
    void emptyStates();
};

void TstTunePage::draggingMovesTheFigure_data()
{
    QTest::addColumn<int>("task");
    QTest::addRow("classes") << int(Task::Classification);
    QTest::addRow("tags") << int(Task::MultiLabel);
}

void TstTunePage::draggingMovesTheFigure()
{
    QFETCH(int, task);
    Opened opened{Task(task)};
    QVERIFY(opened.ready);
    const auto* tuner = opened.pane->tuner();
    QCOMPARE(opened.pane->sliders()->rows().size(), std::size_t(RunFixture::kClasses + 1));
    QCOMPARE(tuner->value(), tuner->startValue());
    opened.clickTrack(sliderOf(1), 0.8);
    QCOMPARE(tuner->selected(), sliderOf(1));
    QVERIFY(tuner->allFlips().size() > 0);
    QCOMPARE(opened.pane->plot()->position(), tuner->position());
    const auto& rows = opened.pane->sliders()->rows();
    QCOMPARE(rows[1 + 1].value, tuner->position());
    QTest::mouseDClick(opened.pane->sliders()->viewport(), Qt::LeftButton, {},
                       opened.pane->sliders()->trackRect(sliderOf(1)).center()); // back to neutral
    QCOMPARE(tuner->allFlips().size(), std::size_t(0));
    QCOMPARE(tuner->value(), tuner->startValue());
}

void TstTunePage::plotIsASliderToo()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.ready);
    opened.clickTrack(sliderOf(2), 0.5);
    auto* plot = opened.pane->plot();
    QTest::qWait(50);
    auto* surface = plot->findChild<QWidget*>();
    QVERIFY(surface);
    const QPoint from = surface->rect().center();
    QTest::mousePress(surface, Qt::LeftButton, {}, from);
    QTest::mouseMove(surface, from + QPoint(120, 0));
    QTest::mouseRelease(surface, Qt::LeftButton, {}, from + QPoint(120, 0));
    const auto* tuner = opened.pane->tuner();
    QVERIFY(!tuner->isDragging());
    QVERIFY(tuner->position() > 0.3);
    QCOMPARE(opened.pane->sliders()->rows()[3].value, tuner->position());
}

void TstTunePage::escapeTakesBack()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.ready);
    auto* list = opened.pane->sliders();
    const QRect track = list->trackRect(sliderOf(0));
    QTest::mousePress(list->viewport(), Qt::LeftButton, {}, track.center());
    QTest::mouseMove(list->viewport(), track.center() + QPoint(track.width() / 3, 0));
    const auto* tuner = opened.pane->tuner();
    QTRY_VERIFY(tuner->isDragging());
    QVERIFY(tuner->dragFlips().size() > 0);
    QTest::keyClick(list, Qt::Key_Escape);
    QVERIFY(!tuner->isDragging());
    QCOMPARE(tuner->position(), 0.0);
    QCOMPARE(tuner->allFlips().size(), std::size_t(0));
    QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, track.center());
    QCOMPARE(tuner->position(), 0.0);
}

/// Labels change under the sliders: these stay, and the figure follows.
void TstTunePage::correctionsKeepTheSliders()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.ready);
    opened.clickTrack(sliderOf(3), 0.7);
    const ThresholdSet before = opened.pane->tuner()->set();
    const auto rows = opened.pane->tuner()->data().samples.size();
    std::vector<SampleId> bad(opened.pane->tuner()->data().samples.begin(), opened.pane->tuner()->data().samples.begin() + 10);
    opened.bench.session.judge(bad, Verdict::BadMedia);
    QTRY_COMPARE(opened.pane->tuner()->data().samples.size(), rows - 10);
    QCOMPARE(opened.pane->tuner()->set(), before);
    QCOMPARE(opened.pane->tuner()->selected(), sliderOf(3));
}

void TstTunePage::savedSetsDecide()
{
    Opened opened(Task::Classification);
    QVERIFY(opened.ready);
    window::DecidedBy decided(opened.bench.session);
    opened.clickTrack(sliderOf(1), 0.75);
    const auto flips = opened.pane->tuner()->allFlips().size();
    QVERIFY(flips > 0);
    auto* name = opened.pane->findChild<QLineEdit*>(QStringLiteral("thresholdSetName"));
    QTest::keyClicks(name, QStringLiteral("mine"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(opened.sets().size(), std::size_t(1));
    QCOMPARE(opened.sets().front().set.offsets, opened.pane->tuner()->set().offsets);
    QTRY_COMPARE(decided.choice()->count(), 2);
    QCOMPARE(decided.choice()->currentIndex(), 0);
    decided.choice()->setCurrentIndex(1);
    Q_EMIT decided.choice()->activated(1);
    QTRY_COMPARE(opened.bench.session.currentRunRecord()->thresholdSetName, QStringLiteral("mine"));
    QTRY_VERIFY(opened.bench.session.scores() && opened.bench.session.scores()->run.thresholdSet.isValid());
    opened.pane->refresh(LabelSource::Corrected);
    QTRY_VERIFY(opened.pane->tuner() && opened.pane->tuner()->data().inForce);
    QCOMPARE(opened.pane->tuner()->allFlips().size(), std::size_t(0)); // the sliders stand where the run is decided
    QCOMPARE(opened.pane->tuner()->set().offsets, opened.sets().front().set.offsets);
}

void TstTunePage::optimiseSaysWhatItIsWorth()
{
    Opened opened(Task::Classification, 500);
    QVERIFY(opened.ready);
    auto* button = opened.pane->findChild<QPushButton*>(QStringLiteral("optimise"));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(!button->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), 60000);
    QVERIFY(opened.pane->tuner()->value() >= opened.pane->tuner()->startValue());
    auto* name = opened.pane->findChild<QLineEdit*>(QStringLiteral("thresholdSetName"));
    QTest::keyClicks(name, QStringLiteral("found"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(opened.sets().size(), std::size_t(1));
    const QJsonObject evidence = opened.sets().front().set.evidence;
    QVERIFY(evidence.contains(QStringLiteral("after_held_out")) && evidence.contains(QStringLiteral("interval")));
    // Predictions are random: nobody is told to keep what came of them.
    QCOMPARE(evidence.value(QStringLiteral("advice")).toString(), QStringLiteral("not_worth_it"));
    opened.clickTrack(sliderOf(0), 0.9); // by hand from here on: what was found out no longer holds
    QTest::keyClicks(name, QStringLiteral("by hand"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(opened.sets().size(), std::size_t(2));
    QVERIFY(!opened.sets().back().set.evidence.contains(QStringLiteral("after_held_out")));
}

void TstTunePage::emptyStates()
{
    RunFixture fixture(Task::Classification, 20);
    fixture.close();
    Workbench bench;
    workspace::test::must(bench.session.open(fixture.path()));
    ClassTunePane pane(bench.context);
    pane.show();
    pane.refresh(LabelSource::Corrected); // the runs are not known yet
    QVERIFY(!pane.tuner());
    QVERIFY(pane.findChild<panels::EmptyState*>()->isVisible());
    QTRY_VERIFY(bench.session.currentRunRecord());
    const RunId run = bench.session.currentRun();
    pane.refresh(LabelSource::Corrected);
    QTRY_VERIFY(pane.tuner());
    bench.session.deleteRun(run);
    QTRY_VERIFY(!bench.session.currentRunRecord());
    pane.refresh(LabelSource::Corrected);
    QVERIFY(!pane.tuner());
    QVERIFY(pane.findChild<panels::EmptyState*>()->isVisible());
}

BADCASE_REGISTER_TEST(TstTunePage)
#include "tst_tune_page.moc"
