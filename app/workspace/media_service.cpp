// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/media_service.h"

#include "storage/media_root_repository.h"
#include "storage/sample_repository.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Media", text);
}

/// A file of the root that the project knows, empty when no sample uses it.
Result<QString> knownMember(storage::Connection& connection, MediaRootId root)
{
    storage::SampleRepository samples(connection);
    for (SampleId after;;) {
        BADCASE_ASSIGN(const auto page, samples.page(after, 1000));
        if (page.empty())
            return QString();
        const auto found =
            std::ranges::find_if(page, [&](const auto& row) { return row.sample.media.root == root; });
        if (found != page.end())
            return found->sample.media.path;
        after = page.back().sample.id;
    }
}

} // namespace

Result<std::vector<MediaRootState>> mediaRoots(Project& project)
{
    BADCASE_ASSIGN(const auto connection, project.connect());
    BADCASE_ASSIGN(const auto records, storage::MediaRootRepository(*connection).list());
    std::vector<MediaRootState> roots;
    for (const auto& record : records)
        roots.push_back({record.id, record.path, record.isZip, QFileInfo::exists(record.path)});
    return roots;
}

Result<void> repointMedia(Project& project, const QString& from, const QString& to)
{
    BADCASE_ASSIGN(const auto roots, mediaRoots(project));
    const QString wanted = QDir::cleanPath(QFileInfo(from).absoluteFilePath());
    const auto root =
        std::ranges::find_if(roots, [&](const auto& one) { return QDir::cleanPath(one.path) == wanted; });
    if (root == roots.end())
        return fail(
            ErrorCode::NotFound,
            tr("The project takes no media from %1; its roots are listed by \"badcase media\"").arg(wanted));
    const QFileInfo target(to);
    BADCASE_ASSIGN(const auto opened, media::MediaRoot::open(target.absoluteFilePath()));
    BADCASE_ASSIGN(const auto connection, project.connect());
    BADCASE_ASSIGN(const QString member, knownMember(*connection, root->id));
    if (!member.isEmpty() && !opened->stat(member)) {
        return fail(ErrorCode::NotFound,
                    tr("%1 does not hold the media of this project: there is no %2 in it")
                        .arg(target.absoluteFilePath(), member));
    }
    BADCASE_TRY(storage::MediaRootRepository(*connection)
                    .repoint(root->id, target.absoluteFilePath(), opened->isZip()));
    project.media().reset();
    return {};
}

QJsonObject mediaJson(const std::vector<MediaRootState>& roots)
{
    QJsonArray list;
    for (const auto& root : roots) {
        list.append(QJsonObject{
            {QStringLiteral("path"), root.path},
            {QStringLiteral("kind"), root.isZip ? QStringLiteral("zip") : QStringLiteral("folder")},
            {QStringLiteral("found"), root.found}});
    }
    return {{QStringLiteral("roots"), list}};
}

} // namespace badcase::workspace
