// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The per-class table: how many, how well.

#include "inference/core/ids.h"
#include "widgets/models/table_model.h"
#include "widgets/theme/class_colors.h"

#include <limits>
#include <vector>

namespace badcase::models {

/// All scores in [0, 1]; NaN: not defined for this class, or not a figure of this task.
struct ClassMetricsRow {
    static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

    ClassIndex index = kNoClass;
    QString name;
    qint64 support = 0; ///< samples labelled so (segmentation: pixels)
    double precision = kNone;
    double recall = kNone;
    double f1 = kNone;
    double averagePrecision = kNone;
    double iou = kNone;
    double dice = kNone;
    QString parent = {}; ///< what stands above the class, from the top; shown before its name
};

class ClassMetricsModel : public TableModel {
    Q_OBJECT
public:
    enum Columns { Name, Support, Precision, Recall, F1, AveragePrecision, Iou, Dice, ColumnCount };

    using TableModel::TableModel;

    void setRows(std::vector<ClassMetricsRow> rows, theme::ClassPalette palette);
    const ClassMetricsRow& at(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    /// kNoClass outside the rows.
    ClassIndex classAt(int row) const;
    int rowOf(ClassIndex index) const; ///< -1 when it is not listed
    /// False when every class has an en dash there: the view can hide the column.
    bool hasValues(int column) const;

protected:
    int rows() const override { return static_cast<int>(m_rows.size()); }
    int columns() const override { return ColumnCount; }
    Column column(int column) const override;
    TableCell cell(int row, int column) const override;

private:
    std::vector<ClassMetricsRow> m_rows;
    theme::ClassPalette m_palette;
    bool m_masks = false; ///< figures are of pixels
};

} // namespace badcase::models
