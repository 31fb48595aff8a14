// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/score_bar.h"

#include "widgets/panels/controls.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>

namespace badcase::panels {

using theme::Role;

ScoreBar::ScoreBar(QWidget* parent)
    : QWidget(parent),
      m_metric(new RoleLabel({}, Role::Text2)),
      m_given(new FlashLabel),
      m_givenText(new RoleLabel(tr("given"), Role::Given)),
      m_arrow(new RoleLabel(QStringLiteral("→"), Role::Text2)),
      m_corrected(new FlashLabel),
      m_correctedText(new RoleLabel(tr("corrected"), Role::Corrected)),
      m_change(new FlashLabel)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setFixedHeight(theme::kRowHeight);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::kPadding, 0, theme::kPadding, 0);
    layout->setSpacing(6);
    layout->addWidget(m_metric);
    layout->addSpacing(theme::kUnit);
    layout->addWidget(m_given);
    layout->addWidget(m_givenText);
    layout->addWidget(m_arrow);
    layout->addWidget(m_corrected);
    layout->addWidget(m_correctedText);
    layout->addWidget(m_change);
    setScore({});
}

void ScoreBar::setScore(const ScoreView& score)
{
    const auto text = [](const std::optional<double>& value) {
        return value ? theme::scoreText(*value) : QStringLiteral("–");
    };
    const QString use = tr("Score on the labels as given and as corrected. Click: confusion matrix.");
    setToolTip(score.convention.isEmpty()
                   ? use
                   : QStringLiteral("%1: %2\n\n%3").arg(score.metric, score.convention, use));
    m_metric->setText(score.metric.isEmpty() ? tr("no score yet") : score.metric);
    m_given->setText(text(score.given));
    m_corrected->setText(text(score.corrected));
    m_change->setText(tr("(%n labels)", "labels that were corrected", score.corrections));
    const double change = score.given && score.corrected ? *score.corrected - *score.given : 0.0;
    m_corrected->setRole(change > 0.0005 ? Role::Good : change < -0.0005 ? Role::Bad : Role::Text);
    m_change->setRole(Role::Text2);
    for (QWidget* part :
         std::initializer_list<QWidget*>{m_given, m_givenText, m_arrow, m_corrected, m_correctedText, m_change})
        part->setVisible(!score.metric.isEmpty());
    setAccessibleName(
        tr("%1: %2 given, %3 corrected").arg(m_metric->text(), m_given->text(), m_corrected->text()));
}

void ScoreBar::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->pos()))
        Q_EMIT clicked();
}

void ScoreBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return)
        Q_EMIT clicked();
    else
        QWidget::keyPressEvent(event);
}

} // namespace badcase::panels
