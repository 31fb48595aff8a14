// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where the current sample is looked at: the canvas, or for a sample without pixels what it has instead.

#include <QStackedWidget>

namespace badcase::panels {
class TextCard;
}

namespace badcase::viewer {
class Canvas;
class FeatureStrip;
} // namespace badcase::viewer

namespace badcase::window {

class SampleLoader;

/// Follows the loader: feature samples show the similarity of their frames, samples without media their
/// texts, everything else (pictures, frames of videos, messages) is the canvas's. GUI thread.
class SampleStage : public QStackedWidget {
    Q_OBJECT
public:
    /// Takes the canvas over as a child widget; who fills it is not this class's business.
    SampleStage(SampleLoader& loader, viewer::Canvas* canvas, QWidget* parent = nullptr);

    viewer::FeatureStrip* features() const { return m_features; }
    panels::TextCard* texts() const { return m_texts; }

private:
    viewer::FeatureStrip* m_features;
    panels::TextCard* m_texts;
};

} // namespace badcase::window
