// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/media_root_repository.h"

#include "storage/statement.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace badcase::storage {

namespace {

struct StoredPath {
    QString path;
    bool relative = false;
};

/// Media further away than this are more likely to stay where they are than to move with the project.
constexpr int kMaxStepsUp = 2;

StoredPath toStored(const QString& projectPath, const QString& absolutePath)
{
    const QString absolute = QDir::cleanPath(QFileInfo(absolutePath).absoluteFilePath());
    const QString relative = QFileInfo(projectPath).absoluteDir().relativeFilePath(absolute);
    const auto steps = relative.split(QLatin1Char('/')).count(QStringLiteral(".."));
    if (QDir::isAbsolutePath(relative) || steps > kMaxStepsUp)
        return {absolute, false};
    return {relative, true};
}

QString toAbsolute(const QString& projectPath, const StoredPath& stored)
{
    return stored.relative
               ? QDir::cleanPath(QFileInfo(projectPath).absoluteDir().absoluteFilePath(stored.path))
               : stored.path;
}

} // namespace

Result<MediaRootId> MediaRootRepository::add(const QString& absolutePath, bool isZip)
{
    const StoredPath stored = toStored(m_connection.projectPath(), absolutePath);
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    BADCASE_ASSIGN(const qint64 known,
                   scalar(m_connection,
                          QStringLiteral("SELECT id FROM media_roots WHERE path = ? AND relative = ?"),
                          {stored.path, stored.relative ? 1 : 0}));
    if (known > 0)
        return MediaRootId(known);
    Statement insert(m_connection,
                     QStringLiteral("INSERT INTO media_roots (path, relative, is_zip) VALUES (?, ?, ?)"));
    BADCASE_TRY(insert.run({stored.path, stored.relative ? 1 : 0, isZip ? 1 : 0}));
    const MediaRootId id(insert.insertedId());
    BADCASE_TRY(transaction.commit());
    return id;
}

Result<std::vector<MediaRootRecord>> MediaRootRepository::list()
{
    std::vector<MediaRootRecord> roots;
    Statement statement(m_connection,
                        QStringLiteral("SELECT id, path, relative, is_zip FROM media_roots ORDER BY id"));
    BADCASE_TRY(statement.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, statement.next());
        if (!more)
            return roots;
        const StoredPath stored{statement.text(1), statement.integer(2) != 0};
        roots.push_back({MediaRootId(statement.integer(0)), statement.integer(3) != 0,
                         toAbsolute(m_connection.projectPath(), stored), stored.relative});
    }
}

Result<void> MediaRootRepository::repoint(MediaRootId id, const QString& absolutePath, bool isZip)
{
    const StoredPath stored = toStored(m_connection.projectPath(), absolutePath);
    BADCASE_ASSIGN(
        const qint64 other,
        scalar(m_connection,
               QStringLiteral("SELECT id FROM media_roots WHERE path = ? AND relative = ? AND id <> ?"),
               {stored.path, stored.relative ? 1 : 0, id.value}));
    if (other > 0)
        return fail(
            ErrorCode::AlreadyExists,
            QCoreApplication::translate("badcase::ProjectFile",
                                        "Other samples of %1 have their media in %2 already. Choose the "
                                        "folder or archive that holds the media of these.")
                .arg(m_connection.projectPath(), QDir::toNativeSeparators(absolutePath)));
    Statement update(
        m_connection,
        QStringLiteral("UPDATE media_roots SET path = ?, relative = ?, is_zip = ? WHERE id = ?"));
    BADCASE_TRY(update.run({stored.path, stored.relative ? 1 : 0, isZip ? 1 : 0, id.value}));
    if (update.affectedRows() == 0)
        return fail(ErrorCode::NotFound,
                    QCoreApplication::translate("badcase::ProjectFile", "%1 has no media root %2.")
                        .arg(m_connection.projectPath())
                        .arg(id.value));
    return {};
}

} // namespace badcase::storage
