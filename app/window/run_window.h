// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The window as a program.

#include <QStringList>

class QApplication;

namespace badcase::window {

/// `arguments`: nothing, "open FILE", "FILE", or "demo [DIR]". Returns the exit status of the event loop.
int runWindow(QApplication& application, const QStringList& arguments);

} // namespace badcase::window
