// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The window's way to the project file: tasks run one after the other on a thread that owns a connection, answers come
/// back through the event loop. The GUI thread never waits for a disk.

#include "app/workspace/project.h"

#include <QObject>
#include <QPointer>
#include <QThread>

#include <functional>
#include <memory>
#include <type_traits>

namespace badcase::workspace {

/// Used from the thread that made it (the GUI thread).
class DatabaseThread : public QObject {
    Q_OBJECT
public:
    /// What becomes of tasks that have not begun when the thread is closed.
    enum class AtClose { Finish, Drop };

    DatabaseThread(std::shared_ptr<Project> project, const QString& name, AtClose atClose, QObject* parent = nullptr);
    /// Waits for the task that runs and, with Finish, for all others: a change that somebody made is never dropped.
    ~DatabaseThread() override;

    /// Runs `task(connection)`, which returns a Result, on the thread; then `done(result)` here, unless `context` has gone by then.
    template <class Task, class Done>
    void run(QObject* context, Task task, Done done)
    {
        using Answer = std::invoke_result_t<Task, storage::Connection&>;
        const QPointer<QObject> guard(context);
        post([this, guard, task = std::move(task), done = std::move(done)](Result<storage::Connection*> connection) mutable {
            auto answer = std::make_shared<Answer>(connection ? task(**connection) : Answer(fail(connection.error())));
            QMetaObject::invokeMethod(
                this,
                [guard, answer = std::move(answer), done = std::move(done)]() mutable {
                    if (guard)
                        done(std::move(*answer));
                },
                Qt::QueuedConnection);
        });
    }

private:
    class Worker;
    void post(std::function<void(Result<storage::Connection*>)> task);

    AtClose m_atClose;
    QThread m_thread;
    Worker* m_worker; ///< lives on m_thread, deleted when it ends
};

} // namespace badcase::workspace
