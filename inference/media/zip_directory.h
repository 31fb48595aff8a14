// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The central directory of a zip archive (APPNOTE 6.3: zip64, stored and deflated members), read as
/// untrusted data and kept compactly: about 40 bytes and the name for each member, so that a million are at
/// ease in memory.

#include "inference/core/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <functional>
#include <vector>

namespace badcase::media {

/// One regular member; its name stands in the directory's name store.
struct ZipEntry {
    std::uint64_t header = 0;     ///< offset of the local header in the file
    std::uint64_t compressed = 0; ///< bytes in the archive
    std::uint64_t size = 0;       ///< bytes when unpacked
    std::uint64_t nameAt = 0;     ///< offset in the name store
    std::uint32_t crc = 0;
    std::uint16_t nameLength = 0;
    std::uint8_t method = 0; ///< 0 stored, 8 deflated, 255 anything else
    bool encrypted = false;
};

/// Immutable after read(); thread-safe. Names are clean relative paths in UTF-8. Folders, and members whose
/// names would leave the root, are left out; of members with the same name the last one counts.
class ZipDirectory {
public:
    /// Reads `count` bytes at `offset`; shorter at the end of the file, empty on an error.
    using Read = std::function<QByteArray(qint64 offset, qint64 count)>;

    /// `name` is for messages. Corrupt, Unsupported (several disks) or TooLarge (a directory over 4 GiB).
    static Result<ZipDirectory> read(const Read& readAt, qint64 fileSize, const QString& name);

    const std::vector<ZipEntry>& entries() const { return m_entries; } ///< in byte order of the names
    QByteArrayView nameOf(const ZipEntry& entry) const
    {
        return {m_names.constData() + entry.nameAt, static_cast<qsizetype>(entry.nameLength)};
    }
    /// nullptr when there is none.
    const ZipEntry* find(QByteArrayView name) const;
    /// The first entry not before `name`.
    std::vector<ZipEntry>::const_iterator lowerBound(QByteArrayView name) const;

private:
    void sortAndDeduplicate();

    std::vector<ZipEntry> m_entries;
    QByteArray m_names;
};

} // namespace badcase::media
