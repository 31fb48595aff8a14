// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The project file: one SQLite database that holds everything an analyst would miss. This class finds out
/// whether a file is a project, brings it to the current schema, keeps other writers out and hands out
/// connections.

#include "inference/core/result.h"
#include "inference/core/schema.h"
#include "storage/connection.h"

#include <QDateTime>
#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>

namespace badcase::storage {

class ProjectLock;

enum class OpenMode {
    ReadWrite, ///< becomes read-only, with a notice(), when the file or its folder cannot be written
    ReadOnly,  ///< also works while another process writes
};

/// What is in a project (`badcase info`).
struct ProjectInfo {
    Task task = Task::Classification;
    int schemaVersion = 0; ///< of the database, not of the classes
    qint64 samples = 0;
    QMap<QString, qint64> byKind;  ///< sampleKindName -> samples
    QMap<QString, qint64> bySplit; ///< "" for samples without a split
    qint64 labelled = 0;           ///< samples with given labels (an empty multi-label set counts)
    qint64 masks = 0;              ///< samples with a given mask
    int classes = 0;
    QStringList runs;               ///< names, oldest first
    qint64 corrections = 0;         ///< samples with corrected labels, a corrected mask or corrected segments
    QMap<QString, qint64> verdicts; ///< verdictName -> samples
    qint64 journalEntries = 0;
    qint64 bytes = 0; ///< of the file and its write-ahead log
};

/// What verify() found. An empty list is a sound file.
struct VerifyReport {
    QStringList problems;
    bool ok() const { return problems.isEmpty(); }
};

/// An open project file. Shared by all threads through std::shared_ptr; every function is thread-safe. The
/// lock is released with the last reference, so connections keep the project alive.
///
/// Errors of create/open: AlreadyExists, NotFound, Corrupt (not a database, not ours, truncated; the message
/// says which), NewerVersion, Locked (names the process that has it), ReadOnly, NoSpace, Io.
class ProjectDatabase : public std::enable_shared_from_this<ProjectDatabase> {
public:
    static constexpr auto kSuffix = ".badcase";
    /// Chosen by tests/benchmarks/bench_storage.cpp.
    static constexpr int kPageSize = 16384;

    /// Makes a new project at `path` and opens it. Never overwrites. The file appears under its name complete
    /// or not at all. `pageSize` is for measurements.
    static Result<std::shared_ptr<ProjectDatabase>> create(const QString& path, const Schema& schema,
                                                           int pageSize = kPageSize);

    /// Opens an existing project, migrating an older one (after a backup beside it) when it can be written.
    static Result<std::shared_ptr<ProjectDatabase>> open(const QString& path,
                                                         OpenMode mode = OpenMode::ReadWrite);

    ~ProjectDatabase();
    ProjectDatabase(const ProjectDatabase&) = delete;
    ProjectDatabase& operator=(const ProjectDatabase&) = delete;

    /// A connection for the calling thread; it must be used and destroyed on that thread. Cheap enough for
    /// one a task (about a millisecond), but keep it over many calls.
    Result<std::unique_ptr<Connection>> connect();

    const QString& path() const { return m_path; } ///< absolute
    QString folder() const;                        ///< absolute, of the file
    bool isReadOnly() const { return m_readOnly; }
    /// Something the user should know of this opening (read-only and why, migrated, where the backup is). May
    /// be empty.
    const QString& notice() const { return m_notice; }

    /// Takes counts by reading indices; up to a second at 1,000,000 samples.
    static Result<ProjectInfo> info(Connection& connection);
    /// SQLite's integrity and foreign-key checks and our own invariants; reads the whole file.
    static Result<VerifyReport> verify(Connection& connection);

private:
    ProjectDatabase(QString path, std::unique_ptr<ProjectLock> lock);
    Result<void> prepare();

    QString m_path;
    bool m_readOnly = false;
    bool m_immutable = false; ///< in a folder that cannot be written, where no write-ahead log can exist
    QString m_notice;
    std::unique_ptr<ProjectLock> m_lock;
};

} // namespace badcase::storage
