// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"

#include <QDir>
#include <QFileInfo>

#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

namespace badcase::test {

namespace {

std::vector<std::pair<QByteArray, Factory>>& registry()
{
    static std::vector<std::pair<QByteArray, Factory>> tests;
    return tests;
}

} // namespace

bool registerTest(const char* name, Factory factory)
{
    registry().emplace_back(name, std::move(factory));
    return true;
}

void failOnWarnings()
{
    QTest::failOnWarning(QRegularExpression(
        QStringLiteral("^(?!QStandardPaths: |This plugin does not support |QFont::setP|Populating font family).*")));
}

void expectWarning(const QString& pattern)
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(pattern));
}

QString sharedDir()
{
    const QString fromEnvironment = qEnvironmentVariable("BADCASE_TEST_DATA");
    const QString dir = fromEnvironment.isEmpty() ? QDir(sourceDir()).filePath(QStringLiteral("../shared"))
                                                  : QDir(fromEnvironment).filePath(QStringLiteral(".."));
    return QFileInfo(dir + QStringLiteral("/data")).isDir() ? QDir::cleanPath(dir) : QString();
}

QString shared(const QString& relative) { return QDir(sharedDir()).filePath(relative); }

QString binaryDir() { return QStringLiteral(BADCASE_BINARY_DIR); }

QString sourceDir() { return QStringLiteral(BADCASE_SOURCE_DIR); }

/// Runs what the arguments name: nothing = every class; CLASS [function ...] = that class.
int runTests(int argc, char** argv)
{
    std::vector<char*> arguments(argv, argv + argc);
    QByteArray only;
    if (argc > 1 && argv[1][0] != '-') {
        only = argv[1];
        arguments.erase(arguments.begin() + 1);
    }
    int failures = 0;
    int ran = 0;
    for (const auto& [name, factory] : registry()) {
        if (!only.isEmpty() && only != name)
            continue;
        ++ran;
        const std::unique_ptr<QObject> test(factory());
        failures += QTest::qExec(test.get(), static_cast<int>(arguments.size()), arguments.data());
    }
    if (ran == 0) {
        std::fprintf(stderr, "no test class matches\n");
        return 2;
    }
    return failures == 0 ? 0 : 1;
}

} // namespace badcase::test
