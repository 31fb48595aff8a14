// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How one sample looks in a grid or filmstrip. GUI thread.

#include "widgets/models/elided_text.h"
#include "widgets/models/page_source.h"
#include "widgets/theme/class_colors.h"

#include <QImage>
#include <QRect>
#include <QSize>

class QPainter;

namespace badcase::models {

/// Paints a cell: the picture letterboxed, below it the label with its class colour and the prediction with a
/// sign (tick or cross) beside its colour, a dot for a corrected label and a badge for a verdict.
class SampleCell {
public:
    SampleCell() { clearCache(); }

    struct State {
        bool selected = false;
        bool current = false;
        bool hovered = false;
        bool focused = false; ///< the view has the keyboard
        bool missing = false; ///< there is no picture to wait for
    };

    void setPalette(theme::ClassPalette palette) { m_palette = std::move(palette); }
    void setThumbSize(int pixels) { m_thumb = pixels; }
    int thumbSize() const { return m_thumb; }
    QSize size() const;
    /// To be called when fonts or colours have changed.
    void clearCache();

    /// `card` and `image` may be null: placeholders are painted in their place and nothing moves when they
    /// come.
    void paint(QPainter& painter, const QRect& cell, const SampleCard* card, const QImage& image,
               const State& state);

private:
    QRect pictureRect(const QRect& cell) const;
    void paintBackground(QPainter& painter, const QRect& cell, const State& state);
    void paintPicture(QPainter& painter, const QRect& area, const SampleCard* card, const QImage& image,
                      const State& state);
    /// The longest way to say it that fits.
    const QString& fitting(const QString& detail, const QString& text, const QString& brief, int width);
    void paintLabel(QPainter& painter, const QRect& line, const SampleCard& card);
    void paintPrediction(QPainter& painter, const QRect& line, const SampleCard& card);
    void paintVerdict(QPainter& painter, const QRect& area, Verdict verdict);

    int m_thumb = 128;
    QFont m_font; ///< kept: looking a new font up costs more than painting with it
    theme::ClassPalette m_palette;
    ElidedText m_texts;
};

} // namespace badcase::models
