// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Writes the annotations of the Tencent Advertising Algorithm Contest 2021: train_gt.json (segments with
/// their tags), tagging_info.txt (video<TAB>tag,tag) and label_id.txt. A sample with segments and no labels
/// of its own has the union of its segments'. Splits, texts and media have no place in these files and are
/// left out.

#include "storage/formats/format_writer.h"

namespace badcase::formats {

class Taac2021Writer : public FormatWriter {
public:
    using FormatWriter::FormatWriter;
    Result<void> check() const override;
    Result<Outcome> add(const ExportRecord& record) override;
    Result<std::vector<WrittenFile>> finish(const EntrySpool& entries) override;
    Record expected(const ExportEntry& entry) const override;

private:
    QByteArray labelIds() const;

    bool m_anySegments = false;
};

} // namespace badcase::formats
