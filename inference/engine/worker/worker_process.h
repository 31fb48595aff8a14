// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The process of a model, seen from the program: started, asked, ended.

#include "inference/core/cancel.h"
#include "inference/engine/worker/messages.h"

#include <QStringList>

#include <sys/types.h>

#include <atomic>
#include <memory>
#include <mutex>

namespace badcase::engine::worker {

/// The files that are tried as its program, in this order: $BADCASE_WORKER alone when it is set; else
/// badcase-worker beside the program, one folder up (for programs in build/PRESET/tests) and in
/// ../lib/badcase.
QStringList programCandidates();

/// A running badcase-worker. No signal of the terminal reaches it, its standard output and error are kept
/// here, and it ends by itself when the program does, however that ends.
///
/// ask() and the destructor belong to one thread at a time; kill() may be called from any.
class WorkerProcess {
public:
    /// Errors: NotFound (no program, the message says how to get it), Io (the system refuses).
    static Result<std::unique_ptr<WorkerProcess>> start(const SharedMemory& inputs,
                                                        const SharedMemory& outputs);
    /// Ends it and waits until it is gone.
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    /// Waits for the answer, which is never Failed: that becomes the Error. Other errors: Backend (the
    /// process has ended: how, with its last words as detail), TooLarge (it was ended with SIGKILL, which is
    /// what the system does when memory runs out), Cancelled (by kill(), or by `cancel`, looked at a few
    /// times a second), Corrupt, Unsupported.
    Result<Message> ask(const Message& question, const CancelToken& cancel = {});
    /// False after an ask() that was not answered.
    bool isUsable() const { return m_usable; }
    /// Ends it at once: an ask() under way fails.
    void kill();
    pid_t id() const { return m_id; }

private:
    WorkerProcess() = default;
    Result<void> send(const Message& question);
    Result<bool> wait(int milliseconds);
    Result<Message> receive();
    Result<Message> exchange(const Message& question, const CancelToken& cancel);
    void readWords();
    Error noAnswer();
    bool reap();
    bool reapWithin(int milliseconds);

    pid_t m_id = -1;
    int m_socket = -1;
    int m_words = -1;       ///< what the process writes to its standard output and error
    QByteArray m_lastWords; ///< the end of it
    QByteArray m_packet;
    int m_status = 0; ///< as of waitpid()
    bool m_usable = true;
    std::atomic<bool> m_killed = false; ///< by kill()
    std::mutex m_mutex;                 ///< of m_reaped: after that the id may be another process's
    bool m_reaped = false;
};

} // namespace badcase::engine::worker
