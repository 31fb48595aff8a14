// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/ablate_panel.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>

namespace badcase::window {

using panels::StatusNotice;

namespace {

constexpr int kFormWidth = 480;

/// One line of what changed, for the notice.
QString wordsOf(const workspace::AblationSummary& summary)
{
    const QLocale locale;
    QStringList parts;
    for (const char* key : {"mean_f1", "accuracy", "gap"}) {
        const QJsonValue before = summary.before.value(QLatin1String(key));
        const QJsonValue after = summary.after.value(QLatin1String(key));
        if (!before.isDouble() || !after.isDouble())
            continue;
        parts << QStringLiteral("%1 %2 \u2192 %3")
                     .arg(QLatin1String(key), locale.toString(before.toDouble(), 'f', 3),
                          locale.toString(after.toDouble(), 'f', 3));
        break;
    }
    if (summary.labelled > 0)
        parts << AblatePanel::tr("%1 right became wrong, %2 wrong became right")
                     .arg(summary.rightToWrong)
                     .arg(summary.wrongToRight);
    parts << AblatePanel::tr("a probability moved by %1 on average")
                 .arg(locale.toString(summary.meanChange, 'f', 4));
    return parts.join(QStringLiteral("; "));
}

} // namespace

AblatePanel::AblatePanel(workspace::Session& session, workspace::TrustStore trust, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_trust(std::move(trust)),
      m_run(new panels::RoleLabel),
      m_media(new QCheckBox(tr("Picture, frames or features"))),
      m_texts(new QVBoxLayout),
      m_name(new QLineEdit),
      m_hint(new panels::RoleLabel({}, theme::Role::Text2)),
      m_notice(new StatusNotice),
      m_start(panels::makePrimaryButton(tr("Run again")))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    layout->addWidget(buildForm(), 0, Qt::AlignTop);
    layout->addStretch(1);
    connect(m_media, &QCheckBox::toggled, this, &AblatePanel::check);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameEdited = !m_name->text().isEmpty(); });
    connect(m_name, &QLineEdit::textChanged, this, &AblatePanel::check);
    connect(m_start, &QPushButton::clicked, this, &AblatePanel::start);
    connect(&session, &workspace::Session::opened, this, &AblatePanel::showRun);
    connect(&session, &workspace::Session::runsChanged, this, &AblatePanel::showRun);
    connect(&session, &workspace::Session::currentRunChanged, this, &AblatePanel::showRun);
    showRun();
}

QWidget* AblatePanel::buildForm()
{
    auto* box = new QWidget;
    box->setFixedWidth(kFormWidth);
    auto* form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(theme::kPadding);
    form->setVerticalSpacing(theme::kGap);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(panels::makeSectionLabel(tr("Run again without something")));
    form->addRow(tr("Run"), m_run);
    auto* without = new QVBoxLayout;
    without->setSpacing(theme::kUnit);
    m_media->setObjectName(QStringLiteral("ablateMedia"));
    without->addWidget(m_media);
    m_texts->setSpacing(theme::kUnit);
    without->addLayout(m_texts);
    form->addRow(tr("Without"), without);
    m_name->setObjectName(QStringLiteral("ablatedRunName"));
    form->addRow(tr("Name"), m_name);
    m_hint->setWordWrap(true);
    form->addRow(m_hint);
    m_notice->setWrapping(true);
    m_notice->hide();
    form->addRow(m_notice);
    auto* buttons = new QHBoxLayout;
    auto* close = new QPushButton(tr("Close"));
    close->setShortcut(Qt::Key_Escape);
    m_start->setObjectName(QStringLiteral("startAblation"));
    buttons->setSpacing(theme::kGap);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_start);
    form->addRow(buttons);
    connect(close, &QPushButton::clicked, this, &AblatePanel::closeRequested);
    return box;
}

/// The current run, and what its model reads.
void AblatePanel::showRun()
{
    const storage::RunRecord* run = m_session.currentRunRecord();
    const QString name = run ? run->name : QString();
    if (name != m_shown) {
        m_shown = name;
        m_nameEdited = false;
        m_means = run ? workspace::ablationMeans(*run) : workspace::AblationMeans();
        m_run->setText(name);
        for (QCheckBox* field : m_fields)
            field->deleteLater();
        m_fields.clear();
        for (const QString& text : m_means.fields) {
            auto* field = new QCheckBox(QString(text).replace(u'&', QStringLiteral("&&")));
            field->setObjectName(text);
            connect(field, &QCheckBox::toggled, this, &AblatePanel::check);
            m_texts->addWidget(field);
            m_fields.push_back(field);
        }
        m_media->setChecked(false);
        m_media->setVisible(m_means.media);
        panels::invalidateLayouts(this);
    }
    check();
}

workspace::AblationRequest AblatePanel::request() const
{
    workspace::AblationRequest request;
    request.run = m_shown;
    request.blank.media = m_means.media && m_media->isChecked();
    for (const QCheckBox* field : m_fields) {
        if (field->isChecked())
            request.blank.fields << field->objectName();
    }
    request.name = m_nameEdited ? m_name->text().trimmed() : workspace::ablationName(m_shown, request.blank);
    request.background = true;
    return request;
}

QString AblatePanel::missing() const
{
    if (m_session.isReadOnly())
        return tr("This project can only be read, so a run could not be kept in it");
    if (m_shown.isEmpty())
        return tr("Choose the run whose model is asked again");
    if (!m_means.reason.isEmpty())
        return m_means.reason;
    if (m_means.isEmpty())
        return tr("There is nothing left that the model could do without");
    if (request().blank.isEmpty())
        return tr("Choose what the model is not shown");
    return {};
}

void AblatePanel::check()
{
    if (!m_nameEdited)
        m_name->setText(request().blank.isEmpty() ? QString() : request().name);
    const QString problem = missing();
    m_hint->setText(problem.isEmpty()
                        ? tr("The samples of the run go through its model once more; the result is a run "
                             "like any other")
                        : problem);
    m_start->setEnabled(m_job == 0 && problem.isEmpty());
}

void AblatePanel::start()
{
    if (m_job != 0 || !m_session.isOpen())
        return;
    m_notice->hide();
    m_job = m_session.jobs().start(
        request().name,
        [project = m_session.project(), request = request(),
         trust = m_trust](const workspace::JobContext& job) -> Result<QString> {
            BADCASE_ASSIGN(const auto summary,
                           workspace::ablate(project, request, trust, job.cancel, job.stats));
            if (summary.run.report.outcome == Outcome::Cancelled)
                return fail(ErrorCode::Cancelled, tr("Stopped"));
            if (summary.run.report.outcome == Outcome::Failed)
                return fail(
                    summary.run.report.error.value_or(Error{ErrorCode::Backend, tr("The run failed")}));
            return wordsOf(summary);
        },
        [guard = QPointer(this), run = request().name](const workspace::JobState& job) {
            if (guard)
                guard->ended(job, run);
        });
    check();
}

void AblatePanel::ended(const workspace::JobState& job, const QString& run)
{
    using Status = workspace::JobState::Status;
    m_job = 0;
    if (job.status == Status::Succeeded)
        m_notice->show(StatusNotice::Kind::Good, tr("%1: %2").arg(run, job.summary));
    else if (job.status == Status::Cancelled)
        m_notice->show(StatusNotice::Kind::Info,
                       tr("%1: stopped. Running the same again goes on from there.").arg(run));
    else
        m_notice->show(StatusNotice::Kind::Error, job.error ? job.error->message : tr("The run failed"), {},
                       job.error ? job.error->detail : QString());
    if (job.status != Status::Failed)
        Q_EMIT ablated(run);
    check();
}

} // namespace badcase::window
