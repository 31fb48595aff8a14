// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The controls under the picture: overlay, opacity, zoom. Shows what the canvas does and asks for more.

#include "widgets/viewer/overlay.h"

#include <QWidget>

class QSlider;
class QToolButton;

namespace badcase::panels {

class RoleLabel;
class SegmentedControl;

class CanvasBar : public QWidget {
    Q_OBJECT
public:
    explicit CanvasBar(QWidget* parent = nullptr);
    /// Classification has no overlay: only the zoom is shown then.
    void setOverlayControls(bool on);
    void setOverlay(viewer::OverlayMode mode, double opacity); ///< no signals
    void setZoom(double zoom);                                 ///< device pixels per image pixel
    void setGridShown(bool grid);                              ///< which of filmstrip and grid is on

Q_SIGNALS:
    void modeRequested(badcase::viewer::OverlayMode mode);
    void opacityRequested(double opacity);
    void fitRequested();
    void actualSizeRequested();
    void gridToggleRequested();

private:
    QWidget* m_overlayBox;
    SegmentedControl* m_mode;
    QSlider* m_opacity;
    RoleLabel* m_zoom;
    QToolButton* m_grid;
};

} // namespace badcase::panels
