// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Pieces of JSON as the data sets' own tools write them (Python's json.dump without ensure_ascii): a file
/// that was not corrected comes out as it went in, byte for byte. Pure functions, thread-safe.

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace badcase::formats {

QByteArray jsonText(const QString& text);      ///< in quotes, UTF-8
QByteArray jsonNumber(double value);           ///< shortest that reads back equal; 3 is "3.0"
QByteArray jsonList(const QStringList& texts); ///< ["a", "b"]

} // namespace badcase::formats
