// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The files of one folder by their stem, for formats that pair files by name.

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "inference/media/media_root.h"

#include <QHash>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace badcase::formats {

struct StemFile {
    QString stem;
    QString member;
    media::MediaStat stat;
};

/// Files in the order of their paths, which is the order that "sorted(glob(...))" gives.
class StemTable {
public:
    /// `suffix` is taken off the end of every stem; files without it are left out. Of several files with one
    /// stem the first is kept and the others are duplicates().
    static Result<StemTable> build(std::shared_ptr<media::MediaRoot> root, const QString& folder,
                                   const QString& suffix,
                                   const std::function<bool(const QString& member)>& accept,
                                   const CancelToken& cancel);

    const std::shared_ptr<media::MediaRoot>& root() const { return m_root; }
    const std::vector<StemFile>& files() const { return m_files; }
    const std::vector<StemFile>& duplicates() const { return m_duplicates; }
    const std::vector<QString>& skipped() const
    {
        return m_skipped;
    } ///< refused by `accept`, or without the suffix
    const StemFile* find(const QString& stem) const;

private:
    std::shared_ptr<media::MediaRoot> m_root;
    std::vector<StemFile> m_files;
    std::vector<StemFile> m_duplicates;
    std::vector<QString> m_skipped;
    QHash<QString, std::size_t> m_index;
};

/// What pairing two folders by sorted position would have done.
struct OrderShift {
    qint64 wrong = 0;         ///< pairs of different stems
    qint64 firstPosition = 0; ///< from 0
    QString first;            ///< member of the first folder at that position
    QString second;           ///< what it would have been paired with
};

/// nullopt when pairing by position would have been right as far as both reach.
std::optional<OrderShift> findOrderShift(const StemTable& first, const StemTable& second);

/// Where a folder given by the user is: absolute, or below `source`; a folder or a zip archive.
struct Place {
    std::shared_ptr<media::MediaRoot> root;
    QString folder; ///< below root, "" = all of it
};
Result<Place> findPlace(const std::shared_ptr<media::MediaRoot>& source, const QString& folder);

/// True when the place holds at least one file.
Result<bool> placeExists(const Place& place, const CancelToken& cancel);

} // namespace badcase::formats
