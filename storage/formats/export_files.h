// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Files of an export: written with a running hash, into a temporary folder that becomes the target at once
/// or vanishes.

#include "inference/core/result.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>
#include <QStringList>

#include <memory>

namespace badcase::formats {

/// What was written, to be compared with what is read back.
struct WrittenFile {
    QString path; ///< below the export folder
    qint64 bytes = 0;
    QByteArray sha256; ///< hex
};

/// A file written from start to end. Destroyed unfinished, it is closed as it is.
class OutputFile {
public:
    static Result<std::unique_ptr<OutputFile>> create(const QString& folder, const QString& path);
    ~OutputFile();
    Q_DISABLE_COPY_MOVE(OutputFile)

    Result<void> write(const QByteArray& bytes);
    Result<WrittenFile> finish();

private:
    OutputFile() = default;
    Result<void> drain();

    int m_descriptor = -1;
    QString m_file; ///< absolute, for messages
    QByteArray m_buffer;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    WrittenFile m_written;
};

/// The temporary folder beside the target. Removed by the destructor unless commit() succeeded.
class ExportFolder {
public:
    /// Refuses a target that is not empty, or lies in, is, or holds one of `sources` (symbolic links
    /// followed). Takes away what killed exports to the same target left beside it.
    static Result<std::unique_ptr<ExportFolder>> create(const QString& target, const QStringList& sources);
    ~ExportFolder();
    Q_DISABLE_COPY_MOVE(ExportFolder)

    const QString& path() const { return m_path; }
    const QString& target() const { return m_target; }
    /// A whole file; folders on the way are made.
    Result<WrittenFile> write(const QString& path, const QByteArray& bytes);
    /// Makes everything durable and renames the folder to the target.
    Result<void> commit();

private:
    ExportFolder() = default;

    QString m_target;
    QString m_path;
    QStringList m_madeParents; ///< made for the target, outermost first
    bool m_committed = false;
    int m_lock = -1; ///< descriptor that says this export is alive
};

/// SHA-256 (hex) and size of a file on disk.
Result<WrittenFile> hashFile(const QString& folder, const QString& path);

} // namespace badcase::formats
