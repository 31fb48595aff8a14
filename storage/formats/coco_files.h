// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which files make a COCO data set.

#include "inference/core/cancel.h"
#include "inference/media/media_root.h"
#include "storage/formats/coco_index.h"
#include "storage/formats/dataset_reader.h"

#include <memory>
#include <vector>

namespace badcase::formats {

/// One split of the set.
struct CocoPart {
    QString split;
    QString folder;                      ///< below the root, tried first for pictures; "" = none
    std::unique_ptr<CocoIndex> objects;  ///< may be null, but not both
    std::unique_ptr<CocoIndex> captions; ///< of the same pictures
};

struct CocoFiles {
    std::shared_ptr<media::MediaRoot> pictures; ///< where file names start
    bool ours = false;                          ///< an export of this program
    std::vector<CocoPart> parts;
};

/// NotFound when there is nothing like it; Corrupt when a file is none of COCO's.
Result<CocoFiles> openCoco(const ReadOptions& options, const CancelToken& cancel);

/// Does this JSON member of a data set's folder hold COCO annotations, by its name?
bool looksLikeCocoMember(const QString& member);

} // namespace badcase::formats
