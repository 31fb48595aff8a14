// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/segment_repository.h"

#include "storage/segment_packing.h"
#include "storage/statement.h"

#include <QCoreApplication>

namespace badcase::storage {

Result<SampleSegmentLists> SegmentRepository::segments(SampleId sample)
{
    BADCASE_ASSIGN(auto lists, segments(std::span(&sample, 1)));
    return std::move(lists.front());
}

Result<std::vector<SampleSegmentLists>> SegmentRepository::segments(std::span<const SampleId> samples)
{
    Statement row(m_connection,
                  QStringLiteral("SELECT (SELECT segments FROM given_segments WHERE sample_id = s.id), "
                                 "(SELECT segments FROM segment_corrections WHERE sample_id = s.id) "
                                 "FROM samples s WHERE s.id = ?"));
    const auto listAt = [&](int column) -> Result<std::optional<std::vector<Segment>>> {
        if (row.isNull(column))
            return std::optional<std::vector<Segment>>();
        auto list = segmentsFromText(row.text(column));
        if (list)
            return list;
        return fail(ErrorCode::Corrupt,
                    QCoreApplication::translate("badcase::ProjectFile", "%1 has a damaged list of segments.")
                        .arg(m_connection.projectPath()));
    };
    std::vector<SampleSegmentLists> all(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        BADCASE_ASSIGN(const bool found, row.first({samples[i].value}));
        if (!found)
            continue;
        BADCASE_ASSIGN(all[i].given, listAt(0));
        BADCASE_ASSIGN(all[i].corrected, listAt(1));
        row.finish();
    }
    return all;
}

Result<std::vector<SampleId>> SegmentRepository::correctedSamples()
{
    std::vector<SampleId> samples;
    Statement row(m_connection,
                  QStringLiteral("SELECT sample_id FROM segment_corrections ORDER BY sample_id"));
    BADCASE_TRY(row.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return samples;
        samples.push_back(SampleId(row.integer(0)));
    }
}

Result<bool> SegmentRepository::anyGiven()
{
    BADCASE_ASSIGN(const qint64 any,
                   scalar(m_connection, QStringLiteral("SELECT EXISTS (SELECT 1 FROM given_segments)")));
    return any != 0;
}

Result<std::vector<TextSpan>> SegmentRepository::spans(SampleId sample)
{
    std::vector<TextSpan> spans;
    Statement row(m_connection, QStringLiteral("SELECT f.name, p.begin_s, p.end_s, p.text FROM text_spans p "
                                               "JOIN fields f ON f.id = p.field_id "
                                               "WHERE p.sample_id = ? ORDER BY p.position"));
    BADCASE_TRY(row.run({sample.value}));
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return spans;
        spans.push_back({row.text(0), row.real(1), row.real(2), row.text(3)});
    }
}

} // namespace badcase::storage
