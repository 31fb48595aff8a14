// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/actions.h"

#include "app/window/settings.h"
#include "widgets/panels/key_sheet.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>
#include <QWidget>

#include <algorithm>

namespace badcase::window {

namespace {

/// Texts that can only be read take no letters, even where a page puts the focus on them.
template <class TextField>
bool isTypedInto(const QObject* widget)
{
    const auto* field = qobject_cast<const TextField*>(widget);
    return field && !field->isReadOnly();
}

bool takesKeys(const QObject* widget)
{
    return isTypedInto<QLineEdit>(widget) || isTypedInto<QPlainTextEdit>(widget) ||
           isTypedInto<QTextEdit>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
           qobject_cast<const panels::KeySheet*>(widget);
}

} // namespace

ActionRegistry::ActionRegistry(QWidget* window) : QObject(window), m_window(window)
{
    qApp->installEventFilter(this);
}

QAction* ActionRegistry::add(const ActionSpec& spec, std::function<void()> run)
{
    auto* action = new QAction(spec.text, m_window);
    action->setObjectName(spec.id);
    action->setCheckable(spec.checkable);
    action->setAutoRepeat(spec.repeats);
    const Settings settings;
    action->setShortcuts(settings.hasShortcuts(spec.id) ? settings.shortcuts(spec.id) : spec.shortcuts);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    m_window->addAction(action);
    m_specs.push_back(spec);
    m_actions.insert(spec.id, action);
    return action;
}

QAction* ActionRegistry::addToggle(ActionSpec spec, std::function<void(bool)> run)
{
    spec.checkable = true;
    QAction* action = add(spec, [] {});
    connect(action, &QAction::triggered, this, [run = std::move(run)](bool on) { run(on); });
    return action;
}

QList<QAction*> ActionRegistry::actions() const
{
    QList<QAction*> result;
    for (const ActionSpec& spec : m_specs)
        result.append(m_actions.value(spec.id));
    return result;
}

void ActionRegistry::setShortcuts(const QString& id, const QList<QKeySequence>& keys)
{
    QAction* changed = action(id);
    if (!changed)
        return;
    Settings settings;
    for (const QKeySequence& key : keys) {
        const QString owner = ownerOf(key);
        if (owner.isEmpty() || owner == id)
            continue;
        QList<QKeySequence> left = action(owner)->shortcuts();
        left.removeAll(key);
        action(owner)->setShortcuts(left);
        settings.setShortcuts(owner, left);
    }
    changed->setShortcuts(keys);
    settings.setShortcuts(id, keys);
    Q_EMIT shortcutsChanged();
}

void ActionRegistry::resetShortcuts(const QString& id)
{
    const auto spec = std::ranges::find(m_specs, id, &ActionSpec::id);
    if (spec == m_specs.end())
        return;
    setShortcuts(id, spec->shortcuts);
    Settings().resetShortcuts(id);
}

QString ActionRegistry::ownerOf(const QKeySequence& key) const
{
    for (const ActionSpec& spec : m_specs) {
        if (m_actions.value(spec.id)->shortcuts().contains(key))
            return spec.id;
    }
    return {};
}

void ActionRegistry::setReason(const QString& id, const QString& reason)
{
    if (QAction* found = action(id)) {
        found->setEnabled(reason.isEmpty());
        found->setToolTip(reason.isEmpty() ? found->text() : reason);
    }
}

bool ActionRegistry::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride || !takesKeys(watched))
        return false;
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    key->accept(); // it comes again as an ordinary key press
    return true;
}

} // namespace badcase::window
