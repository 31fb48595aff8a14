// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which files make a YOLO data set.

#include "inference/core/cancel.h"
#include "inference/media/media_root.h"
#include "storage/formats/dataset_reader.h"
#include "storage/formats/yolo_yaml.h"

#include <memory>
#include <optional>
#include <vector>

namespace badcase::formats {

struct YoloPicture {
    QString member;
    QString split;
    QString labels; ///< where its labels should be
    media::MediaStat stat;
};

struct YoloFiles {
    std::shared_ptr<media::MediaRoot> root;
    bool ours = false; ///< an export of this program
    QStringList names; ///< class by number
    std::vector<YoloPicture> pictures;
    std::vector<SampleProblem> problems; ///< of the set: folders that are not there
};

/// nullopt: neither a data.yaml nor labels; perhaps folders by class. NotFound: a set without pictures.
Result<std::optional<YoloFiles>> openYolo(const ReadOptions& options, const CancelToken& cancel);

/// "a/images/b/c.jpg" -> "a/labels/b/c.txt"; beside the picture where no folder is called images.
QString yoloLabelMember(const QString& picture);

} // namespace badcase::formats
