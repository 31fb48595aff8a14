// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a sample of frame features looks like: a heat map of how alike its frames are, and under it how alike
/// each frame is to the next, so that scenes are squares and cuts are gaps.

#include "inference/analysis/feature_similarity.h"

#include <QImage>
#include <QString>
#include <QWidget>

#include <optional>

namespace badcase::viewer {

/// A feature sample, ready to be painted.
struct FeaturePicture {
    QString name = {};
    analysis::FrameSimilarity similarity = {};
    int dimensions = 0;
    QString type = {}; ///< "float16"
};

/// Two frames, counted from 0.
struct FramePair {
    int a = 0;
    int b = 0;
    bool operator==(const FramePair&) const = default;
};

/// Frames are numbered from 0, as in the file. GUI thread.
class FeatureStrip : public QWidget {
    Q_OBJECT
public:
    explicit FeatureStrip(QWidget* parent = nullptr);

    void setPicture(FeaturePicture picture);
    const FeaturePicture& picture() const { return m_picture; }

    /// What is at a place: a cell of the map, or two neighbours of the strip.
    std::optional<FramePair> pairAt(QPoint position) const;
    QRect mapRect() const;   ///< empty when there is no map (too many frames)
    QRect stripRect() const; ///< of the bars between neighbours
    QString readoutText() const;

    QSize minimumSizeHint() const override { return {160, 120}; }

Q_SIGNALS:
    void pairHovered(std::optional<badcase::viewer::FramePair> pair);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void setHovered(std::optional<FramePair> pair);
    void makeMap();
    QColor colorOf(float similarity) const;
    double shareOf(float similarity) const;
    int side() const;
    double frameLeft(int frame) const;
    void paintTitle(QPainter& painter) const;
    void paintMap(QPainter& painter) const;
    void paintStrip(QPainter& painter) const;
    void paintNumbers(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    void paintHovered(QPainter& painter) const;

    FeaturePicture m_picture;
    QImage m_map; ///< one pixel a cell
    float m_smallest = 0;
    std::optional<FramePair> m_hovered;
};

} // namespace badcase::viewer
