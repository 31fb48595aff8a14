// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One-shot work of a page that touches a disk but not the project: looking at a model file, previewing a
/// data set.

#include <QFutureWatcher>
#include <QtConcurrent>

#include <type_traits>
#include <utility>

namespace badcase::window {

/// Runs `task()` on Qt's pool and `done(answer)` on the calling (GUI) thread, unless `owner` has gone by
/// then. The task must own everything it uses; it is not interrupted, so give it a CancelToken when it may
/// take long.
template <class Task, class Done>
void inBackground(QObject* owner, Task task, Done done)
{
    using Answer = std::invoke_result_t<Task>;
    auto* watcher = new QFutureWatcher<Answer>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         done(watcher->result());
                     });
    watcher->setFuture(QtConcurrent::run(std::move(task)));
}

} // namespace badcase::window
