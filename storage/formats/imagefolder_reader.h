// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Pictures in class folders: SOURCE/<class>/..., or SOURCE/<split>/<class>/... where a first-level folder
/// has the name of a split and holds folders itself. A folder or a zip archive. Files below a class folder,
/// however deep, belong to the class; pictures outside every class folder are samples without a label. The
/// sample's name is its path below SOURCE.

#include "storage/formats/dataset_reader.h"
#include "storage/formats/file_names.h"

namespace badcase::formats {

class ImageFolderReader : public DatasetReader {
public:
    ImageFolderReader() = default;
    QString format() const override { return QStringLiteral("imagefolder"); }
    Result<Preview> preview(const ReadOptions& options, const Schema& schema, int limit,
                            const CancelToken& cancel) override;
    Result<PairCounts> read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                            const CancelToken& cancel) override;

protected:
    explicit ImageFolderReader(FolderContent content) : m_content(content) {}

private:
    FolderContent m_content = FolderContent::Pictures;
};

} // namespace badcase::formats
