// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/command_palette.h"

#include "widgets/panels/class_matcher.h"
#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kWidth = 520;
constexpr int kRows = 10;
constexpr int kShortcutRole = Qt::UserRole + 1;
constexpr int kActionRole = Qt::UserRole + 2;

QString plainText(const QAction* action)
{
    QString text = action->text();
    text.remove(QLatin1Char('&'));
    return text;
}

/// Name at the left, shortcut at the right.
class PaletteDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {200, theme::kRowHeight};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool usable = index.flags() & Qt::ItemIsEnabled;
        if (option.state & QStyle::State_Selected)
            theme::drawRounded(painter, option.rect.adjusted(4, 1, -4, -1), theme::color(Role::Selection),
                               Qt::transparent, theme::kRadius);
        const QRect row = option.rect.adjusted(theme::kPadding, 0, -theme::kPadding, 0);
        const QString shortcut = index.data(kShortcutRole).toString();
        painter->setFont(theme::bodyFont());
        const int room = row.width() - painter->fontMetrics().horizontalAdvance(shortcut) - theme::kPadding;
        painter->setPen(theme::color(usable ? Role::Text : Role::Disabled));
        painter->drawText(row, Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, room));
        painter->setPen(theme::color(usable ? Role::Text2 : Role::Disabled));
        painter->drawText(row, Qt::AlignVCenter | Qt::AlignRight, shortcut);
    }
};

} // namespace

CommandPalette::CommandPalette(QWidget* host)
    : QFrame(host), m_edit(new QLineEdit), m_list(new QListView), m_model(new QStandardItemModel(this))
{
    hide();
    setAccessibleName(tr("Command palette"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::kGap, theme::kGap, theme::kGap, theme::kGap);
    layout->setSpacing(theme::kUnit);
    m_edit->setPlaceholderText(tr("Type what you want to do"));
    m_edit->setAccessibleName(m_edit->placeholderText());
    m_edit->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->viewport()->setAutoFillBackground(false);
    layout->addWidget(m_edit);
    layout->addWidget(m_list);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::refill);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    host->installEventFilter(this);
}

void CommandPalette::setActions(const QList<QAction*>& actions)
{
    m_actions.clear();
    for (QAction* action : actions)
        m_actions.append(action);
}

void CommandPalette::open()
{
    m_before = QApplication::focusWidget();
    m_edit->clear();
    refill();
    place();
    show();
    raise();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

QStringList CommandPalette::listed() const
{
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row)
        names.append(m_model->item(row)->text());
    return names;
}

void CommandPalette::refill()
{
    const QStringList words = m_edit->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<std::pair<int, QAction*>> found;
    for (const auto& action : m_actions) {
        if (!action || action->isSeparator() || !action->isVisible() || action->text().isEmpty())
            continue;
        int total = action->isEnabled() ? 0 : 100;
        for (const QString& word : words) {
            const int rank = matchRank(plainText(action), word);
            total = rank < 0 || total < 0 ? -1 : total + rank;
        }
        if (total >= 0)
            found.emplace_back(total, action);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    m_model->clear();
    for (const auto& [rank, action] : found) {
        auto* item = new QStandardItem(plainText(action));
        item->setData(action->shortcut().toString(QKeySequence::NativeText), kShortcutRole);
        item->setData(QVariant::fromValue(action), kActionRole);
        item->setEnabled(action->isEnabled());
        m_model->appendRow(item);
    }
    m_list->setCurrentIndex(m_model->index(0, 0));
}

void CommandPalette::run()
{
    const QModelIndex current = m_list->currentIndex();
    auto* action = current.data(kActionRole).value<QAction*>();
    if (!action || !action->isEnabled())
        return;
    leave(); // before the action: it may open something that wants the focus
    action->trigger();
}

void CommandPalette::leave()
{
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
    Q_EMIT closed();
}

void CommandPalette::place()
{
    const QWidget* host = parentWidget();
    const int wide = std::min(kWidth, host->width() - 4 * theme::kPadding);
    const int high = theme::kControlHeight + kRows * theme::kRowHeight + 3 * theme::kGap;
    setGeometry((host->width() - wide) / 2, std::min(80, host->height() / 8), wide,
                std::min(high, host->height() - 2 * theme::kPadding));
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    theme::drawRounded(&painter, rect(), theme::color(Role::Field), theme::color(Role::Hairline),
                       2 * theme::kRadius);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_edit)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && isVisible()) {
        hide(); // a click elsewhere
        Q_EMIT closed();
        return false;
    }
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) {
            leave();
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            run();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int row = m_list->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
            if (row >= 0 && row < m_model->rowCount())
                m_list->setCurrentIndex(m_model->index(row, 0));
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace badcase::panels
