// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The command line: a thin face of app/workspace. Verbs, keys and exit statuses are a contract (README, "Command line").

#include <QStringList>

namespace badcase::cli {

/// Exit statuses.
enum ExitStatus { kDone = 0, kFailed = 1, kWrongUse = 2, kDoneWithFailures = 3, kCancelled = 130 };

/// True when the arguments (without the program's name) ask for the window: none at all, "open", a project file, or
/// "demo" without --headless.
bool wantsWindow(const QStringList& arguments);

/// Runs one verb and returns its exit status. Needs a QCoreApplication, for "demo" a QGuiApplication.
int run(const QStringList& arguments);

} // namespace badcase::cli
