// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/status_strip.h"

#include "widgets/models/metric_texts.h"
#include "widgets/panels/job_bar.h"
#include "widgets/panels/score_bar.h"

#include <QHBoxLayout>

#include <cmath>

namespace badcase::window {

using workspace::JobQueue;
using workspace::JobState;
using workspace::Session;

namespace {

std::optional<double> known(double value)
{
    return std::isnan(value) ? std::nullopt : std::optional(value);
}

} // namespace

StatusStrip::StatusStrip(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_jobs(new panels::JobBar), m_score(new panels::ScoreBar)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_jobs, 1);
    layout->addWidget(m_score);
    JobQueue& jobs = session.jobs();
    connect(&jobs, &JobQueue::changed, this, &StatusStrip::showJobs);
    connect(&jobs, &JobQueue::listChanged, this, &StatusStrip::showJobs);
    connect(&jobs, &JobQueue::finished, this, &StatusStrip::showEnd);
    connect(m_jobs, &panels::JobBar::cancelRequested, this, [this](int job) {
        m_cancelling.insert(job);
        m_session.jobs().cancel(job);
        showJobs();
    });
    connect(m_jobs, &panels::JobBar::queueRequested, this, &StatusStrip::jobsClicked);
    connect(m_jobs, &panels::JobBar::actionRequested, this, &StatusStrip::jobsClicked);
    connect(m_score, &panels::ScoreBar::clicked, this, &StatusStrip::scoreClicked);
    connect(&session, &Session::scoresChanged, this, &StatusStrip::showScore);
    connect(&session, &Session::opened, this, &StatusStrip::showScore);
    connect(&session, &Session::closed, this, &StatusStrip::showScore);
    showScore();
}

void StatusStrip::showJobs()
{
    QList<panels::JobView> views;
    for (const JobState& job : m_session.jobs().jobs()) {
        if (job.isOver())
            continue;
        panels::JobView view;
        view.id = job.id;
        view.name = job.title;
        view.done = job.progress.done;
        view.total = job.progress.total;
        view.perSecond = job.perSecond;
        view.cancelling = m_cancelling.contains(job.id);
        views.append(view);
    }
    m_jobs->setJobs(views);
}

void StatusStrip::showEnd(const JobState& job)
{
    m_cancelling.remove(job.id);
    panels::JobEnd end;
    end.id = job.id;
    end.name = job.title;
    switch (job.status) {
    case JobState::Status::Failed:
        end.outcome = Outcome::Failed;
        end.message = job.error ? job.error->message : tr("failed");
        break;
    case JobState::Status::Cancelled:
        end.outcome = Outcome::Cancelled;
        end.message = tr("cancelled");
        break;
    default:
        end.outcome = Outcome::Succeeded;
        end.message = job.summary;
        break;
    }
    m_jobs->showEnd(end);
    showJobs();
}

void StatusStrip::showScore()
{
    const auto scores = m_session.scores();
    panels::ScoreView view;
    if (scores && !scores->headlines.empty()) {
        const auto& headline = scores->headlines.front();
        // What a threshold set has decided is never shown as the model's own.
        view.metric = scores->run.thresholdSet.isValid()
                          ? tr("%1, decided by %2").arg(headline.name, scores->run.thresholdSetName)
                          : headline.name;
        view.convention = models::metricConvention(headline.key, scores->run.task);
        view.given = known(headline.given);
        view.corrected = known(headline.corrected);
        view.corrections = static_cast<int>(scores->corrections);
    }
    m_score->setScore(view);
    m_score->setVisible(m_session.isOpen());
}

} // namespace badcase::window
