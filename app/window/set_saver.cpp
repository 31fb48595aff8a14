// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/set_saver.h"

#include "app/workspace/threshold_service.h"
#include "app/workspace/tune_service.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QVBoxLayout>

namespace badcase::window {

using panels::StatusNotice;

SetSaver::SetSaver(workspace::Session& session, Source source, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_source(std::move(source)),
      m_name(new QLineEdit),
      m_save(new QPushButton(tr("Save"))),
      m_apply(new QPushButton(tr("Save and apply"))),
      m_notice(new StatusNotice)
{
    m_name->setObjectName(QStringLiteral("thresholdSetName"));
    m_name->setPlaceholderText(tr("Name of the threshold set"));
    m_name->setAccessibleName(m_name->placeholderText());
    m_save->setToolTip(tr("Keeps the sliders in the project under this name"));
    m_apply->setToolTip(tr("Keeps them, and lets them decide this run: its matrix, lists and exports follow"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kGap);
    layout->addWidget(m_name);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::kGap);
    buttons->addStretch(1);
    buttons->addWidget(m_save);
    buttons->addWidget(m_apply);
    layout->addLayout(buttons);
    m_notice->setWrapping(true);
    m_notice->hide();
    layout->addWidget(m_notice);
    connect(m_name, &QLineEdit::textChanged, this, &SetSaver::refresh);
    connect(m_name, &QLineEdit::returnPressed, this, [this] { save(false); });
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
    connect(m_apply, &QPushButton::clicked, this, [this] { save(true); });
    refresh();
}

void SetSaver::refresh()
{
    const bool usable = m_session.isOpen() && !m_session.isReadOnly() && m_session.currentRun().isValid();
    m_name->setEnabled(usable);
    const bool named = usable && !m_name->text().trimmed().isEmpty();
    m_save->setEnabled(named);
    m_apply->setEnabled(named);
}

void SetSaver::save(bool andApply)
{
    auto set = m_source();
    const QString name = m_name->text().trimmed();
    if (!set || name.isEmpty() || !m_session.isOpen())
        return;
    set->name = name;
    m_session.database().run(
        this,
        [project = m_session.project(), set = *set](storage::Connection&) { return workspace::saveSet(*project, set); },
        [this, name, andApply](const Result<void>& saved) {
            if (!saved)
                return m_notice->show(StatusNotice::Kind::Error, saved.error().message, {}, saved.error().detail);
            m_name->clear();
            if (andApply)
                return apply(name);
            m_notice->show(StatusNotice::Kind::Good, tr("Saved as %1").arg(name));
            Q_EMIT m_session.thresholdSetsChanged();
        });
}

void SetSaver::apply(const QString& set)
{
    const auto* run = m_session.currentRunRecord();
    if (!run)
        return;
    decideByJob(m_session, run->name, set, [guard = QPointer(this), set, name = run->name](const workspace::JobState& job) {
        if (!guard)
            return;
        if (job.status == workspace::JobState::Status::Succeeded)
            guard->m_notice->show(StatusNotice::Kind::Good, tr("%1 decides %2 now: %3").arg(set, name, job.summary));
        else if (job.error && job.error->code != ErrorCode::Cancelled)
            guard->m_notice->show(StatusNotice::Kind::Error, job.error->message, {}, job.error->detail);
    });
}

void decideByJob(workspace::Session& session, const QString& run, const QString& set,
                 std::function<void(const workspace::JobState&)> done)
{
    session.jobs().start(
        set.isEmpty() ? SetSaver::tr("Give %1 its own decisions back").arg(run) : SetSaver::tr("Decide %1 by %2").arg(run, set),
        [project = session.project(), run, set](const workspace::JobContext& job) -> Result<QString> {
            BADCASE_ASSIGN(const auto summary, workspace::decideRun(project, run, set, job.cancel, job.progress));
            return SetSaver::tr("%n decisions changed", nullptr, static_cast<int>(summary.changed));
        },
        [guard = QPointer(&session), done = std::move(done)](const workspace::JobState& job) {
            if (guard && job.status == workspace::JobState::Status::Succeeded)
                guard->reloadRuns();
            if (done)
                done(job);
        });
}

} // namespace badcase::window
