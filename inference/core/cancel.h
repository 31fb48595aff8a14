// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How long work is stopped and how it tells where it is.

#include <QString>

#include <atomic>
#include <functional>
#include <memory>

namespace badcase {

/// Shared flags: the owner calls cancel(), the work asks isCancelled() between steps. Thread-safe, cheap to copy; the two
/// wishes may come from a signal handler.
class CancelToken {
public:
    CancelToken() : m_flags(std::make_shared<Flags>()) {}
    /// Stop at the next safe point.
    void cancel() const { m_flags->cancelled.store(true, std::memory_order_relaxed); }
    /// Stop now, in the middle of a step where that is possible; what the step has done is lost. Includes cancel().
    void interrupt() const
    {
        m_flags->interrupted.store(true, std::memory_order_relaxed);
        cancel();
    }
    bool isCancelled() const { return m_flags->cancelled.load(std::memory_order_relaxed); }
    bool isInterrupted() const { return m_flags->interrupted.load(std::memory_order_relaxed); }

private:
    struct Flags {
        std::atomic<bool> cancelled = false;
        std::atomic<bool> interrupted = false;
    };
    std::shared_ptr<Flags> m_flags;
};

/// Where a job is. total < 0: not known yet.
struct Progress {
    qint64 done = 0;
    qint64 total = -1;
    QString item = {}; ///< what is being worked on, for display
};

/// Called on the working thread; the receiver throttles.
using ProgressCallback = std::function<void(const Progress&)>;

/// A job ends exactly once, as one of these.
enum class Outcome { Succeeded, Failed, Cancelled };

/// One sample (or file) that could not be used; it never stops a job.
struct SampleProblem {
    QString sample;  ///< the sample's name or the file's relative path
    QString kind;    ///< stable name: missing-media, undecodable, size-mismatch, duplicate, unknown-class, ...
    QString message; ///< for people, names the file
};

} // namespace badcase
