// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Makes zip archives byte by byte, so that each field can also be made wrong.

#include <QByteArray>
#include <QList>

namespace badcase::test {

struct ZipMember {
    QByteArray name;
    QByteArray data;
    bool deflate = false;
    quint16 flags = 0x0800;  ///< UTF-8 names; bit 0: encrypted
    int method = -1;         ///< written instead of 0 or 8 when set
    qint64 claimedSize = -1; ///< unpacked size in the directory; -1: the true one
    qint64 claimedCompressed = -1;
    qint64 claimedOffset = -1;
    bool wrongCrc = false;
};

struct ZipOptions {
    bool zip64 = false; ///< zip64 end records and fields
    QByteArray comment;
    QByteArray before; ///< bytes put before the archive, offsets not adjusted
    qint64 claimedCount = -1;
    qint64 claimedDirectoryOffset = -1;
    qint64 claimedDirectorySize = -1;
};

QByteArray makeZip(const QList<ZipMember>& members, const ZipOptions& options = {});

} // namespace badcase::test
