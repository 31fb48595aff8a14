// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/main_window.h"

#include "app/window/inspector_dock.h"
#include "app/window/key_groups.h"
#include "app/window/missing_media.h"
#include "app/window/new_project_form.h"
#include "app/window/page_stack.h"
#include "app/window/review_page.h"
#include "app/window/selection_bar.h"
#include "app/window/settings.h"
#include "app/window/start_page.h"
#include "app/window/status_strip.h"
#include "app/window/window_menu.h"
#include "widgets/panels/command_palette.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/key_sheet.h"
#include "widgets/panels/mode_rail.h"
#include "widgets/panels/status_notice.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPainter>
#include <QPaintEvent>
#include <QSplitter>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace badcase::window {

using panels::StatusNotice;
using workspace::Session;

namespace {

constexpr QSize kFirstSize{1440, 900};
constexpr int kInspectorWidth = 320;
/// In the order of Mode; the names are those of the actions, whose keys users may have changed.
const std::array kModeNames{"review", "matrix", "tune", "runs", "export", "import"};
constexpr int kModes = static_cast<int>(kModeNames.size());
const QString kSplitter = QStringLiteral("inspector");

QString modeName(int mode)
{
    return QLatin1String(kModeNames[static_cast<std::size_t>(mode)]);
}

QString modeAction(int mode)
{
    return QStringLiteral("mode.") + modeName(mode);
}

/// The rail's colour and its line go on below its modes.
class RailColumn : public QWidget {
protected:
    void paintEvent(QPaintEvent* event) override
    {
        QPainter painter(this);
        painter.fillRect(event->rect(), theme::color(theme::Role::Window));
        painter.fillRect(QRect(width() - 1, 0, 1, height()), theme::color(theme::Role::Hairline));
    }
};

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      m_actions(this),
      m_files(m_bench.session, this),
      m_navigator(m_bench, m_actions),
      m_labelling(m_bench, m_navigator, m_actions),
      m_menu(nullptr),
      m_rail(new panels::ModeRail),
      m_selectionBar(new SelectionBar(m_bench.session, m_actions)),
      m_selectionLine(panels::makeHairline(Qt::Horizontal)),
      m_notice(new StatusNotice),
      m_pages(new PageStack(m_bench.context, m_bench.overlay, m_actions)),
      m_inspector(new InspectorDock(m_bench, m_labelling)),
      m_status(new StatusStrip(m_bench.session)),
      m_splitter(new QSplitter(Qt::Horizontal)),
      m_palette(nullptr),
      m_keySheet(nullptr)
{
    setAcceptDrops(true);
    setMinimumSize(960, 600);
    addActions();
    m_menu = new WindowMenu(m_actions, this);
    auto* root = new QWidget;
    auto* layout = new QHBoxLayout(root);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildRail());
    layout->addWidget(buildContent(), 1);
    setCentralWidget(root);
    m_palette = new panels::CommandPalette(root);
    m_keySheet = new panels::KeySheet(root);
    connectProject();
    connectRequests();
    restoreLayout();
    m_pages->showStart();
    showTitle();
}

MainWindow::~MainWindow()
{
    // Pages look at the workbench, which is a member and would be gone before them.
    disconnect(&m_bench.session, nullptr, this, nullptr);
    disconnect(&m_bench.session.jobs(), nullptr, this, nullptr);
    m_bench.session.close();
    delete takeCentralWidget();
}

QWidget* MainWindow::buildRail()
{
    const QString texts[] = {tr("Review"), tr("Matrix"), tr("Tune"), tr("Runs"), tr("Export"), tr("Import")};
    QList<panels::ModeEntry> modes;
    for (int i = 0; i < kModes; ++i)
        modes.append({modeName(i), texts[i], QStringLiteral("Ctrl+%1").arg(i + 1)});
    m_rail->setModes(modes);
    auto* menuButton = panels::makeIconButton(QStringLiteral("settings"), tr("Menu"));
    menuButton->setMenu(m_menu);
    menuButton->setPopupMode(QToolButton::InstantPopup);
    auto* keysButton = panels::makeIconButton(QStringLiteral("keyboard"), tr("Keys (?)"));
    connect(keysButton, &QToolButton::clicked, m_actions.action(QStringLiteral("help.keys")),
            &QAction::trigger);
    auto* rail = new RailColumn;
    rail->setFixedWidth(panels::ModeRail::kWidth);
    auto* layout = new QVBoxLayout(rail);
    layout->setContentsMargins(0, 0, 0, theme::kGap);
    layout->setSpacing(theme::kGap);
    layout->addWidget(m_rail, 1);
    for (QToolButton* button : {keysButton, menuButton}) {
        button->setIconSize({theme::kRailIconSize, theme::kRailIconSize});
        button->setFixedSize(36, 32);
        layout->addWidget(button, 0, Qt::AlignHCenter);
    }
    return rail;
}

QWidget* MainWindow::buildContent()
{
    auto* main = new QWidget;
    auto* mainLayout = new QVBoxLayout(main);
    mainLayout->setContentsMargins(0, 0, 0, 0);
    mainLayout->setSpacing(0);
    m_notice->setWrapping(true);
    m_notice->hide();
    mainLayout->addWidget(m_notice);
    mainLayout->addWidget(new MissingMediaNotice(m_bench.session));
    mainLayout->addWidget(m_pages, 1);
    m_splitter->addWidget(main);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setCollapsible(0, false);
    m_splitter->setCollapsible(1, false);
    m_splitter->setHandleWidth(1);
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_selectionBar);
    layout->addWidget(m_selectionLine);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(panels::makeHairline(Qt::Horizontal));
    layout->addWidget(m_status);
    return content;
}

void MainWindow::addActions()
{
    const QString group = tr("Window");
    const auto ctrl = [](Qt::Key key) { return QList<QKeySequence>{QKeySequence(Qt::CTRL | key)}; };
    const QString names[] = {tr("Go to Review"), tr("Go to Matrix"), tr("Go to Tune"), tr("Go to Runs"),
                             tr("Go to Export"), tr("Go to Import")};
    for (int i = 0; i < kModes; ++i) {
        m_actions.add({modeAction(i), QString(), names[i],
                       ctrl(static_cast<Qt::Key>(Qt::Key_1 + i))},
                      [this, i] { m_pages->showMode(static_cast<Mode>(i)); });
    }
    QAction* inspector =
        m_actions.addToggle({QStringLiteral("view.inspector"), group, tr("Inspector"), {Qt::Key_I}},
                            [this](bool on) { setInspectorShown(on); });
    inspector->setChecked(true);
    m_actions.add({QStringLiteral("help.palette"), group, tr("Every action by name"), ctrl(Qt::Key_K)},
                  [this] {
                      m_palette->setActions(m_actions.actions());
                      m_palette->open();
                  });
    m_actions.add({QStringLiteral("help.keys"), group, tr("Keys"), {Qt::Key_Question}}, [this] {
        m_keySheet->setGroups(keyGroups(m_actions));
        m_keySheet->open();
    });
    m_actions.add({QStringLiteral("help.changeKeys"), QString(), tr("Change keys…")},
                  [this] { m_pages->showKeys(); });
    m_actions.add({QStringLiteral("view.fullScreen"), QString(), tr("Full screen"), {Qt::Key_F11}},
                  [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    m_actions.add({QStringLiteral("file.new"), QString(), tr("New project…"), ctrl(Qt::Key_N)}, [this] {
        m_bench.session.close();
        m_pages->showMode(Mode::Import);
    });
    m_actions.add({QStringLiteral("file.open"), group, tr("Open a project…"), ctrl(Qt::Key_O)},
                  [this] { m_files.openByChooser(); });
    m_actions.add({QStringLiteral("file.demo"), QString(), tr("Open the demo")},
                  [this] { m_files.openDemo(); });
    m_actions.add({QStringLiteral("file.close"), QString(), tr("Close the project"), ctrl(Qt::Key_W)},
                  [this] { m_files.close(); });
    m_actions.add({QStringLiteral("app.quit"), QString(), tr("Quit"), ctrl(Qt::Key_Q)}, [this] { close(); });
}

void MainWindow::connectProject()
{
    Session& session = m_bench.session;
    connect(&session, &Session::opened, this, [this] {
        m_notice->hide();
        m_pages->showMode(Mode::Review);
        showTitle();
        if (const auto& project = m_bench.session.project(); !project->notice().isEmpty())
            m_notice->show(StatusNotice::Kind::Warning, project->notice());
    });
    connect(&session, &Session::closed, this, [this] {
        m_notice->hide();
        m_pages->showStart();
        showTitle();
    });
    connect(&session, &Session::failed, this, &MainWindow::showError);
    connect(&m_files, &ProjectFiles::failed, this, &MainWindow::showError);
    connect(&m_files, &ProjectFiles::locked, this, &MainWindow::showLocked);
    connect(m_notice, &StatusNotice::actionRequested, this,
            [this] { m_files.open(m_lockedProject, storage::OpenMode::ReadOnly); });
    connect(&m_files, &ProjectFiles::sourceOffered, m_pages, &PageStack::showImport);
    connect(&m_files, &ProjectFiles::modelOffered, m_pages, &PageStack::showModel);
    StartPage& start = m_pages->start();
    connect(&start, &StartPage::newProjectRequested, this, [this] { m_pages->showMode(Mode::Import); });
    connect(&start, &StartPage::openRequested, &m_files, &ProjectFiles::openByChooser);
    connect(&start, &StartPage::recentRequested, this, [this](const QString& path) { m_files.open(path); });
    connect(&start, &StartPage::demoRequested, this, [this] { m_files.openDemo(); });
    connect(start.form(), &NewProjectForm::createRequested, &m_files, &ProjectFiles::create);
    connect(&session.jobs(), &workspace::JobQueue::finished, this, [this] {
        if (m_closing && !m_bench.session.jobs().isBusy())
            close();
    });
}

void MainWindow::connectRequests()
{
    connect(m_rail, &panels::ModeRail::modeRequested, this,
            [this](int mode) { m_pages->showMode(static_cast<Mode>(mode)); });
    connect(m_pages, &PageStack::modeChanged, this, &MainWindow::showMode);
    connect(m_status, &StatusStrip::scoreClicked, this, [this] { m_pages->showMode(Mode::Matrix); });
    connect(m_menu, &WindowMenu::recentRequested, this, [this](const QString& path) { m_files.open(path); });
    connect(m_menu, &WindowMenu::languageChanged, this,
            [this] { showHint(tr("The language changes when Badcase is started again.")); });
    connect(&m_navigator, &Navigator::nothingFound, this, &MainWindow::showHint);
    connect(&m_labelling, &Labelling::refused, this, &MainWindow::showHint);
    connect(&m_bench.selection, &models::SampleSelection::currentChanged, this, [this] {
        if (m_hintShown)
            m_notice->hide();
        m_hintShown = false;
    });
    connect(&m_labelling, &Labelling::classPickerRequested, this, [this] { setInspectorShown(true); });
}

void MainWindow::restoreLayout()
{
    const Settings settings;
    resize(kFirstSize);
    restoreGeometry(settings.geometry());
    if (!m_splitter->restoreState(settings.splitter(kSplitter)))
        m_splitter->setSizes({kFirstSize.width() - kInspectorWidth, kInspectorWidth});
    m_splitter->setHandleWidth(1); // the stored state has the handle of its time
    setInspectorShown(settings.inspectorShown());
}

void MainWindow::showMode()
{
    const bool open = m_bench.session.isOpen();
    const Mode mode = m_pages->mode();
    const bool samples = open && !m_pages->isKeysShown() && (mode == Mode::Review || mode == Mode::Matrix);
    m_rail->setCurrent(open || mode == Mode::Import ? static_cast<int>(mode) : -1);
    for (int i = 0; i < kModes; ++i) {
        // Without a project an import makes one.
        const bool usable = open || static_cast<Mode>(i) == Mode::Import;
        m_rail->setModeEnabled(i, usable);
        m_actions.setReason(modeAction(i),
                            usable ? QString() : tr("No project is open"));
    }
    m_actions.setReason(QStringLiteral("file.close"), open ? QString() : tr("No project is open"));
    // The bar stays where there are samples to choose: on every page of a project.
    m_selectionBar->setVisible(open);
    m_selectionLine->setVisible(open);
    m_inspector->setVisible(samples && m_inspectorShown);
    m_labelling.setPageTakesLabels(samples);
}

void MainWindow::setInspectorShown(bool shown)
{
    m_inspectorShown = shown;
    Settings().setInspectorShown(shown);
    m_actions.action(QStringLiteral("view.inspector"))->setChecked(shown);
    showMode();
}

void MainWindow::showTitle()
{
    const auto& project = m_bench.session.project();
    if (!project)
        setWindowTitle(tr("Badcase"));
    else if (project->isReadOnly())
        setWindowTitle(tr("%1 (read only) – Badcase").arg(project->name()));
    else
        setWindowTitle(tr("%1 – Badcase").arg(project->name()));
}

void MainWindow::showError(const Error& error)
{
    m_hintShown = false;
    if (error.code != ErrorCode::Cancelled)
        m_notice->show(StatusNotice::Kind::Error, error.message, {}, error.detail);
}

/// The only notice of the window that has a button.
void MainWindow::showLocked(const QString& path, const Error& error)
{
    m_hintShown = false;
    m_lockedProject = path;
    m_notice->show(StatusNotice::Kind::Error, error.message, tr("Open read-only"), error.detail);
}

void MainWindow::showHint(const QString& text)
{
    m_hintShown = true;
    m_notice->show(StatusNotice::Kind::Info, text);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    Settings settings;
    settings.setGeometry(saveGeometry());
    settings.setSplitter(kSplitter, m_splitter->saveState());
    auto& jobs = m_bench.session.jobs();
    if (!jobs.isBusy() || m_closing)
        return event->accept(); // a second wish to close does not wait
    m_closing = true;
    for (const auto& job : jobs.jobs())
        jobs.cancel(job.id);
    showHint(tr("Stopping the job that runs. What it has done is kept."));
    event->ignore();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    const bool useful = std::ranges::any_of(
        urls, [](const QUrl& url) { return useOf(url.toLocalFile()) != FileUse::Nothing; });
    if (useful)
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    m_files.take(*event->mimeData());
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (m_pages->isStartShown() || !m_pages->review().forwardHeldKey(event))
        QMainWindow::keyPressEvent(event);
}

void MainWindow::keyReleaseEvent(QKeyEvent* event)
{
    if (m_pages->isStartShown() || !m_pages->review().forwardHeldKey(event))
        QMainWindow::keyReleaseEvent(event);
}

} // namespace badcase::window
