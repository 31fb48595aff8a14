// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/media_finder.h"

#include "storage/formats/file_names.h"

#include <QCoreApplication>

namespace badcase::formats {

namespace {

/// A table in a home folder must not make us walk the whole disk.
constexpr qint64 kMaxIndexed = 2'000'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::MediaFinder", text);
}

/// The likeliest first: each is tried for a path that has none.
const QStringList& mediaSuffixes()
{
    static const QStringList suffixes =
        QStringList(imageSuffixes()) + videoSuffixes() + QStringList{QStringLiteral("npy")};
    return suffixes;
}

} // namespace

MediaFinder::MediaFinder(std::shared_ptr<media::MediaRoot> root, CancelToken cancel)
    : m_root(std::move(root)), m_cancel(std::move(cancel))
{}

std::optional<MediaFinder::Found> MediaFinder::direct(const QString& member) const
{
    const auto stat = m_root->stat(member);
    if (!stat)
        return {};
    return Found{member, *stat};
}

Result<MediaFinder::Found> MediaFinder::find(const QString& path)
{
    const QString prefix = m_root->path() + u'/';
    const QString relative = path.startsWith(prefix) ? path.sliced(prefix.size()) : path;
    const auto member = media::cleanMemberPath(relative);
    if (!member)
        return fail(
            ErrorCode::InvalidArgument,
            tr("\"%1\" leads out of %2; paths must lie below the media root").arg(path, m_root->path()));
    if (auto found = direct(*member))
        return *found;
    if (!mediaKindOf(*member)) {
        for (const QString& suffix : mediaSuffixes()) {
            for (const QString& cased : {suffix, suffix.toUpper()}) {
                if (auto found = direct(*member + u'.' + cased))
                    return *found;
            }
        }
    }
    if (member->contains(u'/'))
        return fail(ErrorCode::NotFound, tr("\"%1\" is not in %2").arg(path, m_root->path()));
    BADCASE_TRY(buildIndex());
    const auto it = m_index.constFind(*member);
    if (it == m_index.cend())
        return fail(ErrorCode::NotFound,
                    m_tooMany ? tr("\"%1\" is not in %2, which has too many files to search its folders")
                                    .arg(path, m_root->path())
                              : tr("\"%1\" is nowhere in %2").arg(path, m_root->path()));
    if (it->isEmpty())
        return fail(ErrorCode::NotFound,
                    tr("Several files in %2 are called \"%1\"; the table must give the path")
                        .arg(path, m_root->path()));
    if (auto found = direct(*it))
        return *found;
    return fail(ErrorCode::NotFound, tr("\"%1\" is not in %2").arg(path, m_root->path()));
}

Result<void> MediaFinder::buildIndex()
{
    if (m_indexed)
        return {};
    qint64 count = 0;
    const auto add = [&](const QString& key, const QString& member) {
        if (const auto it = m_index.find(key); it == m_index.end())
            m_index.insert(key, member);
        else if (*it != member)
            it->clear();
    };
    BADCASE_TRY(m_root->list(QString(), m_cancel, [&](const QString& member, const media::MediaStat&) {
        if (mediaKindOf(member)) {
            add(fileNameOf(member), member);
            add(stemOf(member), member);
        }
        m_tooMany = ++count >= kMaxIndexed;
        return !m_tooMany;
    }));
    if (m_tooMany)
        m_index.clear(); // half an index would find some names and miss others
    m_indexed = true;
    return {};
}

} // namespace badcase::formats
