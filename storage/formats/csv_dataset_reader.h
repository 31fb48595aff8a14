// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A table with one sample a row: columns for id, path, label(s), split and mask are told by their names or
/// given by the user; every other column becomes a text field. Labels of one sample are joined by '|'; an
/// empty cell means "not labelled", a lone '|' "labelled, with no class". SOURCE is the table, or a folder or
/// zip archive that holds one (an export of ours, or a single .csv). Media paths start at the media root, by
/// default the table's folder; a file is a picture, a video or features (npy) by its suffix; a path without
/// one is tried with those of pictures, videos and features, and a bare file name is searched in the whole
/// media root if it is unique.

#include "storage/formats/dataset_reader.h"

namespace badcase::formats {

class CsvDatasetReader : public DatasetReader {
public:
    QString format() const override { return QStringLiteral("csv"); }
    Result<Preview> preview(const ReadOptions& options, const Schema& schema, int limit,
                            const CancelToken& cancel) override;
    Result<PairCounts> read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                            const CancelToken& cancel) override;
};

} // namespace badcase::formats
