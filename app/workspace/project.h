// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// An open project: the file, its classes and where its media are. What the window and the command line both hold.

#include "inference/core/result.h"
#include "inference/core/sample.h"
#include "inference/core/schema.h"
#include "inference/media/media_root.h"
#include "storage/project_database.h"

#include <QString>

#include <memory>
#include <mutex>
#include <unordered_map>

namespace badcase::workspace {

/// Opens media roots once and hands them to any thread.
class MediaAccess {
public:
    explicit MediaAccess(std::shared_ptr<storage::ProjectDatabase> database) : m_database(std::move(database)) {}

    /// The opened root; NotFound names the folder or archive that is gone.
    Result<std::shared_ptr<media::MediaRoot>> root(MediaRootId id);
    /// The bytes of a file of the project.
    Result<QByteArray> read(const MediaRef& ref);
    /// Forget what was opened (roots were added or moved).
    void reset();

private:
    Result<void> loadPaths();

    std::shared_ptr<storage::ProjectDatabase> m_database;
    std::mutex m_mutex;
    bool m_loaded = false;
    std::unordered_map<MediaRootId, QString> m_paths;
    std::unordered_map<MediaRootId, std::shared_ptr<media::MediaRoot>> m_roots;
};

/// Thread-safe. Every use case takes a shared_ptr of it and makes its own connection on its own thread.
class Project {
public:
    static Result<std::shared_ptr<Project>> create(const QString& path, const Schema& schema);
    static Result<std::shared_ptr<Project>> open(const QString& path,
                                                 storage::OpenMode mode = storage::OpenMode::ReadWrite);

    QString path() const { return m_database->path(); }
    QString name() const; ///< file name without folder
    bool isReadOnly() const { return m_database->isReadOnly(); }
    QString notice() const { return m_database->notice(); }
    const std::shared_ptr<storage::ProjectDatabase>& database() const { return m_database; }
    Result<std::unique_ptr<storage::Connection>> connect() const { return m_database->connect(); }

    Schema schema() const;
    /// Adds classes behind the existing ones.
    Result<Schema> appendClasses(storage::Connection& connection, const std::vector<ClassInfo>& classes);

    /// Which mask value counts nowhere (SchemaRepository::setIgnoreIndex).
    Result<void> setIgnoreIndex(storage::Connection& connection, int index);

    MediaAccess& media() { return m_media; }

private:
    Project(std::shared_ptr<storage::ProjectDatabase> database, Schema schema);

    std::shared_ptr<storage::ProjectDatabase> m_database;
    mutable std::mutex m_mutex;
    Schema m_schema;
    MediaAccess m_media;
};

/// Who makes changes, unless told otherwise: the system's user name.
QString defaultAuthor();

} // namespace badcase::workspace
