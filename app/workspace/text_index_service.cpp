// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/text_index_service.h"

#include <algorithm>

namespace badcase::workspace {

using storage::TextIndex;
using storage::TextIndexState;

TextIndexService::TextIndexService(Session& session, QObject* parent) : QObject(parent), m_session(session)
{
    connect(&session, &Session::opened, this, [this] {
        ++m_generation;
        m_declined = m_looking = m_building = false;
        m_quietCancel = CancelToken();
    });
    // Comes after the opening and after every import.
    connect(&session, &Session::samplesChanged, this, [this] {
        m_declined = false;
        look();
    });
    connect(&session, &Session::closed, this, [this] {
        ++m_generation;
        m_quietCancel.cancel();
        if (m_job != 0)
            m_session.jobs().cancel(m_job);
        m_job = 0;
        m_building = false;
    });
    connect(&session.jobs(), &JobQueue::listChanged, this, &TextIndexService::makeWay);
    connect(&session.jobs(), &JobQueue::finished, this, &TextIndexService::look);
}

void TextIndexService::look()
{
    if (!m_session.isOpen() || m_session.isReadOnly() || m_building || m_looking || m_declined ||
        m_session.jobs().isBusy())
        return;
    m_looking = true;
    m_session.database().run(
        this, [](storage::Connection& connection) { return TextIndex(connection).state(); },
        [this, generation = m_generation](const Result<TextIndexState>& state) {
            if (generation != m_generation)
                return;
            m_looking = false;
            if (!state)
                return; // whatever is wrong with the file shows where somebody asks for its samples
            const qint64 missing = state->total - state->done;
            if (missing == 0)
                Q_EMIT completed();
            else if (missing <= kSmall)
                buildQuietly();
            else if (!m_session.jobs().isBusy())
                startJob();
        });
}

void TextIndexService::buildQuietly()
{
    m_building = true;
    m_session.background().run(
        this,
        [cancel = m_quietCancel](storage::Connection& connection) {
            return TextIndex(connection).build(cancel);
        },
        [this, generation = m_generation](const Result<void>& built) {
            if (generation != m_generation)
                return;
            m_building = false;
            m_declined = !built; // a full or locked disk: searches go on reading the texts
            if (built)
                Q_EMIT completed();
        });
}

void TextIndexService::startJob()
{
    m_building = true;
    m_givingWay = false;
    m_job = m_session.jobs().start(
        tr("Indexing texts"),
        [project = m_session.project()](const JobContext& context) -> Result<QString> {
            BADCASE_ASSIGN(const auto connection, project->connect());
            TextIndex index(*connection);
            BADCASE_TRY(index.build(context.cancel, context.progress));
            BADCASE_ASSIGN(const TextIndexState state, index.state());
            return tr("%Ln samples can be searched at once", nullptr, static_cast<int>(state.done));
        },
        [this, generation = m_generation](const JobState& job) { jobEnded(job, generation); });
}

void TextIndexService::jobEnded(const JobState& job, quint64 generation)
{
    if (generation != m_generation)
        return;
    m_job = 0;
    m_building = false;
    m_declined = job.status != JobState::Status::Succeeded && !m_givingWay;
    if (job.status == JobState::Status::Succeeded)
        Q_EMIT completed();
}

/// Somebody waits for the job behind this one.
void TextIndexService::makeWay()
{
    if (m_job == 0 || m_givingWay)
        return;
    const auto jobs = m_session.jobs().jobs();
    const bool waited = std::ranges::any_of(jobs, [this](const JobState& job) {
        return job.id != m_job && job.status == JobState::Status::Waiting;
    });
    if (!waited)
        return;
    m_givingWay = true;
    m_session.jobs().cancel(m_job);
}

} // namespace badcase::workspace
