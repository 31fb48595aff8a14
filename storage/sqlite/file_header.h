// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the first 100 bytes of a file say, read without SQLite: enough to refuse a file with a message that
/// is right.

#include "inference/core/result.h"

#include <QString>

namespace badcase::storage::sqlite {

struct FileHeader {
    qint32 applicationId = 0;
    qint32 userVersion = 0;
    int pageSize = 0;
};

/// Corrupt when `path` is empty, no SQLite database, no Badcase project, or shorter than its own header says.
Result<FileHeader> readHeader(const QString& path);

/// True when a write-ahead log with content lies beside the file: the last writer was killed, or is still
/// there.
bool hasPendingLog(const QString& path);

} // namespace badcase::storage::sqlite
