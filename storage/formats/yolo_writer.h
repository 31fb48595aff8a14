// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// YOLO data sets. Segmentation: images/[split/], labels/[split/] and data.yaml; one line is one piece of one
/// class, its outline with holes joined by seams (see outlineOf()), the background class is not written.
/// Classification: split/class/picture, samples without a split below train/, as its trainers want it.

#include "storage/formats/imagefolder_writer.h"
#include "storage/formats/mask_annotations.h"
#include "storage/formats/yolo_yaml.h"

#include <QSet>

namespace badcase::formats {

class YoloSegmentWriter : public FormatWriter {
public:
    YoloSegmentWriter(ExportFolder& folder, const Schema& schema)
        : FormatWriter(folder, schema), m_classes(objectClasses(schema))
    {}
    Result<void> check() const override;
    /// Refuses ("unset-pixels") a mask with pixels of no class where the format can only say "background" of
    /// them.
    Result<Outcome> add(const ExportRecord& record) override;
    Result<std::vector<WrittenFile>> finish(const EntrySpool& entries) override;
    Record expected(const ExportEntry& entry) const override;

private:
    QByteArray labelLines(const ClassMap& mask) const;

    ObjectClasses m_classes;
    QSet<QString> m_splits;
    PathRegistry m_stems; ///< a sample is called by its stem, in whatever split
};

class YoloClassifyWriter : public ImageFolderWriter {
public:
    using ImageFolderWriter::ImageFolderWriter;
    Result<Outcome> add(const ExportRecord& record) override;
};

/// The writer for the schema's task. InvalidArgument for multi-label projects, which have neither masks nor
/// one folder.
Result<std::unique_ptr<FormatWriter>> yoloWriter(ExportFolder& folder, const Schema& schema);

} // namespace badcase::formats
