// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/job_bar.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kEndShownMs = 12000;

QString rateText(double perSecond)
{
    const int decimals = perSecond < 10 ? 1 : 0;
    return QCoreApplication::translate("badcase::panels::JobBar", "%1/s").arg(perSecond, 0, 'f', decimals);
}

} // namespace

QString durationText(double seconds)
{
    const auto whole = static_cast<qint64>(std::ceil(std::max(0.0, seconds)));
    if (whole < 90)
        return QCoreApplication::translate("badcase::panels::JobBar", "%1 s").arg(whole);
    if (whole < 90 * 60)
        return QCoreApplication::translate("badcase::panels::JobBar", "%1 min").arg((whole + 30) / 60);
    return QCoreApplication::translate("badcase::panels::JobBar", "%1 h %2 min")
        .arg(whole / 3600)
        .arg(whole % 3600 / 60);
}

JobBar::JobBar(QWidget* parent)
    : QWidget(parent),
      m_name(new ElidedLabel),
      m_bar(new QProgressBar),
      m_numbers(new ElidedLabel({}, Role::Text2)),
      m_more(new QToolButton),
      m_cancel(makeIconButton(QStringLiteral("cancel"), tr("Cancel this job"))),
      m_notice(new StatusNotice),
      m_fade(new QTimer(this))
{
    setFixedHeight(theme::kRowHeight);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::kPadding, 0, theme::kPadding, 0);
    layout->setSpacing(theme::kGap);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(120, 4);
    m_bar->setAccessibleName(tr("Progress"));
    m_numbers->setFont(theme::numberFont());
    m_name->setMaximumWidth(260);
    m_more->setAutoRaise(true);
    m_more->setAccessibleName(tr("Jobs that wait"));
    layout->addWidget(m_name);
    layout->addWidget(m_bar);
    layout->addWidget(m_numbers);
    layout->addWidget(m_cancel);
    layout->addWidget(m_more);
    layout->addWidget(m_notice, 1);
    layout->addStretch(0);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (!m_jobs.isEmpty())
            Q_EMIT cancelRequested(m_jobs.first().id);
    });
    m_fade->setSingleShot(true);
    m_fade->setInterval(kEndShownMs);
    connect(m_fade, &QTimer::timeout, m_notice, &QWidget::hide);
    connect(m_more, &QToolButton::clicked, this, &JobBar::queueRequested);
    connect(m_notice, &StatusNotice::actionRequested, this, [this] { Q_EMIT actionRequested(m_endedJob); });
    m_notice->hide();
    setJobs({});
}

void JobBar::setJobs(const QList<JobView>& jobs)
{
    m_jobs = jobs;
    const bool any = !jobs.isEmpty();
    for (QWidget* part : std::initializer_list<QWidget*>{m_name, m_bar, m_numbers, m_cancel})
        part->setVisible(any);
    m_more->setVisible(jobs.size() > 1);
    if (!any)
        return;
    m_notice->hide();
    const JobView& job = jobs.first();
    const QLocale locale;
    m_name->setText(job.name);
    m_bar->setRange(0, job.total > 0 ? 1000 : 0);
    m_bar->setValue(job.total > 0 ? static_cast<int>(1000 * std::min(job.done, job.total) / job.total) : 0);
    QStringList numbers;
    numbers.append(job.total < 0
                       ? locale.toString(job.done)
                       : QStringLiteral("%1/%2").arg(locale.toString(job.done), locale.toString(job.total)));
    if (job.perSecond > 0)
        numbers.append(rateText(job.perSecond));
    if (job.cancelling)
        numbers.append(tr("stopping"));
    else if (job.perSecond > 0 && job.total > 0)
        numbers.append(
            tr("%1 left").arg(durationText(static_cast<double>(job.total - job.done) / job.perSecond)));
    m_numbers->setText(numbers.join(QStringLiteral("   ")));
    m_cancel->setEnabled(!job.cancelling);
    m_more->setText(tr("%n more", nullptr, static_cast<int>(jobs.size()) - 1));
}

void JobBar::showEnd(const JobEnd& end)
{
    m_endedJob = end.id;
    const auto kind = end.outcome == Outcome::Failed      ? StatusNotice::Kind::Error
                      : end.outcome == Outcome::Cancelled ? StatusNotice::Kind::Info
                                                          : StatusNotice::Kind::Good;
    m_notice->show(kind, tr("%1: %2").arg(end.name, end.message), end.action);
    // What went as it should needs no answer; what failed stays until somebody has seen it.
    if (end.outcome == Outcome::Failed)
        m_fade->stop();
    else
        m_fade->start();
}

} // namespace badcase::panels
