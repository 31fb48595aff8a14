// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/class_picker.h"

#include "widgets/panels/class_matcher.h"
#include "widgets/panels/controls.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace badcase::panels {

ClassPicker::ClassPicker(QWidget* parent) : QWidget(parent), m_edit(new QLineEdit), m_list(new QListWidget)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kUnit);
    m_edit->setPlaceholderText(tr("Class name"));
    m_edit->setAccessibleName(tr("Find a class"));
    m_edit->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(6 * theme::kRowHeight + 2);
    m_list->setAccessibleName(tr("Classes that match"));
    layout->addWidget(m_edit);
    layout->addWidget(m_list);
    connect(m_edit, &QLineEdit::textChanged, this, &ClassPicker::refill);
    connect(m_list, &QListWidget::itemClicked, this, &ClassPicker::choose);
    setFocusProxy(m_edit);
}

void ClassPicker::setSchema(const Schema& schema)
{
    m_schema = schema;
    m_palette = theme::classPalette(schema);
    refill();
}

void ClassPicker::open(const QString& typed)
{
    m_edit->setText(typed);
    refill();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

QString ClassPicker::typed() const
{
    return m_edit->text();
}

ClassIndex ClassPicker::currentClass() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).toInt() : kNoClass;
}

bool ClassPicker::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int row = m_list->currentRow();
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        m_list->setCurrentRow(qBound(0, row + (key == Qt::Key_Down ? 1 : -1), m_list->count() - 1));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Escape:
        Q_EMIT closed();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void ClassPicker::refill()
{
    m_list->clear();
    for (const ClassIndex index : matchClasses(m_schema, m_edit->text())) {
        const ClassInfo& info = m_schema.at(index);
        const QString text =
            info.parent.isEmpty() ? info.name : tr("%1 / %2", "parent / class").arg(info.parent, info.name);
        auto* item =
            new QListWidgetItem(makeSwatch(m_palette.color(index), 12, devicePixelRatioF()), text, m_list);
        item->setData(Qt::UserRole, index);
        item->setToolTip(text);
        item->setSizeHint({0, theme::kRowHeight});
    }
    m_list->setCurrentRow(m_list->count() ? 0 : -1);
}

void ClassPicker::choose()
{
    if (const ClassIndex index = currentClass(); index != kNoClass)
        Q_EMIT classChosen(index);
}

} // namespace badcase::panels
