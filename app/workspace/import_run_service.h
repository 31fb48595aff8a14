// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "import-run": probabilities that somebody else's program has written become a run.

#include "app/workspace/probability_check.h"
#include "app/workspace/project.h"
#include "storage/run_repository.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace badcase::workspace {

struct ImportRunRequest {
    QString name;             ///< of the run
    /// .npy, .npz or .csv: a row for each sample, a column for each class; or predictions that name their
    /// videos and tags (import_run_segments.h), or a table of ids and decided classes (import_run_decisions.h)
    QString probabilities;
    QString ids;              ///< csv: which sample a row is; not needed for a table that says so itself
    QString classes;          ///< classes.csv or .json: which class a column is; empty: the project's order
    QString embeddings = {};  ///< .npy or .npz, the same rows; may be empty
    QString labelColumn = {}; ///< of `ids`, for samples that are created; empty: guessed
    QHash<QString, QString> classRenames = {}; ///< class of the file -> class of the project
    ValueMeaning meaning = ValueMeaning::Probabilities;
    std::optional<storage::OutOfFold> outOfFold = {}; ///< nothing: nobody has said; kept as unknown
    bool create = false;                              ///< unknown ids become samples without media
};

struct ImportRunReport {
    storage::RunRecord run;
    qint64 samples = 0; ///< that have a prediction now
    qint64 failed = 0;  ///< whose rows cannot be used; they are in the run with the reason
    qint64 created = 0;
    qint64 unknown = 0;
    qint64 duplicates = 0;
    double seconds = 0;
    QStringList classes; ///< of the file, in its order, as the project calls them
    QStringList notices; ///< what was assumed
    std::vector<SampleProblem> problems;

    QJsonObject toJson() const; ///< the keys of the command line's `import-run`
};

/// Streams; on the calling thread, with its own connection. Values are kept in the type they come in (float16
/// as float32); decisions are made and losses counted by the code that does so for a model's results.
///
/// A run that could not be completed (an error, a cancel) is removed again; after a kill that is done when
/// the project is opened the next time. Samples that were created stay. InvalidArgument: the task has masks,
/// rows and ids differ in number, classes do not match, most rows are no probabilities, no id is known.
/// AlreadyExists: the run's name is taken. Corrupt, Unsupported: the files.
Result<ImportRunReport> importRun(Project& project, const ImportRunRequest& request,
                                  const CancelToken& cancel, const ProgressCallback& progress);

/// What can be said before anything is written.
struct ImportRunPreview {
    qint64 rows = -1; ///< -1: a table, not counted
    int columns = 0;
    QString type;              ///< "float32"
    bool namesSamples = false; ///< `ids` is not needed
    bool namesClasses = false;
    QStringList classes;   ///< class of each column: the file's own names
    QStringList unmatched; ///< of these, what the project does not have
    QStringList notices;
    std::optional<Error> problem; ///< why it cannot be imported so
};

/// Looks at headers and the first rows. Quick; any thread.
Result<ImportRunPreview> previewImportRun(const Project& project, const ImportRunRequest& request);

/// Removes what imports left behind that were killed, and says how many. For a project that is opened for
/// writing.
Result<qint64> removeUnfinishedImports(storage::Connection& connection);

} // namespace badcase::workspace
