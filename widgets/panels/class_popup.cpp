// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/class_popup.h"

#include "widgets/panels/class_picker.h"
#include "widgets/panels/controls.h"

#include <QPainter>
#include <QVBoxLayout>

namespace badcase::panels {

namespace {
constexpr int kWidth = 300;
}

ClassPopup::ClassPopup(QWidget* parent)
    : QFrame(parent, Qt::Popup), m_question(makeSectionLabel({})), m_picker(new ClassPicker)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::kGap, theme::kGap, theme::kGap, theme::kGap);
    layout->setSpacing(theme::kGap);
    m_question->setTextFormat(Qt::PlainText); // it may name a class
    m_question->setWordWrap(true);
    layout->addWidget(m_question);
    layout->addWidget(m_picker);
    setFixedWidth(kWidth);
    m_picker->setPurpose(ClassPicker::Purpose::Filter);
    connect(m_picker, &ClassPicker::closed, this, &QWidget::hide);
    connect(m_picker, &ClassPicker::classChosen, this, [this](ClassIndex index) { Q_EMIT chosen({index}); });
    connect(m_picker, &ClassPicker::parentChosen, this,
            [this](int above) { Q_EMIT chosen(m_schema.tree().classesBelow(above)); });
}

void ClassPopup::setSchema(const Schema& schema)
{
    m_schema = schema;
    m_picker->setSchema(schema);
}

void ClassPopup::ask(const QString& question, const LabelSet& ticked, const QWidget* below)
{
    m_question->setText(question);
    setAccessibleName(question);
    m_picker->setLabels(ticked);
    adjustSize();
    if (!isVisible())
        move(below->mapToGlobal(QPoint(0, below->height() + theme::kUnit)));
    show();
    m_picker->open();
}

/// As menus look: raised, with a hairline around.
void ClassPopup::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Role::Hairline));
    painter.fillRect(rect().adjusted(1, 1, -1, -1), theme::color(theme::Role::Raised));
}

void ClassPopup::setTicked(const LabelSet& ticked)
{
    m_picker->setLabels(ticked);
}

} // namespace badcase::panels
