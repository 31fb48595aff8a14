// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The cards of grids and filmstrips, read from the project file on the session's database thread.

#include "inference/core/schema.h"
#include "storage/sample_repository.h"
#include "widgets/models/page_source.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace badcase::workspace {
class Session;
}

namespace badcase::window {

/// How a run's decision stands to the label in force: for masks, wrong is an IoU below `badIou`.
models::Decision decisionState(const storage::SampleRow& row, Task task, double badIou);

/// One row as a card with readable texts.
models::SampleCard makeCard(const storage::SampleRow& row, const Schema& schema, double badIou);

/// GUI thread; the session must outlive it. While no project is open, requests are skipped.
class StoragePageSource : public QObject, public models::PageSource {
    Q_OBJECT
public:
    explicit StoragePageSource(workspace::Session& session, QObject* parent = nullptr);
    void fetch(models::PageRequest request, models::PageReceiver receiver) override;

private:
    workspace::Session& m_session;
    std::shared_ptr<std::atomic<quint64>> m_newest; ///< generation; also read on the database thread
};

} // namespace badcase::window
