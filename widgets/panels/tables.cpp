// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/tables.h"

#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QTableView>
#include <QToolTip>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kCellPadding = 8;
constexpr int kSwatch = 12;

QRect textRect(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    QRect rect = option.rect.adjusted(kCellPadding, 0, -kCellPadding, 0);
    if (index.data(Qt::DecorationRole).canConvert<QColor>())
        rect.setLeft(rect.left() + kSwatch + 6);
    return rect;
}

Qt::Alignment alignmentOf(const QModelIndex& index)
{
    const QVariant value = index.data(Qt::TextAlignmentRole);
    return value.isValid() ? Qt::Alignment(value.toInt()) : Qt::AlignLeft | Qt::AlignVCenter;
}

} // namespace

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, theme::color(Role::Selection));
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, theme::color(Role::Hover));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      theme::withAlpha(theme::color(Role::Hairline), 0.45));
    if (const QVariant swatch = index.data(Qt::DecorationRole); swatch.canConvert<QColor>()) {
        const QRect box(option.rect.left() + kCellPadding, option.rect.center().y() - kSwatch / 2 + 1,
                        kSwatch, kSwatch);
        theme::drawRounded(painter, box, swatch.value<QColor>(), Qt::transparent, 2);
    }
    const QRect rect = textRect(option, index);
    const Qt::Alignment alignment = alignmentOf(index);
    const QVariant foreground = index.data(Qt::ForegroundRole);
    painter->setFont(alignment & Qt::AlignRight ? theme::numberFont() : theme::bodyFont());
    painter->setPen(foreground.canConvert<QColor>() ? foreground.value<QColor>()
                    : foreground.canConvert<QBrush>()
                        ? foreground.value<QBrush>().color()
                        : theme::color(option.state & QStyle::State_Enabled ? Role::Text : Role::Disabled));
    const QString text = index.data(Qt::DisplayRole).toString();
    painter->drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter),
                      painter->fontMetrics().elidedText(text, Qt::ElideMiddle, rect.width()));
    painter->restore();
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    // Measured in the font that paint() takes: the table's own may not be set yet.
    const QFont font = alignmentOf(index) & Qt::AlignRight ? theme::numberFont() : theme::bodyFont();
    const int text = QFontMetrics(font).horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2;
    const int swatch = index.data(Qt::DecorationRole).canConvert<QColor>() ? kSwatch + 6 : 0;
    return {text + swatch + 2 * kCellPadding, theme::kRowHeight};
}

bool TableDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                              const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString text = index.data(Qt::DisplayRole).toString();
    const bool cut = option.fontMetrics.horizontalAdvance(text) > textRect(option, index).width();
    const QString own = index.data(Qt::ToolTipRole).toString();
    QToolTip::showText(event->globalPos(), own.isEmpty() && cut ? text : own, view);
    return true;
}

void setUpTable(QTableView* table)
{
    table->setItemDelegate(new TableDelegate(table));
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setMouseTracking(true);
    table->setWordWrap(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setCornerButtonEnabled(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setMinimumSectionSize(theme::kRowHeight);
    table->verticalHeader()->setDefaultSectionSize(theme::kRowHeight);
    QHeaderView* header = table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(44);
    header->setFont(theme::captionFont());
    header->setFixedHeight(theme::kRowHeight);
    header->setTextElideMode(Qt::ElideRight);
}

void setUpClassTable(QTableView* table)
{
    setUpTable(table);
    table->setSortingEnabled(true);
    table->setAccessibleName(QTableView::tr("Classes and their scores"));
    fitColumns(table);
}

void setUpRunsTable(QTableView* table)
{
    setUpTable(table);
    table->setSortingEnabled(true);
    table->setAccessibleName(QTableView::tr("Runs"));
    fitColumns(table);
}

void fitColumns(QTableView* table, int stretchColumn)
{
    QHeaderView* header = table->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    if (!table->model())
        return;
    table->resizeColumnsToContents();
    if (stretchColumn < table->model()->columnCount())
        header->setSectionResizeMode(stretchColumn, QHeaderView::Stretch);
}

} // namespace badcase::panels
