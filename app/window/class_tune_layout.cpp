// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// What the sliders of classes look like; what they do is in class_tune_pane.cpp.

#include "app/window/class_tune_pane.h"
#include "app/window/flip_lanes.h"
#include "app/window/set_saver.h"
#include "app/window/tune_form.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/slider_list.h"
#include "widgets/panels/status_notice.h"
#include "widgets/plots/slider_curve_plot.h"
#include "widgets/theme/icons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace badcase::window {

namespace {

constexpr int kLeftWidth = 360;

} // namespace

QWidget* ClassTunePane::buildContent()
{
    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setObjectName(QStringLiteral("tuneColumns"));
    columns->setChildrenCollapsible(false);
    columns->setHandleWidth(1);
    columns->addWidget(buildLeft());
    columns->addWidget(buildRight());
    columns->setStretchFactor(0, 0);
    columns->setStretchFactor(1, 1);
    columns->setSizes({kLeftWidth, 900});
    return columns;
}

QWidget* ClassTunePane::buildLeft()
{
    auto* left = new QWidget;
    left->setMinimumWidth(300);
    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, theme::kPadding, 0, theme::kPadding);
    layout->setSpacing(theme::kGap);
    const auto padded = [](QWidget* widget) {
        auto* line = new QHBoxLayout;
        line->setContentsMargins(theme::kPadding, 0, theme::kPadding, 0);
        line->setSpacing(theme::kGap);
        if (widget)
            line->addWidget(widget, 1);
        return line;
    };
    layout->addLayout(padded(m_objective));
    auto* tools = padded(nullptr);
    m_find->setPlaceholderText(tr("Find a class"));
    m_find->setAccessibleName(tr("Find a class among the sliders"));
    m_find->addAction(theme::icon(QStringLiteral("search"), theme::Role::Text2), QLineEdit::LeadingPosition);
    m_find->setClearButtonEnabled(true);
    m_order->addItem(tr("By class"), static_cast<int>(panels::SliderList::Order::Given));
    m_order->addItem(tr("By gain"), static_cast<int>(panels::SliderList::Order::Gain));
    m_order->addItem(tr("By samples"), static_cast<int>(panels::SliderList::Order::Support));
    m_order->addItem(tr("Moved first"), static_cast<int>(panels::SliderList::Order::Moved));
    m_order->setAccessibleName(tr("Order of the sliders"));
    tools->addWidget(m_find, 1);
    tools->addWidget(m_order);
    layout->addLayout(tools);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setObjectName(QStringLiteral("tuneSliders"));
    m_list->setCaptions(tr("Class"), tr("Value"), tr("Best gain"));
    layout->addWidget(m_list, 1);
    layout->addWidget(panels::makeHairline(Qt::Horizontal));
    auto* actions = padded(nullptr);
    m_scope->setAccessibleName(tr("What is optimised"));
    m_scope->setToolTip(tr("A number for each class, or one for all of them"));
    m_optimise->setObjectName(QStringLiteral("optimise"));
    m_optimise->setToolTip(tr("Finds the best places, and what they are worth on samples they were not tuned on"));
    m_reset->setToolTip(tr("All sliders to where the model itself decides"));
    actions->addWidget(m_scope);
    actions->addStretch(1);
    actions->addWidget(m_reset);
    actions->addWidget(m_optimise);
    layout->addLayout(actions);
    m_report->setWordWrap(true);
    m_report->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_report->hide();
    layout->addLayout(padded(m_report));
    m_notice->setWrapping(true);
    m_notice->hide();
    layout->addWidget(m_notice);
    layout->addLayout(padded(m_saver));
    connect(m_find, &QLineEdit::textChanged, m_list, &panels::SliderList::setFilterText);
    connect(m_order, &QComboBox::currentIndexChanged, this, [this] {
        m_list->setOrder(static_cast<panels::SliderList::Order>(m_order->currentData().toInt()));
    });
    connect(m_scope, &panels::SegmentedControl::chosen, m_scope, &panels::SegmentedControl::setCurrent);
    connect(m_objective, &ObjectiveForm::changed, this, &ClassTunePane::objectiveChanged);
    connect(m_optimise, &QPushButton::clicked, this, &ClassTunePane::optimise);
    connect(m_reset, &QPushButton::clicked, this, &ClassTunePane::reset);
    return left;
}

QWidget* ClassTunePane::buildRight()
{
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setObjectName(QStringLiteral("tuneRows"));
    rows->setChildrenCollapsible(false);
    rows->setHandleWidth(1);
    auto* above = new QWidget;
    auto* column = new QVBoxLayout(above);
    column->setContentsMargins(theme::kPadding, theme::kGap, theme::kPadding, theme::kGap);
    column->setSpacing(theme::kUnit);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme::kGap);
    line->addWidget(m_metric);
    line->addWidget(m_value);
    line->addWidget(m_gain);
    line->addSpacing(theme::kPadding);
    m_class->setElideMode(Qt::ElideRight);
    line->addWidget(m_class, 1);
    column->addLayout(line);
    column->addWidget(m_plot, 1);
    auto* below = new QWidget;
    auto* lanes = new QVBoxLayout(below);
    lanes->setContentsMargins(0, theme::kGap, 0, 0);
    lanes->setSpacing(theme::kUnit);
    auto* title = new QHBoxLayout;
    title->setContentsMargins(theme::kPadding, 0, theme::kPadding, 0);
    title->addWidget(m_lanesTitle);
    lanes->addLayout(title);
    lanes->addWidget(m_lanes, 1);
    rows->addWidget(above);
    rows->addWidget(below);
    rows->setStretchFactor(0, 1);
    rows->setStretchFactor(1, 1);
    rows->setSizes({380, 460}); // room for three lanes
    m_lanes->setEmptyText(tr("No decision changes. Move a slider to see the samples that do."));
    m_plot->setEmptyText(tr("Every position of the slider is being tried."));
    return rows;
}

} // namespace badcase::window
