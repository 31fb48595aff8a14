// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Segmentation in the inspector: which overlay, how strong, which classes, and how well each is met.

#include "inference/core/schema.h"
#include "widgets/panels/sample_view.h"
#include "widgets/theme/class_colors.h"
#include "widgets/viewer/overlay.h"

#include <QSet>
#include <QWidget>

class QSlider;

namespace badcase::panels {

class SegmentedControl;

/// One row a class: eye, swatch, name, IoU. A click shows or hides; Alt+click shows this class alone (again:
/// all).
class ClassVisibilityList : public QWidget {
    Q_OBJECT
public:
    explicit ClassVisibilityList(QWidget* parent = nullptr);
    void setSchema(const Schema& schema);
    void setOverlaps(const std::vector<ClassOverlap>& overlaps);
    void setHidden(const QSet<ClassIndex>& hidden);
    const QSet<ClassIndex>& hidden() const { return m_hidden; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {140, sizeHint().height()}; }

Q_SIGNALS:
    void hiddenRequested(const QSet<badcase::ClassIndex>& hidden);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    ClassIndex classAtY(int y) const;
    const ClassOverlap* overlapOf(ClassIndex index) const;
    Schema m_schema;
    theme::ClassPalette m_palette;
    std::vector<ClassOverlap> m_overlaps;
    QSet<ClassIndex> m_hidden;
    ClassIndex m_hovered = kNoClass;
};

class MaskSection : public QWidget {
    Q_OBJECT
public:
    explicit MaskSection(QWidget* parent = nullptr);

    void setSchema(const Schema& schema);
    void setSample(const SampleView& sample);
    /// What the canvas shows now; no signals.
    void setOverlay(viewer::OverlayMode mode, double opacity, const QSet<ClassIndex>& hidden);

Q_SIGNALS:
    void modeRequested(badcase::viewer::OverlayMode mode);
    void opacityRequested(double opacity);
    void hiddenRequested(const QSet<badcase::ClassIndex>& hidden);

private:
    SegmentedControl* m_mode;
    QSlider* m_opacity;
    ClassVisibilityList* m_classes;
};

} // namespace badcase::panels
