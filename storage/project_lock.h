// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Keeps a second writer out of a project and can say who the first one is.

#include "inference/core/result.h"

#include <QDateTime>
#include <QString>

#include <memory>

namespace badcase::storage {

/// Who holds a lock.
struct LockHolder {
    QString user;
    QString host;
    qint64 pid = 0;
    QDateTime since; ///< UTC
};

/// An advisory lock on FILE.lock. The kernel drops it when the process ends however it ends, so nothing is
/// stale after a kill; the file's content only serves the message. Two locks in one process exclude each
/// other too.
class ProjectLock {
public:
    /// Locked (the message names the holder), ReadOnly when the lock file cannot be written here, Io.
    static Result<std::unique_ptr<ProjectLock>> acquire(const QString& projectPath);
    ~ProjectLock();
    ProjectLock(const ProjectLock&) = delete;
    ProjectLock& operator=(const ProjectLock&) = delete;

private:
    ProjectLock(QByteArray path, int descriptor) : m_path(std::move(path)), m_descriptor(descriptor) {}
    QByteArray m_path;
    int m_descriptor;
};

} // namespace badcase::storage
