// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/window_menu.h"

#include "app/window/actions.h"
#include "app/window/settings.h"
#include "widgets/theme/theme.h"

#include <QActionGroup>
#include <QDir>

#include <initializer_list>

namespace badcase::window {

namespace {

void addAll(QMenu* menu, const ActionRegistry& actions, std::initializer_list<const char*> ids)
{
    for (const char* id : ids) {
        if (QAction* action = actions.action(QLatin1String(id)))
            menu->addAction(action);
        else
            menu->addSeparator();
    }
}

} // namespace

WindowMenu::WindowMenu(ActionRegistry& actions, QWidget* parent) : QMenu(parent), m_recent(nullptr)
{
    addAll(this, actions, {"file.new", "file.open"});
    m_recent = addMenu(tr("Recent projects"));
    addAll(this, actions,
           {"file.demo", "file.close", "", "edit.undo", "edit.redo", "label.autoAdvance", "",
            "view.inspector", "view.fullScreen"});
    addTheme(actions);
    addLanguages();
    addAll(this, actions, {"", "help.palette", "help.keys", "help.changeKeys", "", "app.quit"});
    connect(m_recent, &QMenu::aboutToShow, this, &WindowMenu::fillRecent);
    connect(this, &QMenu::aboutToShow, this,
            [this] { m_recent->setEnabled(!Settings().recentProjects().isEmpty()); });
}

void WindowMenu::addTheme(ActionRegistry& actions)
{
    QMenu* menu = addMenu(tr("Appearance"));
    auto* group = new QActionGroup(this);
    const std::pair<theme::Mode, std::pair<QString, QString>> modes[] = {
        {theme::Mode::System, {QStringLiteral("view.themeSystem"), tr("Appearance: as the system")}},
        {theme::Mode::Light, {QStringLiteral("view.themeLight"), tr("Appearance: light")}},
        {theme::Mode::Dark, {QStringLiteral("view.themeDark"), tr("Appearance: dark")}}};
    for (const auto& [mode, names] : modes) {
        QAction* action = actions.addToggle({names.first, QString(), names.second}, [mode](bool) {
            theme::Theme::instance().setMode(mode);
            Settings().setThemeMode(mode);
        });
        action->setChecked(Settings().themeMode() == mode);
        group->addAction(action);
        menu->addAction(action);
    }
}

void WindowMenu::addLanguages()
{
    QMenu* menu = addMenu(tr("Language"));
    auto* group = new QActionGroup(this);
    const std::pair<QString, QString> languages[] = {{QString(), tr("As the system")},
                                                     {QStringLiteral("en"), QStringLiteral("English")},
                                                     {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
    for (const auto& [code, name] : languages) {
        QAction* action = menu->addAction(name, this, [this, code = code] {
            Settings().setLanguage(code);
            Q_EMIT languageChanged();
        });
        action->setCheckable(true);
        action->setChecked(Settings().language() == code);
        group->addAction(action);
    }
}

void WindowMenu::fillRecent()
{
    m_recent->clear();
    for (const QString& path : Settings().recentProjects())
        m_recent->addAction(QDir::toNativeSeparators(path), this,
                            [this, path] { Q_EMIT recentRequested(path); });
}

} // namespace badcase::window
