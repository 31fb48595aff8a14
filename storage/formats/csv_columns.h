// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which column of a table means what.

#include "inference/core/result.h"
#include "storage/formats/dataset_reader.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace badcase::formats {

struct CsvColumns {
    int id = -1;
    int path = -1;
    int label = -1;
    int split = -1;
    int mask = -1;
    std::vector<std::pair<int, QString>> fields; ///< column, field name
    std::vector<SampleProblem> problems;         ///< of the header: no labels found, a name twice

    QHash<QString, QString> roles(const QStringList& header) const; ///< role -> column, for the preview
};

/// Guesses by name (any letter case) and then does as `options.columns` says. `ours`: an export of ours,
/// whose verdict column is not a text. Fails when a named column is not there, or when neither an id nor a
/// path can be found.
Result<CsvColumns> chooseColumns(const QString& table, const QStringList& header, const ReadOptions& options,
                                 bool ours);

/// How our exports call the column of a field whose own name would be taken for something else, and back.
QString fieldColumn(const QString& field);
QString columnField(const QString& column);

} // namespace badcase::formats
