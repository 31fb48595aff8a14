// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/mask_preview.h"
#include "app/window/mask_tune_pane.h"
#include "app/window/workbench.h"
#include "app/workspace/metrics_service.h"
#include "app/workspace/threshold_service.h"
#include "tests/app/mask_project.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/slider_list.h"
#include "widgets/plots/slider_curve_plot.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

#include <algorithm>
#include <memory>

using namespace badcase;
using window::MaskTunePane;
using window::Workbench;
using workspace::LabelSource;
using workspace::test::MaskProject;
using workspace::test::must;

namespace {

/// The pane on a made project, shown, and asked to refresh as its page does.
struct Opened {
    explicit Opened(const MaskProject::Options& options = {}) : masks(options)
    {
        masks.close();
        must(bench.session.open(masks.path()));
        pane = std::make_unique<MaskTunePane>(bench.context);
        pane->resize(1200, 800);
        pane->show();
        QObject::connect(&bench.session, &workspace::Session::runsChanged, pane.get(), [this] { pane->refresh(labels); });
        filled = QTest::qWaitFor(
            [this] { return bench.session.sampleCount() > 0 && !bench.session.isQuerying(); }, 10000);
        pane->refresh(labels);
    }
    bool ready()
    {
        return filled && QTest::qWaitFor([this] { return pane->tuner() && !pane->tuner()->needsSurvey() && pane->tuner()->bands(); },
                               20000);
    }
    QString emptyText() const
    {
        auto* empty = pane->findChild<panels::EmptyState*>();
        if (!empty->isVisible())
            return {};
        QStringList texts;
        for (const auto* label : empty->findChildren<QLabel*>())
            texts.append(label->text());
        return texts.join(u'\n');
    }
    double figure(const QString& key) const
    {
        workspace::MetricsRequest request;
        request.run = QStringLiteral("first");
        return must(workspace::measure(*bench.session.project(), request)).value(key).toDouble();
    }
    template <class Widget>
    Widget* find(const char* name) const
    {
        return pane->findChild<Widget*>(QLatin1String(name));
    }

    MaskProject masks;
    Workbench bench;
    LabelSource labels = LabelSource::Corrected;
    std::unique_ptr<MaskTunePane> pane;
    bool filled = false;
};

void choose(QComboBox* box, int index)
{
    box->setCurrentIndex(index);
    Q_EMIT box->activated(index);
}

} // namespace

/// The sliders of masks on the Tune page, from reading to a run that is decided by them.
class TstMaskTunePane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void slidersMoveEverything();
    void groupsAndObjectivesAreChosen();
    void previewFollowsTheSliders();
    void optimisesSavesAndApplies();
    void correctionsAreFollowed();
    void readingCanBeStopped();
    void saysWhatIsMissing();
};

void TstMaskTunePane::slidersMoveEverything()
{
    Opened opened;
    QVERIFY(opened.ready());
    const auto* tuner = opened.pane->tuner();
    QCOMPARE(opened.pane->sliders()->rows().size(), 2U);
    QCOMPARE(tuner->standing().now, opened.figure(QStringLiteral("mean_dice_per_image")));
    QCOMPARE(opened.pane->plot()->position(), 0.5);
    auto* list = opened.pane->sliders();
    list->setCurrent(MaskTunePane::kThreshold);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Left, Qt::ShiftModifier); // by a tenth
    QVERIFY(tuner->threshold() < 0.42 && tuner->threshold() > 0.38);
    QCOMPARE(opened.pane->plot()->position(), tuner->threshold());
    QVERIFY(tuner->standing().gained > 0);
    list->setCurrent(MaskTunePane::kArea);
    QTest::keyClick(list, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(tuner->area() > 1);
    QTRY_VERIFY(tuner->bands()); // of the new area
    Q_EMIT opened.pane->plot()->dragStarted();
    Q_EMIT opened.pane->plot()->dragged(0.3);
    QCOMPARE(tuner->threshold(), 0.3);
    Q_EMIT opened.pane->plot()->reverted();
    QVERIFY(tuner->threshold() > 0.38);
    QTest::mouseClick(opened.find<QPushButton>("resetMasks"), Qt::LeftButton);
    QCOMPARE(tuner->threshold(), 0.5);
    QCOMPARE(tuner->area(), 1);
}

void TstMaskTunePane::groupsAndObjectivesAreChosen()
{
    Opened opened({.lowered = {0, 60, 90}});
    QVERIFY(opened.ready());
    const auto* tuner = opened.pane->tuner();
    auto* by = opened.find<QComboBox>("maskGroupBy");
    const int organ = by->findData(QStringLiteral("field:organ"));
    QVERIFY(organ > 0);
    choose(by, organ);
    QTRY_COMPARE(tuner->grouping().names.size(), 3);
    QVERIFY(opened.ready());
    QCOMPARE(tuner->curve(2).size(), 255U);
    auto* group = opened.find<QComboBox>("maskGroup");
    QCOMPARE(group->count(), 4);
    const double all = tuner->standing().now;
    choose(group, 3);
    QCOMPARE(tuner->group(), 2);
    QVERIFY(tuner->standing().now < all - 0.05); // spleens are decided worst
    choose(opened.find<QComboBox>("maskObjective"), 3);
    QCOMPARE(tuner->objective(), analysis::MaskObjective::PooledIou);
    QVERIFY(opened.ready());
}

/// The mask of the current image is that of the set, to the pixel, wherever the sliders stand.
void TstMaskTunePane::previewFollowsTheSliders()
{
    Opened opened;
    QVERIFY(opened.ready());
    QTRY_VERIFY(opened.bench.selection.currentId().isValid());
    const auto* preview = opened.pane->preview();
    QTRY_VERIFY(!preview->decision().isNull());
    const auto connection = workspace::test::must(opened.bench.session.project()->connect());
    const auto run = *opened.bench.session.currentRunRecord();
    auto* list = opened.pane->sliders();
    for (const auto& [slider, key] : {std::pair(MaskTunePane::kThreshold, Qt::Key_Left), std::pair(MaskTunePane::kArea, Qt::Key_Right),
                                      std::pair(MaskTunePane::kThreshold, Qt::Key_Right)}) {
        list->setCurrent(slider);
        QTest::keyClick(list, key, Qt::ShiftModifier);
        const ThresholdSet set = opened.pane->tuner()->set({});
        auto redecider = workspace::test::must(
            workspace::MaskRedecider::create(*opened.bench.session.project(), *connection, run,
                                             opened.pane->tuner()->isMoved() ? &set : nullptr));
        const auto expected = workspace::test::must(redecider.decide(opened.bench.selection.currentId()));
        QTRY_VERIFY(preview->isSettled());
        QCOMPARE(preview->decision(), expected.decision);
    }
}

void TstMaskTunePane::optimisesSavesAndApplies()
{
    Opened opened;
    QVERIFY(opened.ready());
    const auto* tuner = opened.pane->tuner();
    const double before = tuner->standing().now;
    QTest::mouseClick(opened.find<QPushButton>("optimiseMasks"), Qt::LeftButton);
    auto* report = opened.find<QLabel>("maskReport");
    QTRY_VERIFY_WITH_TIMEOUT(report->isVisible(), 20000);
    QVERIFY(tuner->isMoved());
    const double after = tuner->standing().now;
    QVERIFY(after > before + 0.02);
    QVERIFY(report->text().contains(theme::scoreText(after)));
    auto* name = opened.find<QLineEdit>("thresholdSetName");
    name->setText(QStringLiteral("lower"));
    const auto buttons = name->parentWidget()->findChildren<QPushButton*>();
    const auto apply = std::ranges::find(buttons, QStringLiteral("Save and apply"), &QPushButton::text);
    QVERIFY(apply != buttons.end());
    QTest::mouseClick(*apply, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!tuner->isMoved(), 20000); // what the sliders say is in force
    QCOMPARE(opened.bench.session.currentRunRecord()->thresholdSetName, QStringLiteral("lower"));
    QCOMPARE(opened.figure(QStringLiteral("mean_dice_per_image")), after);
    QCOMPARE(tuner->standing().before, after);
    QCOMPARE(tuner->standing().gained + tuner->standing().lost, 0);
}

void TstMaskTunePane::correctionsAreFollowed()
{
    Opened opened;
    QVERIFY(opened.ready());
    const auto* tuner = opened.pane->tuner();
    const double before = tuner->standing().now;
    const auto ids = *opened.bench.session.selection();
    opened.bench.session.takePrediction({ids[0], ids[1]});
    QTRY_VERIFY_WITH_TIMEOUT(tuner->standing().now != before, 10000);
    QCOMPARE(tuner->standing().now, opened.figure(QStringLiteral("mean_dice_per_image")));
    QVERIFY(opened.ready());
    QCOMPARE(tuner->curve()[127], tuner->standing().now);
    const double corrected = tuner->standing().now;
    opened.labels = LabelSource::Given; // read anew against the given masks
    opened.pane->refresh(opened.labels);
    QVERIFY(opened.ready());
    QCOMPARE(opened.pane->tuner()->standing().now, before);
    QVERIFY(before != corrected);
}

void TstMaskTunePane::readingCanBeStopped()
{
    Opened opened({.images = 300});
    QVERIFY(!opened.pane->tuner());
    QTest::mouseClick(opened.find<QPushButton>("stopReadingMasks"), Qt::LeftButton);
    QTRY_VERIFY(opened.emptyText().contains(QStringLiteral("stopped")));
    QVERIFY(!opened.pane->tuner());
    Q_EMIT opened.pane->findChild<panels::EmptyState*>()->actionRequested(0); // read them after all
    QVERIFY(opened.ready());
}

void TstMaskTunePane::saysWhatIsMissing()
{
    {
        Opened opened({.withRun = false});
        QVERIFY(opened.emptyText().contains(QStringLiteral("Nothing to tune yet")));
        QSignalSpy asked(opened.pane.get(), &window::TunePane::modeRequested);
        Q_EMIT opened.pane->findChild<panels::EmptyState*>()->actionRequested(0);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.front().front().value<window::Mode>(), window::Mode::Runs);
    }
    Opened opened({.labelled = false});
    QTRY_VERIFY(opened.emptyText().contains(QStringLiteral("No label masks")));
    QVERIFY(opened.emptyText().contains(QStringLiteral("\"first\"")));
}

BADCASE_REGISTER_TEST(TstMaskTunePane)
#include "tst_mask_tune_pane.moc"
