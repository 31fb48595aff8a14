// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Thumbnails from the cache file, or decoded and put there; of samples without pixels, what they have
/// instead. A small pool of threads of its own, so that neither the picture somebody waits for nor the
/// project's database thread stands in line behind them.

#include "app/window/sample_thumbnail.h"
#include "app/workspace/project.h"
#include "inference/core/cancel.h"
#include "widgets/models/thumbnail_source.h"

#include <QObject>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace badcase::window {

/// Requests are served in the order of asking (ThumbnailCache asks for the visible ones first). GUI thread.
class ThumbnailLoader : public QObject, public models::ThumbnailSource {
    Q_OBJECT
public:
    /// `cachePath` empty: the user's cache folder.
    explicit ThumbnailLoader(QString cachePath = {}, QObject* parent = nullptr);
    ~ThumbnailLoader() override;

    /// Drops what is waiting and waits for what is being decoded (one picture a thread; videos stop at the
    /// next packet): afterwards nothing holds the former project. Null: none.
    void setProject(std::shared_ptr<workspace::Project> project);

    void request(const models::ThumbnailRequest& request, models::ThumbnailReceiver receiver) override;
    void cancel(quint64 ticket) override;

private:
    struct Wish {
        models::ThumbnailRequest request;
        models::ThumbnailReceiver receiver;
        ThumbnailColors colors; ///< of the theme when it was asked for
    };

    void startThreads();
    void stopThreads();
    void work();
    void deliver(Wish wish, QImage image);

    const QString m_cachePath;
    std::shared_ptr<workspace::Project> m_project;
    std::vector<std::thread> m_threads;
    CancelToken m_cancel; ///< of the threads that run; another one only while none does
    std::mutex m_mutex;   ///< guards the three below
    std::condition_variable m_wake;
    std::deque<Wish> m_wishes;
    bool m_stopping = false;
    quint64 m_epoch = 0; ///< grows with every project; answers of an older one are dropped
};

} // namespace badcase::window
