// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/table_model.h"

#include "widgets/theme/theme.h"

#include <QCollator>
#include <QLocale>

#include <cmath>

namespace badcase::models {

int TableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : rows();
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns();
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column(index.column()).number ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    if (role == Qt::FontRole)
        return column(index.column()).number ? QVariant(theme::numberFont()) : QVariant();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::DecorationRole &&
        role != Qt::ForegroundRole && role != SortRole)
        return {};
    const TableCell shown = cell(index.row(), index.column());
    switch (role) {
    case Qt::DisplayRole:
        return shown.text;
    case Qt::ToolTipRole:
        return shown.toolTip.isEmpty() ? QVariant() : QVariant(shown.toolTip);
    case Qt::DecorationRole:
        return shown.swatch.isValid() ? QVariant(shown.swatch) : QVariant();
    case Qt::ForegroundRole:
        return shown.foreground.isValid() ? QVariant(shown.foreground) : QVariant();
    default:
        return shown.sort;
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns())
        return {};
    const Column shown = column(section);
    switch (role) {
    case Qt::DisplayRole:
        return shown.title;
    case Qt::ToolTipRole:
        return shown.toolTip.isEmpty() ? QVariant() : QVariant(shown.toolTip);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((shown.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

TableSortProxy::TableSortProxy(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(TableModel::SortRole);
    setDynamicSortFilter(true);
}

TableSortProxy::TableSortProxy(TableModel* source, QObject* parent) : TableSortProxy(parent)
{
    setSourceModel(source);
}

bool TableSortProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const auto isNumber = [](const QVariant& value) {
        return value.typeId() != QMetaType::QString && value.isValid();
    };
    const auto isUndefined = [&](const QVariant& value) {
        return !value.isValid() || (isNumber(value) && std::isnan(value.toDouble()));
    };
    const QVariant a = left.data(sortRole());
    const QVariant b = right.data(sortRole());
    const bool noA = isUndefined(a), noB = isUndefined(b);
    if (noA || noB)
        return noA == noB ? false : sortOrder() == Qt::AscendingOrder ? noB : noA;
    if (isNumber(a) && isNumber(b))
        return a.toDouble() < b.toDouble();
    static const QCollator collator = [] {
        // The C locale compares bytes and knows no numbers in texts.
        const QLocale locale;
        QCollator made(locale.language() == QLocale::C ? QLocale(QLocale::English) : locale);
        made.setNumericMode(true);
        made.setCaseSensitivity(Qt::CaseInsensitive);
        return made;
    }();
    return collator.compare(a.toString(), b.toString()) < 0;
}

QString enDash()
{
    return QString(QChar(0x2013));
}

QString scoreOrDash(double score)
{
    return std::isnan(score) ? enDash() : theme::scoreText(score);
}

} // namespace badcase::models
