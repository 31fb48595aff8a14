// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Video advertisements of the Tencent Advertising Algorithm Contest 2021. SOURCE is a ground truth (scenes
/// with tags), an info of tags (video<TAB>tag,tag), or a folder with either or both; read as a stream. The
/// labels of a video are the union of its scenes', unless an info of tags beside them says otherwise. Names
/// of tags that share an id in label_id.txt are one class. Videos, frame features (npy) and texts
/// ({video_ocr, video_asr}) are found in folders beside (see video_folders.h) or below the media root; a
/// video that is nowhere is kept without media.

#include "storage/formats/dataset_reader.h"

namespace badcase::formats {

class Taac2021Reader : public DatasetReader {
public:
    QString format() const override { return QStringLiteral("taac2021"); }
    Result<Preview> preview(const ReadOptions& options, const Schema& schema, int limit,
                            const CancelToken& cancel) override;
    Result<PairCounts> read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                            const CancelToken& cancel) override;
};

} // namespace badcase::formats
