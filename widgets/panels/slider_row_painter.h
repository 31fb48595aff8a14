// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How a row of a SliderList looks. GUI thread.

#include "widgets/panels/slider_list.h"

#include <QFont>
#include <QFontMetrics>
#include <QRect>

class QPainter;

namespace badcase::panels {

/// Where the parts of a row are, from left to right, relative to its left end.
struct SliderColumns {
    struct Part {
        int left = 0;
        int width = 0;
        QRect in(const QRect& row) const { return {row.left() + left, row.top(), width, row.height()}; }
    };
    Part swatch, name, support, track, value, gain;

    /// Columns are as wide as their widest text; of what is left, names get what they need and the tracks the
    /// rest, each at least about a half when there is too little. Support goes first.
    static SliderColumns of(const std::vector<SliderRow>& rows, int width, const QFontMetrics& names,
                            const QFontMetrics& numbers);
};

/// Words above columns.
struct SliderCaptions {
    QString name;
    QString value;
    QString gain;
    bool isEmpty() const { return name.isEmpty() && value.isEmpty() && gain.isEmpty(); }
};

/// Paints rows with the columns that fit all of them.
class SliderRowPainter {
public:
    static constexpr int kKnob = 6; ///< radius, px

    struct State {
        bool current = false;
        bool hovered = false;
        bool focused = false; ///< the list has the keyboard
        bool dragged = false;
        bool enabled = true;
    };

    SliderRowPainter() { takeFonts(); }

    /// To be called when fonts have changed, before setColumns().
    void takeFonts();
    void setColumns(const std::vector<SliderRow>& rows, int width);
    const SliderColumns& columns() const { return m_columns; }

    void paint(QPainter& painter, const QRect& box, const SliderRow& row, const State& state) const;
    void paintCaptions(QPainter& painter, const QRect& box, const SliderCaptions& captions) const;
    /// Where the middle of the knob is for a value.
    static double knobX(const SliderRow& row, double value, const QRect& track);
    static QString toolTipOf(const SliderRow& row);

private:
    void paintName(QPainter& painter, const QRect& box, const SliderRow& row) const;
    void paintNumbers(QPainter& painter, const QRect& box, const SliderRow& row) const;
    void paintTrack(QPainter& painter, const QRect& track, const SliderRow& row, const State& state) const;

    SliderColumns m_columns;
    QFont m_nameFont; ///< kept: looking a font up costs more than painting with it
    QFont m_numberFont;
};

} // namespace badcase::panels
