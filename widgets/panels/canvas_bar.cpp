// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/canvas_bar.h"

#include "widgets/panels/controls.h"
#include "widgets/theme/icons.h"

#include <QHBoxLayout>
#include <QSlider>

#include <algorithm>
#include <array>

namespace badcase::panels {

using theme::Role;
using viewer::OverlayMode;

namespace {

constexpr std::array kModes{OverlayMode::Label, OverlayMode::Prediction, OverlayMode::Difference,
                            OverlayMode::None};

} // namespace

CanvasBar::CanvasBar(QWidget* parent)
    : QWidget(parent),
      m_overlayBox(new QWidget),
      m_mode(new SegmentedControl({tr("Label"), tr("Prediction"), tr("Difference"), tr("Off")})),
      m_opacity(new QSlider(Qt::Horizontal)),
      m_zoom(new RoleLabel({}, Role::Text2)),
      m_grid(makeIconButton(QStringLiteral("grid"), tr("Grid (G)")))
{
    setFixedHeight(36);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::kPadding, 0, theme::kPadding, 0);
    layout->setSpacing(theme::kGap);
    auto* overlay = new QHBoxLayout(m_overlayBox);
    overlay->setContentsMargins(0, 0, 0, 0);
    overlay->setSpacing(theme::kGap);
    overlay->addWidget(m_mode);
    overlay->addSpacing(theme::kUnit);
    overlay->addWidget(new RoleLabel(tr("Opacity"), Role::Text2));
    overlay->addWidget(m_opacity);
    m_mode->setToolTip(tr("Which mask lies over the picture (M). Hold H to see the picture alone."));
    m_opacity->setRange(0, 100);
    m_opacity->setValue(50);
    m_opacity->setFixedWidth(110);
    m_opacity->setAccessibleName(tr("Opacity of the mask"));
    m_zoom->setFont(theme::numberFont());
    m_zoom->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_zoom->setFixedWidth(52);
    auto* fit = makeIconButton(QStringLiteral("fit"), tr("Fit the whole picture (F)"));
    auto* actual =
        makeIconButton(QStringLiteral("one-to-one"), tr("One picture pixel is one screen pixel (0)"));
    layout->addWidget(m_overlayBox);
    layout->addStretch(1);
    layout->addWidget(m_zoom);
    layout->addWidget(fit);
    layout->addWidget(actual);
    layout->addWidget(makeHairline(Qt::Vertical));
    layout->addWidget(m_grid);
    connect(m_mode, &SegmentedControl::chosen, this,
            [this](int index) { Q_EMIT modeRequested(kModes[static_cast<std::size_t>(index)]); });
    connect(m_opacity, &QSlider::valueChanged, this,
            [this](int value) { Q_EMIT opacityRequested(value / 100.0); });
    connect(fit, &QToolButton::clicked, this, &CanvasBar::fitRequested);
    connect(actual, &QToolButton::clicked, this, &CanvasBar::actualSizeRequested);
    connect(m_grid, &QToolButton::clicked, this, &CanvasBar::gridToggleRequested);
    setZoom(1.0);
}

void CanvasBar::setOverlayControls(bool on)
{
    m_overlayBox->setVisible(on);
}

void CanvasBar::setOverlay(OverlayMode mode, double opacity)
{
    m_mode->setCurrent(static_cast<int>(std::find(kModes.begin(), kModes.end(), mode) - kModes.begin()));
    const QSignalBlocker blocker(m_opacity);
    m_opacity->setValue(qRound(opacity * 100));
}

void CanvasBar::setZoom(double zoom)
{
    m_zoom->setText(tr("%1 %").arg(100 * zoom, 0, 'f', zoom < 0.1 ? 1 : 0));
}

void CanvasBar::setGridShown(bool grid)
{
    m_grid->setIcon(theme::icon(grid ? QStringLiteral("filmstrip") : QStringLiteral("grid"), Role::Text2));
    m_grid->setToolTip(grid ? tr("Filmstrip (G)") : tr("Grid (G)"));
}

} // namespace badcase::panels
