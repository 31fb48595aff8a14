// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/new_project_form.h"

#include "app/window/project_draft_form.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"

#include <QDir>
#include <QHBoxLayout>
#include <QStandardPaths>

namespace badcase::window {

NewProjectForm::NewProjectForm(QWidget* parent)
    : QWidget(parent),
      m_draft(new ProjectDraftForm(ProjectDraftForm::Shape::Narrow)),
      m_notice(new panels::StatusNotice),
      m_create(panels::makePrimaryButton(tr("Create")))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kGap);
    layout->addWidget(m_draft);
    m_notice->setWrapping(true);
    m_notice->hide();
    layout->addWidget(m_notice);
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(tr("Cancel"));
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &NewProjectForm::cancelled);
    connect(m_create, &QPushButton::clicked, this, &NewProjectForm::create);
    connect(m_draft, &ProjectDraftForm::edited, this, &NewProjectForm::showDraft);
}

void NewProjectForm::start()
{
    m_draft->reset();
    const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    m_draft->suggest(Task::Classification, suggestProjectPath(documents.filePath(tr("New project"))), {});
    showDraft();
}

void NewProjectForm::showDraft()
{
    const auto draft = draftSchema(m_draft->task(), m_draft->classList(), {});
    m_draft->setClassesText(!draft               ? QString()
                            : draft->size() == 0 ? tr("No classes yet: an import adds those of its data")
                                                 : tr("%n classes", nullptr, draft->size()));
    m_create->setEnabled(draft.has_value());
    if (draft)
        m_notice->hide();
    else
        m_notice->show(panels::StatusNotice::Kind::Warning, draft.error().message);
}

void NewProjectForm::create()
{
    if (const auto draft = draftSchema(m_draft->task(), m_draft->classList(), {});
        draft && !m_draft->path().isEmpty())
        Q_EMIT createRequested(m_draft->path(), *draft);
}

} // namespace badcase::window
