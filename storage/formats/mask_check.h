// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Label masks at import: how are their pixels to be read, do they fit their picture, do they hold only
/// classes?

#include "inference/core/cancel.h"
#include "inference/core/schema.h"
#include "storage/formats/record_stream.h"

#include <atomic>
#include <optional>
#include <vector>

namespace badcase::formats {

enum class MaskDetection {
    Trust,    ///< record.maskEncoding is right
    EachFile, ///< look at the file itself
};

/// Reads the mask of a record whose media header is known and checks it. Runs on any thread.
/// - another size than the picture as shown: problem "size-mismatch", the record loses its mask,
/// *sizeMismatches grows
/// - not readable: "undecodable-mask", the record loses its mask
/// - values that are no class of `schema` and not ignored: "mask-values", the mask stays
/// An empty schema (not known yet) accepts every value.
void inspectMask(PendingRecord& pending, const Schema& schema, std::optional<int> ignoreIndex,
                 MaskDetection detection, std::atomic<qint64>* sizeMismatches = nullptr);

/// A mask file, to be looked at.
struct MaskFile {
    std::shared_ptr<media::MediaRoot> root;
    QString member;
};

/// One encoding for a whole set, from a dozen of its masks: a single mask may not tell (all background, or
/// 0/255 where 255 means "unlabelled"). Palette if any is; else Index if any mask that fits the schema holds
/// another class than 0; else Binary if any is; else Index. Unreadable masks do not vote.
Result<MaskEncoding> chooseMaskEncoding(const std::vector<MaskFile>& masks, const Schema& schema,
                                        std::optional<int> ignoreIndex, const CancelToken& cancel);

} // namespace badcase::formats
