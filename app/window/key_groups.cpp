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
        const QString text = key.toString(QKeySequence::NativeText);
        if (keys.size() < 2 && !keys.contains(text)) // Return and Enter, or an arrow and a letter
            keys.append(text);
    }
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
    auto& move = groupOf(groups, tr("Move")).hints;
    move.append({tr("Shift+arrow"), tr("Select several samples")});
    move.append({tr("Ctrl+A"), tr("Select all (in the grid)")});
    auto& picture = groupOf(groups, tr("Picture")).hints;
    picture.append({tr("H held"), tr("Hide masks")});
    picture.append({tr("Space held"), tr("Drag the picture")});
    return groups;
}

} // namespace badcase::window
