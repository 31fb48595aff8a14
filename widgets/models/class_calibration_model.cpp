// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/class_calibration_model.h"

#include <QLocale>

#include <algorithm>

namespace badcase::models {

void ClassCalibrationModel::setRows(std::vector<ClassCalibrationRow> rows, theme::ClassPalette palette)
{
    const bool same = !m_rows.empty() && std::ranges::equal(rows, m_rows, [](const auto& a, const auto& b) {
        return a.index == b.index && a.name == b.name;
    });
    if (!same)
        beginResetModel();
    m_rows = std::move(rows);
    m_palette = std::move(palette);
    if (same)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    else
        endResetModel();
}

ClassIndex ClassCalibrationModel::classAt(int row) const
{
    return row >= 0 && row < rows() ? at(row).index : kNoClass;
}

int ClassCalibrationModel::rowOf(ClassIndex index) const
{
    const auto found = std::ranges::find(m_rows, index, &ClassCalibrationRow::index);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

TableModel::Column ClassCalibrationModel::column(int column) const
{
    switch (column) {
    case Name:
        return {tr("Class"), {}, false};
    case Support:
        return {tr("n"), tr("How many are labelled so"), true};
    case Said:
        return {tr("Said"), tr("Mean probability of the class over all samples"), true};
    case Is:
        return {tr("Is"), tr("Share of all samples that is labelled so"), true};
    case Error:
        return {tr("ECE"),
                tr("Expected calibration error of the class against the rest: over bins of its probability, "
                   "the share "
                   "of samples times the distance of mean probability and share labelled so"),
                true};
    case TemperedError:
        return {tr("with T"), tr("The same error with the temperature, on samples it was not fitted to"),
                true};
    default:
        return {};
    }
}

TableCell ClassCalibrationModel::cell(int row, int column) const
{
    const ClassCalibrationRow& shown = at(row);
    const auto number = [](double value) { return TableCell{scoreOrDash(value), value}; };
    switch (column) {
    case Name:
        return {shown.name, shown.name, shown.name, m_palette.color(shown.index), {}};
    case Support:
        return {QLocale().toString(shown.support), shown.support};
    case Said:
        return number(shown.meanProbability);
    case Is:
        return number(shown.frequency);
    case Error:
        return number(shown.error);
    case TemperedError:
        return number(shown.temperedError);
    default:
        return {};
    }
}

} // namespace badcase::models
