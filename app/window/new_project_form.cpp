// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/new_project_form.h"

#include "app/window/background.h"
#include "app/window/project_draft_form.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"

#include <QDir>
#include <QHBoxLayout>
#include <QStandardPaths>

namespace badcase::window {

namespace {

constexpr int kPreviewRecords = 200;

/// What a data set says of the project that it would go into.
struct Guess {
    QString format;
    formats::Preview preview;
    QString path;
    QString classList;
};

Guess guessFrom(const QString& source)
{
    if (source.isEmpty()) {
        const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
        return {{}, {}, suggestProjectPath(documents.filePath(NewProjectForm::tr("New project"))), {}};
    }
    Guess guess{formats::guessFormat(source), {}, suggestProjectPath(source), findClassList(source)};
    formats::ReadOptions options;
    options.source = source;
    if (const auto reader = formats::readerFor(guess.format))
        if (auto preview = (*reader)->preview(options, {}, kPreviewRecords, {}))
            guess.preview = std::move(*preview);
    return guess;
}

} // namespace

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

void NewProjectForm::start(const QString& source)
{
    m_source = source;
    m_preview = {};
    m_draft->reset();
    m_create->setEnabled(false);
    inBackground(
        this, [source] { return guessFrom(source); },
        [this, generation = ++m_generation](Guess guess) {
            if (generation != m_generation)
                return;
            m_preview = std::move(guess.preview);
            m_draft->suggest(guessTask(guess.format, m_preview), guess.path, guess.classList);
            showDraft();
        });
}

void NewProjectForm::showDraft()
{
    const auto draft = draftSchema(m_draft->task(), m_draft->classList(), m_preview);
    m_draft->setClassesText(draft ? tr("%n classes", nullptr, draft->size()) : QString());
    m_create->setEnabled(draft.has_value());
    if (draft)
        m_notice->hide();
    else
        m_notice->show(panels::StatusNotice::Kind::Warning, draft.error().message);
}

void NewProjectForm::create()
{
    if (const auto draft = draftSchema(m_draft->task(), m_draft->classList(), m_preview);
        draft && !m_draft->path().isEmpty())
        Q_EMIT createRequested(m_draft->path(), *draft, m_source);
}

} // namespace badcase::window
