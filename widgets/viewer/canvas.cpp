// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/viewer/canvas.h"

#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QtConcurrentRun>
#include <QWheelEvent>

#include <cmath>

namespace badcase::viewer {

namespace {

constexpr qint64 kBuildAtOnce = 4'000'000; ///< pixels; about 5 ms of work, less than a visible delay
constexpr int kSlowMs = 200;
constexpr double kKeyZoomStep = 1.4142135623730951;

} // namespace

Canvas::Canvas(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Picture"));
    m_slowTimer.setSingleShot(true);
    m_slowTimer.setInterval(kSlowMs);
    connect(&m_slowTimer, &QTimer::timeout, this, [this] {
        m_loadingMark = true;
        update();
    });
    // A result of an earlier picture never arrives: setFuture() lets go of it.
    connect(&m_building, &QFutureWatcher<Pyramids>::finished, this, [this] {
        if (!m_buildCancel.isCancelled())
            adopt(m_building.result());
    });
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] {
        m_overlay.recolor();
        update();
    });
    setEmpty(tr("No sample is selected"));
}

Canvas::~Canvas()
{
    m_buildCancel.cancel();
    m_building.disconnect(this);
    m_building.waitForFinished();
}

void Canvas::setSchema(const Schema& schema)
{
    m_schema = schema;
    m_palette = theme::classPalette(schema);
    m_overlay.setColors(m_palette, schema.ignoreIndex());
    update();
}

void Canvas::setPicture(Picture picture)
{
    const bool sameSize = m_state != State::Empty && picture.image.size() == m_picture.image.size();
    m_picture = std::move(picture);
    const QSize size = m_picture.image.size();
    m_picture.label = m_picture.label.resized(size);
    m_picture.prediction = m_picture.prediction.resized(size);
    m_picture.probability = m_picture.probability.resized(size);
    m_state = State::Shown;
    m_slowTimer.stop();
    m_loadingMark = false;
    m_hovered.reset();
    m_view.setImageSize(size);
    if (!sameSize || !m_keepZoom)
        m_view.fit();
    rebuild(true);
    setAccessibleDescription(
        tr("%1, %2 x %3 pixels").arg(m_picture.name).arg(size.width()).arg(size.height()));
    viewChanged();
}

void Canvas::setImage(const QImage& image)
{
    Picture picture;
    picture.name = m_picture.name;
    picture.image = image;
    setPicture(std::move(picture));
}

void Canvas::setLabelMap(const ClassMap& map)
{
    m_picture.label = map.resized(m_picture.image.size());
    rebuild(false);
}

void Canvas::setPredictionMap(const ClassMap& decision, const ClassMap& probability, Activation activation)
{
    m_picture.prediction = decision.resized(m_picture.image.size());
    m_picture.probability = probability.resized(m_picture.image.size());
    m_picture.activation = activation;
    rebuild(false);
}

void Canvas::setLoading(const QString& name)
{
    m_pendingName = name;
    if (m_state != State::Shown) // an old picture stays; an old message would be wrong for the new sample
        m_state = State::Loading;
    m_slowTimer.start();
    update();
}

void Canvas::setBroken(const QString& name, const QString& message)
{
    m_buildCancel.cancel();
    m_slowTimer.stop();
    m_loadingMark = false;
    m_picture = {};
    m_picture.name = name;
    m_message = message;
    m_state = State::Broken;
    setAccessibleDescription(name + QStringLiteral(": ") + message);
    update();
}

void Canvas::setEmpty(const QString& text)
{
    m_buildCancel.cancel();
    m_slowTimer.stop();
    m_loadingMark = false;
    m_picture = {};
    m_message = text;
    m_state = State::Empty;
    setAccessibleDescription(text);
    update();
}

void Canvas::setOverlayMode(OverlayMode mode)
{
    m_overlay.setMode(mode);
    update();
}

void Canvas::setOverlayOpacity(double opacity)
{
    m_opacity = std::clamp(opacity, 0.0, 1.0);
    update();
}

void Canvas::setHiddenClasses(const QSet<ClassIndex>& hidden)
{
    m_overlay.setHiddenClasses(hidden);
    update();
}

void Canvas::setOverlayHidden(bool hidden)
{
    if (hidden == m_overlayHidden)
        return;
    m_overlayHidden = hidden;
    Q_EMIT overlayHiddenChanged(hidden);
    update();
}

void Canvas::setContours(bool on)
{
    m_contours = on;
    update();
}

/// Makes the smaller sizes: at once for ordinary pictures, in the pool for large ones, which are shown
/// unscaled meanwhile.
void Canvas::rebuild(bool newImage)
{
    m_buildCancel.cancel();
    m_buildCancel = {};
    const CancelToken cancel = m_buildCancel;
    const Picture picture = m_picture;
    const ImagePyramid ready = newImage ? ImagePyramid{} : m_image;
    const auto build = [picture, ready, cancel] {
        return Pyramids{ready.levels.empty() ? ImagePyramid::build(picture.image, cancel) : ready,
                        MapPyramid::build(picture.label, cancel),
                        MapPyramid::build(picture.prediction, cancel)};
    };
    const qint64 pixels = qint64(picture.image.width()) * picture.image.height();
    if (pixels <= kBuildAtOnce) {
        adopt(build());
        return;
    }
    adopt({newImage ? ImagePyramid::single(picture.image) : m_image, MapPyramid::single(picture.label),
           MapPyramid::single(picture.prediction)});
    m_building.setFuture(QtConcurrent::run(build));
}

void Canvas::adopt(Pyramids pyramids)
{
    m_image = std::move(pyramids.image);
    m_overlay.setMaps(std::move(pyramids.label), std::move(pyramids.prediction));
    update();
}

std::optional<PixelInfo> Canvas::infoAt(QPoint pixel) const
{
    if (m_state != State::Shown || !m_picture.image.rect().contains(pixel))
        return std::nullopt;
    const auto classAt = [pixel](const ClassMap& map) -> ClassIndex {
        if (map.isNull())
            return kNoClass;
        const auto value = map.at(pixel.x(), pixel.y());
        return value == ClassMap::kUnset ? kNoClass : ClassIndex(value);
    };
    PixelInfo info{pixel, classAt(m_picture.label), classAt(m_picture.prediction), std::nullopt};
    if (!m_picture.probability.isNull())
        info.probability = m_picture.probability.at(pixel.x(), pixel.y()) / 255.0;
    return info;
}

void Canvas::viewChanged()
{
    Q_EMIT zoomChanged(m_view.zoom());
    update();
}

void Canvas::zoomToFit()
{
    m_view.fit();
    viewChanged();
}

void Canvas::zoomToActualSize()
{
    m_view.actualSize(QRectF(rect()).center());
    viewChanged();
}

void Canvas::zoomIn()
{
    m_view.zoomBy(kKeyZoomStep, QRectF(rect()).center());
    viewChanged();
}

void Canvas::zoomOut()
{
    m_view.zoomBy(1.0 / kKeyZoomStep, QRectF(rect()).center());
    viewChanged();
}

void Canvas::resizeEvent(QResizeEvent*)
{
    m_view.setViewSize(size(), devicePixelRatioF());
    viewChanged();
}

void Canvas::wheelEvent(QWheelEvent* event)
{
    // 15 degrees, one notch of a common wheel, is a quarter of an octave; touch pads send fractions of it.
    const double notches = event->angleDelta().y() / 120.0;
    if (m_state != State::Shown || notches == 0) {
        event->ignore();
        return;
    }
    m_view.zoomBy(std::pow(2.0, notches / 4), event->position());
    hover(event->position());
    viewChanged();
    event->accept();
}

void Canvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return event->ignore();
    m_dragging = true;
    m_dragged = false;
    m_dragFrom = event->position();
    updateCursorShape();
}

void Canvas::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragging)
        return hover(event->position());
    const QPointF delta = event->position() - m_dragFrom;
    if (!m_dragged && delta.manhattanLength() < 3) // a click may tremble
        return;
    m_dragged = true;
    m_dragFrom = event->position();
    m_view.panBy(delta);
    viewChanged();
}

void Canvas::mouseReleaseEvent(QMouseEvent* event)
{
    const bool click = m_dragging && !m_dragged && event->button() == Qt::LeftButton;
    m_dragging = false;
    updateCursorShape();
    hover(event->position());
    if (click && m_hovered)
        Q_EMIT pixelClicked(*m_hovered);
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_view.isFitted())
        m_view.actualSize(event->position());
    else
        m_view.fit();
    viewChanged();
}

void Canvas::leaveEvent(QEvent*)
{
    m_hovered.reset();
    Q_EMIT pixelHovered(std::nullopt);
    update();
}

void Canvas::hover(QPointF position)
{
    const QPointF at = m_view.toImage(position);
    const auto info =
        infoAt(QPoint(static_cast<int>(std::floor(at.x())), static_cast<int>(std::floor(at.y()))));
    if (info.has_value() == m_hovered.has_value() && (!info || info->pixel == m_hovered->pixel))
        return;
    m_hovered = info;
    Q_EMIT pixelHovered(info);
    update();
}

void Canvas::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_H:
        if (!event->isAutoRepeat())
            setOverlayHidden(true);
        return;
    case Qt::Key_Space:
        if (!m_spacePans)
            return event->ignore();
        m_spaceHeld = true;
        return updateCursorShape();
    case Qt::Key_F:
        return zoomToFit();
    case Qt::Key_0:
        return zoomToActualSize();
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    default:
        QWidget::keyPressEvent(event);
    }
}

void Canvas::keyReleaseEvent(QKeyEvent* event)
{
    if (event->isAutoRepeat())
        return;
    if (event->key() == Qt::Key_H) {
        setOverlayHidden(false);
    } else if (event->key() == Qt::Key_Space) {
        m_spaceHeld = false;
        updateCursorShape();
    } else {
        QWidget::keyReleaseEvent(event);
    }
}

void Canvas::focusOutEvent(QFocusEvent* event)
{
    // The release of a held key goes to whoever has the focus then.
    setOverlayHidden(false);
    m_spaceHeld = false;
    updateCursorShape();
    QWidget::focusOutEvent(event);
}

void Canvas::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
    QWidget::changeEvent(event);
}

void Canvas::updateCursorShape()
{
    if (m_dragging && m_dragged)
        setCursor(Qt::ClosedHandCursor);
    else if (m_spaceHeld)
        setCursor(Qt::OpenHandCursor);
    else
        unsetCursor();
}

} // namespace badcase::viewer
