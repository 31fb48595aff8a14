// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/project_database.h"

#include "storage/migrations.h"
#include "storage/project_lock.h"
#include "storage/schema_repository.h"
#include "storage/sqlite/file_header.h"
#include "storage/sqlite/sqlite_session.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

namespace badcase::storage {

/// The one door to Connection's constructor besides ProjectDatabase::connect().
struct ConnectionAccess {
    static Result<std::unique_ptr<Connection>> open(std::shared_ptr<const void> owner, const QString& path,
                                                    sqlite::Access access, int pageSize = 0)
    {
        std::unique_ptr<Connection> connection(
            new Connection(std::move(owner), path, access != sqlite::Access::ReadWrite));
        BADCASE_TRY(sqlite::open(connection->database(), path, access, pageSize));
        return connection;
    }
};

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("badcase::ProjectFile", text);
}

/// Removes a half-made project and what SQLite keeps beside it.
void removeDatabaseFiles(const QString& path)
{
    for (const char* suffix : {"", "-wal", "-shm"})
        QFile::remove(path + QLatin1String(suffix));
}

Result<void> fillNewProject(const QString& path, const Schema& schema, int pageSize)
{
    BADCASE_ASSIGN(auto connection,
                   ConnectionAccess::open(nullptr, path, sqlite::Access::ReadWrite, pageSize));
    if (auto made = migrate(*connection); !made)
        return fail(made.error());
    return initialiseSchema(*connection, schema);
}

Error newerVersion(const QString& path, qint64 version)
{
    return {ErrorCode::NewerVersion, say("%1 was made by a newer Badcase (file version %2, this program "
                                         "knows %3). Update Badcase to open it.")
                                         .arg(QDir::toNativeSeparators(path))
                                         .arg(version)
                                         .arg(currentSchemaVersion())};
}

} // namespace

ProjectDatabase::ProjectDatabase(QString path, std::unique_ptr<ProjectLock> lock)
    : m_path(std::move(path)), m_lock(std::move(lock))
{}

ProjectDatabase::~ProjectDatabase() = default;

QString ProjectDatabase::folder() const
{
    return QFileInfo(m_path).absolutePath();
}

Result<std::shared_ptr<ProjectDatabase>> ProjectDatabase::create(const QString& path, const Schema& schema,
                                                                 int pageSize)
{
    const QFileInfo target(path);
    const QString absolute = QDir::cleanPath(target.absoluteFilePath());
    const QString shown = QDir::toNativeSeparators(absolute);
    if (target.exists() || target.isSymLink())
        return fail(ErrorCode::AlreadyExists, say("%1 exists already. Choose another name.").arg(shown));
    if (!target.absoluteDir().exists())
        return fail(ErrorCode::NotFound, say("The folder of %1 does not exist. Make it first.").arg(shown));
    if (!QFileInfo(target.absolutePath()).isWritable())
        return fail(ErrorCode::ReadOnly, say("Cannot make %1: its folder is write-protected.").arg(shown));

    // SQLite would take the log of a project that is gone for this one's, and mix the two.
    if (sqlite::hasPendingLog(absolute))
        return fail(
            ErrorCode::AlreadyExists,
            say("%1 cannot be made: the log of an earlier project lies in its place (%1-wal). Bring that "
                "project back, remove its log, or choose another name.")
                .arg(shown));
    // Filled under another name: a kill leaves no half-made project that a user might take for one.
    const QString partial =
        absolute + QStringLiteral(".new-") + QUuid::createUuid().toString(QUuid::Id128).left(8);
    auto filled = fillNewProject(partial, schema, pageSize);
    if (filled && !QFile::rename(partial, absolute)) // never over an existing file
        filled = fail(ErrorCode::Io, say("Cannot write %1. Check the rights of its folder.").arg(shown));
    if (!filled) {
        removeDatabaseFiles(partial);
        Error error = filled.error();
        error.message.replace(QDir::toNativeSeparators(partial), shown);
        return fail(error);
    }
    (void)sqlite::syncToDisk(target.absolutePath()); // the new name; some file systems cannot, and need not
    return open(absolute, OpenMode::ReadWrite);
}

Result<std::shared_ptr<ProjectDatabase>> ProjectDatabase::open(const QString& path, OpenMode mode)
{
    const QFileInfo file(path);
    if (!file.exists())
        return fail(ErrorCode::NotFound,
                    say("There is no file %1.").arg(QDir::toNativeSeparators(file.absoluteFilePath())));
    // The real file, so that a project opened through a link has the same lock and log as when opened
    // directly.
    const QString absolute = file.canonicalFilePath();
    const QString shown = QDir::toNativeSeparators(absolute);
    if (file.isDir())
        return fail(ErrorCode::InvalidArgument, say("%1 is a folder. Choose a .badcase file.").arg(shown));
    BADCASE_ASSIGN(const auto header, sqlite::readHeader(absolute));
    if (header.userVersion > currentSchemaVersion())
        return fail(newerVersion(absolute, header.userVersion));

    std::shared_ptr<ProjectDatabase> project(new ProjectDatabase(absolute, nullptr));
    project->m_readOnly = mode == OpenMode::ReadOnly;
    if (!project->m_readOnly && !QFileInfo(absolute).isWritable()) {
        project->m_readOnly = true;
        project->m_notice = say("%1 is write-protected: it is open read-only.").arg(shown);
    }
    if (!project->m_readOnly) {
        auto lock = ProjectLock::acquire(absolute);
        if (!lock && lock.error().code != ErrorCode::ReadOnly)
            return fail(lock.error());
        if (lock) {
            project->m_lock = std::move(*lock);
        } else {
            project->m_readOnly = true;
            project->m_notice =
                say("The folder of %1 cannot be written: the project is open read-only.").arg(shown);
        }
    }
    // Reading a WAL database needs a file beside it. Where none can be made nobody can write either.
    project->m_immutable = project->m_readOnly &&
                           !QFileInfo(QFileInfo(absolute).absolutePath()).isWritable() &&
                           !sqlite::hasPendingLog(absolute);
    BADCASE_TRY(project->prepare());
    return project;
}

Result<void> ProjectDatabase::prepare()
{
    BADCASE_ASSIGN(auto connection, connect());
    BADCASE_ASSIGN(const qint64 version,
                   sqlite::pragmaValue(connection->database(), m_path, QStringLiteral("user_version")));
    if (version > currentSchemaVersion())
        return fail(newerVersion(m_path, version));
    if (version == currentSchemaVersion())
        return {};
    if (m_readOnly)
        return fail(ErrorCode::ReadOnly, say("%1 was made by an older Badcase and must be updated, but "
                                             "cannot be written. Copy it to a folder "
                                             "of your own and open the copy.")
                                             .arg(QDir::toNativeSeparators(m_path)));
    BADCASE_ASSIGN(const QStringList backups, migrate(*connection));
    if (!backups.isEmpty())
        m_notice = say("The project was updated for this version of Badcase. A copy of what it was is %1.")
                       .arg(QDir::toNativeSeparators(backups.first()));
    return {};
}

Result<std::unique_ptr<Connection>> ProjectDatabase::connect()
{
    const auto access = m_immutable  ? sqlite::Access::Immutable
                        : m_readOnly ? sqlite::Access::ReadOnly
                                     : sqlite::Access::ReadWrite;
    return ConnectionAccess::open(shared_from_this(), m_path, access);
}

} // namespace badcase::storage
