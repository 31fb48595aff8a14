// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Keeps the index of the texts of the open project complete, in the background.

#include "app/workspace/session.h"
#include "storage/text_index.h"

#include <QObject>

namespace badcase::workspace {

/// Looks after an opening and after every import whether samples are missing in the index, and builds them as
/// a job of the session: seen in the job bar, to be cancelled there, never two at a time. What was built
/// stays, so the next look goes on from there. A job that somebody waits for (a run, an import) goes first:
/// the build stops for it at the next block and goes on afterwards. Cancelled by the user, it rests until the
/// project is opened again or gets more samples. Projects that cannot be written are left alone: searches
/// read their texts.
///
/// GUI thread. The session must outlive it.
class TextIndexService : public QObject {
    Q_OBJECT
public:
    explicit TextIndexService(Session& session, QObject* parent = nullptr);

    /// Builds of at most this many samples take a moment and are not announced in the job bar.
    static constexpr qint64 kSmall = 4096;

    bool isBuilding() const { return m_building; }

Q_SIGNALS:
    void completed(); ///< every sample is in the index now

private:
    void look();
    void buildQuietly();
    void startJob();
    void jobEnded(const JobState& job, quint64 generation);
    void makeWay();

    Session& m_session;
    CancelToken m_quietCancel;
    quint64 m_generation = 0; ///< of the open project: answers about another one are dropped
    int m_job = 0;
    bool m_looking = false;
    bool m_building = false;
    bool m_givingWay = false;
    bool m_declined = false; ///< the user has cancelled it
};

} // namespace badcase::workspace
