// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/database_thread.h"

#include <atomic>

namespace badcase::workspace {

/// Lives on the thread and owns its connection.
class DatabaseThread::Worker : public QObject {
public:
    explicit Worker(std::shared_ptr<Project> project) : m_project(std::move(project)) {}

    void run(const std::function<void(Result<storage::Connection*>)>& task)
    {
        if (m_closing)
            return;
        if (!m_connection) {
            auto opened = m_project->connect();
            if (!opened) {
                task(fail(opened.error()));
                return;
            }
            m_connection = std::move(*opened);
        }
        task(m_connection.get());
    }

    void close() { m_closing = true; } ///< from any thread

private:
    std::shared_ptr<Project> m_project;
    std::unique_ptr<storage::Connection> m_connection;
    std::atomic<bool> m_closing = false;
};

DatabaseThread::DatabaseThread(std::shared_ptr<Project> project, const QString& name, AtClose atClose,
                               QObject* parent)
    : QObject(parent), m_atClose(atClose), m_worker(new Worker(std::move(project)))
{
    m_thread.setObjectName(name);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

DatabaseThread::~DatabaseThread()
{
    if (m_atClose == AtClose::Drop)
        m_worker->close();
    // Behind every task that has been posted.
    QMetaObject::invokeMethod(
        m_worker, [thread = &m_thread] { thread->quit(); }, Qt::QueuedConnection);
    m_thread.wait();
}

void DatabaseThread::post(std::function<void(Result<storage::Connection*>)> task)
{
    Worker* worker = m_worker;
    QMetaObject::invokeMethod(
        worker, [worker, task = std::move(task)] { worker->run(task); }, Qt::QueuedConnection);
}

} // namespace badcase::workspace
