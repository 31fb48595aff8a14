// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Tables of masks as Kaggle's competitions write them: `id`, `rle` and further columns. SOURCE is the table,
/// or a folder or archive with a train.csv (or one table only). A picture is found by its id, anywhere below
/// the media root (default: the table's folder), with any suffix; where the table has a column `path`, by
/// that.
///
/// Columns are known by the names that competitions use, in any letter case: id (image_id, ImageId ...), rle
/// (EncodedPixels, segmentation ...), class (ClassId, label ...), split, img_height, img_width, path; what is
/// left becomes a text field. The size columns are checked and not trusted: the picture decides.
///
/// One row an id or several: a row each object, or each class. With a class column a row says its class by
/// name or, if no class is called so, by index. Without one every row is the class that is not background: in
/// a schema of two classes without a "background" the second. The preview of a table that names no classes
/// says "object".

#include "storage/formats/dataset_reader.h"
#include "storage/formats/mask_annotations.h"

namespace badcase::formats {

class KaggleRleReader : public DatasetReader {
public:
    QString format() const override { return QStringLiteral("kaggle-rle"); }
    Result<Preview> preview(const ReadOptions& options, const Schema& schema, int limit,
                            const CancelToken& cancel) override;
    Result<PairCounts> read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                            const CancelToken& cancel) override;
};

/// Which column of such a table means what; shared with the writer so that no field takes a role's name.
struct RleColumns {
    int id = -1, rle = -1, label = -1, split = -1, height = -1, width = -1, path = -1;
    std::vector<std::pair<int, QString>> fields; ///< column, field name

    /// Fails when a named column is not there or no column can be the id.
    static Result<RleColumns> choose(const QString& table, const QStringList& header,
                                     const ReadOptions& options);
    /// Role (as in ReadOptions::columns) -> column, of those that there are.
    QHash<QString, QString> named(const QStringList& header) const;
    /// The name under which a field is written.
    static QString fieldColumn(const QString& field);
};

/// A table with a column of run lengths?
bool looksLikeRleTable(const QStringList& header);

} // namespace badcase::formats
