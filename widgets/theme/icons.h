// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One outline icon family, coloured by role. GUI thread.

#include "widgets/theme/theme.h"

#include <QIcon>
#include <QPixmap>
#include <QString>
#include <QStringList>

namespace badcase::theme {

/// The icon resources/icons/NAME.svg in the colour of `role`; disabled and selected states are coloured by
/// themselves. It repaints itself in the new colours when the theme changes and is sharp at every device
/// pixel ratio. An unknown name is a programming error (assert; an empty icon in release builds).
QIcon icon(const QString& name, Role role = Role::Text);

/// One pixmap in one colour, `size` in device-independent pixels.
QPixmap iconPixmap(const QString& name, const QColor& color, int size, double devicePixelRatio);

/// Every name that icon() knows.
QStringList iconNames();

} // namespace badcase::theme
