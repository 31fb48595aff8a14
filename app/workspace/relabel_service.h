// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "relabel from a file": corrections.csv becomes one group of the journal.

#include "app/workspace/change_service.h"

#include <QJsonObject>

namespace badcase::workspace {

struct RelabelReport {
    qint64 changed = 0;   ///< samples
    qint64 unchanged = 0; ///< samples that were so already
    qint64 failed = 0;    ///< rows that could not be applied
    std::vector<SampleProblem> problems;
    JournalId from, to; ///< invalid when nothing was written

    QJsonObject toJson() const;
};

/// Reads id,label[,verdict][,reason]. Rows that cannot be applied are problems; all others are applied together, or with
/// `dryRun` only counted. One undo takes the whole file back.
Result<RelabelReport> relabelFromFile(Project& project, const QString& path, const QString& author, bool dryRun,
                                      const CancelToken& cancel = {});

} // namespace badcase::workspace
