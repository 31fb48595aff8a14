// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How far the probabilities of each class are from what they say.

#include "inference/core/ids.h"
#include "widgets/models/table_model.h"
#include "widgets/theme/class_colors.h"

#include <limits>
#include <vector>

namespace badcase::models {

struct ClassCalibrationRow {
    ClassIndex index = kNoClass;
    QString name;       ///< with its parents
    qint64 support = 0; ///< labelled so
    double meanProbability = 0;
    double frequency = 0; ///< share that is labelled so
    double error = 0;     ///< expected calibration error, with the bins that are chosen
    double temperedError =
        std::numeric_limits<double>::quiet_NaN(); ///< with the temperature; NaN: there is none
};

/// GUI thread.
class ClassCalibrationModel : public TableModel {
    Q_OBJECT
public:
    enum Columns { Name, Support, Said, Is, Error, TemperedError, ColumnCount };

    using TableModel::TableModel;

    /// Selection and scrolling stay when the classes are the same.
    void setRows(std::vector<ClassCalibrationRow> rows, theme::ClassPalette palette);
    const ClassCalibrationRow& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    ClassIndex classAt(int row) const; ///< kNoClass outside the rows
    int rowOf(ClassIndex index) const; ///< -1: none

protected:
    int rows() const override { return static_cast<int>(m_rows.size()); }
    int columns() const override { return ColumnCount; }
    Column column(int column) const override;
    TableCell cell(int row, int column) const override;

private:
    std::vector<ClassCalibrationRow> m_rows;
    theme::ClassPalette m_palette;
};

} // namespace badcase::models
