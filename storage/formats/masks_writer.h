// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Writes images/, masks/ (8-bit grey PNG of class indices, same stem) and, where there are splits,
/// splits.csv.

#include "storage/formats/format_writer.h"

namespace badcase::formats {

class MasksWriter : public FormatWriter {
public:
    using FormatWriter::FormatWriter;
    Result<Outcome> add(const ExportRecord& record) override;
    Result<std::vector<WrittenFile>> finish(const EntrySpool& entries) override;
    Record expected(const ExportEntry& entry) const override;

private:
    bool m_anySplit = false;
};

} // namespace badcase::formats
