// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/project.h"

#include "storage/media_root_repository.h"
#include "storage/schema_repository.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace badcase::workspace {

namespace {
QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Project", text);
}
} // namespace

Result<void> MediaAccess::loadPaths()
{
    BADCASE_ASSIGN(const auto connection, m_database->connect());
    BADCASE_ASSIGN(const auto records, storage::MediaRootRepository(*connection).list());
    for (const auto& record : records)
        m_paths[record.id] = record.path;
    m_loaded = true;
    return {};
}

Result<std::shared_ptr<media::MediaRoot>> MediaAccess::root(MediaRootId id)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto found = m_roots.find(id); found != m_roots.end())
        return found->second;
    if (!m_loaded || !m_paths.contains(id))
        BADCASE_TRY(loadPaths());
    const auto path = m_paths.find(id);
    if (path == m_paths.end())
        return fail(ErrorCode::NotFound, tr("This sample has no picture in the project"));
    BADCASE_ASSIGN(auto opened, media::MediaRoot::open(path->second));
    m_roots.emplace(id, opened);
    return opened;
}

Result<QByteArray> MediaAccess::read(const MediaRef& ref)
{
    if (!ref.isValid())
        return fail(ErrorCode::NotFound, tr("This sample has no media"));
    BADCASE_ASSIGN(const auto opened, root(ref.root));
    return opened->read(ref.path);
}

void MediaAccess::reset()
{
    const std::scoped_lock lock(m_mutex);
    m_loaded = false;
    m_paths.clear();
    m_roots.clear();
}

Project::Project(std::shared_ptr<storage::ProjectDatabase> database, Schema schema)
    : m_database(database), m_schema(std::move(schema)), m_media(std::move(database))
{}

Result<std::shared_ptr<Project>> Project::create(const QString& path, const Schema& schema)
{
    BADCASE_ASSIGN(auto database, storage::ProjectDatabase::create(path, schema));
    return std::shared_ptr<Project>(new Project(std::move(database), schema));
}

Result<std::shared_ptr<Project>> Project::open(const QString& path, storage::OpenMode mode)
{
    BADCASE_ASSIGN(auto database, storage::ProjectDatabase::open(path, mode));
    BADCASE_ASSIGN(const auto connection, database->connect());
    BADCASE_ASSIGN(auto schema, storage::SchemaRepository(*connection).load());
    return std::shared_ptr<Project>(new Project(std::move(database), std::move(schema)));
}

QString Project::name() const
{
    return QFileInfo(path()).fileName();
}

Schema Project::schema() const
{
    const std::scoped_lock lock(m_mutex);
    return m_schema;
}

Result<Schema> Project::appendClasses(storage::Connection& connection, const std::vector<ClassInfo>& classes)
{
    BADCASE_ASSIGN(auto schema, storage::SchemaRepository(connection).append(classes));
    const std::scoped_lock lock(m_mutex);
    m_schema = schema;
    return schema;
}

Result<void> Project::setIgnoreIndex(storage::Connection& connection, int index)
{
    BADCASE_ASSIGN(auto schema, storage::SchemaRepository(connection).setIgnoreIndex(index));
    const std::scoped_lock lock(m_mutex);
    m_schema = std::move(schema);
    return {};
}

QString defaultAuthor()
{
    for (const char* variable : {"BADCASE_AUTHOR", "USER", "LOGNAME", "USERNAME"}) {
        if (const QString name = qEnvironmentVariable(variable); !name.isEmpty())
            return name;
    }
    return QStringLiteral("analyst");
}

} // namespace badcase::workspace
