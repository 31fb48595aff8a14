// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Reads an export back and compares it with what was to be written: every file's bytes, every mask's decoded
/// pixels, and what this program's own reader of the format makes of it.

#include "storage/formats/format_writer.h"

#include <array>
#include <functional>

namespace badcase::formats {

/// Corrupt with the first difference. `done` is told how many samples have been compared.
Result<void> verifyExport(const QString& folder, const QString& format, const Schema& schema,
                          const FormatWriter& writer, const EntrySpool& entries,
                          const std::vector<WrittenFile>& tables, const CancelToken& cancel,
                          const std::function<void(qint64 done)>& done);

/// A sum over records that does not depend on their order and takes no memory: equal sums mean equal sets of
/// records (SHA-256 of each, added up). Sees name, split, labels, segments, fields with their spans, and the paths of media and mask.
class RecordSum {
public:
    /// `maskPixels`: SHA-256 (hex) of a mask that the format holds as numbers and not as a file of its own.
    void add(const Record& record, const QByteArray& maskPixels = {});
    bool operator==(const RecordSum&) const = default;
    qint64 count() const { return m_count; }

private:
    qint64 m_count = 0;
    std::array<quint64, 4> m_sum{};
};

} // namespace badcase::formats
