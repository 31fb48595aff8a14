// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/stem_table.h"

#include "storage/formats/file_names.h"
#include "storage/formats/record_stream.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace badcase::formats {

Result<StemTable> StemTable::build(std::shared_ptr<media::MediaRoot> root, const QString& folder,
                                   const QString& suffix, const std::function<bool(const QString&)>& accept,
                                   const CancelToken& cancel)
{
    StemTable table;
    table.m_root = std::move(root);
    BADCASE_TRY(table.m_root->list(folder, cancel, [&](const QString& member, const media::MediaStat& stat) {
        QString stem = stemOf(member);
        if (!accept(member) || !stem.endsWith(suffix) || stem.size() == suffix.size()) {
            table.m_skipped.push_back(member);
            return true;
        }
        stem.chop(suffix.size());
        if (table.m_index.contains(stem)) {
            table.m_duplicates.push_back({stem, member, stat});
        } else {
            table.m_index.insert(stem, table.m_files.size());
            table.m_files.push_back({stem, member, stat});
        }
        return true;
    }));
    if (cancel.isCancelled())
        return fail(cancelledError());
    return table;
}

const StemFile* StemTable::find(const QString& stem) const
{
    const auto it = m_index.constFind(stem);
    return it == m_index.cend() ? nullptr : &m_files[*it];
}

std::optional<OrderShift> findOrderShift(const StemTable& first, const StemTable& second)
{
    OrderShift shift;
    const std::size_t count = std::min(first.files().size(), second.files().size());
    for (std::size_t i = 0; i < count; ++i) {
        const StemFile& a = first.files()[i];
        const StemFile& b = second.files()[i];
        if (a.stem == b.stem)
            continue;
        if (shift.wrong++ == 0) {
            shift.firstPosition = static_cast<qint64>(i);
            shift.first = a.member;
            shift.second = b.member;
        }
    }
    if (shift.wrong == 0)
        return {};
    return shift;
}

Result<Place> findPlace(const std::shared_ptr<media::MediaRoot>& source, const QString& folder)
{
    if (QDir::isAbsolutePath(folder)) {
        const QString clean = QDir::cleanPath(folder);
        const QString below = source->path() + u'/';
        if (!source->isZip() && clean.startsWith(below) && QFileInfo(clean).isDir())
            return Place{source, clean.sliced(below.size())};
        BADCASE_ASSIGN(auto root, openRoot(clean));
        return Place{std::move(root), QString()};
    }
    BADCASE_ASSIGN(const QString member, media::cleanMemberPath(folder));
    if (!source->isZip() && member.endsWith(QStringLiteral(".zip"), Qt::CaseInsensitive)) {
        BADCASE_ASSIGN(auto root, openRoot(source->path() + u'/' + member));
        return Place{std::move(root), QString()};
    }
    return Place{source, member};
}

Result<bool> placeExists(const Place& place, const CancelToken& cancel)
{
    if (!place.root->isZip())
        return QFileInfo(place.root->path() + u'/' + place.folder).isDir();
    bool any = false;
    BADCASE_TRY(place.root->list(place.folder, cancel, [&](const QString&, const media::MediaStat&) {
        any = true;
        return false;
    }));
    return any;
}

} // namespace badcase::formats
