// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/sample_extras.h"

#include "storage/segment_packing.h"
#include "storage/segment_repository.h"

#include <algorithm>
#include <tuple>

namespace badcase::storage {

SampleExtrasWriter::SampleExtrasWriter(Connection& c, bool write)
    : m_connection(c),
      m_write(write),
      m_selectMask(c, QStringLiteral("SELECT root_id, path, encoding FROM given_masks WHERE sample_id = ?")),
      m_putMask(c, QStringLiteral(
                       "INSERT INTO given_masks (sample_id, root_id, path, encoding) VALUES (?, ?, ?, ?) "
                       "ON CONFLICT (sample_id) DO UPDATE SET root_id = excluded.root_id, "
                       "path = excluded.path, encoding = excluded.encoding")),
      m_dropMask(c, QStringLiteral("DELETE FROM given_masks WHERE sample_id = ?")),
      m_selectMap(c, QStringLiteral("SELECT width, height, data FROM given_mask_maps WHERE sample_id = ?")),
      m_putMap(c, QStringLiteral(
                      "INSERT INTO given_mask_maps (sample_id, width, height, data) VALUES (?, ?, ?, ?) "
                      "ON CONFLICT (sample_id) DO UPDATE SET width = excluded.width, "
                      "height = excluded.height, data = excluded.data")),
      m_dropMap(c, QStringLiteral("DELETE FROM given_mask_maps WHERE sample_id = ?")),
      m_selectSegments(c, QStringLiteral("SELECT segments FROM given_segments WHERE sample_id = ?")),
      m_putSegments(c, QStringLiteral("INSERT INTO given_segments (sample_id, segments) VALUES (?, ?) "
                                      "ON CONFLICT (sample_id) DO UPDATE SET segments = excluded.segments")),
      m_dropSpans(c, QStringLiteral("DELETE FROM text_spans WHERE sample_id = ?")),
      m_putSpan(c, QStringLiteral("INSERT INTO text_spans (sample_id, position, field_id, begin_s, end_s, "
                                  "text) VALUES (?, ?, ?, ?, ?, ?)"))
{}

Result<bool> SampleExtrasWriter::putMaskFile(SampleId id, const MaskRef& mask, bool isNew)
{
    const auto encoding = static_cast<int>(mask.encoding.kind);
    if (!isNew) {
        BADCASE_ASSIGN(const bool found, m_selectMask.first({id.value}));
        const bool same = found && m_selectMask.integer(0) == mask.file.root.value &&
                          m_selectMask.text(1) == mask.file.path && m_selectMask.integer(2) == encoding;
        m_selectMask.finish();
        if (same)
            return false;
    }
    if (m_write) {
        BADCASE_TRY(m_putMask.run({id.value, mask.file.root.value, mask.file.path, encoding}));
        if (!isNew)
            BADCASE_TRY(m_dropMap.run({id.value})); // the latest import says where the mask is
    }
    return true;
}

Result<bool> SampleExtrasWriter::putMaskMap(SampleId id, const ClassMap& map, bool isNew)
{
    const QByteArray data = compressMap(map);
    if (!isNew) {
        BADCASE_ASSIGN(const bool found, m_selectMap.first({id.value}));
        const bool same = found && m_selectMap.integer(0) == map.width() &&
                          m_selectMap.integer(1) == map.height() && m_selectMap.blob(2) == data;
        m_selectMap.finish();
        if (same)
            return false;
    }
    if (m_write) {
        BADCASE_TRY(m_putMap.run({id.value, map.width(), map.height(), data}));
        if (!isNew)
            BADCASE_TRY(m_dropMask.run({id.value}));
    }
    return true;
}

Result<bool> SampleExtrasWriter::putSegments(SampleId id, const std::vector<Segment>& segments, bool isNew)
{
    const QString text = segmentsToText(inOrder(segments));
    if (!isNew) {
        BADCASE_ASSIGN(const bool found, m_selectSegments.first({id.value}));
        const bool same = found && m_selectSegments.text(0) == text;
        m_selectSegments.finish();
        if (same)
            return false;
    }
    if (m_write)
        BADCASE_TRY(m_putSegments.run({id.value, text}));
    return true;
}

Result<bool> SampleExtrasWriter::putSpans(SampleId id, const std::vector<TextSpan>& spans,
                                          const std::vector<qint64>& fieldIds, bool isNew)
{
    std::vector<std::size_t> order(spans.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tie(spans[a].begin, spans[a].end) < std::tie(spans[b].begin, spans[b].end);
    });
    if (!isNew) {
        BADCASE_ASSIGN(const auto stored, SegmentRepository(m_connection).spans(id));
        const bool same = stored.size() == spans.size() &&
                          std::equal(stored.begin(), stored.end(), order.begin(),
                                     [&](const TextSpan& a, std::size_t b) { return a == spans[b]; });
        if (same)
            return false;
        if (m_write)
            BADCASE_TRY(m_dropSpans.run({id.value}));
    }
    for (std::size_t i = 0; m_write && i < order.size(); ++i) {
        const TextSpan& span = spans[order[i]];
        BADCASE_TRY(m_putSpan.run({id.value, static_cast<qint64>(i), fieldIds[order[i]], span.begin, span.end,
                                   bindableText(span.text)}));
    }
    return !isNew || !spans.empty();
}

} // namespace badcase::storage
