// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Samples that stay without media, in a set where others have them.

#include "storage/formats/record_stream.h"

#include <QString>
#include <QStringList>

namespace badcase::formats {

/// A few missing files are reported one by one, so that each is found at its sample. Where most are absent
/// (texts with the features of some) one line with the count says more than a million.
class MediaGaps {
public:
    /// `what`: the annotation file, `where`: the folder or archive that was searched.
    MediaGaps(QString what, QString where) : m_what(std::move(what)), m_where(std::move(where)) {}

    void found() { ++m_found; }
    void missing(const QString& sample);
    /// Hands the warnings (kind "kept-without-media") on.
    Result<void> report(RecordStream& stream) const;

private:
    QString m_what;
    QString m_where;
    qint64 m_found = 0;
    qint64 m_missing = 0;
    QStringList m_names; ///< of the first missing ones
};

} // namespace badcase::formats
