// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The picture of the current sample with its masks: zoom, pan, overlays, what is under the cursor.
/// Software painting on a plain QWidget, so it is the same on remote desktops and without a GPU.

#include "inference/core/cancel.h"
#include "inference/core/class_map.h"
#include "inference/core/prediction.h"
#include "inference/core/schema.h"
#include "widgets/viewer/overlay.h"
#include "widgets/viewer/pyramid.h"
#include "widgets/viewer/view_transform.h"

#include <QFutureWatcher>
#include <QImage>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace badcase::viewer {

/// Everything that appears at once when a sample is shown. Maps of another size than the picture are resized
/// (nearest).
struct Picture {
    QString name = {}; ///< for messages and accessibility
    QImage image = {};
    ClassMap label = {};
    ClassMap prediction = {};
    ClassMap probability = {}; ///< 0..255, see MaskPrediction
    Activation activation = Activation::Softmax;
};

/// What is under the cursor.
struct PixelInfo {
    QPoint pixel;
    ClassIndex label = kNoClass;
    ClassIndex prediction = kNoClass;
    /// Softmax: of the predicted class. Sigmoid: of class 1.
    std::optional<double> probability;
};

class Canvas : public QWidget {
    Q_OBJECT
public:
    enum class State {
        Empty,   ///< nothing selected
        Loading, ///< the next picture is being decoded; the old one stays until it comes
        Shown,
        Broken, ///< the file cannot be shown
    };

    explicit Canvas(QWidget* parent = nullptr);
    ~Canvas() override;

    void setSchema(const Schema& schema);

    /// Swaps picture and masks in one repaint.
    void setPicture(Picture picture);
    void setImage(const QImage& image);
    void setLabelMap(const ClassMap& map);
    void setPredictionMap(const ClassMap& decision, const ClassMap& probability, Activation activation);
    /// The next picture is on its way. A thin mark appears when it takes longer than 200 ms; nothing else
    /// moves.
    void setLoading(const QString& name);
    void setBroken(const QString& name, const QString& message);
    void setEmpty(const QString& text);
    State state() const { return m_state; }

    void setOverlayMode(OverlayMode mode);
    OverlayMode overlayMode() const { return m_overlay.mode(); }
    void setOverlayOpacity(double opacity); ///< 0..1
    double overlayOpacity() const { return m_opacity; }
    void setHiddenClasses(const QSet<ClassIndex>& hidden);
    void setOverlayHidden(bool hidden); ///< while H is held
    bool isOverlayHidden() const { return m_overlayHidden; }
    void setContours(bool on);
    /// Whether the picture is dragged while Space is held (default on); a player has another use for the key.
    void setSpacePans(bool on) { m_spacePans = on; }
    /// Keep zoom and place when the next picture has the same size (default on).
    void setKeepZoom(bool on) { m_keepZoom = on; }

    const ViewTransform& currentTransform() const { return m_view; }
    /// The colour that the overlay gives a pixel, before opacity. Transparent where there is none.
    QRgb overlayColorAt(int x, int y) const { return m_overlay.colorAt(x, y); }
    std::optional<PixelInfo> infoAt(QPoint pixel) const;
    double lastPaintMs() const { return m_lastPaintMs; }
    /// False while smaller sizes of a large picture are still being made in the background.
    bool isSettled() const { return !m_building.isRunning(); }

    QSize sizeHint() const override { return {960, 640}; }
    QSize minimumSizeHint() const override { return {160, 120}; }

public Q_SLOTS:
    void zoomToFit();
    void zoomToActualSize();
    void zoomIn();
    void zoomOut();

Q_SIGNALS:
    /// The cursor is over another pixel, or left the picture (nullopt).
    void pixelHovered(std::optional<badcase::viewer::PixelInfo> info);
    void zoomChanged(double zoom); ///< device pixels per image pixel
    void overlayHiddenChanged(bool hidden);
    /// A click (without a drag) on a pixel, e.g. to choose its class.
    void pixelClicked(badcase::viewer::PixelInfo info);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Pyramids {
        ImagePyramid image;
        MapPyramid label;
        MapPyramid prediction;
    };

    void rebuild(bool newImage);
    void adopt(Pyramids pyramids);
    void hover(QPointF position);
    void viewChanged();
    void updateCursorShape();

    // canvas_paint.cpp
    void paintPicture(QPainter& painter);
    void paintPixelGrid(QPainter& painter) const;
    void paintReadout(QPainter& painter) const;
    void paintMessage(QPainter& painter, const QString& icon, const QString& title,
                      const QString& text) const;
    QString readoutText() const;

    State m_state = State::Empty;
    Picture m_picture;
    QString m_message;
    QString m_pendingName;
    Schema m_schema;
    theme::ClassPalette m_palette;
    ImagePyramid m_image;
    Overlay m_overlay;
    ViewTransform m_view;
    QFutureWatcher<Pyramids> m_building;
    CancelToken m_buildCancel;
    QTimer m_slowTimer; ///< shows the loading mark
    bool m_loadingMark = false;
    double m_opacity = 0.5;
    bool m_overlayHidden = false;
    bool m_contours = true;
    bool m_keepZoom = true;
    bool m_spacePans = true;
    bool m_spaceHeld = false;
    bool m_dragging = false;
    bool m_dragged = false;
    QPointF m_dragFrom;
    std::optional<PixelInfo> m_hovered;
    double m_lastPaintMs = 0;
};

} // namespace badcase::viewer
