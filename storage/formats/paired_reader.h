// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What taac and masks share: pictures joined with masks (and texts) by file stem, never by order.

#include "storage/formats/dataset_reader.h"
#include "storage/formats/record_stream.h"
#include "storage/formats/stem_table.h"

#include <QHash>

#include <functional>
#include <optional>

namespace badcase::formats {

/// The folders of one paired set, already indexed.
struct PairedSet {
    StemTable images;
    std::optional<StemTable> masks; ///< nullopt: the set has none
    std::optional<StemTable> texts;
    MaskEncoding encoding;
    std::function<QString(const QString& stem)> nameOf;  ///< stem -> sample name
    std::function<QString(const QString& name)> splitOf; ///< sample name -> split
    /// Reads the text of a record into its fields and labels; runs on any thread.
    std::function<void(PendingRecord&)> readText;
};

/// Streams the set: one record a picture, then what belongs to no picture. `limit` as in RecordStream.
Result<PairCounts> readPairs(const PairedSet& set, const ReadOptions& options, const Schema& schema,
                             RecordVisitor& visitor, const CancelToken& cancel, qint64 limit = -1);

/// Indexes a folder of pictures (or masks).
Result<StemTable> indexPictures(const Place& place, const QString& suffix, const CancelToken& cancel);

/// Detects the encoding of the set's masks.
Result<MaskEncoding> encodingOf(const StemTable& masks, const ReadOptions& options, const Schema& schema,
                                const CancelToken& cancel);

} // namespace badcase::formats
