// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/video_folders.h"

#include "storage/formats/file_names.h"
#include "storage/formats/record_stream.h"

#include <QDir>

namespace badcase::formats {

namespace {

bool isOfInterest(const QString& folder)
{
    const QString name = folder.toLower();
    if (name.contains(QStringLiteral("audio")))
        return false;
    for (const auto* word : {"video", "feat", "npy", "text", "ocr", "asr"}) {
        if (name.contains(QLatin1String(word)))
            return true;
    }
    return false;
}

bool isText(const QString& member)
{
    const QString suffix = suffixOf(member).toLower();
    return suffix == QStringLiteral("txt") || suffix == QStringLiteral("json");
}

} // namespace

Result<VideoFolders> VideoFolders::build(const QString& base, bool whole, const CancelToken& cancel)
{
    VideoFolders folders;
    BADCASE_ASSIGN(folders.m_root, openRoot(base));
    const auto addAll = [&](const QString& folder) {
        return folders.m_root->list(folder, cancel, [&](const QString& member, const media::MediaStat& stat) {
            folders.add(member, stat);
            return true;
        });
    };
    if (whole || folders.m_root->isZip()) {
        BADCASE_TRY(addAll(QString()));
        return folders;
    }
    const QDir dir(folders.m_root->path());
    for (const QString& name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (isOfInterest(name))
            BADCASE_TRY(addAll(name));
    }
    for (const QString& name : dir.entryList(QDir::Files, QDir::Name)) {
        if (mediaKindOf(name) == std::nullopt)
            continue; // a text beside the annotations is as likely to be theirs
        if (const auto stat = folders.m_root->stat(name))
            folders.add(name, *stat);
    }
    return folders;
}

void VideoFolders::add(const QString& member, const media::MediaStat& stat)
{
    const auto kind = mediaKindOf(member);
    // The first of a name stays: the list is sorted, so it is the same one everywhere.
    const auto keep = [](auto& table, const QString& key, const auto& value) {
        if (!table.contains(key))
            table.insert(key, value);
    };
    if (kind == SampleKind::Video) {
        keep(m_videos, fileNameOf(member), Found{member, stat});
        keep(m_videos, stemOf(member), Found{member, stat});
    } else if (kind == SampleKind::Features) {
        keep(m_features, stemOf(member), Found{member, stat});
    } else if (isText(member)) {
        keep(m_texts, stemOf(member), member);
    }
}

std::optional<VideoFolders::Found> VideoFolders::media(const QString& name) const
{
    const QString stem = hasVideoSuffix(name) ? stemOf(name) : name;
    for (const auto* table : {&m_videos, &m_features}) {
        for (const QString& key : {name, stem}) {
            if (const auto it = table->constFind(key); it != table->cend())
                return *it;
        }
    }
    return std::nullopt;
}

std::optional<QString> VideoFolders::text(const QString& name) const
{
    const QString stem = hasVideoSuffix(name) ? stemOf(name) : name;
    for (const QString& key : {stem, name}) {
        if (const auto it = m_texts.constFind(key); it != m_texts.cend())
            return *it;
    }
    return std::nullopt;
}

} // namespace badcase::formats
