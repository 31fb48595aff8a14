// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The classes of a project in its file.

#include "inference/core/result.h"
#include "inference/core/schema.h"
#include "storage/connection.h"

namespace badcase::storage {

/// Writes the schema and the project's own facts into a file that was just made. One transaction.
Result<void> initialiseSchema(Connection& connection, const Schema& schema);

/// Reads and extends the schema. On the connection's thread.
class SchemaRepository {
public:
    explicit SchemaRepository(Connection& connection) : m_connection(connection) {}

    Result<Schema> load();

    /// Says which mask value counts nowhere, for a project that has not said so yet, and returns the new schema.
    /// InvalidArgument when the project has another one: what has been scored with it would change its meaning.
    Result<Schema> setIgnoreIndex(int index);

    /// Adds classes behind the existing ones (an import that met new names) and returns the new schema.
    /// Existing indices never change. InvalidArgument on a name that exists already. One transaction.
    Result<Schema> append(const std::vector<ClassInfo>& classes);

    /// A value made once for each project, for manifests: stays the same when the file is copied or renamed.
    Result<QString> projectUuid();

private:
    Connection& m_connection;
};

} // namespace badcase::storage
