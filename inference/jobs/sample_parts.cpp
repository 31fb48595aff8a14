// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/sample_parts.h"

#include "inference/jobs/sample_steps.h"

#include <utility>

namespace badcase::jobs {

std::optional<FinishedSample> SampleParts::take(int part, const engine::Postprocessor& post,
                                                const engine::OutputSlice& output,
                                                const engine::Geometry& geometry, const QString& name)
{
    auto taken = read(part, post, output, geometry, name);
    const std::lock_guard lock(m_mutex);
    if (!taken)
        keepError(std::move(taken).error(), Stage::Postprocess);
    --m_pending;
    return finishIfComplete();
}

std::optional<FinishedSample> SampleParts::failed(Error error, Stage stage)
{
    const std::lock_guard lock(m_mutex);
    keepError(std::move(error), stage);
    --m_pending;
    return finishIfComplete();
}

std::optional<FinishedSample> SampleParts::end(QString warning)
{
    const std::lock_guard lock(m_mutex);
    m_warning = std::move(warning);
    m_ended = true;
    return finishIfComplete();
}

std::optional<FinishedSample> SampleParts::endWithError(Error error, Stage stage)
{
    const std::lock_guard lock(m_mutex);
    keepError(std::move(error), stage);
    m_ended = true;
    return finishIfComplete();
}

void SampleParts::abandon()
{
    const std::lock_guard lock(m_mutex);
    m_done = true;
}

bool SampleParts::hasFailed() const
{
    const std::lock_guard lock(m_mutex);
    return m_error.has_value();
}

void SampleParts::keepError(Error error, Stage stage)
{
    if (m_error)
        return;
    m_error = std::move(error);
    m_failedIn = stage;
}

std::optional<FinishedSample> SampleParts::finishIfComplete()
{
    if (m_done || !m_ended || m_pending > 0)
        return std::nullopt;
    m_done = true;
    FinishedSample finished{{m_id, m_name, {}}, Stage::Postprocess};
    if (!m_error) {
        if (auto summary = guarded(m_name, [&] { return summarise(finished.result); }); !summary)
            keepError(std::move(summary).error(), Stage::Postprocess);
    }
    if (m_error) {
        finished = {{m_id, m_name, std::move(*m_error)}, m_failedIn};
        return finished;
    }
    finished.result.warning = std::move(m_warning);
    return finished;
}

} // namespace badcase::jobs
