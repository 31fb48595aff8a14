// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Writes the files of the WeChat Big Data Challenge 2022: labeled.json and unlabeled.json in the
/// annotations' own form, and result.csv (`id,category_id`, no header) of the labelled samples, by id.
/// Features and other media are not copied: they do not depend on labels and belong to the annotations by id.

#include "storage/formats/format_writer.h"

namespace badcase::formats {

class WechatWriter : public FormatWriter {
public:
    using FormatWriter::FormatWriter;
    Result<void> check() const override;
    Result<Outcome> add(const ExportRecord& record) override;
    Result<std::vector<WrittenFile>> finish(const EntrySpool& entries) override;
    Record expected(const ExportEntry& entry) const override;

private:
    bool m_anyLabelled = false;
    bool m_anyUnlabelled = false;
};

} // namespace badcase::formats
