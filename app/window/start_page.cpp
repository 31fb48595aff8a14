// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/start_page.h"

#include "app/window/new_project_form.h"
#include "app/window/settings.h"
#include "widgets/panels/controls.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace badcase::window {

using panels::RoleLabel;
using theme::Role;

namespace {

constexpr int kWidth = 560;
constexpr int kShownRecent = 6;

/// One recent project: its name, and below it the folder.
class RecentProject : public QAbstractButton {
public:
    explicit RecentProject(const QString& path)
    {
        const QFileInfo info(path);
        setText(info.completeBaseName());
        m_folder = info.absolutePath();
        setToolTip(path);
        setFixedHeight(44);
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
    }
    QSize sizeHint() const override { return {kWidth, 44}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        if (underMouse() || hasFocus())
            theme::drawRounded(&painter, rect(), theme::color(Role::Hover),
                               hasFocus() ? theme::color(Role::Accent) : QColor(Qt::transparent),
                               theme::kRadius);
        theme::icon(QStringLiteral("file"), Role::Text2).paint(&painter, QRect(10, 14, 16, 16));
        const QRect text = rect().adjusted(36, 5, -8, -5);
        painter.setPen(theme::color(Role::Text));
        painter.drawText(text, Qt::AlignTop,
                         fontMetrics().elidedText(this->text(), Qt::ElideMiddle, text.width()));
        painter.setFont(theme::captionFont());
        painter.setPen(theme::color(Role::Text2));
        painter.drawText(text, Qt::AlignBottom,
                         painter.fontMetrics().elidedText(m_folder, Qt::ElideMiddle, text.width()));
    }

private:
    QString m_folder;
};

} // namespace

StartPage::StartPage(QWidget* parent)
    : QWidget(parent),
      m_choices(new QWidget),
      m_form(new NewProjectForm),
      m_recentBox(new QWidget),
      m_recent(new QVBoxLayout)
{
    auto* title = new RoleLabel(tr("Badcase"));
    QFont large = theme::titleFont();
    large.setPixelSize(24);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    auto* text = new RoleLabel(
        tr("See what a model gets wrong, mend the labels that are wrong, and hand a clean data set back. "
           "A project is one file; your pictures stay where they are."),
        Role::Text2);
    text->setWordWrap(true);

    auto* create = panels::makePrimaryButton(tr("New project…"));
    auto* open = new QPushButton(tr("Open…"));
    auto* demo = new QPushButton(tr("Open the demo"));
    demo->setToolTip(tr(
        "Makes a few hundred pictures with planted errors, two models and their runs; less than a minute"));
    auto* choices = new QVBoxLayout(m_choices);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(theme::kPadding);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::kGap);
    for (QPushButton* button : {create, open, demo})
        buttons->addWidget(button);
    buttons->addStretch(1);
    choices->addLayout(buttons);
    auto* drop = new RoleLabel(
        tr("Or drop a project, a folder of pictures or videos, or a data file (zip, csv, json, yaml) here."),
        Role::Text2);
    drop->setWordWrap(true);
    choices->addWidget(drop);

    auto* recentLayout = new QVBoxLayout(m_recentBox);
    recentLayout->setContentsMargins(0, theme::kPadding, 0, 0);
    recentLayout->setSpacing(theme::kUnit);
    recentLayout->addWidget(panels::makeSectionLabel(tr("Recent projects")));
    m_recent->setSpacing(0);
    recentLayout->addLayout(m_recent);

    auto* column = new QWidget;
    column->setFixedWidth(kWidth);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kPadding);
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addSpacing(theme::kUnit);
    layout->addWidget(m_choices);
    layout->addWidget(m_form);
    layout->addWidget(m_recentBox);
    auto* outer = new QVBoxLayout(this);
    outer->addStretch(2);
    auto* middle = new QHBoxLayout; // an alignment would forget that the text grows when it wraps
    middle->addStretch(1);
    middle->addWidget(column);
    middle->addStretch(1);
    outer->addLayout(middle);
    outer->addStretch(3);

    connect(create, &QPushButton::clicked, this, &StartPage::newProjectRequested);
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(demo, &QPushButton::clicked, this, &StartPage::demoRequested);
    connect(m_form, &NewProjectForm::cancelled, this, [this] { showForm(false); });
    showForm(false);
    refresh();
}

void StartPage::refresh()
{
    showForm(false);
    while (QLayoutItem* item = m_recent->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const QStringList paths = Settings().recentProjects().mid(0, kShownRecent);
    for (const QString& path : paths) {
        auto* entry = new RecentProject(path);
        connect(entry, &QAbstractButton::clicked, this, [this, path] { Q_EMIT recentRequested(path); });
        m_recent->addWidget(entry);
        entry->show(); // a layout shows it later, and would measure it as nothing until then
        panels::invalidateLayouts(entry);
    }
    m_recentBox->setVisible(!paths.isEmpty());
}

void StartPage::startEmptyProject()
{
    showForm(true);
    m_form->start();
}

void StartPage::showForm(bool shown)
{
    m_form->setVisible(shown);
    m_choices->setVisible(!shown);
}

} // namespace badcase::window
