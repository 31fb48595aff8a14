// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/media_root.h"

#include "inference/media/folder_root.h"
#include "inference/media/zip_root.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::MediaRoot", text);
}

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

} // namespace

Result<std::shared_ptr<MediaRoot>> MediaRoot::open(const QString& path)
{
    const QFileInfo info(path);
    if (path.isEmpty() || !info.exists())
        return fail(ErrorCode::NotFound, tr("There is no folder or zip archive %1. Check the path, or point "
                                            "the project to where the media "
                                            "are now.")
                                             .arg(path));
    if (info.isDir())
        return openFolderRoot(info.absoluteFilePath());
    if (info.isFile())
        return openZipRoot(info.absoluteFilePath());
    return fail(ErrorCode::Unsupported, tr("%1 is neither a folder nor a zip archive.").arg(path));
}

Result<QString> cleanMemberPath(const QString& path)
{
    const auto refuse = [&](const QString& why) {
        return fail(ErrorCode::InvalidArgument,
                    tr("The path \"%1\" is not usable: %2. Expected a relative path inside the data set.")
                        .arg(path, why));
    };
    QString slashed = path;
    slashed.replace(u'\\', u'/');
    if (slashed.contains(QChar(u'\0')))
        return refuse(tr("it contains a zero byte"));
    if (slashed.startsWith(u'/'))
        return refuse(tr("it is absolute"));
    if (slashed.size() >= 2 && slashed[1] == u':' && isAsciiLetter(slashed[0]))
        return refuse(tr("it begins with a drive letter"));
    QStringList parts;
    const auto pieces = QStringView(slashed).split(u'/', Qt::SkipEmptyParts);
    for (const QStringView piece : pieces) {
        if (piece == u"..")
            return refuse(tr("it leaves its folder"));
        if (piece != u".")
            parts.append(piece.toString());
    }
    if (parts.isEmpty())
        return refuse(tr("it names no file"));
    return parts.join(u'/');
}

} // namespace badcase::media
