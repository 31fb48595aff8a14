// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The page where samples are looked at: the picture over a filmstrip of the selection, or a grid of it.

#include "app/window/overlay_state.h"
#include "app/window/page.h"
#include "app/window/sample_orders.h"

#include <QStackedWidget>

class QComboBox;
class QSplitter;
class QToolButton;

namespace badcase::models {
class SampleGrid;
}

namespace badcase::panels {
class CanvasBar;
class EmptyState;
class SegmentedControl;
class StatusNotice;
} // namespace badcase::panels

namespace badcase::viewer {
class Canvas;
}

namespace badcase::window {

class ActionRegistry;
class VideoStrip;

class ReviewPage : public Page {
    Q_OBJECT
public:
    ReviewPage(PageContext& context, OverlayState& overlay, ActionRegistry& actions,
               QWidget* parent = nullptr);
    ~ReviewPage() override;

    void activate() override;

    viewer::Canvas* canvas() const { return m_canvas; }
    VideoStrip* video() const { return m_video; }
    models::SampleGrid* grid() const { return m_grid; }
    models::SampleGrid* filmstrip() const { return m_strip; }
    bool isGridShown() const { return m_gridShown; }
    void setGridShown(bool shown);
    void setThumbSize(int pixels);

    /// Keys that act while they are held (H, Space), pressed where the canvas does not see them.
    bool forwardHeldKey(QKeyEvent* event);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

private:
    QWidget* buildBar();
    void addActions(ActionRegistry& actions);
    void connectCanvas();
    void connectSession();
    QWidget* buildStage();
    void fillOrders();
    void chooseOrder(int index);
    void showOrder();
    void showOverlay();
    void showState();
    void showMenu(const QPoint& position);

    OverlayState& m_overlay;
    ActionRegistry& m_actions;
    viewer::Canvas* m_canvas;
    VideoStrip* m_video; ///< under the canvas, while the current sample is a video
    panels::CanvasBar* m_canvasBar;
    models::SampleGrid* m_strip;
    models::SampleGrid* m_grid;
    QComboBox* m_order;
    std::vector<OrderChoice> m_orders; ///< of the box, in its order
    QToolButton* m_direction;
    QWidget* m_gridBar;
    panels::SegmentedControl* m_sizes;
    panels::StatusNotice* m_hint;
    panels::EmptyState* m_empty;
    QSplitter* m_splitter;
    QWidget* m_bar;
    QStackedWidget* m_stack;
    bool m_gridShown = false;
    bool m_counted = false; ///< the project has said how many samples it has
    bool m_hintDismissed = false;
};

} // namespace badcase::window
