// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/run_follower.h"

#include "app/workspace/change_service.h"
#include "storage/run_repository.h"
#include "storage/sample_repository.h"

#include <utility>

namespace badcase::workspace {

Result<void> RunFollower::start()
{
    BADCASE_ASSIGN(const auto runs, storage::RunRepository(m_connection).list());
    m_hasRuns = !runs.empty();
    return {};
}

bool RunFollower::add(const QString& sample)
{
    if (m_hasRuns)
        m_names.append(sample);
    return m_names.size() >= kBatch;
}

Result<void> RunFollower::follow()
{
    if (m_names.isEmpty())
        return {};
    const QStringList names = std::exchange(m_names, {});
    BADCASE_ASSIGN(const auto found, storage::SampleRepository(m_connection).find(names));
    return ChangeService(m_project, m_connection).rescoreImported({found.cbegin(), found.cend()});
}

} // namespace badcase::workspace
