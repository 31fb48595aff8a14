// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The strip under a video: its frames, the texts seen and heard in it, scene boundaries, labelled and
/// predicted segments with their disagreements, and the probability of one class over time. It shows values
/// and emits wishes; it changes nothing itself.
///
/// Mouse: click or drag on ruler and film moves the playhead, Shift+drag there marks a loop; the wheel zooms
/// at the cursor, Shift+wheel moves. In the label lane: drag an edge (neighbours that meet there follow, Ctrl
/// moves one alone; it snaps to cuts, to other edges and to the playhead, Alt turns that off), drag a
/// segment, drag on free ground for a new one, double-click for its labels. Esc drops a drag.

#include "inference/core/schema.h"
#include "widgets/theme/class_colors.h"
#include "widgets/viewer/segment_edit.h"
#include "widgets/viewer/timeline_layout.h"

#include <QImage>
#include <QMap>
#include <QTimer>
#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

namespace badcase::viewer {

/// One class's probability over the video: (seconds, 0..1), by time. With `steps` a value holds until the
/// next point.
struct TimelineCurve {
    ClassIndex index = kNoClass;
    bool steps = false;
    std::vector<std::pair<double, double>> points = {};
};

/// Everything the strip shows of a video. Seconds from the first frame.
struct TimelineContent {
    double duration = 0;
    std::vector<TextSpan> spans = {};
    std::vector<double> cuts = {};
    Segments truth = {};      ///< in force
    bool isCorrected = false; ///< ... and they are an analyst's
    bool hasTruth = false;    ///< the lane is shown though it be empty
    Segments predicted = {};  ///< what the run decides
    bool hasPrediction = false;
    bool hasFilm = true; ///< there are frames to see
    std::optional<TimelineCurve> curve = {};
};

class Timeline : public QWidget {
    Q_OBJECT
public:
    using Range = std::pair<double, double>;

    explicit Timeline(QWidget* parent = nullptr);

    void setSchema(const Schema& schema);
    /// Another video: the whole of it is in view and nothing is selected.
    void setContent(TimelineContent content);
    /// The same video with other facts; view and selection stay.
    void updateContent(TimelineContent content);
    const TimelineContent& content() const { return m_content; }
    /// A still for the film lane; the one nearest in time stands in for those that are missing.
    void setStill(double seconds, const QImage& image);
    void setPosition(double seconds);
    void setLoop(std::optional<badcase::viewer::Timeline::Range> loop);
    void setEditable(bool editable);

    int selectedSegment() const { return m_selected; } ///< in the label lane, -1: none
    void selectSegment(int index);
    const TimelineLayout& lanes() const { return m_layout; }
    double position() const { return m_position; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public Q_SLOTS:
    void splitAtPosition();
    void removeSelected();
    void mergeSelected(); ///< with the one behind it
    void editSelectedLabels();
    void zoomToFit();

Q_SIGNALS:
    void seekRequested(double seconds);
    void loopRequested(std::optional<badcase::viewer::Timeline::Range> range);
    /// The whole new list; the strip shows the old one until it is told otherwise.
    void segmentsEdited(const std::vector<badcase::Segment>& segments);
    void labelsRequested(int segment, const QPoint& globalPosition);
    void segmentSelected(int segment);
    void stillsWanted(const std::vector<double>& seconds);
    void heightChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override; ///< tool tips

private:
    enum class Drag { None, Seek, Loop, Edge, Move, Create };

    void adopt(TimelineContent content);
    void relayout();
    void wantStills();
    void beginDrag(QMouseEvent* event);
    void beginSegmentDrag(QMouseEvent* event, double time);
    void drag(QMouseEvent* event);
    void endDrag(bool keep);
    void updateCursorShape(QPoint position);
    double snap(double time, Qt::KeyboardModifiers modifiers) const;
    std::optional<std::pair<int, Edge>> edgeAt(QPoint position) const;
    QString tipAt(QPoint position) const;
    QString namesOf(const LabelSet& labels) const;

    // timeline_paint.cpp
    void paintRuler(QPainter& painter, const QRect& lane) const;
    void paintFilm(QPainter& painter, const QRect& lane) const;
    void paintTexts(QPainter& painter, const Lane& lane) const;
    void paintSegments(QPainter& painter, const QRect& lane, const Segments& segments, int selected) const;
    void paintAgreement(QPainter& painter, const QRect& lane) const;
    void paintCurve(QPainter& painter, const QRect& lane) const;
    void paintCuts(QPainter& painter) const;
    void paintTitle(QPainter& painter, const Lane& lane) const;
    void paintPlayhead(QPainter& painter) const;
    QColor colorOf(const LabelSet& labels) const;

    TimelineContent m_content;
    Schema m_schema;
    theme::ClassPalette m_palette;
    TimelineLayout m_layout;
    QMap<double, QImage> m_stills;
    QTimer m_stillsTimer; ///< stills are asked for when zooming has come to rest
    double m_position = 0;
    std::optional<Range> m_loop;
    bool m_editable = true;
    int m_selected = -1;

    Drag m_drag = Drag::None;
    double m_dragFrom = 0;
    bool m_moved = false; ///< the mouse has left the place where it was pressed
    QPoint m_pressed;
    int m_dragged = -1;
    Edge m_edge = Edge::Begin;
    std::optional<Segments> m_edited; ///< as the list would be if the mouse were let go now
    std::optional<double> m_drawn; ///< middle of a drawn segment, which is selected when the content has it
};

} // namespace badcase::viewer
