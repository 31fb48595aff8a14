// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use cases "what is in this project?" and "is it sound?".

#include "app/workspace/project.h"

#include <QJsonObject>

namespace badcase::workspace {

/// The keys of the command line's `info`.
Result<QJsonObject> describeProject(Project& project);

struct VerifyOptions {
    bool media = true; ///< also look at every media file
};

struct VerifySummary {
    bool ok = false;
    QStringList database;       ///< what is wrong with the file; empty: sound
    qint64 missingMedia = 0;
    qint64 changedMedia = 0;    ///< other size (or, in archives, checksum) than at import
    qint64 touchedMedia = 0;    ///< same size, other time: copied, or edited in place; no problem by itself
    std::vector<SampleProblem> problems;

    QJsonObject toJson() const;
};

/// SQLite's integrity, our own invariants, and every media file against what was imported. Reads no pixels.
Result<VerifySummary> verifyProject(Project& project, const VerifyOptions& options, const CancelToken& cancel,
                                    const ProgressCallback& progress);

} // namespace badcase::workspace
