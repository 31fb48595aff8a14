// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Advertising sets: SOURCE/images/*, SOURCE/texts/*.json and SOURCE/masks/*, joined by file stem. Each text
/// is a JSON object; "text", "keywords" and every other key become fields (lists are joined by ", "), "label"
/// or "labels" become labels. masks/ and texts/ may be absent altogether. The sample's name is the stem of
/// its picture.

#include "storage/formats/dataset_reader.h"

namespace badcase::formats {

class TaacReader : public DatasetReader {
public:
    QString format() const override { return QStringLiteral("taac"); }
    Result<Preview> preview(const ReadOptions& options, const Schema& schema, int limit,
                            const CancelToken& cancel) override;
    Result<PairCounts> read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                            const CancelToken& cancel) override;
};

} // namespace badcase::formats
