// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Writes images/, train.csv (id, path, img_height, img_width, split, texts, class, rle) and
/// sample_submission.csv (id, class, rle). One row a picture where one class is no background, and then no
/// column `class`; else one row for each class of a picture, and an empty one for a picture without any. See
/// KaggleRleReader.

#include "storage/formats/format_writer.h"
#include "storage/formats/mask_annotations.h"

#include <set>

namespace badcase::formats {

class KaggleRleWriter : public FormatWriter {
public:
    KaggleRleWriter(ExportFolder& folder, const Schema& schema);
    Result<void> check() const override;
    /// Refuses ("unset-pixels") a mask with pixels of no class where the format can only say "background" of
    /// them.
    Result<Outcome> add(const ExportRecord& record) override;
    Result<std::vector<WrittenFile>> finish(const EntrySpool& entries) override;
    Record expected(const ExportEntry& entry) const override;

private:
    bool oneClass() const { return m_classes.objects.size() == 1; }

    ObjectClasses m_classes;
    std::set<QString> m_fields;
    bool m_anySplit = false;
};

} // namespace badcase::formats
