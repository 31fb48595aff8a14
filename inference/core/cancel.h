// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How long work is stopped and how it tells where it is.

#include <QString>

#include <atomic>
#include <functional>
#include <memory>

namespace badcase {

/// Shared flag: the owner calls cancel(), the work asks isCancelled() between steps. Thread-safe, cheap to copy.
class CancelToken {
public:
    CancelToken() : m_flag(std::make_shared<std::atomic<bool>>(false)) {}
    void cancel() const { m_flag->store(true, std::memory_order_relaxed); }
    bool isCancelled() const { return m_flag->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic<bool>> m_flag;
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
