// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/player_bar.h"

#include "widgets/panels/controls.h"
#include "widgets/theme/icons.h"
#include "widgets/viewer/timeline_layout.h"

#include <QComboBox>
#include <QHBoxLayout>

#include <array>

namespace badcase::panels {

using theme::Role;
using viewer::TimelineLayout;

namespace {

constexpr std::array kSpeeds{0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0};
constexpr double kHundredths = 0.01;
constexpr int kLongestClass = 14; ///< characters that a choice takes at least in the closed list

QString speedText(double speed)
{
    return QStringLiteral("%1×").arg(speed);
}

} // namespace

PlayerBar::PlayerBar(QWidget* parent)
    : QWidget(parent),
      m_play(makeIconButton(QStringLiteral("play"), tr("Play (Space)"))),
      m_time(new RoleLabel),
      m_frame(new RoleLabel({}, Role::Text2)),
      m_speed(new QComboBox),
      m_loop(makeIconButton(QStringLiteral("loop"),
                            tr("Loop: drag with Shift over the ruler. Click to end it."))),
      m_cuts(makeIconButton(QStringLiteral("filmstrip"), tr("Find scene boundaries"))),
      m_curve(new QComboBox),
      m_notice(new ElidedLabel({}, Role::Warn)),
      m_split(makeIconButton(QStringLiteral("split"), tr("Split the segment at the playhead (S)"))),
      m_labels(makeIconButton(QStringLiteral("labels"), tr("Labels of the segment (L)"))),
      m_merge(makeIconButton(QStringLiteral("plus"), tr("Join with the next segment (Shift+S)"))),
      m_remove(makeIconButton(QStringLiteral("delete"), tr("Remove the segment (Delete)"))),
      m_segments(buildSegmentTools())
{
    setFixedHeight(36);
    auto* back = makeIconButton(QStringLiteral("frame-back"), tr("One frame back (,)"));
    auto* forward = makeIconButton(QStringLiteral("frame-forward"), tr("One frame forward (.)"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::kPadding, 0, theme::kPadding, 0);
    layout->setSpacing(theme::kGap);
    m_playerTools = {back, m_play, forward, m_time, m_frame, m_speed, m_loop, m_cuts};
    for (QWidget* widget : std::as_const(m_playerTools))
        layout->addWidget(widget);
    layout->addWidget(m_notice, 1);
    layout->addWidget(m_curve);
    layout->addWidget(m_segments);

    m_time->setFont(theme::numberFont());
    m_frame->setFont(theme::captionNumberFont());
    for (const double speed : kSpeeds)
        m_speed->addItem(speedText(speed), speed);
    m_speed->setFocusPolicy(Qt::TabFocus); // after a choice the keys go on moving the video
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("Speed"));
    m_curve->setFocusPolicy(Qt::TabFocus);
    m_curve->setAccessibleName(tr("Curve of a class"));
    m_curve->setToolTip(tr("The class whose probability is drawn over time"));
    m_curve->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_curve->setMinimumContentsLength(kLongestClass);
    m_loop->setCheckable(true);
    m_cuts->setCheckable(true);
    setSpeed(1);
    setPosition(0, 0, -1, 0);
    setLooping(false);
    setCurveChoices({}, kNoClass);
    setSegmentTools(false, false);

    connect(back, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(-1); });
    connect(forward, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(1); });
    connect(m_play, &QToolButton::clicked, this, &PlayerBar::playToggled);
    connect(m_speed, &QComboBox::activated, this,
            [this](int index) { Q_EMIT speedRequested(m_speed->itemData(index).toDouble()); });
    connect(m_loop, &QToolButton::clicked, this, &PlayerBar::loopClearRequested);
    connect(m_cuts, &QToolButton::clicked, this, &PlayerBar::cutsRequested);
    connect(m_curve, &QComboBox::activated, this,
            [this](int index) { Q_EMIT curveRequested(m_curve->itemData(index).toInt()); });
}

QWidget* PlayerBar::buildSegmentTools()
{
    auto* tools = new QWidget;
    auto* layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kUnit);
    layout->addWidget(makeHairline(Qt::Vertical));
    for (QToolButton* button : {m_split, m_labels, m_merge, m_remove})
        layout->addWidget(button);
    connect(m_split, &QToolButton::clicked, this, &PlayerBar::splitRequested);
    connect(m_labels, &QToolButton::clicked, this, &PlayerBar::labelsRequested);
    connect(m_merge, &QToolButton::clicked, this, &PlayerBar::mergeRequested);
    connect(m_remove, &QToolButton::clicked, this, &PlayerBar::removeRequested);
    return tools;
}

void PlayerBar::setPlayable(bool playable)
{
    for (QWidget* widget : std::as_const(m_playerTools))
        widget->setVisible(playable);
}

void PlayerBar::setPlaying(bool playing)
{
    m_playing = playing;
    m_play->setIcon(theme::icon(playing ? QStringLiteral("pause") : QStringLiteral("play"), Role::Text2));
    const QString text = playing ? tr("Pause (Space)") : tr("Play (Space)");
    m_play->setToolTip(text);
    m_play->setAccessibleName(text);
}

void PlayerBar::setPosition(double position, double duration, int frame, int frames)
{
    const QString end = TimelineLayout::timeText(duration, kHundredths);
    m_time->setText(QStringLiteral("%1 / %2").arg(TimelineLayout::timeText(position, kHundredths), end));
    m_frame->setText(frames > 0 ? tr("frame %1 of %2").arg(frame).arg(frames) : QString());
    // The width of the longest reading, so that nothing moves while it plays.
    m_time->setMinimumWidth(m_time->fontMetrics().horizontalAdvance(QStringLiteral("%1 / %1").arg(end)) +
                            theme::kUnit);
    m_frame->setMinimumWidth(
        m_frame->fontMetrics().horizontalAdvance(tr("frame %1 of %2").arg(frames).arg(frames)));
}

void PlayerBar::setSpeed(double speed)
{
    m_speed->setCurrentIndex(m_speed->findData(speed));
}

void PlayerBar::setLooping(bool looping)
{
    m_loop->setChecked(looping);
    m_loop->setEnabled(looping);
}

void PlayerBar::setCutsShown(bool shown)
{
    m_cuts->setChecked(shown);
}

void PlayerBar::setCurveChoices(const std::vector<std::pair<ClassIndex, QString>>& choices,
                                ClassIndex current)
{
    m_curve->clear();
    m_curve->addItem(tr("No curve"), kNoClass);
    for (const auto& [index, name] : choices)
        m_curve->addItem(name, index);
    m_curve->setCurrentIndex(std::max(0, m_curve->findData(current)));
    m_curve->setVisible(!choices.empty());
}

void PlayerBar::setSegmentTools(bool editable, bool chosen)
{
    m_segments->setVisible(editable);
    for (QToolButton* button : {m_labels, m_merge, m_remove})
        button->setEnabled(chosen);
}

void PlayerBar::setNotice(const QString& notice)
{
    m_notice->setText(notice);
}

} // namespace badcase::panels
