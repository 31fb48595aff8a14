// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where the videos, frame features and texts of an annotation file are: in folders beside it, told by their
/// names, joined by file name or stem.

#include "inference/core/cancel.h"
#include "inference/media/media_root.h"

#include <QHash>
#include <QString>

#include <memory>
#include <optional>

namespace badcase::formats {

/// Immutable once built; thread-safe.
class VideoFolders {
public:
    struct Found {
        QString member;
        media::MediaStat stat;
    };

    /// Looks at the files of `base` itself and below its folders with "video", "feat" or "npy" (videos,
    /// features) or "text", "ocr" or "asr" (texts) in their names; those of sound ("audio") are left out.
    /// `whole`: looks everywhere in `base` (a folder or archive that the user named).
    static Result<VideoFolders> build(const QString& base, bool whole, const CancelToken& cancel);

    const std::shared_ptr<media::MediaRoot>& root() const { return m_root; }
    /// The video of that name, else one of that stem, else the features of either.
    std::optional<Found> media(const QString& name) const;
    std::optional<QString> text(const QString& name) const;
    bool hasMedia() const { return !m_videos.isEmpty() || !m_features.isEmpty(); }

private:
    void add(const QString& member, const media::MediaStat& stat);

    std::shared_ptr<media::MediaRoot> m_root;
    QHash<QString, Found> m_videos;   ///< by file name and by stem
    QHash<QString, Found> m_features; ///< by stem: "a" or "a.mp4"
    QHash<QString, QString> m_texts;  ///< by stem
};

} // namespace badcase::formats
