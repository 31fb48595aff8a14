// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The one place where the threads of a run meet: every queue between them, under one lock. Steps take
/// milliseconds, so the lock is idle nearly always, and with all state in one place what can wait for what is
/// easy to see:
///
///     add -> [waiting] -> decode -> [prepared] -> forward -> [toFinish] -> post-process -> [finished] ->
///     takeFinished
///
/// On the CPU a lane does everything between [waiting] and [finished] itself. Nothing deadlocks because every
/// queue but the first is emptied without asking for room, and the oldest sample may always leave [waiting],
/// whatever memory is held.

#include "inference/engine/inference_model.h"
#include "inference/jobs/run_types.h"
#include "inference/jobs/sample_parts.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <variant>
#include <vector>

namespace badcase::jobs {

/// A sample with its place in the order of the source.
struct WaitingSample {
    qint64 number = 0;
    JobSample sample;
};

/// An input for the model: a picture, one of its views or windows, or one of the frames of a video.
struct PreparedSample {
    qint64 number = 0;
    SampleId id;
    engine::PreparedInput input;
    std::shared_ptr<SampleParts> parts = {}; ///< null: the sample is this one input
    int part = 0;                            ///< which of its passes
};

/// A forward pass is done, post-processing is not.
struct ForwardedSample {
    qint64 number = 0;
    SampleId id;
    QString name;
    engine::Geometry geometry;
    engine::OutputSlice output;
    std::shared_ptr<SampleParts> parts = {};
    int part = 0;
};

/// Thread-safe. Every waiting call returns when stop() is called.
class WorkBoard {
public:
    explicit WorkBoard(qint64 memoryBytes) : m_memoryBytes(memoryBytes) {}

    // The coordinator's side.
    void add(std::vector<JobSample> samples);
    void endOfSamples();
    /// How many samples may be added so that about `target` are waiting.
    int room(int target) const;
    /// Results in the order of the source, as far as they are complete. Waits until there are `enough`, all
    /// is done, fewer than `refillBelow` samples wait although there could be more, or `patience` is over.
    std::vector<FinishedSample> takeFinished(int enough, int refillBelow, std::chrono::milliseconds patience);
    /// What is left after stop(), gaps or not, in the order of the source.
    std::vector<FinishedSample> takeRest();
    bool isComplete() const; ///< all samples are added, finished and taken
    void stop();
    /// A thread of the run cannot go on: stop(), and the run fails with the first such error.
    void abort(const Error& error);
    std::optional<Error> abortReason() const;
    bool isStopped() const { return m_stopped.load(std::memory_order_relaxed); }
    void fillDepths(RunStats& stats) const;

    // The threads' side. An empty answer means: there will be no more work.
    std::vector<WaitingSample> takeWaiting(int maximum);
    /// A helper that took a waiting sample says decodingDone() when it has put or finished all of it.
    std::variant<std::monostate, WaitingSample, ForwardedSample> takeHelperWork();
    void decodingDone();
    /// For a helper that is about to put another frame of the video that it is decoding: waits until there is
    /// memory for it (nothing is returned) or an output to read first, without which there might never be.
    std::optional<ForwardedSample> waitForRoom();
    /// A batch of one input shape, that of the oldest input: a full one, or after a moment's wait what is
    /// there.
    std::vector<PreparedSample> takeBatch(int maximum);
    void putPrepared(PreparedSample sample);
    void putForwarded(ForwardedSample sample);
    /// The sample is under way and its content is known now; finish() adds it to the result.
    void noteContent(qint64 number, quint64 content);
    /// One whose step was cancelled is as if never begun, and the run stops.
    void finish(qint64 number, FinishedSample sample);

private:
    struct Held {
        FinishedSample sample;
        qint64 bytes = 0;
    };
    bool mayTakeWaiting() const;
    bool allFinished() const { return m_ended && m_unfinished == 0; }
    qint64 oldestUnfinished() const { return m_delivered + m_ready; }
    bool batchIsDue(int maximum) const;
    bool nothingIsComing() const;
    FinishedSample takeOldest();
    ForwardedSample takeForwarded();

    const qint64 m_memoryBytes;
    mutable std::mutex m_mutex;
    std::condition_variable m_workArrived;     ///< for lanes and helpers
    std::condition_variable m_preparedArrived; ///< for the lane of a device
    std::condition_variable m_resultArrived;   ///< for the coordinator
    std::deque<WaitingSample> m_waiting;
    std::deque<PreparedSample> m_prepared;
    std::deque<ForwardedSample> m_forwarded;
    std::map<qint64, Held> m_finished;
    std::unordered_map<qint64, quint64> m_contents; ///< of samples under way
    qint64 m_added = 0;
    qint64 m_delivered = 0;   ///< every number below it has been taken
    qint64 m_ready = 0;       ///< so many numbers from m_delivered on are finished
    qint64 m_unfinished = 0;  ///< added and not in m_finished or beyond
    int m_decoding = 0;       ///< taken by helpers, not all prepared or finished yet
    int m_waitingForRoom = 0; ///< of these, with a frame in hand that there is no memory for
    qint64 m_heldBytes = 0;
    bool m_ended = false;
    std::optional<Error> m_abortReason;
    std::atomic<bool> m_stopped = false;
};

} // namespace badcase::jobs
