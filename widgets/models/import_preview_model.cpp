// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/import_preview_model.h"

#include "widgets/theme/theme.h"

#include <algorithm>

namespace badcase::models {

namespace {

QString textOf(const ImportPreviewRow& row, int column)
{
    switch (column) {
    case ImportPreviewModel::Name:
        return row.name;
    case ImportPreviewModel::Media:
        return row.media;
    case ImportPreviewModel::Label:
        return row.label;
    case ImportPreviewModel::Mask:
        return row.mask;
    case ImportPreviewModel::Split:
        return row.split;
    default:
        return row.texts.value(column - ImportPreviewModel::FirstText);
    }
}

} // namespace

void ImportPreviewModel::setRows(QStringList fields, std::vector<ImportPreviewRow> rows)
{
    beginResetModel();
    m_fields = std::move(fields);
    m_rows = std::move(rows);
    endResetModel();
}

bool ImportPreviewModel::hasValues(int column) const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [&](const auto& row) { return !textOf(row, column).isEmpty(); });
}

TableModel::Column ImportPreviewModel::column(int column) const
{
    switch (column) {
    case Name:
        return {tr("Sample"), {}, false};
    case Media:
        return {tr("Picture"), {}, false};
    case Label:
        return {tr("Label"), {}, false};
    case Mask:
        return {tr("Mask"), {}, false};
    case Split:
        return {tr("Split"), {}, false};
    default:
        return {m_fields.value(column - FirstText), {}, false};
    }
}

TableCell ImportPreviewModel::cell(int row, int column) const
{
    const ImportPreviewRow& shown = at(row);
    const QString text = textOf(shown, column);
    if (text.isEmpty())
        return {enDash(), {}, {}, {}, theme::color(theme::Role::Text2)};
    // One line a row: texts of several lines are read in the tool tip.
    TableCell cell{text.simplified(), text, text};
    if (column == Label && !shown.labelKnown) {
        cell.foreground = theme::color(theme::Role::Warn);
        cell.toolTip =
            tr("The project has no class \"%1\": it is added, or map it to another class").arg(text);
    }
    return cell;
}

} // namespace badcase::models
