// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How masks are shown: one state for the canvas, the bar above it and the inspector. GUI thread.

#include "inference/core/schema.h"
#include "widgets/viewer/overlay.h"

#include <QObject>
#include <QSet>

namespace badcase::window {

/// Of one thing and the rest, only the thing is painted at first: the rest would tint every picture as a whole.
QSet<ClassIndex> hiddenAtFirst(const Schema& schema);

class OverlayState : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    viewer::OverlayMode mode() const { return m_mode; }
    double opacity() const { return m_opacity; } ///< 0..1
    const QSet<ClassIndex>& hidden() const { return m_hidden; }

    void setMode(viewer::OverlayMode mode);
    void setOpacity(double opacity);
    void setHidden(const QSet<ClassIndex>& hidden);
    /// Label, prediction, difference, label ...
    void cycle();

Q_SIGNALS:
    void changed();

private:
    viewer::OverlayMode m_mode = viewer::OverlayMode::Label;
    double m_opacity = 0.5;
    QSet<ClassIndex> m_hidden;
};

} // namespace badcase::window
