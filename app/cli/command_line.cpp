// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command_line.h"

#include "app/cli/verb.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <csignal>

namespace badcase::cli {

namespace {

/// Ctrl+C stops at the next safe point; a second one stops now, where the verb can do that; the next one ends the program.
CancelToken* g_cancel = nullptr;
volatile std::sig_atomic_t g_interruptible = 0;

extern "C" void onInterrupt(int)
{
    if (g_cancel && g_cancel->isCancelled())
        g_cancel->interrupt();
    else if (g_cancel)
        g_cancel->cancel();
    if (!g_cancel || !g_interruptible || g_cancel->isInterrupted())
        std::signal(SIGINT, SIG_DFL);
}

std::vector<Verb> allVerbs()
{
    std::vector<Verb> verbs;
    for (auto list : {demoVerbs(), projectVerbs(), dataVerbs(), modelVerbs(), ablateVerbs(), auditVerbs(), calibrateVerbs(), combineVerbs(),
                      mixVerbs(), thresholdVerbs(), tuneVerbs(), importRunVerbs(), textVerbs(), whatIfVerbs(), videoVerbs()})
        std::ranges::move(list, std::back_inserter(verbs));
    return verbs;
}

QString usageOf(const Verb& verb)
{
    QString usage = QStringLiteral("badcase %1").arg(verb.name);
    for (const QString& positional : verb.positionals)
        usage += positional.endsWith(u'?') ? QStringLiteral(" [%1]").arg(positional.chopped(1))
                                           : u' ' + positional;
    for (const auto& option : verb.options)
        usage += option.value.isEmpty() ? QStringLiteral(" [--%1]").arg(option.name)
                                        : QStringLiteral(" [--%1 %2]").arg(option.name, option.value);
    return usage + QStringLiteral(" [--json] [--quiet]");
}

void printHelp(const std::vector<Verb>& verbs)
{
    Output output(false, false);
    output.line(QStringLiteral("Badcase %1: a workbench for the bad cases of vision and video models\n")
                    .arg(QCoreApplication::applicationVersion()));
    output.line(QStringLiteral("  badcase                    opens the window\n"
                               "  badcase open FILE          opens the window with a project"));
    for (const auto& verb : verbs) {
        output.line(QStringLiteral("\n  ") + usageOf(verb));
        output.line(QStringLiteral("      %1").arg(verb.help));
        for (const auto& option : verb.options)
            output.line(QStringLiteral("      --%1  %2").arg(option.name, -16).arg(option.help));
    }
    output.line(QStringLiteral(
        "\nExit status: 0 done, 1 failed, 2 wrong use, 3 done but some samples failed, 130 cancelled."));
}

int runVerb(const Verb& verb, const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("json"), QStringLiteral("print one JSON object")});
    parser.addOption({QStringLiteral("quiet"), QStringLiteral("no progress")});
    parser.addOption(
        {{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("show this verb's options")});
    for (const auto& option : verb.options)
        parser.addOption({option.name, option.help, option.value});
    const bool parsed = parser.parse(QStringList(verb.name) + arguments);
    Output output(parser.isSet(QStringLiteral("json")), parser.isSet(QStringLiteral("quiet")));
    if (verb.positionals.value(0) == QLatin1String("FILE"))
        output.setProject(parser.positionalArguments().value(0));
    if (parser.isSet(QStringLiteral("help"))) {
        printHelp({verb});
        return kDone;
    }
    const auto required =
        std::ranges::count_if(verb.positionals, [](const QString& name) { return !name.endsWith(u'?'); });
    const auto given = parser.positionalArguments().size();
    if (!parsed || given < required || given > verb.positionals.size()) {
        const QString problem =
            !parsed ? parser.errorText()
            : given < required
                ? QStringLiteral("%1 is missing").arg(verb.positionals.at(given))
                : QStringLiteral("\"%1\" is too much").arg(parser.positionalArguments().last());
        output.error({ErrorCode::InvalidArgument, problem, QStringLiteral("usage: ") + usageOf(verb)});
        return kWrongUse;
    }
    CancelToken cancel;
    g_cancel = &cancel;
    g_interruptible = verb.interruptible;
    std::signal(SIGINT, onInterrupt);
    const Arguments values(parser);
    const Result<int> status = verb.run(values, output, cancel);
    g_cancel = nullptr;
    if (status)
        return *status;
    output.error(status.error());
    if (status.error().code == ErrorCode::Cancelled)
        return kCancelled;
    return status.error().code == ErrorCode::InvalidArgument ? kWrongUse : kFailed;
}

} // namespace

bool wantsWindow(const QStringList& arguments)
{
    if (arguments.isEmpty())
        return true;
    const QString& first = arguments.first();
    if (first == QLatin1String("demo"))
        return !arguments.contains(QStringLiteral("--headless")) &&
               !arguments.contains(QStringLiteral("--help")) && !arguments.contains(QStringLiteral("-h"));
    if (first == QLatin1String("open"))
        return true;
    return first.endsWith(QLatin1String(".badcase")) && QFileInfo::exists(first);
}

int run(const QStringList& arguments)
{
    const std::vector<Verb> verbs = allVerbs();
    const QString name = arguments.value(0);
    if (name == QLatin1String("--help") || name == QLatin1String("-h") || name == QLatin1String("help")) {
        printHelp(verbs);
        return kDone;
    }
    if (name == QLatin1String("--version") || name == QLatin1String("version")) {
        Output(false, false).line(QStringLiteral("badcase %1").arg(QCoreApplication::applicationVersion()));
        return kDone;
    }
    const auto verb = std::ranges::find(verbs, name, &Verb::name);
    if (verb == verbs.end()) {
        Output output(arguments.contains(QStringLiteral("--json")), false);
        QStringList names;
        for (const auto& known : verbs)
            names.append(known.name);
        output.error({ErrorCode::InvalidArgument, QStringLiteral("There is no verb \"%1\"").arg(name),
                      QStringLiteral("verbs: open, %1; badcase --help shows them all")
                          .arg(names.join(QStringLiteral(", ")))});
        return kWrongUse;
    }
    return runVerb(*verb, arguments.mid(1));
}

} // namespace badcase::cli
