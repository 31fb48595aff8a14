// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/flip_lanes.h"
#include "app/window/mix_pane.h"
#include "app/window/mix_tables.h"
#include "app/window/workbench.h"
#include "app/workspace/metrics_service.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/slider_list.h"
#include "widgets/panels/status_notice.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

#include <cmath>

using namespace badcase;
using namespace badcase::window;
using workspace::test::must;
using workspace::test::RunFixture;

namespace {

/// A project with runs "first", "second" and "third", and the pane that mixes them.
struct Opened {
    explicit Opened(Task task = Task::Classification, int runs = 3) : fixture(task, 60)
    {
        if (runs > 1)
            fixture.addRun(QStringLiteral("second"));
        if (runs > 2)
            fixture.addRun(QStringLiteral("third"));
        fixture.close();
        must(bench.session.open(fixture.path()));
        if (!QTest::qWaitFor([&] { return static_cast<int>(bench.session.runs().size()) == runs; }, 5000))
            qFatal("the runs were not read");
        pane = std::make_unique<MixPane>(bench.context);
        pane->resize(1200, 800);
        pane->show();
        pane->refresh(workspace::LabelSource::Corrected);
    }
    bool isReady() const { return !pane->isBusy() && pane->report().has_value(); }

    RunFixture fixture;
    Workbench bench;
    std::unique_ptr<MixPane> pane;
};

QPushButton* button(const QWidget& parent, const QString& text)
{
    for (auto* candidate : parent.findChildren<QPushButton*>())
        if (candidate->text() == text)
            return candidate;
    return nullptr;
}

} // namespace

class TstMixPane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void oneRunSaysWhatIsMissing();
    void movesAreAnsweredAtOnce();
    void everyTask_data();
    void everyTask();
    void fittedWeightsAndChosenMembers();
    void aMixBecomesARun();
    void tablesHoldTheirRows();
};

void TstMixPane::oneRunSaysWhatIsMissing()
{
    Opened opened(Task::Classification, 1);
    auto* empty = opened.pane->findChild<panels::EmptyState*>();
    QVERIFY(empty && empty->isVisible());
    QSignalSpy asked(opened.pane.get(), &TunePane::modeRequested);
    auto* go = button(*empty, QStringLiteral("Go to runs"));
    QVERIFY(go);
    QTest::mouseClick(go, Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().value<Mode>(), Mode::Runs);
}

/// A key on a slider changes the figure before the event loop is asked for anything.
void TstMixPane::movesAreAnsweredAtOnce()
{
    Opened opened;
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady(), 20000);
    auto* controls = opened.pane->controls();
    auto* sliders = controls->sliders();
    sliders->setFocus();
    sliders->setCurrent(1);
    for (int i = 0; i < 10; ++i)
        QTest::keyClick(sliders, Qt::Key_Left, Qt::ShiftModifier);
    const auto position = controls->position();
    QCOMPARE(position.weights, (std::vector<double>{1, 0, 1}));
    const auto board = must(workspace::loadMixBoard(opened.bench.session.project(), controls->choice()->source));
    const auto expected = must(board->withObjective(controls->objective()))->read(position);
    QCOMPARE(opened.pane->reading().value, expected.value);
    QCOMPARE(opened.pane->reading().gained.size(), expected.gained.size());
    // Delete is back to neutral.
    QTest::keyClick(sliders, Qt::Key_Delete);
    QCOMPARE(controls->position().weights[1], 1.0);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady(), 20000);
}

void TstMixPane::everyTask_data()
{
    QTest::addColumn<Task>("task");
    QTest::newRow("classes") << Task::Classification;
    QTest::newRow("tags") << Task::MultiLabel;
}

void TstMixPane::everyTask()
{
    QFETCH(const Task, task);
    Opened opened(task);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady(), 20000);
    auto* controls = opened.pane->controls();
    auto* objective = opened.pane->findChild<QComboBox*>(QStringLiteral("mixObjective"));
    QCOMPARE(objective->count(), workspace::mixObjectives(task, false).size());
    for (int i = 0; i < objective->count(); ++i) {
        objective->setCurrentIndex(i);
        Q_EMIT objective->activated(i);
        QTRY_VERIFY_WITH_TIMEOUT(opened.isReady() && opened.pane->report()->objective == controls->objective(), 20000);
        QVERIFY(std::abs(opened.pane->report()->mixed - opened.pane->reading().value) < 1e-12);
    }
}

void TstMixPane::fittedWeightsAndChosenMembers()
{
    Opened opened;
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady(), 20000);
    auto* controls = opened.pane->controls();
    controls->setWeight(0, 0.5);
    Q_EMIT controls->moved(); // and at once, before the sliders have come to rest:
    QTest::mouseClick(button(*opened.pane, QStringLiteral("Fit weights")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady() && opened.pane->report()->fit, 20000);
    const auto fit = *opened.pane->report()->fit;
    const auto weights = controls->position().weights;
    QCOMPARE(*std::ranges::max_element(weights), 1.0);
    for (std::size_t i = 0; i < weights.size(); ++i)
        QVERIFY(std::abs(weights[i] - fit.weights[i] / *std::ranges::max_element(fit.weights)) < 1e-4);
    QVERIFY(controls->notice()->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady() && !opened.pane->report()->fit, 20000); // of where the sliders are now
    QTest::mouseClick(button(*opened.pane, QStringLiteral("Choose members")), Qt::LeftButton);
    const auto chosen = controls->position().weights;
    const auto& members = opened.pane->report()->selection.members;
    for (std::size_t i = 0; i < chosen.size(); ++i)
        QCOMPARE(chosen[i] > 0, std::ranges::find(members, i) != members.end());
    QTest::mouseClick(button(*opened.pane, QStringLiteral("Equal")), Qt::LeftButton);
    QCOMPARE(controls->position().weights, (std::vector<double>{1, 1, 1}));
}

void TstMixPane::aMixBecomesARun()
{
    Opened opened;
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady(), 20000);
    auto* controls = opened.pane->controls();
    controls->setWeights({1, 0.25, 0});
    Q_EMIT controls->moved();
    Q_EMIT controls->settled();
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady(), 20000);
    auto* objective = opened.pane->findChild<QComboBox*>(QStringLiteral("mixObjective"));
    objective->setCurrentIndex(objective->findData(QStringLiteral("accuracy")));
    Q_EMIT objective->activated(objective->currentIndex());
    const double shown = opened.pane->reading().value;
    auto* name = opened.pane->findChild<QLineEdit*>(QStringLiteral("mixName"));
    auto* save = opened.pane->findChild<QPushButton*>(QStringLiteral("mixSave"));
    name->setText(QStringLiteral("first"));
    QVERIFY(!save->isEnabled());
    name->setText(QStringLiteral("blend"));
    QVERIFY(save->isEnabled());
    QTest::mouseClick(save, Qt::LeftButton);
    auto& session = opened.bench.session;
    QTRY_COMPARE_WITH_TIMEOUT(session.runs().size(), std::size_t(4), 20000);
    workspace::MetricsRequest request;
    request.run = QStringLiteral("blend");
    const QJsonObject metrics = must(workspace::measure(*session.project(), request));
    QVERIFY(std::abs(metrics.value(QStringLiteral("accuracy")).toDouble() - shown) < 1e-12);
}

void TstMixPane::tablesHoldTheirRows()
{
    MixMembersModel members;
    QAbstractItemModelTester membersTester(&members);
    std::vector<workspace::MixMemberLine> lines(2);
    lines[0].name = QStringLiteral("identity");
    lines[0].weight = 1;
    lines[0].worse = {{QStringLiteral("shirt"), 30, 0.5, 0.25}};
    lines[1].name = QStringLiteral("hflip");
    lines[1].weight = 3;
    lines[1].gainWhenAdded = -0.0125;
    members.setLines(lines, false);
    members.setLines(lines, false);
    QCOMPARE(members.rowCount(), 2);
    QCOMPARE(members.index(0, MixMembersModel::Weight).data().toString(), QStringLiteral("25.0 %"));
    QCOMPARE(members.index(0, MixMembersModel::Harmed).data().toString(), QStringLiteral("shirt"));
    QVERIFY(members.index(0, MixMembersModel::Harmed).data(Qt::ToolTipRole).toString().contains(QLatin1String("0.250")));
    QCOMPARE(members.index(1, MixMembersModel::GainAdded).data().toString(), QStringLiteral("−0.013"));
    QCOMPARE(members.index(1, MixMembersModel::Cost).data().toString(), models::enDash());
    MixPairsModel pairs;
    QAbstractItemModelTester pairsTester(&pairs);
    pairs.setPairs({{0, 1, 0.5, std::nan(""), 0.25, 0.125}}, {QStringLiteral("a"), QStringLiteral("b")});
    QCOMPARE(pairs.index(0, MixPairsModel::Second).data().toString(), QStringLiteral("b"));
    QCOMPARE(pairs.index(0, MixPairsModel::DoubleFault).data().toString(), QStringLiteral("12.5 %"));
    QCOMPARE(pairs.index(0, MixPairsModel::Yule).data().toString(), models::enDash());
}

BADCASE_REGISTER_TEST(TstMixPane)
#include "tst_mix_pane.moc"
