// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What few samples have: masks, segments and timed pieces of texts. Private to storage.

#include "storage/sample_writer.h"
#include "storage/statement.h"

namespace badcase::storage {

/// Writes them for SampleWriter, inside its transaction. Each function returns whether it says something new;
/// with `write` false it only finds that out.
class SampleExtrasWriter {
public:
    SampleExtrasWriter(Connection& connection, bool write);

    Result<bool> putMaskFile(SampleId id, const MaskRef& mask, bool isNew);
    Result<bool> putMaskMap(SampleId id, const ClassMap& map, bool isNew);
    Result<bool> putSegments(SampleId id, const std::vector<Segment>& segments, bool isNew);
    /// `fieldIds`: the number of the field of each span.
    Result<bool> putSpans(SampleId id, const std::vector<TextSpan>& spans,
                          const std::vector<qint64>& fieldIds, bool isNew);

private:
    Connection& m_connection;
    const bool m_write;
    Statement m_selectMask, m_putMask, m_dropMask;
    Statement m_selectMap, m_putMap, m_dropMap;
    Statement m_selectSegments, m_putSegments;
    Statement m_dropSpans, m_putSpan;
};

} // namespace badcase::storage
