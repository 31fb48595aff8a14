// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "import": a data set becomes samples of a project.

#include "app/workspace/project.h"
#include "storage/formats/dataset_reader.h"
#include "storage/sample_writer.h"

#include <QJsonObject>

namespace badcase::workspace {

struct ImportRequest {
    QString format; ///< empty: guessed
    formats::ReadOptions options;
    bool dryRun = false;
    /// Unknown class names become classes; otherwise they are problems. A segmentation project without any
    /// class takes those that the data set names, with a background in front.
    bool addClasses = false;
};

struct ImportReport {
    QString format;
    storage::ImportCounts counts;
    qint64 skipped = 0; ///< records the project already had, unchanged
    qint64 failed = 0;  ///< samples that could not be imported, or not with all of their labels
    std::vector<SampleProblem> problems;
    formats::PairCounts pairs;
    bool paired = false; ///< the format pairs files by stem
    bool cancelled = false;

    QJsonObject toJson() const; ///< the keys of the command line's `import`
};

/// Problems kept in a report: a million broken rows must not take the memory. Their number is always exact.
inline constexpr std::size_t kMaxReportedProblems = 10'000;

/// Streams; on the calling thread, with its own connection. A cancelled or failed import keeps what was committed;
/// repeating it completes it and never duplicates.
Result<ImportReport> importDataset(Project& project, const ImportRequest& request, const CancelToken& cancel,
                                   const ProgressCallback& progress);

/// What the import would look like: the first records, columns, classes. Writes nothing.
Result<formats::Preview> previewImport(const Project& project, const ImportRequest& request, const CancelToken& cancel);

} // namespace badcase::workspace
