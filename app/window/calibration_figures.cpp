// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/calibration_figures.h"

#include "widgets/models/table_model.h"
#include "widgets/panels/controls.h"

#include <QGridLayout>
#include <QLocale>

#include <array>

namespace badcase::window {

using panels::FlashLabel;
using panels::RoleLabel;
using theme::Role;

namespace {

constexpr int kFigures = 5;

/// In the order of the lines.
std::array<double, kFigures> figuresNow(const workspace::CalibrationReport& report)
{
    // The log loss beside the temperature's is measured as that one is, so that the two can be compared.
    return {report.temperature ? report.temperature->fit.before.logLoss : report.logLoss, report.brier,
            report.decisions.equalWidth.expectedError, report.decisions.equalMass.expectedError,
            report.classwise};
}

std::array<double, kFigures> figuresWith(const workspace::TemperatureReport& temperature)
{
    return {temperature.fit.heldOut.logLoss, temperature.brier,
            temperature.decisions.equalWidth.expectedError, temperature.decisions.equalMass.expectedError,
            temperature.classwise};
}

QString temperatureOf(const workspace::TemperatureReport& temperature)
{
    const QLocale locale;
    return CalibrationFigures::tr("T = %1 (%2 to %3)")
        .arg(locale.toString(temperature.fit.temperature, 'f', 2),
             locale.toString(temperature.least(), 'f', 2), locale.toString(temperature.largest(), 'f', 2));
}

} // namespace

CalibrationFigures::CalibrationFigures(QWidget* parent)
    : QWidget(parent),
      m_nowHead(new RoleLabel(tr("now"), Role::Text2)),
      m_temperedHead(new RoleLabel({}, Role::Text2)),
      m_words(new RoleLabel),
      m_seen(new RoleLabel({}, Role::Text2))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::kPadding, theme::kGap, theme::kPadding, theme::kGap);
    layout->setSpacing(theme::kGap);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * theme::kPadding);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(3, 1);
    for (RoleLabel* head : {m_nowHead, m_temperedHead})
        head->setFont(theme::captionFont());
    m_temperedHead->setToolTip(
        tr("The temperature for all samples, and the smallest and largest one of the folds. The "
           "figures below are of each sample with the temperature that was fitted without its fold."));
    grid->addWidget(m_nowHead, 0, 1, Qt::AlignRight);
    grid->addWidget(m_temperedHead, 0, 2, Qt::AlignRight);
    const std::array<std::pair<QString, QString>, kFigures> texts{{
        {tr("Log loss"),
         tr("Mean of -log of the label's probability, natural logarithm. With several labels a sample: mean "
            "over samples and tags of each tag's own loss.")},
        {tr("Brier score"),
         tr("Mean over samples of the squared distance of probabilities and label, summed over classes: 0 "
            "(best) to 2. With several labels a sample: mean over samples and tags, 0 to 1.")},
        {tr("ECE, equal width"),
         tr("Expected calibration error: over bins of the decision's probability, all as wide, the "
            "share of samples times the distance of mean probability and share that is right.")},
        {tr("ECE, equal mass"),
         tr("The same with bins of equally many samples: no bin is nearly empty, so it does not hang "
            "on a few samples.")},
        {tr("ECE of the classes"),
         tr("Mean over classes of each class's own error, against the rest, with bins of equal "
            "width.")},
    }};
    for (int i = 0; i < kFigures; ++i) {
        const auto& [name, tip] = texts[static_cast<std::size_t>(i)];
        Line line{new RoleLabel(name), new FlashLabel, new FlashLabel};
        grid->addWidget(line.name, i + 1, 0);
        grid->addWidget(line.now, i + 1, 1, Qt::AlignRight);
        grid->addWidget(line.tempered, i + 1, 2, Qt::AlignRight);
        for (QWidget* part : std::initializer_list<QWidget*>{line.name, line.now, line.tempered})
            part->setToolTip(tip);
        m_lines.push_back(line);
    }
    layout->addLayout(grid);
    for (RoleLabel* text : {m_words, m_seen}) {
        text->setWordWrap(true);
        layout->addWidget(text);
    }
    m_seen->setFont(theme::captionFont());
}

void CalibrationFigures::setReport(const workspace::CalibrationReport& report)
{
    const auto& temperature = report.temperature;
    const auto now = figuresNow(report);
    const auto with = temperature ? figuresWith(*temperature) : now;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i].now->setText(models::scoreOrDash(now[i]));
        m_lines[i].tempered->setVisible(temperature.has_value());
        m_lines[i].tempered->setText(models::scoreOrDash(with[i]));
        m_lines[i].tempered->setRole(with[i] < now[i] - 0.0005   ? Role::Good
                                     : with[i] > now[i] + 0.0005 ? Role::Bad
                                                                 : Role::Text);
    }
    m_temperedHead->setVisible(temperature.has_value());
    m_temperedHead->setText(temperature ? temperatureOf(*temperature) : QString());
    m_words->setText(report.temperatureText());
    m_seen->setText(report.seenText());
    m_seen->setVisible(!m_seen->text().isEmpty());
}

QString CalibrationFigures::words() const
{
    return m_words->text();
}

QString CalibrationFigures::temperature() const
{
    return m_temperedHead->text();
}

} // namespace badcase::window
