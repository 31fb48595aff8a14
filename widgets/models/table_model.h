// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the small tables of the window have in common: rows are values set as a whole, every column knows how
/// it is shown and how it is sorted.

#include <QAbstractTableModel>
#include <QColor>
#include <QSortFilterProxyModel>
#include <QString>
#include <QVariant>

namespace badcase::models {

/// One cell as it is shown.
struct TableCell {
    QString text;
    QVariant sort; ///< number or text; invalid or NaN: nothing to compare, sorted last in both directions
    QString toolTip = {};
    QColor swatch = {}; ///< a square of this colour before the text (Qt::DecorationRole)
    QColor foreground = {};
};

/// Base of the table models. Subclasses give counts, headers and cells; the plumbing is done here.
class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { SortRole = Qt::UserRole + 1 };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final;

protected:
    struct Column {
        QString title;
        QString toolTip = {};
        bool number = false; ///< right-aligned, in tabular figures
    };
    virtual int rows() const = 0;
    virtual int columns() const = 0;
    virtual Column column(int column) const = 0;
    virtual TableCell cell(int row, int column) const = 0;
};

/// Sorts a TableModel by its SortRole: numbers as numbers, texts as people order them ("class 2" before
/// "class 10"), cells without a value last whichever way the table is sorted, equal cells in the model's
/// order.
class TableSortProxy : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit TableSortProxy(QObject* parent = nullptr);
    explicit TableSortProxy(TableModel* source, QObject* parent = nullptr);

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

/// What stands where there is no number.
QString enDash();
/// Scores with three decimals, an en dash for NaN.
QString scoreOrDash(double score);

} // namespace badcase::models
