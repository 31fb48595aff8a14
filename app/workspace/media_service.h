// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "the media are somewhere else now".

#include "app/workspace/project.h"

#include <QJsonObject>

namespace badcase::workspace {

struct MediaRootState {
    MediaRootId id;
    QString path; ///< absolute
    bool isZip = false;
    bool found = false;
};

Result<std::vector<MediaRootState>> mediaRoots(Project& project);

/// The files of the root at `from` (as mediaRoots() gives it) are below `to` now. NotFound when either is not
/// there, and when the first sample of the root does not exist below `to`: nothing is changed then.
Result<void> repointMedia(Project& project, const QString& from, const QString& to);

/// The keys of the command line's `media`.
QJsonObject mediaJson(const std::vector<MediaRootState>& roots);

} // namespace badcase::workspace
