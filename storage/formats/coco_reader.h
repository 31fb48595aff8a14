// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// COCO's instances and captions. SOURCE is one of its JSON files, or a folder or archive with
/// annotations/instances_*.json and captions_*.json (what follows "instances_" is the split, "default" is
/// none), with <split>/_annotations.coco.json, or with one JSON file. Pictures are found by their
/// `file_name`, which is also the sample's name, in images/ and anywhere below the media root (default: the
/// folder that holds annotations/, else that of the file).
///
/// Segmentation: polygons and both forms of run lengths become one class map, large objects below small ones;
/// how much overlapped is told once. Crowd regions lie below everything; they become the schema's ignore
/// index where it has one, else their class. Other tasks: the label is the set of categories. Captions become
/// the field "caption", a line each. Categories are known by name. Annotations without a segmentation, of
/// unknown categories or pictures, and sizes that are not the picture's are problems of their sample.

#include "storage/formats/dataset_reader.h"

namespace badcase::formats {

class CocoReader : public DatasetReader {
public:
    QString format() const override { return QStringLiteral("coco"); }
    Result<Preview> preview(const ReadOptions& options, const Schema& schema, int limit,
                            const CancelToken& cancel) override;
    Result<PairCounts> read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                            const CancelToken& cancel) override;
};

/// The categories as classes, supercategories as parents (unless one is called like a class). For
/// segmentation the class "background" is put in front when there is none. Errors: those of the file and of
/// Schema::create().
Result<Schema> cocoSchema(const QString& path, Task task);

} // namespace badcase::formats
