// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Samples that an import, a run or an export could not use.

#include "inference/core/cancel.h"
#include "widgets/models/table_model.h"

#include <vector>

namespace badcase::models {

class ProblemsModel : public TableModel {
    Q_OBJECT
public:
    enum Columns { Sample, Kind, Message, ColumnCount };

    using TableModel::TableModel;

    void setProblems(std::vector<SampleProblem> problems);
    /// Added at the end while a job goes on: what is selected and scrolled to stays.
    void append(const std::vector<SampleProblem>& problems);
    void clear() { setProblems({}); }
    const SampleProblem& at(int row) const { return m_problems.at(static_cast<std::size_t>(row)); }

protected:
    int rows() const override { return static_cast<int>(m_problems.size()); }
    int columns() const override { return ColumnCount; }
    Column column(int column) const override;
    TableCell cell(int row, int column) const override;

private:
    std::vector<SampleProblem> m_problems;
};

} // namespace badcase::models
