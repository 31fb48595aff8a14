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
constexpr int kShareWidth = 56;
constexpr int kQueueWidth = 88;
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

QString figureName(const QString& metric)
{
    if (metric == QLatin1String("accuracy"))
        return RunningStrip::tr("accuracy");
    if (metric == QLatin1String("macro_f1"))
        return RunningStrip::tr("macro F1");
    if (metric == QLatin1String("micro_f1"))
        return RunningStrip::tr("micro F1");
    if (metric == QLatin1String("mean_dice_per_image"))
        return RunningStrip::tr("mean Dice");
    if (metric == QLatin1String("mean_iou_per_image"))
        return RunningStrip::tr("mean IoU");
    return metric;
}

} // namespace

StageBars::StageBars(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(
        tr("How much of their time the threads spend in each stage, and how many samples wait for it"));
}

void StageBars::setStats(const jobs::RunStats& stats)
{
    m_stats = stats;
    update();
}

QSize StageBars::sizeHint() const
{
    return {320, kLine * jobs::kStageCount};
}

void StageBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int i = 0; i < jobs::kStageCount; ++i)
        paintStage(painter, static_cast<jobs::Stage>(i), QRect(0, i * kLine, width(), kLine));
}

void StageBars::paintStage(QPainter& painter, jobs::Stage stage, const QRect& line) const
{
    const int room = std::max(20, line.width() - kCaptionWidth - kShareWidth - kQueueWidth);
    painter.setFont(theme::captionFont());
    painter.setPen(theme::color(theme::Role::Text2));
    painter.drawText(QRect(0, line.top(), kCaptionWidth, line.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     stageText(stage));
    const QRect track(kCaptionWidth, line.top() + 6, room, line.height() - 12);
    painter.fillRect(track, theme::color(theme::Role::Raised));
    const double share = m_stats.share(stage);
    painter.fillRect(QRect(track.topLeft(), QSize(qRound(share * track.width()), track.height())),
                     theme::color(theme::Role::Accent));
    painter.setFont(theme::captionNumberFont());
    const QRect number(track.right() + 1, line.top(), kShareWidth, line.height());
    painter.drawText(number, Qt::AlignVCenter | Qt::AlignRight,
                     tr("%1 %").arg(QLocale().toString(100 * share, 'f', 1)));
    if (const int queue = m_stats.queue(stage); queue > 0)
        painter.drawText(QRect(number.right() + 1, line.top(), kQueueWidth, line.height()),
                         Qt::AlignVCenter | Qt::AlignRight, tr("%n waiting", nullptr, queue));
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

QString earlyScoreLine(const jobs::EarlyScore& score)
{
    const QLocale locale;
    QStringList figures;
    for (const auto& figure : score.figures) {
        figures.append(RunningStrip::tr("%1 %2 [%3, %4]")
                           .arg(figureName(figure.metric), locale.toString(figure.value, 'f', 3),
                                locale.toString(figure.low, 'f', 3), locale.toString(figure.high, 'f', 3)));
    }
    return RunningStrip::tr("Early score: %1 over %n random samples", nullptr,
                            static_cast<int>(score.samples))
        .arg(figures.join(QStringLiteral(", ")));
}

RunningStrip::RunningStrip(QWidget* parent)
    : QWidget(parent),
      m_title(new panels::ElidedLabel),
      m_numbers(new panels::ElidedLabel({}, theme::Role::Text2)),
      m_early(new panels::ElidedLabel({}, theme::Role::Text2)),
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
    m_early->setToolTip(tr("A random part of the samples comes first. With a probability of 90 % the score "
                           "over all of them will lie in the interval."));
    layout->addWidget(m_early);
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
        m_numbers->setText(tr("cancelling: the pass under way comes to its end"));
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
    const bool loading = !waiting && !job.run && job.progress.done == 0;
    if (!m_cancelled)
        m_numbers->setText(waiting   ? tr("waits for the job before it")
                           : loading ? tr("the model is being loaded")
                                     : jobNumbers(job));
    m_bar->setRange(0, job.progress.total > 0 ? 1000 : 0);
    if (job.progress.total > 0)
        m_bar->setValue(static_cast<int>(1000 * job.progress.done / job.progress.total));
    const jobs::RunStats stats = job.run.value_or(jobs::RunStats());
    // The line keeps its place while it is empty, so that nothing below it jumps.
    m_early->setText(stats.early ? earlyScoreLine(*stats.early) : QString());
    m_stages->setStats(stats);
}

} // namespace badcase::window
