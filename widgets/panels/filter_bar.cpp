// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/filter_bar.h"

#include "widgets/panels/controls.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QHash>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QTimer>
#include <QToolButton>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kSearchDelayMs = 120; // leaves time for the query within the 200 ms that a search may take
constexpr int kCross = 16;

} // namespace

Chip::Chip(const FilterChip& chip, QWidget* parent) : QWidget(parent), m_chip(chip)
{
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setFixedHeight(theme::kControlHeight);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setToolTip(chip.toolTip.isEmpty() ? chip.text : chip.toolTip);
    setAccessibleName(tr("Filter %1").arg(chip.text));
}

QSize Chip::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_chip.text) + kCross + 20, theme::kControlHeight};
}

QRect Chip::crossRect() const
{
    return {width() - kCross - 4, (height() - kCross) / 2, kCross, kCross};
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    theme::drawRounded(&painter, rect(), theme::color(Role::Raised),
                       theme::color(hasFocus() ? Role::Accent : Role::Hairline), theme::kRadius);
    painter.setPen(theme::color(Role::Text));
    const QRect text = rect().adjusted(8, 0, -kCross - 8, 0);
    painter.drawText(text, Qt::AlignVCenter,
                     fontMetrics().elidedText(m_chip.text, Qt::ElideMiddle, text.width()));
    theme::icon(QStringLiteral("close"), m_over ? Role::Text : Role::Text2)
        .paint(&painter, crossRect().adjusted(3, 3, -3, -3));
}

void Chip::mousePressEvent(QMouseEvent* event)
{
    if (crossRect().adjusted(-4, -4, 4, 4).contains(event->pos()))
        Q_EMIT removeRequested(m_chip.id);
}

void Chip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        Q_EMIT removeRequested(m_chip.id);
    else
        QWidget::keyPressEvent(event);
}

bool Chip::event(QEvent* event)
{
    const bool moved = event->type() == QEvent::MouseMove;
    if (moved || event->type() == QEvent::Leave) {
        m_over =
            moved && crossRect().adjusted(-4, -4, 4, 4).contains(static_cast<QMouseEvent*>(event)->pos());
        update();
    }
    return QWidget::event(event);
}

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent),
      m_project(new ElidedLabel),
      m_chipArea(new QWidget),
      m_add(new QToolButton),
      m_menu(new QMenu(this)),
      m_clear(makeIconButton(QStringLiteral("cancel"), tr("Remove all filters"))),
      m_count(new ElidedLabel({}, Role::Text2)),
      m_search(new QLineEdit),
      m_searchTimer(new QTimer(this))
{
    setFixedHeight(40);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::kPadding, 0, theme::kPadding, 0);
    layout->setSpacing(theme::kGap);
    QFont bold = theme::bodyFont();
    bold.setWeight(QFont::DemiBold);
    m_project->setFont(bold);
    m_project->setMaximumWidth(220);
    auto* chips = new QHBoxLayout(m_chipArea);
    chips->setContentsMargins(0, 0, 0, 0);
    chips->setSpacing(6);
    m_add->setText(tr("Filter"));
    m_add->setIcon(theme::icon(QStringLiteral("plus"), Role::Text2));
    m_add->setIconSize({12, 12});
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setAutoRaise(true);
    m_add->setMenu(m_menu);
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setAccessibleName(tr("Add a filter"));
    m_count->setFont(theme::numberFont());
    m_count->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_search->setPlaceholderText(tr("Search names and texts   /"));
    m_search->setAccessibleName(tr("Search names and texts"));
    m_search->addAction(theme::icon(QStringLiteral("search"), Role::Text2), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(140);
    m_search->setMaximumWidth(260);
    m_search->installEventFilter(this);
    layout->addWidget(m_project);
    layout->addWidget(m_chipArea, 0);
    layout->addWidget(m_add);
    layout->addWidget(m_clear);
    layout->addStretch(1);
    layout->addWidget(m_count);
    layout->addWidget(m_search, 1);
    m_clear->hide();

    m_searchTimer->setSingleShot(true);
    m_searchTimer->setInterval(kSearchDelayMs);
    connect(m_searchTimer, &QTimer::timeout, this, [this] { Q_EMIT searchRequested(m_search->text()); });
    connect(m_search, &QLineEdit::textEdited, m_searchTimer, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() && !m_settingSearch && !m_searchTimer->isActive() && m_search->hasFocus())
            m_searchTimer->start(); // the clear button does not count as editing
    });
    connect(m_clear, &QToolButton::clicked, this, &FilterBar::clearRequested);
}

void FilterBar::setProjectName(const QString& name)
{
    m_project->setText(name);
}

void FilterBar::setChips(const QList<FilterChip>& chips)
{
    QLayout* layout = m_chipArea->layout();
    while (QLayoutItem* item = layout->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // a chip may be the sender of the request that removes it
        delete item;
    }
    for (const FilterChip& chip : chips) {
        auto* widget = new Chip(chip);
        connect(widget, &Chip::removeRequested, this, &FilterBar::removeRequested);
        layout->addWidget(widget);
    }
    m_chipArea->setVisible(!chips.isEmpty());
    m_clear->setVisible(chips.size() > 1);
}

void FilterBar::setChoices(const QList<FilterChoice>& choices)
{
    m_choices = choices;
    rebuildMenu();
}

void FilterBar::rebuildMenu()
{
    m_menu->clear();
    QHash<QString, QMenu*> groups;
    for (const FilterChoice& choice : m_choices) {
        if (choice.text.isEmpty()) {
            m_menu->addSeparator();
            continue;
        }
        QMenu* menu = m_menu;
        if (!choice.group.isEmpty()) {
            QMenu*& group = groups[choice.group];
            if (!group)
                group = m_menu->addMenu(choice.group);
            menu = group;
        }
        menu->addAction(choice.text, this, [this, id = choice.id] { Q_EMIT choiceRequested(id); });
    }
    m_add->setEnabled(!m_choices.isEmpty());
}

void FilterBar::setCount(qint64 selected, qint64 total)
{
    const QLocale locale;
    m_count->setText(total < 0 ? tr("counting")
                     : selected == total
                         ? tr("%Ln samples", nullptr, static_cast<int>(total))
                         : tr("%1 of %2").arg(locale.toString(selected), locale.toString(total)));
}

void FilterBar::setSearching(double share)
{
    m_count->setText(tr("searching, %1 %").arg(QLocale().toString(static_cast<int>(100 * share))));
}

void FilterBar::setSearchText(const QString& text)
{
    const QScopedValueRollback setting(m_settingSearch, true); // blocked signals would leave the clear button
    m_search->setText(text);
}

void FilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

const QWidget* FilterBar::choiceButton() const
{
    return m_add;
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_searchTimer->stop();
            Q_EMIT searchRequested(m_search->text());
            return true;
        }
        if (key == Qt::Key_Escape) {
            if (m_search->text().isEmpty()) {
                m_search->clearFocus();
            } else {
                m_searchTimer->stop();
                setSearchText({});
                Q_EMIT searchRequested({});
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace badcase::panels
