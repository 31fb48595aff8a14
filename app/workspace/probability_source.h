// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Files of probabilities, read row block by row block.

#include "inference/core/result.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace badcase::workspace {

/// Rows of numbers, as they are in the file: nothing is checked here. One thread.
class ProbabilitySource {
public:
    virtual ~ProbabilitySource() = default;

    /// An .npy, .npz or .csv, told by its content. `classes`: names of the project's classes, which a table's
    /// columns are recognised by (also as p_NAME or prob_NAME).
    static Result<std::unique_ptr<ProbabilitySource>> open(const QString& path, const QStringList& classes);

    virtual QString name() const = 0; ///< for messages
    virtual qint64 rows() const = 0;  ///< -1: known at the end only
    virtual int columns() const = 0;
    /// Class names of the columns; empty: the file does not name them.
    virtual QStringList columnNames() const = 0;
    virtual QStringList ignoredColumns() const { return {}; } ///< of a table, neither id nor class
    virtual bool namesSamples() const = 0;                    ///< the file says itself which sample a row is
    virtual QString typeName() const = 0;                     ///< "float16", "float32", "float64", ...
    bool isWide() const { return typeName() != QLatin1String("float32") && !isHalf(); } ///< stored as float64
    bool isHalf() const { return typeName() == QLatin1String("float16"); }

    /// Replaces `values` by the next `maximum` rows at most; returns how many, 0 at the end. A cell of a
    /// table that is no number becomes NaN; so does a whole row that cannot be used.
    virtual Result<qint64> read(qint64 maximum, std::vector<double>& values) = 0;
    virtual Result<void> rewind() = 0;
};

} // namespace badcase::workspace
