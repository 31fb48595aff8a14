// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/run_window.h"

#include "app/window/main_window.h"
#include "app/window/settings.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTimer>
#include <QTranslator>

namespace badcase::window {

namespace {

/// Our own texts and Qt's (its file chooser, its text menus) in the user's language. Texts that a language
/// does not have are the English ones of the sources; their plural forms come from a file, which therefore
/// lies under every language.
void installTranslations(QApplication& application)
{
    const QString chosen = Settings().language();
    const QLocale locale = chosen.isEmpty() ? QLocale::system() : QLocale(chosen);
    if (!chosen.isEmpty())
        QLocale::setDefault(locale);
    const QString own = QStringLiteral(":/badcase/translations");
    const auto install = [&application](const QLocale& language, const QString& name, const QString& folder) {
        auto* translator = new QTranslator(&application);
        if (translator->load(language, name, QStringLiteral("_"), folder))
            QApplication::installTranslator(translator);
    };
    // The translator that was installed last is asked first.
    install(QLocale(QLocale::English), QStringLiteral("badcase"), own);
    install(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(locale, QStringLiteral("badcase"), own);
    qputenv("BADCASE_LANGUAGE", locale.name().toUtf8()); // for processes of models, whose errors are shown here
}

void start(MainWindow& window, const QStringList& arguments)
{
    const QString verb = arguments.value(0);
    if (verb == QLatin1String("demo"))
        window.files().openDemo(arguments.value(1));
    else if (const QString file = verb == QLatin1String("open") ? arguments.value(1) : verb; !file.isEmpty())
        window.files().open(file);
}

} // namespace

int runWindow(QApplication& application, const QStringList& arguments)
{
    installTranslations(application);
    QApplication::setApplicationDisplayName(QStringLiteral("Badcase"));
    QApplication::setWindowIcon(theme::icon(QStringLiteral("review"), theme::Role::Accent));
    theme::Theme::instance().setMode(Settings().themeMode());
    theme::Theme::instance().apply();
    MainWindow window;
    window.show();
    // After the first frame: the window is there while the project opens.
    QTimer::singleShot(0, &window, [&window, arguments] { start(window, arguments); });
    return QApplication::exec();
}

} // namespace badcase::window
