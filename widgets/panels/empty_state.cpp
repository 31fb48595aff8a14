// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/empty_state.h"

#include "widgets/panels/controls.h"
#include "widgets/theme/icons.h"

#include <QPainter>
#include <QVBoxLayout>

namespace badcase::panels {

using theme::Role;

class EmptyState::Picture : public QWidget {
public:
    static constexpr int kSide = 40;
    Picture() { setFixedSize(kSide, kSide); }
    QString name;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        if (!name.isEmpty())
            theme::icon(name, Role::Text2).paint(&painter, rect());
    }
};

namespace {
constexpr int kTextWidth = 440;
}

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent),
      m_icon(new Picture),
      m_title(new RoleLabel({}, Role::Text)),
      m_text(new RoleLabel({}, Role::Text2)),
      m_buttons(new QHBoxLayout)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * theme::kPadding, 2 * theme::kPadding, 2 * theme::kPadding,
                               2 * theme::kPadding);
    layout->setSpacing(theme::kPadding);
    m_title->setFont(theme::titleFont());
    m_title->setAlignment(Qt::AlignHCenter);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_text->setFixedWidth(kTextWidth);
    m_buttons->setSpacing(theme::kGap);
    m_buttons->setAlignment(Qt::AlignHCenter);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    layout->addWidget(m_text, 0, Qt::AlignHCenter);
    layout->addSpacing(theme::kUnit);
    layout->addLayout(m_buttons);
    layout->addStretch(3);
}

EmptyState::EmptyState(const QString& icon, const QString& title, const QString& text,
                       const QStringList& actions, QWidget* parent)
    : EmptyState(parent)
{
    setContent(icon, title, text, actions);
}

void EmptyState::setContent(const QString& icon, const QString& title, const QString& text,
                            const QStringList& actions)
{
    m_icon->name = icon;
    m_icon->update();
    m_title->setText(title);
    m_text->setText(text);
    m_text->setFixedHeight(
        m_text->heightForWidth(kTextWidth)); // an aligned item of a layout is not asked for it
    setAccessibleName(title);
    setAccessibleDescription(text);
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int i = 0; i < actions.size(); ++i) {
        QPushButton* button = i == 0 ? makePrimaryButton(actions[i]) : new QPushButton(actions[i]);
        connect(button, &QPushButton::clicked, this, [this, i] { Q_EMIT actionRequested(i); });
        m_buttons->addWidget(button);
    }
}

} // namespace badcase::panels
