// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Pictures and label masks in two folders (images/ and masks/ unless said otherwise), joined by file stem.
/// Masks are PNGs of class indices, of palette colours, or of two values. The sample's name is the stem of
/// its picture. A table splits.csv (id,split) at the top, as our own export writes it, gives the splits.

#include "storage/formats/dataset_reader.h"

namespace badcase::formats {

class MasksReader : public DatasetReader {
public:
    QString format() const override { return QStringLiteral("masks"); }
    Result<Preview> preview(const ReadOptions& options, const Schema& schema, int limit,
                            const CancelToken& cancel) override;
    Result<PairCounts> read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                            const CancelToken& cancel) override;
};

} // namespace badcase::formats
