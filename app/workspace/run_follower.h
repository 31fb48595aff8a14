// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Scores of the runs that a project has already follow the labels and masks that an import brings.

#include "app/workspace/project.h"
#include "storage/connection.h"

#include <QStringList>

namespace badcase::workspace {

/// Every sample that an import names is scored anew, whether its row changes or not: a mask may be another
/// under its old name, and an import that is repeated after a kill completes what the kill cut off. On the
/// connection's thread.
class RunFollower {
public:
    /// Few enough that a cancel, which takes effect between batches, is not waited for.
    static constexpr int kBatch = 200;

    RunFollower(Project& project, storage::Connection& connection)
        : m_project(project), m_connection(connection)
    {}

    /// Looks whether there are runs; without, or before this, nothing is collected.
    Result<void> start();
    /// True: a batch is complete, and it is time to write the rows of its samples and to call follow().
    bool add(const QString& sample);
    /// Once the rows of the samples added so far are written.
    Result<void> follow();

private:
    Project& m_project;
    storage::Connection& m_connection;
    bool m_hasRuns = false;
    QStringList m_names;
};

} // namespace badcase::workspace
