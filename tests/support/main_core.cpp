// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QCoreApplication>
#include <QLocale>

namespace badcase::test {
int runTests(int argc, char** argv);
}

int main(int argc, char** argv)
{
    QLocale::setDefault(QLocale::c());
    QCoreApplication application(argc, argv);
    return badcase::test::runTests(argc, argv);
}
