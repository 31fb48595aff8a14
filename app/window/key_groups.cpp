// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/key_groups.h"

#include "app/window/actions.h"

#include <QCoreApplication>

#include <algorithm>

namespace badcase::window {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::KeyGroups", text);
}

QString keysOf(const QAction& action)
{
    QStringList keys;
    for (const QKeySequence& key : action.shortcuts()) {
        if (key == QKeySequence(Qt::Key_Enter)) // the other Enter goes without saying
            continue;
        keys.append(key.toString(QKeySequence::NativeText));
    }
    // An arrow and a letter fit beside one another, two chords do not.
    constexpr int kRoom = 10;
    while (keys.size() > 1 && keys.join(QStringLiteral("  ")).size() > kRoom)
        keys.removeLast();
    return keys.join(QStringLiteral("  "));
}

panels::KeyGroup& groupOf(QList<panels::KeyGroup>& groups, const QString& title)
{
    const auto found = std::ranges::find(groups, title, &panels::KeyGroup::title);
    if (found != groups.end())
        return *found;
    groups.append({title, {}});
    return groups.last();
}

} // namespace

QList<panels::KeyGroup> keyGroups(const ActionRegistry& actions)
{
    QList<panels::KeyGroup> groups;
    for (const ActionSpec& spec : actions.specs()) {
        const QAction* action = actions.action(spec.id);
        if (spec.group.isEmpty() || action->shortcuts().isEmpty())
            continue;
        // The text of undo says what it would undo; the sheet says what the key is.
        groupOf(groups, spec.group).hints.append({keysOf(*action), spec.text});
    }
    // What is no action: whole rows of keys, and keys that are held.
    groupOf(groups, tr("Label")).hints.prepend({tr("1 – 9"), tr("The most likely classes")});
    auto& picture = groupOf(groups, tr("Picture")).hints;
    picture.append({tr("H held"), tr("Hide masks")});
    picture.append({tr("Space held"), tr("Drag the picture")});
    return groups;
}

} // namespace badcase::window
