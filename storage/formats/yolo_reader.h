// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// YOLO data sets. SOURCE is data.yaml, or a folder or archive that holds one (or images/, labels/ and
/// classes.txt), or, for classification, folders by class below train/, val/ and test/ (read as imagefolder
/// reads them, with its names).
///
/// Each picture in a folder images/ has its labels in labels/ beside it, same stem, .txt: a line `class x1 y1
/// x2 y2 ...` is a polygon, `class cx cy w h` a box, both in fractions of the picture. Classes are numbers of
/// data.yaml's names. A sample's name is its stem. An empty file says that nothing is in the picture; without
/// a file it is not labelled. Segmentation: polygons become one class map, large ones below small ones. Boxes
/// are no masks: such a sample is imported without one and reported. Other tasks: the label is the set of
/// classes.

#include "storage/formats/dataset_reader.h"

namespace badcase::formats {

class YoloReader : public DatasetReader {
public:
    QString format() const override { return QStringLiteral("yolo"); }
    Result<Preview> preview(const ReadOptions& options, const Schema& schema, int limit,
                            const CancelToken& cancel) override;
    Result<PairCounts> read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                            const CancelToken& cancel) override;
};

/// The names of data.yaml as classes; see schemaWithBackground().
Result<Schema> yoloSchema(const QString& path, Task task);

} // namespace badcase::formats
