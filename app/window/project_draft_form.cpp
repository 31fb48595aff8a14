// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/project_draft_form.h"

#include "widgets/panels/controls.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>

#include <algorithm>
#include <array>

namespace badcase::window {

namespace {
constexpr std::array kTasks{Task::Classification, Task::MultiLabel, Task::Segmentation};
}

ProjectDraftForm::ProjectDraftForm(Shape shape, QWidget* parent)
    : QWidget(parent),
      m_task(new panels::SegmentedControl({tr("One label"), tr("Several labels"), tr("Masks")})),
      m_path(new QLineEdit),
      m_classList(new QLineEdit),
      m_classes(new panels::RoleLabel({}, theme::Role::Text2))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::kPadding);
    grid->setVerticalSpacing(theme::kGap);
    const bool wide = shape == Shape::Wide;
    grid->addWidget(panels::makeSectionLabel(tr("New project")), 0, 0, 1, -1);
    m_task->setAccessibleName(tr("What a sample has"));
    m_task->setToolTip(tr("What a sample has: one label, several labels, or a mask"));
    grid->addWidget(new panels::RoleLabel(tr("Samples have")), 1, 0);
    grid->addWidget(m_task, 1, 1, Qt::AlignLeft);
    const auto addPath = [grid](int row, int column, const QString& caption, QLineEdit* edit,
                                QToolButton* button) {
        auto* line = new QHBoxLayout;
        line->setSpacing(theme::kUnit);
        line->addWidget(edit, 1);
        line->addWidget(button);
        grid->addWidget(new panels::RoleLabel(caption), row, column);
        grid->addLayout(line, row, column + 1);
        edit->setAccessibleName(caption);
    };
    auto* choosePath =
        panels::makeIconButton(QStringLiteral("folder"), tr("Choose where the project file goes"));
    auto* chooseList = panels::makeIconButton(QStringLiteral("file"), tr("Choose a class list"));
    addPath(2, 0, tr("Project file"), m_path, choosePath);
    addPath(wide ? 2 : 3, wide ? 2 : 0, tr("Class list"), m_classList, chooseList);
    m_classList->setPlaceholderText(tr("none: the classes found in the data"));
    grid->addWidget(m_classes, wide ? 1 : 4, wide ? 3 : 1);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(3, wide ? 2 : 0);
    connect(m_task, &panels::SegmentedControl::chosen, this, [this](int index) {
        m_task->setCurrent(index);
        m_taskChosen = true;
        Q_EMIT edited();
    });
    connect(m_path, &QLineEdit::textEdited, this, [this] { m_pathChosen = true; });
    connect(m_classList, &QLineEdit::editingFinished, this, [this] {
        if (!m_classList->isModified())
            return;
        m_classList->setModified(false);
        m_listChosen = true;
        Q_EMIT edited();
    });
    connect(choosePath, &QToolButton::clicked, this, &ProjectDraftForm::browsePath);
    connect(chooseList, &QToolButton::clicked, this, &ProjectDraftForm::browseClasses);
}

void ProjectDraftForm::suggest(Task task, const QString& path, const QString& classList)
{
    if (!m_taskChosen)
        m_task->setCurrent(static_cast<int>(std::ranges::find(kTasks, task) - kTasks.begin()));
    if (!m_pathChosen)
        m_path->setText(path);
    if (!m_listChosen)
        m_classList->setText(classList);
}

void ProjectDraftForm::reset()
{
    m_taskChosen = m_pathChosen = m_listChosen = false;
}

void ProjectDraftForm::setClassesText(const QString& text)
{
    m_classes->setText(text);
}

Task ProjectDraftForm::task() const
{
    return kTasks[static_cast<std::size_t>(m_task->current())];
}
QString ProjectDraftForm::path() const
{
    return m_path->text().trimmed();
}
QString ProjectDraftForm::classList() const
{
    return m_classList->text().trimmed();
}

void ProjectDraftForm::setTask(Task task)
{
    m_task->setCurrent(static_cast<int>(std::ranges::find(kTasks, task) - kTasks.begin()));
    m_taskChosen = true;
    Q_EMIT edited();
}

void ProjectDraftForm::setClassList(const QString& path)
{
    m_classList->setText(path);
    m_listChosen = true;
    Q_EMIT edited();
}

void ProjectDraftForm::browsePath()
{
    QString path = QFileDialog::getSaveFileName(this, tr("New project"), m_path->text(),
                                                tr("Badcase projects (*.badcase)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".badcase");
    m_path->setText(path);
    m_pathChosen = true;
}

void ProjectDraftForm::browseClasses()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose a class list"),
                                                      QFileInfo(m_path->text()).absolutePath(),
                                                      tr("Class lists (*.json *.csv)"));
    if (!path.isEmpty())
        setClassList(path);
}

} // namespace badcase::window
