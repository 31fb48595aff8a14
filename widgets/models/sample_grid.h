// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Thumbnails of a selection: as a grid, or as a filmstrip of one line.

#include "widgets/models/grid_layout.h"
#include "widgets/models/sample_cell.h"
#include "widgets/models/sample_selection.h"
#include "widgets/models/thumbnail_cache.h"

#include <QAbstractScrollArea>
#include <QTimer>

namespace badcase::models {

/// Layout is arithmetic, so a million samples cost as much as ten; a repaint touches the visible cells only
/// and never waits: what is not loaded is a placeholder of the same size. Several grids may share model,
/// selection and cache, as long as one of them is visible at a time (the visible one says which thumbnails
/// are wanted). GUI thread.
///
/// Keys: arrows, Home, End, Page Up/Down (with Shift: extend), Ctrl+A. Everything else is left to the window.
class SampleGrid : public QAbstractScrollArea {
    Q_OBJECT
public:
    enum class Layout { Grid, Filmstrip };

    SampleGrid(SampleSelection* selection, ThumbnailCache* thumbnails, QWidget* parent = nullptr);
    ~SampleGrid() override;

    void setLayoutMode(Layout layout);
    Layout layoutMode() const { return m_mode; }
    /// 96, 128 or 192 px; any size from 48 on works.
    void setThumbSize(int pixels);
    int thumbSize() const { return m_cell.thumbSize(); }
    void setClassPalette(theme::ClassPalette palette);
    /// What an empty grid says: what could be here and the one next step.
    void setEmptyText(const QString& text);

    /// Scrolls as little as possible; a filmstrip puts the sample in its middle.
    void showRow(int row);
    int rowAt(QPoint viewportPosition) const;
    QRect visualRect(int row) const; ///< in viewport coordinates
    std::pair<int, int> visibleRows() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Double click.
    void activated(int row);
    /// A right click; the row is current by then.
    void menuRequested(int row, const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    PagedSampleModel* model() const { return m_selection->model(); }
    QPoint offset() const;
    void relayout();
    void layoutScrollBars();
    void updateRow(int row);
    void setHovered(int row);
    void onCurrentChanged();
    void requestThumbnails();
    int movedRow(int key) const;
    QString toolTipOf(int row) const;
    void paintEmpty(QPainter& painter);

    SampleSelection* m_selection;
    ThumbnailCache* m_thumbnails;
    SampleCell m_cell;
    Layout m_mode = Layout::Grid;
    GridLayout m_layout;
    QString m_emptyText;
    int m_hovered = -1;
    int m_paintedCurrent = -1;
    bool m_followCurrent =
        true; ///< false while a mouse click changes the current sample: nothing moves under the mouse
    bool m_forward = true; ///< the last direction of scrolling, where thumbnails are made ahead
    QTimer m_thumbnailTimer;
};

} // namespace badcase::models
