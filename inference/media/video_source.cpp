// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_source.h"

#include "inference/media/media_root.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::VideoSource", text);
}

} // namespace

Result<VideoSource> VideoSource::file(const QString& path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return fail(ErrorCode::NotFound, tr("There is no video file %1. Check the path.").arg(path));
    VideoSource source;
    source.m_name = path;
    source.m_path = info.absoluteFilePath();
    return source;
}

Result<VideoSource> VideoSource::member(const MediaRoot& root, const QString& member, qint64 maxBytes)
{
    if (root.isZip()) {
        BADCASE_ASSIGN(QByteArray data, root.read(member, maxBytes));
        return bytes(std::move(data), member);
    }
    // stat() also refuses paths that leave the root.
    BADCASE_TRY(root.stat(member));
    BADCASE_ASSIGN(const QString clean, cleanMemberPath(member));
    BADCASE_ASSIGN(VideoSource source, file(root.path() + u'/' + clean));
    source.m_name = member;
    return source;
}

VideoSource VideoSource::bytes(QByteArray data, QString name)
{
    VideoSource source;
    source.m_name = std::move(name);
    source.m_data = std::move(data);
    return source;
}

Result<std::unique_ptr<QIODevice>> VideoSource::open() const
{
    if (m_path.isEmpty()) {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(m_data);
        buffer->open(QIODevice::ReadOnly);
        return buffer;
    }
    auto file = std::make_unique<QFile>(m_path);
    // libavformat has a buffer of its own.
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(file->exists() ? ErrorCode::Io : ErrorCode::NotFound,
                    tr("The video %1 cannot be read. Check that it is still there and that you may read it.")
                        .arg(m_name),
                    file->errorString());
    return file;
}

} // namespace badcase::media
