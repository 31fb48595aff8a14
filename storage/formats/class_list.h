// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Class lists in the forms that data sets bring, besides our own (Schema::parse).

#include "inference/core/result.h"
#include "inference/core/schema.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

namespace badcase::formats {

/// Tells the form by the content:
/// - WeChat's category_id_map.json: {"level2": [ids in the model's order], "level1_of_level2": {id: number}};
///   a class is called by its four-digit id, its parent by the two digits of level 1.
/// - TAAC's label_id.txt: `tag<TAB>id[<TAB>dimension]` a line. Classes stand in the order of their ids,
/// parents
///   are the dimensions where the file has them. Of tags that share an id the first one names the class.
/// - anything else: as Schema::parse().
/// Errors are those of Schema::create() and Schema::parse(); Corrupt: ids that do not fit the form.
Result<Schema> parseClassList(Task task, const QByteArray& text);
/// The same from a file, named in the errors. NotFound, Io.
Result<Schema> readClassList(Task task, const QString& path);

/// Other names of classes: tag -> the first tag of the same id. Empty unless `text` is a label_id.txt.
QHash<QString, QString> tagAliases(const QByteArray& text);

/// The class list in a folder: classes.json, classes.csv, category_id_map.json, or a label_id*.txt; empty
/// when there is none.
QString findClassListIn(const QString& folder);

} // namespace badcase::formats
