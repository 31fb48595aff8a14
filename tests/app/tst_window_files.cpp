// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/import_page.h"
#include "app/window/inspector_dock.h"
#include "app/window/new_run_panel.h"
#include "app/window/page_stack.h"
#include "app/window/project_draft_form.h"
#include "app/window/runs_page.h"
#include "app/window/settings.h"
#include "tests/app/window_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/panels/import_panel.h"
#include "widgets/panels/run_form.h"
#include "widgets/panels/status_notice.h"
#include "widgets/panels/verdict_bar.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QUrl>

using namespace badcase;
using namespace badcase::window;
using badcase::window::test::WindowFixture;

namespace {

/// A file dragged onto the widget and let go, as the desktop says it. False: it was not taken.
bool dropOn(QWidget* target, const QString& path)
{
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(path)});
    const QPoint where = target->rect().center();
    QDragEnterEvent enter(where, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent drop(where, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &drop);
    return drop.isAccepted();
}

QPushButton* noticeButton(MainWindow& window, const QString& text)
{
    for (auto* button : window.notice().findChildren<QPushButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}

/// The page that is in front.
template <class T>
T* frontPage(MainWindow& window)
{
    return qobject_cast<T*>(window.pages().currentWidget());
}

} // namespace

/// What comes into the window from outside: projects that are opened, made, locked or gone, and dropped
/// files.
class TstWindowFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void saysThatAProjectIsGone();
    void refusesAProjectThatIsOpenElsewhere();
    void takesADroppedProject();
    void takesADroppedFolder();
    void takesADroppedModel();
    void importMakesTheProject();
    void aReadOnlyProjectIsOnlyShown();

private:
    QTemporaryDir m_settings;
};

void TstWindowFiles::initTestCase()
{
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    theme::Theme::instance().apply();
}

void TstWindowFiles::init()
{
    badcase::test::failOnWarnings();
    QSettings().clear();
}

void TstWindowFiles::saysThatAProjectIsGone()
{
    WindowFixture fixture(Task::Classification, 2);
    const QString nothing = fixture.path() + QStringLiteral(".gone");
    QVERIFY(!fixture.window->files().open(nothing));
    QVERIFY(fixture.window->notice().isVisible());
    QVERIFY(fixture.window->notice().text().contains(QStringLiteral("gone")));
    QVERIFY(fixture.window->pages().isStartShown());
    fixture.open();
    QVERIFY(!fixture.window->notice().isVisible());
    QVERIFY(!fixture.window->files().open(nothing)); // what is open stays open
    QVERIFY(fixture.window->bench().session.isOpen());
}

void TstWindowFiles::refusesAProjectThatIsOpenElsewhere()
{
    WindowFixture fixture(Task::Classification, 2);
    {
        const auto other = workspace::Project::open(fixture.path());
        QVERIFY_RESULT(other);
        QVERIFY(!fixture.window->files().open(fixture.path()));
        QVERIFY(fixture.window->notice().isVisible());
        QVERIFY(fixture.window->pages().isStartShown());
        // The message says that it can be opened to be read, and is where that is done.
        auto* readOnly = noticeButton(*fixture.window, QStringLiteral("Open read-only"));
        QVERIFY(readOnly && readOnly->isVisible());
        QTest::mouseClick(readOnly, Qt::LeftButton);
        QVERIFY(fixture.window->bench().session.isOpen());
        QVERIFY(fixture.window->bench().session.isReadOnly());
        QVERIFY(fixture.window->windowTitle().contains(QStringLiteral("read only")));
        QTRY_COMPARE(fixture.window->bench().session.sampleCount(), 2);
        fixture.window->files().close();
        // Another problem does not offer it.
        QVERIFY(!fixture.window->files().open(fixture.path() + QStringLiteral(".gone")));
        QVERIFY(fixture.window->notice().isVisible() && !readOnly->isVisible());
    }
    fixture.open(); // the other one has closed it
    QVERIFY(!fixture.window->bench().session.isReadOnly());
    QVERIFY(fixture.window->bench().session.isOpen());
}

void TstWindowFiles::takesADroppedProject()
{
    WindowFixture fixture(Task::Classification, 2);
    QVERIFY(dropOn(fixture.window.get(), fixture.path()));
    QTRY_VERIFY(fixture.window->bench().session.isOpen());
    QCOMPARE(fixture.window->bench().session.project()->path(), fixture.path());
}

void TstWindowFiles::takesADroppedFolder()
{
    WindowFixture fixture(Task::Classification, 2);
    MainWindow& window = *fixture.window;
    // Without a project: what the data set is, and what the project for it would be.
    QVERIFY(dropOn(&window, fixture.mediaDir()));
    auto* page = frontPage<ImportPage>(window);
    QVERIFY(page);
    QTRY_VERIFY(page->projectForm()->isVisible());
    QCOMPARE(page->panel()->request().source, fixture.mediaDir());
    // With one: it goes there, from whatever page it was dropped on.
    fixture.open();
    fixture.press(Qt::Key_4, Qt::ControlModifier);
    QVERIFY(dropOn(&window, fixture.mediaDir()));
    page = frontPage<ImportPage>(window);
    QVERIFY(page && !page->projectForm()->isVisible());
    QCOMPARE(page->panel()->request().source, fixture.mediaDir());
    QVERIFY(!dropOn(&window, fixture.mediaDir() + QStringLiteral("/no such file.txt")));
}

void TstWindowFiles::takesADroppedModel()
{
    WindowFixture fixture(Task::Classification, 2);
    MainWindow& window = *fixture.window;
    QTemporaryDir dir;
    const QString model = dir.filePath(QStringLiteral("net.pt"));
    QFile file(model);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(dropOn(&window, model));
    QVERIFY(window.notice().isVisible()); // a model needs samples first, and the window says so
    QVERIFY(window.notice().text().contains(QStringLiteral("net.pt")));
    fixture.open();
    QVERIFY(!window.notice().isVisible());
    QVERIFY(dropOn(&window, model));
    auto* page = frontPage<RunsPage>(window);
    QVERIFY(page);
    QCOMPARE(page->newRun()->form()->request().modelPath, model);
}

/// The mode rail leads to Import without a project; the import makes one, and the window stays where it is
/// told how the import goes.
void TstWindowFiles::importMakesTheProject()
{
    WindowFixture fixture(Task::Classification, 3);
    MainWindow& window = *fixture.window;
    QVERIFY(!window.actionRegistry().action(QStringLiteral("mode.review"))->isEnabled());
    fixture.press(Qt::Key_6, Qt::ControlModifier);
    auto* page = frontPage<ImportPage>(window);
    QVERIFY(page);
    QTemporaryDir dir;
    QVERIFY(QDir(dir.path()).mkpath(QStringLiteral("data/cat")));
    QVERIFY(QFile::copy(fixture.mediaDir() + QStringLiteral("/s00.png"),
                        dir.filePath(QStringLiteral("data/cat/a.png"))));
    QSignalSpy previewed(page, &ImportPage::previewed);
    page->setSource(dir.filePath(QStringLiteral("data")));
    QTRY_VERIFY(previewed.size() > 0);
    QVERIFY(!window.bench().session.isOpen());
    const QString path = page->projectForm()->path();
    for (auto* button : page->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Import"))
            QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(window.bench().session.sampleCount(), 1);
    QCOMPARE(frontPage<ImportPage>(window), page);
    QCOMPARE(window.bench().session.project()->path(), path);
    QCOMPARE(Settings().recentProjects().value(0), path);
    // Closing it leaves nothing of it on the page.
    window.files().close();
    QVERIFY(window.pages().isStartShown());
    fixture.press(Qt::Key_6, Qt::ControlModifier);
    QVERIFY(!page->projectForm()->isVisible());
}

/// Nothing that would change it is offered, and what is in the way is said on every page.
void TstWindowFiles::aReadOnlyProjectIsOnlyShown()
{
    WindowFixture fixture(Task::Classification, 3);
    const QFile::Permissions before = QFile::permissions(fixture.path());
    QVERIFY(QFile::setPermissions(fixture.path(), QFile::ReadOwner));
    MainWindow& window = *fixture.window;
    if (QFileInfo(fixture.path()).isWritable()) { // root may write everything, and asks for it read-only
        QVERIFY(window.files().open(fixture.path(), storage::OpenMode::ReadOnly));
        QTRY_VERIFY(window.bench().isCounted());
    } else {
        fixture.open();
        QVERIFY(window.notice().isVisible());
    }
    QVERIFY(window.bench().session.isReadOnly());
    QVERIFY(window.windowTitle().contains(QStringLiteral("read only")));
    for (const auto* id : {"label.keep", "label.likely.1", "edit.undo"})
        if (const QAction* action = window.actionRegistry().action(QLatin1String(id)))
            QVERIFY2(!action->isEnabled(), id);
    QVERIFY(!window.inspector().findChild<panels::VerdictBar*>()->isEnabled());
    window.pages().showModel(fixture.path());
    QTRY_VERIFY(frontPage<RunsPage>(window)->newRun()->isVisible());
    auto* start = frontPage<RunsPage>(window)->findChild<QPushButton*>(QStringLiteral("startRun"));
    QVERIFY(start && !start->isEnabled());
    window.pages().showImport(fixture.mediaDir());
    QSignalSpy previewed(frontPage<ImportPage>(window), &ImportPage::previewed);
    QTRY_VERIFY(previewed.size() > 0);
    for (const auto* button : window.pages().currentWidget()->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Import"))
            QVERIFY(!button->isEnabled());
    window.files().close();
    QFile::setPermissions(fixture.path(), before);
}

BADCASE_REGISTER_TEST(TstWindowFiles)
#include "tst_window_files.moc"
