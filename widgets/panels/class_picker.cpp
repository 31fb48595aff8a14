// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/class_picker.h"

#include "widgets/panels/class_matcher.h"
#include "widgets/panels/controls.h"
#include "widgets/theme/icons.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace badcase::panels {

namespace {

constexpr int kRowsShown = 6;
constexpr int kTreeRowsShown = 10;
constexpr int kSwatch = 12;
constexpr int kKindRole = Qt::UserRole + 1;
constexpr int kValueRole = Qt::UserRole;

enum Kind { kClassRow, kParentRow };

} // namespace

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
    m_list->setAccessibleName(tr("Classes that match"));
    layout->addWidget(m_edit);
    layout->addWidget(m_list);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        refill();
        m_list->setCurrentRow(m_list->count() > 0 ? 0 : -1); // the best match
    });
    connect(m_list, &QListWidget::itemClicked, this, &ClassPicker::activate);
    setFocusProxy(m_edit);
}

void ClassPicker::setSchema(const Schema& schema)
{
    m_schema = schema;
    m_palette = theme::classPalette(schema);
    m_labels = {};
    m_unfolded.clear();
    m_list->setFixedHeight((schema.hasParents() ? kTreeRowsShown : kRowsShown) * theme::kRowHeight + 2);
    refill();
}

void ClassPicker::setLabels(const LabelSet& labels)
{
    if (labels == m_labels)
        return;
    m_labels = labels;
    refill();
}

void ClassPicker::open(const QString& typed)
{
    m_unfolded.clear();
    for (const ClassIndex index : m_labels)
        m_unfolded.insert(index < m_schema.size() ? m_schema.parentOf(index) : kNoParent);
    m_edit->setText(typed);
    refill();
    if (isTree() && !m_labels.empty())
        selectRow(kClassRow, m_labels.first());
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

QString ClassPicker::typed() const
{
    return m_edit->text();
}

bool ClassPicker::isTree() const
{
    return m_schema.hasParents() && m_edit->text().trimmed().isEmpty();
}

ClassIndex ClassPicker::currentClass() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item && item->data(kKindRole) == kClassRow ? item->data(kValueRole).toInt() : kNoClass;
}

int ClassPicker::currentParent() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item && item->data(kKindRole) == kParentRow ? item->data(kValueRole).toInt() : kNoParent;
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
    case Qt::Key_Left:
    case Qt::Key_Right:
        return moveFold(key) || QWidget::eventFilter(watched, event);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activate();
        return true;
    case Qt::Key_Escape:
        Q_EMIT closed();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

/// Rows stay where they are for the eye: the current one and the place of the list survive.
void ClassPicker::refill()
{
    const QListWidgetItem* current = m_list->currentItem();
    const int kind = current ? current->data(kKindRole).toInt() : kClassRow;
    const int value = current ? current->data(kValueRole).toInt() : kNoClass;
    m_list->clear();
    if (isTree()) {
        for (ClassIndex index = 0; index < m_schema.size(); ++index) {
            if (m_schema.parentOf(index) == kNoParent)
                addClass(index, false);
        }
        for (int parent = 0; parent < m_schema.tree().directParents(); ++parent)
            addParent(parent);
    } else {
        for (const ClassIndex index : matchClasses(m_schema, m_edit->text()))
            addClass(index, false);
    }
    m_list->setCurrentRow(m_list->count() > 0 ? 0 : -1);
    selectRow(kind, value);
}

void ClassPicker::addParent(int parent)
{
    const auto classes = m_schema.tree().classesOf(parent);
    const bool unfolded = m_unfolded.contains(parent);
    const auto marked = std::ranges::count_if(classes, [this](ClassIndex c) { return m_labels.contains(c); });
    QString text = tr("%1 (%2)", "parent class (number of its classes)")
                       .arg(m_schema.tree().parents()[static_cast<std::size_t>(parent)].name)
                       .arg(classes.size());
    if (marked > 0 && !unfolded)
        text += QStringLiteral("  ✓");
    auto* item = new QListWidgetItem(
        theme::icon(unfolded ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                    theme::Role::Text2),
        text, m_list);
    item->setData(kKindRole, kParentRow);
    item->setData(kValueRole, parent);
    item->setToolTip(text);
    item->setSizeHint({0, theme::kRowHeight});
    if (unfolded) {
        for (const ClassIndex index : classes)
            addClass(index, true);
    }
}

void ClassPicker::addClass(ClassIndex index, bool indented)
{
    const ClassInfo& info = m_schema.at(index);
    const QString whole =
        info.parent.isEmpty() ? info.name : tr("%1 / %2", "parent / class").arg(info.parent, info.name);
    auto* item = new QListWidgetItem(makeSwatch(m_palette.color(index), kSwatch, devicePixelRatioF()),
                                     indented ? QStringLiteral("    ") + info.name : whole, m_list);
    item->setData(kKindRole, kClassRow);
    item->setData(kValueRole, index);
    item->setToolTip(whole);
    item->setSizeHint({0, theme::kRowHeight});
    item->setFlags(Qt::ItemIsSelectable |
                   Qt::ItemIsEnabled); // the box shows what is so; a click asks for more
    if (ticks())
        item->setCheckState(m_labels.contains(index) ? Qt::Checked : Qt::Unchecked);
}

void ClassPicker::selectRow(int kind, int value)
{
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem* item = m_list->item(row);
        if (item->data(kKindRole) == kind && item->data(kValueRole) == value) {
            m_list->setCurrentRow(row);
            m_list->scrollToItem(item);
            return;
        }
    }
}

void ClassPicker::setUnfolded(int parent, bool unfolded)
{
    if (unfolded)
        m_unfolded.insert(parent);
    else
        m_unfolded.remove(parent);
    refill();
    selectRow(kParentRow, parent);
    // As many children as there is room for come into view.
    if (unfolded)
        m_list->scrollToItem(m_list->currentItem(), QAbstractItemView::PositionAtTop);
}

bool ClassPicker::moveFold(int key)
{
    if (!isTree())
        return false;
    const bool unfold = key == Qt::Key_Right;
    if (const int parent = currentParent(); parent != kNoParent) {
        if (m_unfolded.contains(parent) != unfold)
            setUnfolded(parent, unfold);
        return true;
    }
    const ClassIndex index = currentClass();
    if (!unfold && index != kNoClass && m_schema.parentOf(index) != kNoParent)
        setUnfolded(m_schema.parentOf(index), false);
    return true;
}

void ClassPicker::activate()
{
    if (const int parent = currentParent(); parent != kNoParent)
        setUnfolded(parent, !m_unfolded.contains(parent));
    else if (const ClassIndex index = currentClass(); index != kNoClass)
        Q_EMIT classChosen(index);
}

} // namespace badcase::panels
