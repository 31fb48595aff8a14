// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Writes images/[split/], annotations/instances[_split].json and, where samples have the field "caption",
/// annotations/captions[_split].json (an annotation each line of it). One annotation is one piece of one
/// class with iscrowd 0: COCO's compressed run lengths, or, when polygons are wished for, the outline of a
/// piece without holes. Either gives exactly its pixels. The background class is not written; pixels of no
/// class beside a background are one crowd region of the first category. Ids: a picture's is its place in the
/// export from 1 and an annotation's too, over all splits; a category's is its class's index plus 1.
/// `file_name` is the path below images/.

#include "storage/formats/format_writer.h"
#include "storage/formats/mask_annotations.h"

#include <QMap>

namespace badcase::formats {

class CocoWriter : public FormatWriter {
public:
    CocoWriter(ExportFolder& folder, const Schema& schema, bool polygons = false)
        : FormatWriter(folder, schema), m_classes(objectClasses(schema)), m_polygons(polygons)
    {}
    Result<void> check() const override;
    Result<Outcome> add(const ExportRecord& record) override;
    Result<std::vector<WrittenFile>> finish(const EntrySpool& entries) override;
    Record expected(const ExportEntry& entry) const override;

private:
    Result<WrittenFile> writeObjects(const EntrySpool& entries, const QString& split) const;
    Result<WrittenFile> writeCaptions(const EntrySpool& entries, const QString& split) const;
    Result<void> writeImages(OutputFile& file, const EntrySpool& entries, const QString& split) const;
    QByteArray categories() const;

    ObjectClasses m_classes;
    bool m_polygons;
    QMap<QString, bool> m_splits; ///< split -> any captions
};

} // namespace badcase::formats
