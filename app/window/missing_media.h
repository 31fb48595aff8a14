// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Says that a folder or archive of the project is gone, and asks where it is now.

#include "app/workspace/session.h"
#include "widgets/panels/status_notice.h"

namespace badcase::window {

/// Hidden while all media are where they should be. GUI thread.
class MissingMediaNotice : public panels::StatusNotice {
    Q_OBJECT
public:
    explicit MissingMediaNotice(workspace::Session& session, QWidget* parent = nullptr);

private:
    void showMissing(const QStringList& roots);
    void locate();

    workspace::Session& m_session;
    QString m_root; ///< the one that is asked for
};

} // namespace badcase::window
