// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/class_metrics_model.h"

#include "widgets/models/metric_texts.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace badcase::models {

namespace {

double scoreOf(const ClassMetricsRow& row, int column)
{
    switch (column) {
    case ClassMetricsModel::Precision:
        return row.precision;
    case ClassMetricsModel::Recall:
        return row.recall;
    case ClassMetricsModel::F1:
        return row.f1;
    case ClassMetricsModel::AveragePrecision:
        return row.averagePrecision;
    case ClassMetricsModel::Iou:
        return row.iou;
    case ClassMetricsModel::Dice:
        return row.dice;
    default:
        return ClassMetricsRow::kNone;
    }
}

} // namespace

void ClassMetricsModel::setRows(std::vector<ClassMetricsRow> rows, theme::ClassPalette palette)
{
    const auto sameClasses = [&] {
        return std::equal(
            rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
            [](const auto& a, const auto& b) { return a.index == b.index && a.name == b.name; });
    };
    if (!m_rows.empty() && sameClasses()) { // new figures of the same classes: selection and scrolling stay
        m_rows = std::move(rows);
        m_palette = std::move(palette);
        m_masks = hasValues(Iou);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    m_palette = std::move(palette);
    m_masks = hasValues(Iou);
    endResetModel();
}

ClassIndex ClassMetricsModel::classAt(int row) const
{
    return row >= 0 && row < rows() ? m_rows[static_cast<std::size_t>(row)].index : kNoClass;
}

int ClassMetricsModel::rowOf(ClassIndex index) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const auto& row) { return row.index == index; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

bool ClassMetricsModel::hasValues(int column) const
{
    return column == Name || column == Support ||
           std::any_of(m_rows.begin(), m_rows.end(),
                       [&](const auto& row) { return !std::isnan(scoreOf(row, column)); });
}

TableModel::Column ClassMetricsModel::column(int column) const
{
    const auto convention = [this](const char* key) {
        return metricConvention(QLatin1String(key), m_masks ? Task::Segmentation : Task::Classification);
    };
    switch (column) {
    case Name:
        return {tr("Class"), {}, false};
    case Support:
        return {tr("n"), convention("support"), true};
    case Precision:
        return {tr("Precision"), convention("precision"), true};
    case Recall:
        return {tr("Recall"), convention("recall"), true};
    case F1:
        return {tr("F1"), convention("f1"), true};
    case AveragePrecision:
        return {tr("AP"), convention("ap"), true};
    case Iou:
        return {tr("IoU"), convention("iou"), true};
    case Dice:
        return {tr("Dice"), convention("dice"), true};
    default:
        return {};
    }
}

TableCell ClassMetricsModel::cell(int row, int column) const
{
    const ClassMetricsRow& shown = at(row);
    if (column == Name) {
        const QString path =
            shown.parent.isEmpty() ? shown.name : shown.parent + QStringLiteral(" / ") + shown.name;
        return {path, path, path, m_palette.color(shown.index), {}};
    }
    if (column == Support)
        return {QLocale().toString(shown.support), shown.support};
    const double score = scoreOf(shown, column);
    return {scoreOrDash(score), score};
}

} // namespace badcase::models
