// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/tune_page.h"

#include "app/window/calibration_pane.h"
#include "app/window/class_tune_pane.h"
#include "app/window/decided_by.h"
#include "app/window/mask_tune_pane.h"
#include "app/window/mix_pane.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace badcase::window {

using panels::StatusNotice;
using workspace::Session;

TunePage::TunePage(PageContext& context, QWidget* parent)
    : Page(context, parent),
      m_sides(new panels::SegmentedControl({tr("Sliders"), tr("Mixer"), tr("Calibration")})),
      m_labelSwitch(new panels::SegmentedControl({tr("As given"), tr("As corrected")})),
      m_notice(new StatusNotice),
      m_stack(new QStackedWidget)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(panels::makeHairline(Qt::Horizontal));
    m_notice->setWrapping(true);
    m_notice->hide();
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    for (const auto signal : {&Session::opened, &Session::runsChanged, &Session::currentRunChanged, &Session::samplesChanged})
        connect(&session(), signal, this, &TunePage::refresh);
    connect(&session(), &Session::closed, this, [this] { m_notice->hide(); });
}

QWidget* TunePage::buildHead()
{
    auto* head = new QWidget;
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(theme::kPadding, theme::kUnit, theme::kPadding, theme::kUnit);
    layout->setSpacing(theme::kPadding);
    m_sides->setObjectName(QStringLiteral("tuneSides"));
    m_sides->setAccessibleName(tr("What is tuned"));
    m_labelSwitch->setAccessibleName(tr("Labels that are scored against"));
    m_labelSwitch->setToolTip(m_labelSwitch->accessibleName());
    m_labelSwitch->setCurrent(1);
    layout->addWidget(m_sides);
    layout->addWidget(m_labelSwitch);
    layout->addStretch(1);
    auto* decided = new DecidedBy(session());
    layout->addWidget(decided);
    connect(m_sides, &panels::SegmentedControl::chosen, this, [this](int side) { showSide(static_cast<Side>(side)); });
    connect(m_labelSwitch, &panels::SegmentedControl::chosen, this, [this](int index) {
        m_labelSwitch->setCurrent(index);
        m_labels = index == 0 ? workspace::LabelSource::Given : workspace::LabelSource::Corrected;
        refresh();
    });
    connect(decided, &DecidedBy::failed, this, [this](const Error& error) {
        m_notice->show(StatusNotice::Kind::Error, error.message, {}, error.detail);
    });
    connect(decided, &DecidedBy::said, this, [this](const QString& text) { m_notice->show(StatusNotice::Kind::Good, text); });
    return head;
}

void TunePage::showSide(Side side)
{
    m_side = side;
    m_sides->setCurrent(static_cast<int>(side));
    refresh();
}

TunePane* TunePage::pane() const
{
    return qobject_cast<TunePane*>(m_stack->currentWidget());
}

TunePane* TunePage::make(Side side, bool masks)
{
    switch (side) {
    case Side::Sliders:
        return masks ? static_cast<TunePane*>(new MaskTunePane(context())) : new ClassTunePane(context());
    case Side::Mixer:
        return new MixPane(context());
    case Side::Calibration:
        break;
    }
    return new CalibrationPane(context());
}

void TunePage::refresh()
{
    if (!isVisible())
        return; // activate() follows
    const bool masks = session().schema().task() == Task::Segmentation;
    TunePane*& pane = m_panes[static_cast<int>(m_side) * 2 + (masks ? 1 : 0)];
    if (!pane) {
        pane = make(m_side, masks);
        m_stack->addWidget(pane);
        connect(pane, &TunePane::modeRequested, this, &Page::modeRequested);
    }
    m_stack->setCurrentWidget(pane);
    pane->refresh(m_labels);
}

} // namespace badcase::window
