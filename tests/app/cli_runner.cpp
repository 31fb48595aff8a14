// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"

#include "tests/support/test_support.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <csignal>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace badcase::test {

namespace {
constexpr int kTimeoutMs = 60'000;
}

QString badcaseProgram()
{
    return QDir(binaryDir()).filePath(QStringLiteral("badcase"));
}

QByteArray CliResult::words() const
{
    return "exit status " + QByteArray::number(status) + "\nstdout: " + out.left(2000) +
           "\nstderr: " + err.left(2000);
}

CliFolder::CliFolder()
{
    if (!m_dir.isValid())
        qFatal("no temporary folder");
}

QString CliFolder::path(const QString& name) const
{
    return name.isEmpty() ? m_dir.path() : m_dir.filePath(name);
}

QProcessEnvironment CliFolder::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), path(QStringLiteral("config")));
    environment.insert(QStringLiteral("BADCASE_AUTHOR"), QStringLiteral("tester"));
    environment.insert(QStringLiteral("OMP_WAIT_POLICY"), QStringLiteral("passive"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.remove(
        QStringLiteral("QT_QPA_PLATFORM")); // no verb here may need a display, not even offscreen
    environment.remove(QStringLiteral("DISPLAY"));
    return environment;
}

std::unique_ptr<QProcess> CliFolder::prepare(const QString& program, const QStringList& arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProgram(program);
    process->setArguments(arguments);
    process->setWorkingDirectory(path());
    process->setProcessEnvironment(environment());
    return process;
}

std::unique_ptr<QProcess> CliFolder::start(const QStringList& arguments, bool withProgress) const
{
    const QStringList more = withProgress ? QStringList{QStringLiteral("--json")}
                                          : QStringList{QStringLiteral("--json"), QStringLiteral("--quiet")};
    auto process = prepare(badcaseProgram(), arguments + more);
    process->start();
    return process;
}

CliResult CliFolder::wait(QProcess& process)
{
    CliResult result;
    if (process.state() == QProcess::Starting && !process.waitForStarted()) {
        result.err = "could not be started: " + process.errorString().toUtf8();
        return result;
    }
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(kTimeoutMs)) {
        process.kill();
        process.waitForFinished();
        result.err = "did not end in time; ";
    } else if (process.exitStatus() == QProcess::NormalExit) {
        result.status = process.exitCode();
    }
    result.out = process.readAllStandardOutput();
    result.err += process.readAllStandardError();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(result.out, &error);
    result.oneObject = error.error == QJsonParseError::NoError && document.isObject() &&
                       result.out.endsWith('\n') && result.out.count('\n') == 1;
    result.json = document.object();
    return result;
}

bool CliFolder::interrupt(const QProcess& process)
{
    const auto id = static_cast<pid_t>(process.processId());
    return id > 0 && ::kill(id, SIGINT) == 0;
}

CliResult CliFolder::runOnFullDisk(int kilobytes, const QStringList& arguments) const
{
    // A refused write must come as an error, as on a full disk, and not as a signal.
    const QString script =
        QStringLiteral("trap '' XFSZ; ulimit -f %1; exec \"$0\" \"$@\" --json --quiet").arg(kilobytes);
    const auto process = prepare(QStringLiteral("/bin/bash"),
                                 QStringList{QStringLiteral("-c"), script, badcaseProgram()} + arguments);
    process->start();
    return wait(*process);
}

CliResult CliFolder::runAsNobody(const QStringList& arguments) const
{
    const auto process = prepare(
        badcaseProgram(), arguments + QStringList{QStringLiteral("--json"), QStringLiteral("--quiet")});
    process->setChildProcessModifier([] {
        constexpr uid_t kNobody = 65534;
        if (getuid() == 0 && (setgid(kNobody) != 0 || setuid(kNobody) != 0))
            _exit(99);
    });
    process->start();
    return wait(*process);
}

qint64 CliFolder::peakMemory(const QStringList& arguments, int* status) const
{
    // QProcess does not tell what a child used, so this one is started and awaited by hand.
    std::vector<QByteArray> words{badcaseProgram().toLocal8Bit()};
    for (const QString& argument : arguments)
        words.push_back(argument.toLocal8Bit());
    words.push_back("--quiet");
    std::vector<char*> argv;
    for (auto& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    std::vector<QByteArray> variables;
    for (const QString& line : environment().toStringList())
        variables.push_back(line.toLocal8Bit());
    std::vector<char*> envp;
    for (auto& variable : variables)
        envp.push_back(variable.data());
    envp.push_back(nullptr);
    const QByteArray folder = path().toLocal8Bit();
    const pid_t child = fork();
    if (child == 0) {
        if (chdir(folder.constData()) == 0 && freopen("/dev/null", "w", stdout) &&
            freopen("/dev/null", "w", stderr))
            execve(argv[0], argv.data(), envp.data());
        _exit(127);
    }
    int state = 0;
    rusage usage = {};
    if (wait4(child, &state, 0, &usage) != child)
        qFatal("wait4");
    *status = WIFEXITED(state) ? WEXITSTATUS(state) : -1;
    return qint64(usage.ru_maxrss) * 1024;
}

void CliFolder::makeProject(const QString& project, const QString& source, const QStringList& createOptions,
                            const QStringList& importOptions) const
{
    const QStringList task = createOptions.isEmpty()
                                 ? QStringList{QStringLiteral("--task"), QStringLiteral("classification")}
                                 : createOptions;
    CliResult result = run(QStringList{QStringLiteral("create"), project} + task);
    if (result.status == 0 && !source.isEmpty())
        result = run(QStringList{QStringLiteral("import"), project, source} + importOptions);
    if (result.status != 0)
        qFatal("fixture: %s", result.words().constData());
}

void CliFolder::mustBeSound(const QString& project) const
{
    const CliResult result = run({QStringLiteral("verify"), project});
    if (result.status != 0 || !result.json.value(QStringLiteral("ok")).toBool())
        qFatal("%s is not sound: %s", qPrintable(project), result.words().constData());
}

} // namespace badcase::test
