// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/status_notice.h"

#include "widgets/panels/controls.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/style.h"

#include <QHBoxLayout>
#include <QPainter>

namespace badcase::panels {

using theme::Role;

namespace {

Role roleOf(StatusNotice::Kind kind)
{
    switch (kind) {
    case StatusNotice::Kind::Info:
        return Role::Accent;
    case StatusNotice::Kind::Good:
        return Role::Good;
    case StatusNotice::Kind::Warning:
        return Role::Warn;
    case StatusNotice::Kind::Error:
        return Role::Bad;
    }
    return Role::Text;
}

/// Shape and colour both tell the kind.
QString iconOf(StatusNotice::Kind kind)
{
    switch (kind) {
    case StatusNotice::Kind::Info:
        return QStringLiteral("info");
    case StatusNotice::Kind::Good:
        return QStringLiteral("check");
    case StatusNotice::Kind::Warning:
        return QStringLiteral("warning");
    case StatusNotice::Kind::Error:
        return QStringLiteral("error");
    }
    return {};
}

} // namespace

StatusNotice::StatusNotice(QWidget* parent)
    : QWidget(parent),
      m_icon(new QWidget),
      m_text(new RoleLabel),
      m_action(new QPushButton),
      m_close(makeIconButton(QStringLiteral("close"), tr("Put away")))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::kGap, 2, 2, 2);
    layout->setSpacing(theme::kGap);
    m_icon->setFixedSize(theme::kIconSize, theme::kIconSize);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setMinimumWidth(40);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setIconSize({12, 12});
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    connect(m_action, &QPushButton::clicked, this, &StatusNotice::actionRequested);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
}

void StatusNotice::show(Kind kind, const QString& text, const QString& action, const QString& detail)
{
    m_kind = kind;
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setToolTip(detail.isEmpty() ? text : detail);
    setAccessibleName(text);
    QWidget::show();
    update();
}

QString StatusNotice::text() const
{
    return m_text->text();
}

void StatusNotice::setWrapping(bool on)
{
    m_text->setWordWrap(on);
    m_text->setSizePolicy(on ? QSizePolicy::Expanding : QSizePolicy::Ignored, QSizePolicy::Preferred);
    const int above = on ? theme::kUnit : 2; // lines of text need air where a button does not give it
    layout()->setContentsMargins(theme::kGap, above, 2, above);
}

void StatusNotice::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor tone = theme::color(roleOf(m_kind));
    theme::drawRounded(&painter, rect(), theme::mix(theme::color(Role::Panel), tone, 0.10), Qt::transparent,
                       theme::kRadius);
    theme::icon(iconOf(m_kind), roleOf(m_kind)).paint(&painter, m_icon->geometry());
}

} // namespace badcase::panels
