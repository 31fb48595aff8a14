// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The table of runs.

#include "inference/core/ids.h"
#include "widgets/models/table_model.h"

#include <QDateTime>

#include <limits>
#include <vector>

namespace badcase::models {

enum class RunStatus { Running, Finished, Partial, Failed, Cancelled };
/// Whether the model had seen the samples in training.
enum class OutOfFold { Unknown, Yes, No };

struct RunRow {
    RunId id;
    QString name;
    QString model = {};
    double score = std::numeric_limits<double>::quiet_NaN(); ///< the project's main score; NaN: none yet
    QString scoreName = {};                                  ///< "macro F1", "mIoU", ...; for the tool tip
    qint64 samples = 0;                                      ///< with a prediction
    qint64 failed = 0;                                       ///< samples that could not be run
    RunStatus status = RunStatus::Finished;
    QString device = {};
    QDateTime started = {};
    double seconds = std::numeric_limits<double>::quiet_NaN(); ///< how long it took; NaN: not known
    OutOfFold outOfFold = OutOfFold::Unknown;
    qint64 reused = 0; ///< of the samples, those whose prediction another run had already; for the tool tip
};

class RunsModel : public TableModel {
    Q_OBJECT
public:
    enum Columns { Name, Model, Score, Samples, Status, Device, Started, Duration, Fold, ColumnCount };

    using TableModel::TableModel;

    /// Rows of runs that are listed already are changed in place, so that a view keeps its selection.
    void setRows(std::vector<RunRow> rows);
    const RunRow& at(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    RunId idAt(int row) const; ///< invalid outside the rows
    int rowOf(RunId id) const; ///< -1 when it is not listed

protected:
    int rows() const override { return static_cast<int>(m_rows.size()); }
    int columns() const override { return ColumnCount; }
    Column column(int column) const override;
    TableCell cell(int row, int column) const override;

private:
    TableCell statusCell(const RunRow& run) const;

    std::vector<RunRow> m_rows;
};

} // namespace badcase::models
