// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/running_strip.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/job_bar.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QProgressBar>
#include <QTimer>

#include <algorithm>
#include <numeric>
#include <utility>

namespace badcase::window {

namespace {

constexpr int kLine = 20;
constexpr int kCaptionWidth = 92;
constexpr int kNumberWidth = 64;
constexpr int kBarHeight = 6;

QString stageText(jobs::Stage stage)
{
    switch (stage) {
    case jobs::Stage::Decode:
        return StageBars::tr("Decode");
    case jobs::Stage::Preprocess:
        return StageBars::tr("Preprocess");
    case jobs::Stage::Forward:
        return StageBars::tr("Forward");
    case jobs::Stage::Postprocess:
        return StageBars::tr("Postprocess");
    case jobs::Stage::Write:
        return StageBars::tr("Write");
    }
    return {};
}

} // namespace

StageBars::StageBars(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(tr("Seconds that processor cores were busy in each stage, added up"));
}

void StageBars::setBusy(const jobs::StageSeconds& busy)
{
    m_busy = busy;
    update();
}

QSize StageBars::sizeHint() const
{
    return {320, kLine * jobs::kStageCount};
}

void StageBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double total = std::accumulate(m_busy.seconds.begin(), m_busy.seconds.end(), 0.0);
    const int room = std::max(20, width() - kCaptionWidth - kNumberWidth);
    for (int i = 0; i < jobs::kStageCount; ++i) {
        const auto stage = static_cast<jobs::Stage>(i);
        const QRect line(0, i * kLine, width(), kLine);
        painter.setFont(theme::captionFont());
        painter.setPen(theme::color(theme::Role::Text2));
        painter.drawText(line.adjusted(0, 0, -room - kNumberWidth, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         stageText(stage));
        const QRect track(kCaptionWidth, line.top() + 6, room, kLine - 12);
        painter.fillRect(track, theme::color(theme::Role::Raised));
        const double share = total > 0 ? m_busy.of(stage) / total : 0;
        painter.fillRect(QRect(track.topLeft(), QSize(qRound(share * track.width()), track.height())),
                         theme::color(theme::Role::Accent));
        painter.setFont(theme::captionNumberFont());
        painter.drawText(line.adjusted(kCaptionWidth + room, 0, 0, 0), Qt::AlignVCenter | Qt::AlignRight,
                         tr("%1 s").arg(QLocale().toString(m_busy.of(stage), 'f', 1)));
    }
}

QString jobNumbers(const workspace::JobState& job)
{
    const QLocale locale;
    QStringList parts;
    if (job.progress.total > 0)
        parts.append(RunningStrip::tr("%1 of %2")
                         .arg(locale.toString(job.progress.done), locale.toString(job.progress.total)));
    else if (job.progress.done > 0)
        parts.append(locale.toString(job.progress.done));
    if (job.perSecond > 0)
        parts.append(
            RunningStrip::tr("%1/s").arg(locale.toString(job.perSecond, 'f', job.perSecond < 10 ? 1 : 0)));
    if (job.secondsLeft)
        parts.append(RunningStrip::tr("%1 left").arg(panels::durationText(*job.secondsLeft)));
    return parts.join(QStringLiteral(", "));
}

RunningStrip::RunningStrip(QWidget* parent)
    : QWidget(parent),
      m_title(new panels::ElidedLabel),
      m_numbers(new panels::ElidedLabel({}, theme::Role::Text2)),
      m_bar(new QProgressBar),
      m_stages(new StageBars),
      m_cancel(panels::makeIconButton(QStringLiteral("cancel"), {})),
      m_patience(new QTimer(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kUnit);
    layout->addWidget(m_title);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme::kGap);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(kBarHeight);
    line->addWidget(m_bar, 1);
    line->addWidget(m_cancel);
    layout->addLayout(line);
    layout->addWidget(m_numbers);
    layout->addSpacing(theme::kUnit);
    layout->addWidget(m_stages);
    m_patience->setSingleShot(true);
    m_patience->setInterval(kPatienceMs);
    connect(m_patience, &QTimer::timeout, this, &RunningStrip::offerStopNow);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        if (m_cancelled) {
            Q_EMIT stopNowRequested();
            return;
        }
        m_cancelled = true;
        if (m_canStopNow)
            m_patience->start();
        Q_EMIT cancelRequested();
    });
    offerCancel();
}

void RunningStrip::offerCancel()
{
    m_patience->stop();
    m_cancelled = false;
    m_cancel->setText({});
    m_cancel->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_cancel->setToolTip(tr("Cancel the run; what is done stays and can be resumed"));
    m_cancel->setAccessibleName(m_cancel->toolTip());
    m_cancel->setEnabled(true);
}

void RunningStrip::offerStopNow()
{
    m_cancel->setText(tr("Stop now"));
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setToolTip(tr("End the model's process; what is done stays and can be resumed"));
    m_cancel->setAccessibleName(m_cancel->toolTip());
    m_cancel->setEnabled(true);
}

void RunningStrip::setJob(const workspace::JobState& job)
{
    if (std::exchange(m_job, job.id) != job.id)
        offerCancel();
    m_title->setText(job.title);
    const bool waiting = job.status == workspace::JobState::Status::Waiting;
    const bool loading = !waiting && job.progress.done == 0;
    m_numbers->setText(waiting   ? tr("waits for the job before it")
                       : loading ? tr("the model is being loaded")
                                 : jobNumbers(job));
    m_bar->setRange(0, job.progress.total > 0 ? 1000 : 0);
    if (job.progress.total > 0)
        m_bar->setValue(static_cast<int>(1000 * job.progress.done / job.progress.total));
    m_stages->setBusy(job.run ? job.run->busy : jobs::StageSeconds());
}

} // namespace badcase::window
