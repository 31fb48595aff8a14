// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Reads just enough of the reference files for these tests: npy tables, JSON, csv and mask pictures.

#include "inference/core/class_map.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace badcase::test {

/// All values of a little-endian C-order npy file as doubles (f4, f8, u2, i8, b1). Empty when it cannot be
/// read.
std::vector<double> npyValues(const QString& path);
QJsonObject jsonFile(const QString& path);
/// Lines split at commas, without a header line if `skipHeader`.
std::vector<QStringList> csvRows(const QString& path, bool skipHeader);
/// The bytes of an 8-bit picture (grey or palette indices).
ClassMap maskFile(const QString& path);

/// |a - b| <= tolerance, and the same kind of NaN.
bool near(double a, double b, double tolerance);

} // namespace badcase::test

/// Compares two doubles and shows both when they differ.
#define COMPARE_NEAR(actual, expected, tolerance)                                                            \
    QVERIFY2(                                                                                                \
        badcase::test::near((actual), (expected), (tolerance)),                                              \
        qPrintable(QStringLiteral("%1 is not %2").arg((actual), 0, 'g', 17).arg((expected), 0, 'g', 17)))
