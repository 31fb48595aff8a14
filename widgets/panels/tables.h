// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Tables as the program shows them: rows of 28, numbers right-aligned in tabular figures, names elided in
/// the middle with a tool tip, sortable. The models come from widgets/models (or anywhere): DisplayRole,
/// DecorationRole (a colour is painted as a swatch), TextAlignmentRole and ToolTipRole are understood.

#include <QStyledItemDelegate>

class QTableView;

namespace badcase::panels {

class TableDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;
};

/// Any read-only table: selects rows, no grid lines, no frame.
void setUpTable(QTableView* table);
/// The per-class table (model: name first, then numbers): sorts by a click on the header.
void setUpClassTable(QTableView* table);
/// The table of runs: the first column takes the room that is left.
void setUpRunsTable(QTableView* table);
/// To be called after setModel(): the first column stretches, the others are as wide as what they show.
void fitColumns(QTableView* table, int stretchColumn = 0);

} // namespace badcase::panels
