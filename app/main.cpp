// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command_line.h"
#include "app/window/run_window.h"
#include "inference/engine/torch_loader.h"

#include <QApplication>

#include <cstdio>
#include <memory>

namespace {

/// Qt ends the program with a riddle where there is no display; say what to do instead.
bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
           || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

} // namespace

int main(int argc, char** argv)
{
    badcase::engine::letTorchThreadsSleep(argv);
    QCoreApplication::setApplicationName(QStringLiteral("badcase"));
    QCoreApplication::setOrganizationName(QStringLiteral("badcase"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BADCASE_VERSION));

    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    if (!badcase::cli::wantsWindow(arguments)) {
        std::unique_ptr<QCoreApplication> application;
        if (arguments.value(0) == QLatin1String("demo")) { // draws text, which needs fonts but no display
            if (!hasDisplay())
                qputenv("QT_QPA_PLATFORM", "offscreen");
            application = std::make_unique<QGuiApplication>(argc, argv);
        } else {
            application = std::make_unique<QCoreApplication>(argc, argv);
        }
        return badcase::cli::run(arguments);
    }
    if (!hasDisplay()) {
        std::fprintf(stderr, "badcase: there is no display to open a window on; every verb but open works without one "
                             "(badcase --help), and the demo with: badcase demo --headless\n");
        return badcase::cli::kFailed;
    }
    QApplication application(argc, argv);
    return badcase::window::runWindow(application, arguments);
}
