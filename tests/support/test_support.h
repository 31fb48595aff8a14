// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What every test program shares: one program a layer, many test classes in it.
///
///     class TstSchema : public QObject { Q_OBJECT private Q_SLOTS: void parsesJson(); };
///     BADCASE_REGISTER_TEST(TstSchema)
///     #include "tst_schema.moc"
///
/// The program runs every registered class; `tests/tst_core TstSchema [function]` runs one. Call
/// failOnWarnings() in init(): any qWarning that was not announced with expectWarning() then fails the function.

#include <QObject>
#include <QRegularExpression>
#include <QString>
#include <QTest>

#include <functional>

namespace badcase::test {

using Factory = std::function<QObject*()>;
bool registerTest(const char* name, Factory factory);

/// To be called in a test class's init() slot: every unannounced qWarning fails the test function, except the few that
/// Qt's offscreen platform prints and that say nothing about our code.
void failOnWarnings();

/// The next warning that matches is expected; a missing one fails the function (QTest::ignoreMessage).
void expectWarning(const QString& pattern);

/// ../shared beside the checkout, or $BADCASE_TEST_DATA/.. when that is set; empty when absent.
QString sharedDir();
/// "data/..." or "models/..." below it.
QString shared(const QString& relative);

/// The build folder, where the plugin and the badcase program are.
QString binaryDir();
/// The checkout.
QString sourceDir();

} // namespace badcase::test

#define BADCASE_REGISTER_TEST(Class)                                                                         \
    static const bool registered##Class = ::badcase::test::registerTest(#Class, [] { return new Class; });

/// First line of a test that needs ../shared. It is the only allowed reason to skip such a test.
#define NEEDS_SHARED()                                                                                       \
    if (::badcase::test::sharedDir().isEmpty())                                                              \
        QSKIP("../shared is not here (set BADCASE_TEST_DATA to ../shared/data to run this test)")

/// Fails the test with the error's own words when a Result holds one.
#define QVERIFY_RESULT(result)                                                                               \
    do {                                                                                                     \
        if (!(result))                                                                                       \
            QFAIL(qPrintable((result).error().message + QStringLiteral(" | ") + (result).error().detail));   \
    } while (false)
