// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What an import would bring in: the first records, before anything is written.

#include "widgets/models/table_model.h"

#include <QStringList>

#include <vector>

namespace badcase::models {

/// One record as the data set gives it, after column and class mapping. Texts follow the model's field names.
struct ImportPreviewRow {
    QString name;
    QString media = {};
    QString label = {};     ///< class names, comma separated
    bool labelKnown = true; ///< false: the schema has no such class yet
    QString mask = {};
    QString split = {};
    QStringList texts = {};
};

/// Columns: sample, media, label, mask, split, then one for each text field.
class ImportPreviewModel : public TableModel {
    Q_OBJECT
public:
    enum Columns { Name, Media, Label, Mask, Split, FirstText };

    using TableModel::TableModel;

    void setRows(QStringList fields, std::vector<ImportPreviewRow> rows);
    const ImportPreviewRow& at(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    /// False when no record has anything there: the view can hide the column.
    bool hasValues(int column) const;

protected:
    int rows() const override { return static_cast<int>(m_rows.size()); }
    int columns() const override { return FirstText + static_cast<int>(m_fields.size()); }
    Column column(int column) const override;
    TableCell cell(int row, int column) const override;

private:
    QStringList m_fields;
    std::vector<ImportPreviewRow> m_rows;
};

} // namespace badcase::models
