// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Runs the real program, as a user or a script would, in a folder of its own.

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace badcase::test {

/// How one call ended.
struct CliResult {
    int status = -1; ///< exit status; -1: it crashed, or did not end in time
    QByteArray out;
    QByteArray err;
    QJsonObject json;       ///< stdout, when it is exactly one JSON object on one line
    bool oneObject = false; ///< it is

    QString errorCode() const
    {
        return json.value(QStringLiteral("error")).toObject().value(QStringLiteral("code")).toString();
    }
    QString message() const
    {
        return json.value(QStringLiteral("error")).toObject().value(QStringLiteral("message")).toString();
    }
    qint64 number(const char* key) const { return json.value(QLatin1String(key)).toInteger(-1); }
    double real(const char* key) const { return json.value(QLatin1String(key)).toDouble(-1); }
    QJsonArray list(const char* key) const { return json.value(QLatin1String(key)).toArray(); }
    QString text(const char* key) const { return json.value(QLatin1String(key)).toString(); }
    /// What a failing test should print.
    QByteArray words() const;
};

/// A temporary folder with a configuration folder of its own (for consents), in which the program is started.
class CliFolder {
public:
    CliFolder();

    QString path(const QString& name = {}) const;
    /// Runs `badcase ARGUMENTS --json --quiet` here and waits. Relative paths are relative to this folder.
    CliResult run(const QStringList& arguments) const { return wait(*start(arguments)); }
    /// The same while no file can grow beyond `kilobytes`, as on a full disk.
    CliResult runOnFullDisk(int kilobytes, const QStringList& arguments) const;
    /// The same without any rights but those that everybody has.
    CliResult runAsNobody(const QStringList& arguments) const;
    /// Starts and does not wait. `arguments` get --json, and --quiet unless `withProgress`.
    std::unique_ptr<QProcess> start(const QStringList& arguments, bool withProgress = false) const;
    static CliResult wait(QProcess& process);
    /// Ctrl+C. False, and nothing is sent, when the program has ended: its id is 0 then, and a signal to 0 goes
    /// to the whole process group, ctest and the shell that started it among them.
    static bool interrupt(const QProcess& process);
    /// The largest resident size of a call in bytes, measured by the kernel; its status in `status`.
    qint64 peakMemory(const QStringList& arguments, int* status) const;

    /// `create` and, with a source, `import`; the end of the program when one fails, because it is a fixture.
    void makeProject(const QString& project, const QString& source = {},
                     const QStringList& createOptions = {}, const QStringList& importOptions = {}) const;
    void mustBeSound(const QString& project) const; ///< verify says ok

private:
    std::unique_ptr<QProcess> prepare(const QString& program, const QStringList& arguments) const;
    QProcessEnvironment environment() const;

    QTemporaryDir m_dir;
};

QString badcaseProgram();

} // namespace badcase::test

/// Fails with all that the program said when its exit status is another one.
#define QVERIFY_STATUS(result, expected)                                                                     \
    do {                                                                                                     \
        const ::badcase::test::CliResult& verified = (result);                                               \
        QVERIFY2(verified.status == (expected), verified.words().constData());                               \
    } while (false)
