// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/media_gaps.h"

#include <QCoreApplication>

namespace badcase::formats {

namespace {

constexpr qint64 kListed = 1000;
/// Listed one by one while fewer than one in this many is missing.
constexpr qint64 kRare = 10;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::MediaGaps", text);
}

} // namespace

void MediaGaps::missing(const QString& sample)
{
    ++m_missing;
    if (m_missing <= kListed)
        m_names << sample;
}

Result<void> MediaGaps::report(RecordStream& stream) const
{
    const QString kind = QStringLiteral("kept-without-media");
    if (m_missing == 0)
        return {};
    if (m_missing <= kListed && m_missing * kRare <= m_found + m_missing) {
        for (const QString& name : m_names)
            BADCASE_TRY(stream.addProblem(
                {name, kind, tr("\"%1\" is not in %2; it was kept without media").arg(name, m_where)}));
        return {};
    }
    return stream.addProblem({m_what, kind,
                              tr("%1 of %2 samples of %3 are not in %4 (the first is \"%5\"); they were kept "
                                 "without media")
                                  .arg(m_missing)
                                  .arg(m_found + m_missing)
                                  .arg(m_what, m_where, m_names.first())});
}

} // namespace badcase::formats
