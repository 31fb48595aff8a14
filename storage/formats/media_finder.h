// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Finds the file that a path in a table means.

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "inference/media/media_root.h"

#include <QHash>
#include <QString>

#include <memory>
#include <optional>

namespace badcase::formats {

/// One thread uses a finder.
class MediaFinder {
public:
    struct Found {
        QString member;
        media::MediaStat stat;
    };

    MediaFinder(std::shared_ptr<media::MediaRoot> root, CancelToken cancel);

    const std::shared_ptr<media::MediaRoot>& root() const { return m_root; }

    /// Tries, in this order: the path below the root (an absolute path that lies in the root counts); with
    /// the suffixes of pictures, videos and features when it has none; and, for a name without any folder, the one file of that
    /// name (or stem) anywhere in the root. InvalidArgument: the path leaves the root. NotFound: no such
    /// file, or more than one of that name.
    Result<Found> find(const QString& path);

private:
    Result<void> buildIndex();
    std::optional<Found> direct(const QString& member) const;

    std::shared_ptr<media::MediaRoot> m_root;
    CancelToken m_cancel;
    bool m_indexed = false;
    bool m_tooMany = false;
    /// File name and stem -> member; an empty member means that several files are called so.
    QHash<QString, QString> m_index;
};

} // namespace badcase::formats
