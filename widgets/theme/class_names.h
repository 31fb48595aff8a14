// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How a class is called where its parents matter.

#include <QString>
#include <QStringList>

namespace badcase::theme {

/// "tops / shirt", from the top down; the name alone without parents; empty outside the classes. A template,
/// because this layer knows Qt only.
template <class Schema>
QString classPath(const Schema& schema, int index)
{
    if (index < 0 || index >= schema.size())
        return {};
    return (schema.tree().path(index) << schema.at(index).name).join(QStringLiteral(" / "));
}

} // namespace badcase::theme
