// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// badcase-worker: a model in a process of its own, started by Badcase (isolated_model.h).

#include "inference/engine/torch_loader.h"
#include "inference/engine/worker/worker_loop.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

int main(int argc, char** argv)
{
    badcase::engine::letTorchThreadsSleep(argv);
    const QCoreApplication application(argc, argv); // tells where the LibTorch plugin is
    // What goes wrong here is shown by the program, in the language of its window.
    QTranslator translator;
    if (const QString language = qEnvironmentVariable("BADCASE_LANGUAGE");
        !language.isEmpty() && translator.load(QLocale(language), QStringLiteral("badcase"),
                                               QStringLiteral("_"), QStringLiteral(":/badcase/translations")))
        QCoreApplication::installTranslator(&translator);
    return badcase::engine::worker::serve();
}
