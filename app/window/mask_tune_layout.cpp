// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/flip_lanes.h"
#include "app/window/mask_preview.h"
#include "app/window/mask_tune_pane.h"
#include "app/window/mask_tune_reader.h"
#include "app/window/set_saver.h"
#include "app/workspace/tune_objective.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/slider_list.h"
#include "widgets/panels/status_notice.h"
#include "widgets/plots/slider_curve_plot.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace badcase::window {

using panels::StatusNotice;

namespace {

constexpr int kLeftWidth = 360;
constexpr int kLoadingWidth = 320;

QHBoxLayout* padded(std::initializer_list<QWidget*> widgets)
{
    auto* line = new QHBoxLayout;
    line->setContentsMargins(theme::kPadding, 0, theme::kPadding, 0);
    line->setSpacing(theme::kGap);
    for (QWidget* widget : widgets)
        line->addWidget(widget, 1);
    return line;
}

/// Takes whatever room there is; long names must not push the column wide.
QComboBox* makeChoice(const QString& name)
{
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    return box;
}

panels::RoleLabel* makeWords(theme::Role role)
{
    auto* label = new panels::RoleLabel({}, role);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

MaskTunePane::MaskTunePane(PageContext& context, QWidget* parent)
    : TunePane(context, parent),
      m_stack(new QStackedWidget),
      m_empty(new panels::EmptyState),
      m_loading(nullptr),
      m_loadingText(new panels::RoleLabel({}, theme::Role::Text2)),
      m_progress(new QProgressBar),
      m_reader(new MaskTuneReader(session(), this)),
      m_class(makeChoice(tr("Of which class"))),
      m_objective(makeChoice(tr("What is to be made as large as possible"))),
      m_groupBy(makeChoice(tr("By what images are told apart"))),
      m_group(makeChoice(tr("Which images are looked at"))),
      m_list(new panels::SliderList),
      m_note(makeWords(theme::Role::Text2)),
      m_advice(makeWords(theme::Role::Text2)),
      m_reset(new QPushButton(tr("Reset"))),
      m_optimise(panels::makePrimaryButton(tr("Optimise"))),
      m_report(makeWords(theme::Role::Text)),
      m_notice(new StatusNotice),
      m_saver(new SetSaver(session(), [this] { return currentSet(); })),
      m_metric(new panels::RoleLabel({}, theme::Role::Text2)),
      m_value(new panels::FlashLabel),
      m_gain(new panels::FlashLabel),
      m_where(new panels::ElidedLabel({}, theme::Role::Text2)),
      m_groupScores(new panels::ElidedLabel({}, theme::Role::Text2)),
      m_plot(new plots::SliderCurvePlot),
      m_lanes(new FlipLanes(context)),
      m_preview(new MaskPreview(context))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_loading = buildLoading();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_loading);
    m_stack->addWidget(buildContent());
    connectReader();
    connectSliders();
}

QWidget* MaskTunePane::buildLoading()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout;
    column->setSpacing(theme::kGap);
    m_progress->setFixedWidth(kLoadingWidth);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Masks read"));
    auto* stop = new QPushButton(tr("Cancel"));
    stop->setObjectName(QStringLiteral("stopReadingMasks"));
    connect(stop, &QPushButton::clicked, m_reader, &MaskTuneReader::stop);
    m_loadingText->setAlignment(Qt::AlignCenter);
    column->addWidget(m_loadingText);
    column->addWidget(m_progress, 0, Qt::AlignHCenter);
    column->addWidget(stop, 0, Qt::AlignHCenter);
    auto* middle = new QVBoxLayout(box);
    middle->addStretch(1);
    middle->addLayout(column);
    middle->addStretch(1);
    return box;
}

QWidget* MaskTunePane::buildContent()
{
    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setObjectName(QStringLiteral("maskTuneColumns"));
    columns->setChildrenCollapsible(false);
    columns->setHandleWidth(1);
    columns->addWidget(buildLeft());
    columns->addWidget(buildRight());
    columns->setStretchFactor(0, 0);
    columns->setStretchFactor(1, 1);
    columns->setSizes({kLeftWidth, 900});
    return columns;
}

QWidget* MaskTunePane::buildLeft()
{
    for (const QString& name : workspace::maskObjectiveNames())
        m_objective->addItem(workspace::objectiveTitle(name), name);
    m_objective->setObjectName(QStringLiteral("maskObjective"));
    m_groupBy->setObjectName(QStringLiteral("maskGroupBy"));
    m_group->setObjectName(QStringLiteral("maskGroup"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setObjectName(QStringLiteral("maskSliders"));
    m_optimise->setObjectName(QStringLiteral("optimiseMasks"));
    m_optimise->setToolTip(tr("Finds the best places, and what they are worth on images they were not tuned on"));
    m_reset->setObjectName(QStringLiteral("resetMasks"));
    m_reset->setToolTip(tr("Both sliders to what decides the run now"));
    m_notice->setWrapping(true);
    m_notice->hide();
    m_report->setObjectName(QStringLiteral("maskReport"));
    m_report->hide();
    auto* left = new QWidget;
    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, theme::kPadding, 0, theme::kPadding);
    layout->setSpacing(theme::kGap);
    layout->addLayout(padded({m_objective, m_class}));
    layout->addLayout(padded({m_groupBy, m_group}));
    layout->addWidget(m_list);
    layout->addLayout(padded({m_advice}));
    layout->addLayout(padded({m_note}));
    layout->addWidget(panels::makeHairline(Qt::Horizontal));
    auto* actions = padded({});
    actions->addStretch(1);
    actions->addWidget(m_reset);
    actions->addWidget(m_optimise);
    layout->addLayout(actions);
    layout->addLayout(padded({m_report}));
    layout->addLayout(padded({m_notice}));
    layout->addLayout(padded({m_saver}));
    layout->addStretch(1);
    auto* area = new QScrollArea; // long words of advice never squeeze the sliders
    area->setWidget(left);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumWidth(300);
    return area;
}

QWidget* MaskTunePane::buildRight()
{
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setObjectName(QStringLiteral("maskTuneRows"));
    rows->setChildrenCollapsible(false);
    rows->setHandleWidth(1);
    auto* above = new QWidget;
    auto* column = new QVBoxLayout(above);
    column->setContentsMargins(theme::kPadding, theme::kGap, theme::kPadding, theme::kGap);
    column->setSpacing(theme::kUnit);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme::kGap);
    m_where->setElideMode(Qt::ElideRight);
    m_groupScores->setElideMode(Qt::ElideRight);
    line->addWidget(m_metric);
    line->addWidget(m_value);
    line->addWidget(m_gain);
    line->addSpacing(theme::kPadding);
    line->addWidget(m_where, 1);
    column->addLayout(line);
    column->addWidget(m_groupScores);
    column->addWidget(m_plot, 1);
    auto* below = new QSplitter(Qt::Horizontal);
    below->setObjectName(QStringLiteral("maskTuneBelow"));
    below->setChildrenCollapsible(false);
    below->setHandleWidth(1);
    below->addWidget(m_lanes);
    below->addWidget(m_preview);
    below->setStretchFactor(0, 3);
    below->setStretchFactor(1, 2);
    rows->addWidget(above);
    rows->addWidget(below);
    rows->setStretchFactor(0, 1);
    rows->setStretchFactor(1, 1);
    rows->setSizes({360, 440});
    m_lanes->setEmptyText(tr("No image changes. Move a slider to see those that do."));
    m_plot->setEmptyText(tr("Every threshold is being tried."));
    return rows;
}

} // namespace badcase::window
