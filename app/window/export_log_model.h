// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Earlier exports of the project, newest first.

#include "storage/activity_log.h"
#include "widgets/models/table_model.h"

#include <vector>

namespace badcase::window {

class ExportLogModel : public models::TableModel {
    Q_OBJECT
public:
    enum Columns { Folder, Format, Samples, Labels, Split, When, Who, ColumnCount };

    using TableModel::TableModel;

    /// Imports among the activities are left out.
    void setActivities(const std::vector<storage::Activity>& activities);
    const storage::Activity& at(int row) const { return m_exports.at(static_cast<std::size_t>(row)); }

protected:
    int rows() const override { return static_cast<int>(m_exports.size()); }
    int columns() const override { return ColumnCount; }
    Column column(int column) const override;
    models::TableCell cell(int row, int column) const override;

private:
    std::vector<storage::Activity> m_exports;
};

} // namespace badcase::window
