// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which encoding a text file is in, told from its first bytes.

#include <QByteArray>
#include <QString>

namespace badcase::formats {

struct TextEncoding {
    QString name;        ///< for QStringDecoder: "UTF-8", "UTF-16LE", "GB18030" ...
    bool legacy = false; ///< neither UTF-8 nor UTF-16: the user should be told
    int line = 0;        ///< first line that is not UTF-8, when legacy
};

/// A byte order mark decides; else zero bytes mean UTF-16; else valid UTF-8; else GB18030 (a superset of GBK)
/// when the text decodes without error into common Chinese characters; else UTF-8, whose bad rows are then
/// reported one by one. `whole`: `head` is the whole file, so a character cut off at its end is an error too.
TextEncoding guessEncoding(const QByteArray& head, bool whole);

/// The last component of a path, for messages.
QString fileLabel(const QString& path);

} // namespace badcase::formats
