// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which sample of a project each row of a file belongs to, by a table of ids.

#include "app/workspace/project.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace badcase::workspace {

/// The column that says which sample a row is (id, sample, path, ...), -1 when none is called so.
int idColumnOf(const QStringList& header);

struct SampleRowsRequest {
    QString table;        ///< csv; ids are texts, as long as they like
    QString labelColumn;  ///< of new samples; empty: guessed
    qint64 expected = -1; ///< rows of the other file; a table without a header is told by it
    bool create = false;  ///< ids that the project does not have become samples without media
};

/// One entry a row. Invalid: the row is left out, and `problems` says why ("unknown-sample", "duplicate",
/// "ragged-row", ...). Of equal ids the first row counts.
struct SampleRows {
    std::vector<SampleId> samples;
    std::vector<SampleProblem> problems; ///< the first kMaxReportedProblems
    qint64 unknown = 0;                  ///< ids that the project does not have
    qint64 duplicates = 0;
    qint64 created = 0;
    bool hasHeader = true;
};

/// Two passes over the table at most, a block of rows in memory. InvalidArgument: another number of rows than
/// expected, no such label column.
Result<SampleRows> findSampleRows(Project& project, storage::Connection& connection,
                                  const SampleRowsRequest& request, const CancelToken& cancel);

} // namespace badcase::workspace
