// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/work_board.h"

#include <algorithm>
#include <utility>

namespace badcase::jobs {

namespace {

/// Samples between being added and being taken, whatever memory they hold: one slow sample must not let
/// thousands of results pile up behind it.
constexpr qint64 kMaxUnderWay = 4096;

/// How long an incomplete batch waits for more inputs of its shape.
constexpr std::chrono::milliseconds kBatchPatience{20};

} // namespace

void WorkBoard::add(std::vector<JobSample> samples)
{
    const std::lock_guard lock(m_mutex);
    m_unfinished += static_cast<qint64>(samples.size());
    for (JobSample& sample : samples)
        m_waiting.push_back({m_added++, std::move(sample)});
    m_workArrived.notify_all();
}

void WorkBoard::endOfSamples()
{
    const std::lock_guard lock(m_mutex);
    m_ended = true;
    m_workArrived.notify_all();
    m_preparedArrived.notify_all();
}

int WorkBoard::room(int target) const
{
    const std::lock_guard lock(m_mutex);
    const qint64 wanted = target - static_cast<qint64>(m_waiting.size());
    return static_cast<int>(std::max<qint64>(0, std::min(wanted, kMaxUnderWay - (m_added - m_delivered))));
}

FinishedSample WorkBoard::takeOldest()
{
    const auto oldest = m_finished.begin();
    FinishedSample sample = std::move(oldest->second.sample);
    m_heldBytes -= oldest->second.bytes;
    m_finished.erase(oldest);
    return sample;
}

std::vector<FinishedSample> WorkBoard::takeFinished(int enough, int refillBelow,
                                                    std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_resultArrived.wait_for(lock, patience, [&] {
        const bool canRefill = !m_ended && static_cast<int>(m_waiting.size()) < refillBelow &&
                               m_added - m_delivered < kMaxUnderWay;
        return isStopped() || allFinished() || m_ready >= enough || canRefill;
    });
    std::vector<FinishedSample> taken;
    taken.reserve(static_cast<std::size_t>(m_ready));
    for (; m_ready > 0; --m_ready, ++m_delivered)
        taken.push_back(takeOldest());
    if (!taken.empty())
        m_workArrived.notify_all(); // memory has become free
    return taken;
}

std::vector<FinishedSample> WorkBoard::takeRest()
{
    const std::lock_guard lock(m_mutex);
    std::vector<FinishedSample> taken;
    while (!m_finished.empty())
        taken.push_back(takeOldest());
    return taken;
}

bool WorkBoard::isComplete() const
{
    const std::lock_guard lock(m_mutex);
    return allFinished() && m_finished.empty();
}

void WorkBoard::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopped.store(true, std::memory_order_relaxed);
    m_workArrived.notify_all();
    m_preparedArrived.notify_all();
    m_resultArrived.notify_all();
}

void WorkBoard::abort(const Error& error)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_abortReason)
            m_abortReason = error;
    }
    stop();
}

std::optional<Error> WorkBoard::abortReason() const
{
    const std::lock_guard lock(m_mutex);
    return m_abortReason;
}

void WorkBoard::fillDepths(RunStats& stats) const
{
    const std::lock_guard lock(m_mutex);
    stats.waiting = static_cast<int>(m_waiting.size());
    stats.prepared = static_cast<int>(m_prepared.size());
    stats.toFinish = static_cast<int>(m_forwarded.size());
    stats.unwritten = static_cast<int>(m_finished.size());
}

bool WorkBoard::mayTakeWaiting() const
{
    return !m_waiting.empty() &&
           (m_heldBytes < m_memoryBytes || m_waiting.front().number == oldestUnfinished());
}

std::vector<WaitingSample> WorkBoard::takeWaiting(int maximum)
{
    std::unique_lock lock(m_mutex);
    m_workArrived.wait(lock, [&] { return isStopped() || allFinished() || mayTakeWaiting(); });
    std::vector<WaitingSample> taken;
    if (isStopped() || m_waiting.empty())
        return taken;
    // Towards the end batches shrink, so that the lanes finish together.
    const auto waiting = static_cast<int>(m_waiting.size());
    const int count = m_ended ? std::min(maximum, std::max(1, waiting / 2)) : std::min(maximum, waiting);
    for (int i = 0; i < count; ++i) {
        taken.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    m_resultArrived.notify_one(); // the coordinator refills
    return taken;
}

std::variant<std::monostate, WaitingSample, ForwardedSample> WorkBoard::takeHelperWork()
{
    std::unique_lock lock(m_mutex);
    m_workArrived.wait(
        lock, [&] { return isStopped() || allFinished() || !m_forwarded.empty() || mayTakeWaiting(); });
    if (isStopped())
        return {};
    // Outputs first: they free memory, and the device does not wait for them.
    if (!m_forwarded.empty())
        return takeForwarded();
    if (m_waiting.empty())
        return {};
    WaitingSample sample = std::move(m_waiting.front());
    m_waiting.pop_front();
    ++m_decoding;
    m_resultArrived.notify_one();
    return sample;
}

ForwardedSample WorkBoard::takeForwarded()
{
    ForwardedSample sample = std::move(m_forwarded.front());
    m_forwarded.pop_front();
    m_heldBytes -= static_cast<qint64>(sample.output.bytes());
    if (m_forwarded.empty())
        m_workArrived.notify_all(); // there may be room now
    return sample;
}

void WorkBoard::decodingDone()
{
    const std::lock_guard lock(m_mutex);
    --m_decoding;
    m_preparedArrived.notify_one();
}

std::optional<ForwardedSample> WorkBoard::waitForRoom()
{
    std::unique_lock lock(m_mutex);
    // When the model has nothing to do, what fills the memory are results that may be waiting for this very
    // video: one more input at a time is always allowed.
    const auto hasRoom = [&] {
        return m_heldBytes < m_memoryBytes || (m_prepared.empty() && m_forwarded.empty());
    };
    ++m_waitingForRoom;
    m_preparedArrived.notify_one(); // nothing more may be coming
    m_workArrived.wait(lock, [&] { return isStopped() || !m_forwarded.empty() || hasRoom(); });
    --m_waitingForRoom;
    if (isStopped() || m_forwarded.empty())
        return std::nullopt;
    return takeForwarded();
}

/// No helper is about to bring another input: waiting for a fuller batch would be in vain.
bool WorkBoard::nothingIsComing() const
{
    return m_decoding == m_waitingForRoom && (m_waiting.empty() ? m_ended : !mayTakeWaiting());
}

bool WorkBoard::batchIsDue(int maximum) const
{
    if (m_prepared.empty())
        return false;
    if (nothingIsComing())
        return true;
    const auto same = std::ranges::count_if(m_prepared, [&](const PreparedSample& sample) {
        return sample.input.fitsBatchOf(m_prepared.front().input);
    });
    return same >= maximum;
}

std::vector<PreparedSample> WorkBoard::takeBatch(int maximum)
{
    std::unique_lock lock(m_mutex);
    m_preparedArrived.wait(lock, [&] { return isStopped() || allFinished() || !m_prepared.empty(); });
    m_preparedArrived.wait_for(lock, kBatchPatience,
                               [&] { return isStopped() || m_prepared.empty() || batchIsDue(maximum); });
    std::vector<PreparedSample> batch;
    if (isStopped() || m_prepared.empty())
        return batch;
    std::deque<PreparedSample> others;
    for (PreparedSample& sample : m_prepared) {
        const bool fits = batch.empty() || sample.input.fitsBatchOf(batch.front().input);
        if (static_cast<int>(batch.size()) >= maximum || !fits) {
            others.push_back(std::move(sample));
            continue;
        }
        m_heldBytes -= static_cast<qint64>(sample.input.bytes());
        batch.push_back(std::move(sample));
    }
    m_prepared = std::move(others);
    m_workArrived.notify_all(); // memory has become free
    return batch;
}

void WorkBoard::putPrepared(PreparedSample sample)
{
    const std::lock_guard lock(m_mutex);
    m_heldBytes += static_cast<qint64>(sample.input.bytes());
    m_prepared.push_back(std::move(sample));
    m_preparedArrived.notify_one();
}

void WorkBoard::putForwarded(ForwardedSample sample)
{
    const std::lock_guard lock(m_mutex);
    m_heldBytes += static_cast<qint64>(sample.output.bytes());
    m_forwarded.push_back(std::move(sample));
    m_workArrived.notify_one();
}

void WorkBoard::noteContent(qint64 number, quint64 content)
{
    const std::lock_guard lock(m_mutex);
    m_contents.insert_or_assign(number, content);
}

void WorkBoard::finish(qint64 number, FinishedSample sample)
{
    if (const auto* error = std::get_if<Error>(&sample.result.outcome);
        error && error->code == ErrorCode::Cancelled) // a step that heard of the cancel has not failed
        return stop();
    const std::lock_guard lock(m_mutex);
    if (const auto content = m_contents.extract(number))
        sample.result.content = content.mapped();
    const qint64 bytes = heldBytes(sample.result);
    m_heldBytes += bytes;
    m_finished.emplace(number, Held{std::move(sample), bytes});
    --m_unfinished;
    if (number == oldestUnfinished()) {
        while (m_finished.contains(oldestUnfinished()))
            ++m_ready;
        m_workArrived.notify_all(); // the oldest waiting sample may have become the oldest of all
    }
    if (allFinished()) {
        m_workArrived.notify_all();
        m_preparedArrived.notify_all();
    }
    m_resultArrived.notify_one();
}

} // namespace badcase::jobs
