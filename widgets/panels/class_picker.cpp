// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/class_picker.h"

#include "widgets/panels/class_matcher.h"
#include "widgets/panels/controls.h"
#include "widgets/theme/class_names.h"
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

enum Kind { kClassRow, kParentRow, kWholeParentRow };

/// "food / drinks" of a parent that has one itself.
QString parentPath(const ClassTree& tree, int parent)
{
    QStringList names;
    for (; parent != kNoParent; parent = tree.parents()[static_cast<std::size_t>(parent)].parent)
        names.prepend(tree.parents()[static_cast<std::size_t>(parent)].name);
    return names.join(QStringLiteral(" / "));
}

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
    if (isTree() && !m_labels.empty() && m_labels.first() < m_schema.size()) {
        selectRow(kParentRow, m_schema.parentOf(m_labels.first()));
        m_list->scrollToItem(m_list->currentItem(),
                             QAbstractItemView::PositionAtTop); // its siblings are seen
        selectRow(kClassRow, m_labels.first());
    }
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

int ClassPicker::valueOfRow(int kind) const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item && item->data(kKindRole) == kind ? item->data(kValueRole).toInt() : -1;
}

ClassIndex ClassPicker::currentClass() const
{
    return valueOfRow(kClassRow);
}

int ClassPicker::currentParent() const
{
    return valueOfRow(kParentRow);
}

int ClassPicker::currentWholeParent() const
{
    return valueOfRow(kWholeParentRow);
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
    if (isTree())
        addTree();
    else
        addMatches();
    m_list->setCurrentRow(m_list->count() > 0 ? 0 : -1);
    selectRow(kind, value);
}

void ClassPicker::addTree()
{
    for (ClassIndex index = 0; index < m_schema.size(); ++index) {
        if (m_schema.parentOf(index) == kNoParent)
            addClass(index, false);
    }
    for (int parent = 0; parent < m_schema.tree().directParents(); ++parent)
        addParent(parent);
}

void ClassPicker::addMatches()
{
    const QString typed = m_edit->text().trimmed();
    const auto& parents = m_schema.tree().parents();
    for (int parent = 0; m_purpose == Purpose::Filter && parent < static_cast<int>(parents.size());
         ++parent) {
        if (matchRank(parents[static_cast<std::size_t>(parent)].name, typed) >= 0)
            addWholeParent(parent, false);
    }
    constexpr int bestMatches = 50;
    for (const ClassIndex index :
         matchClasses(m_schema, typed, typed.isEmpty() ? m_schema.size() : bestMatches))
        addClass(index, false);
}

void ClassPicker::addParent(int parent)
{
    const auto classes = m_schema.tree().classesOf(parent);
    const bool unfolded = m_unfolded.contains(parent);
    const auto marked = std::ranges::count_if(classes, [this](ClassIndex c) { return m_labels.contains(c); });
    QString text = tr("%1 (%2)", "parent class (number of its classes)")
                       .arg(parentPath(m_schema.tree(), parent))
                       .arg(classes.size());
    if (marked > 0 && !unfolded)
        text += QStringLiteral("  ✓");
    auto* item = new QListWidgetItem(
        theme::icon(unfolded ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                    theme::Role::Text2),
        text, m_list);
    finishRow(item, kParentRow, parent, text);
    if (!unfolded)
        return;
    if (m_purpose == Purpose::Filter && classes.size() > 1)
        addWholeParent(parent, true);
    for (const ClassIndex index : classes)
        addClass(index, true);
}

void ClassPicker::addWholeParent(int parent, bool indented)
{
    const auto classes = m_schema.tree().classesBelow(parent);
    const auto marked = std::ranges::count_if(classes, [this](ClassIndex c) { return m_labels.contains(c); });
    const QString whole = tr("%1 (all %n classes)", "parent class", static_cast<int>(classes.size()))
                              .arg(parentPath(m_schema.tree(), parent));
    const QString text =
        indented ? tr("    All %n classes", nullptr, static_cast<int>(classes.size())) : whole;
    auto* item = new QListWidgetItem(
        makeSwatch(theme::ClassPalette::parentColor(parent), kSwatch, devicePixelRatioF()), text, m_list);
    finishRow(item, kWholeParentRow, parent, whole);
    item->setCheckState(marked == 0                     ? Qt::Unchecked
                        : marked == std::ssize(classes) ? Qt::Checked
                                                        : Qt::PartiallyChecked);
}

void ClassPicker::addClass(ClassIndex index, bool indented)
{
    const QString whole = theme::classPath(m_schema, index);
    auto* item =
        new QListWidgetItem(makeSwatch(m_palette.color(index), kSwatch, devicePixelRatioF()),
                            indented ? QStringLiteral("    ") + m_schema.at(index).name : whole, m_list);
    finishRow(item, kClassRow, index, whole);
    if (ticks())
        item->setCheckState(m_labels.contains(index) ? Qt::Checked : Qt::Unchecked);
}

void ClassPicker::finishRow(QListWidgetItem* item, int kind, int value, const QString& toolTip)
{
    item->setData(kKindRole, kind);
    item->setData(kValueRole, value);
    item->setToolTip(toolTip);
    item->setSizeHint({0, theme::kRowHeight});
    // A box shows what is so; a click asks for more.
    item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
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
    const int above = index != kNoClass ? m_schema.parentOf(index) : currentWholeParent();
    if (!unfold && above != kNoParent)
        setUnfolded(above, false);
    return true;
}

void ClassPicker::activate()
{
    if (const int parent = currentParent(); parent != kNoParent)
        setUnfolded(parent, !m_unfolded.contains(parent));
    else if (const int whole = currentWholeParent(); whole != kNoParent)
        Q_EMIT parentChosen(whole);
    else if (const ClassIndex index = currentClass(); index != kNoClass)
        Q_EMIT classChosen(index);
}

} // namespace badcase::panels
