// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Short videos of the WeChat Big Data Challenge 2022: a JSON list of {id, title, asr, ocr: [{time, text}],
/// category_id}, read as a stream, with frame features `<id>.npy` in an archive (see wechat_files.h). A
/// sample with features is of kind Features, one without of kind NoMedia. A text that is a list becomes one
/// line a piece, and a span where the piece has a time; members of any other name become fields. Also
/// `id,category_id` tables without a header (result.csv): they label samples. The class is the category_id as
/// it stands; ids are texts of any length, also where the file has numbers.

#include "storage/formats/dataset_reader.h"

namespace badcase::formats {

class WechatReader : public DatasetReader {
public:
    QString format() const override { return QStringLiteral("wechat"); }
    Result<Preview> preview(const ReadOptions& options, const Schema& schema, int limit,
                            const CancelToken& cancel) override;
    Result<PairCounts> read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                            const CancelToken& cancel) override;
};

} // namespace badcase::formats
