// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where things are in the strip under a video: lanes from top to bottom, time from left to right. No
/// painting, no state but the view.

#include <QRect>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace badcase::viewer {

struct Lane {
    enum class Kind { Ruler, Film, Text, Truth, Agreement, Model, Curve };
    Kind kind = Kind::Ruler;
    QRect rect = {};    ///< without the title column
    QString field = {}; ///< Text: which one
};

class TimelineLayout {
public:
    static constexpr int kTitleWidth = 80;   ///< names of the lanes, at the left
    static constexpr double kClosest = 0.25; ///< seconds in view at most zoom

    /// Which lanes there are. Text fields get a lane each, in this order.
    struct Parts {
        QStringList textFields = {};
        bool film = true;
        bool truth = false;
        bool model = false;
        bool curve = false;
    };

    void setParts(const Parts& parts, double duration);
    void setWidth(int width);
    const std::vector<Lane>& lanes() const { return m_lanes; }
    int height() const;
    const Lane* laneAt(QPoint position) const; ///< null between lanes and in the title column
    const Lane* lane(Lane::Kind kind) const;   ///< the first of a kind, null without

    double duration() const { return m_duration; }
    double from() const { return m_from; } ///< seconds at the left edge
    double span() const { return m_span; } ///< seconds in view
    QRect area() const;                    ///< all lanes together
    double pixelsPerSecond() const;
    double xOf(double seconds) const;
    double timeAt(double x) const; ///< within the video

    void fit();
    void zoom(double factor, double x); ///< > 1 comes nearer; the time under `x` stays there
    void scroll(double pixels);

    /// Times of the ruler's long marks: 1, 2, 5, 10, 15, 30 s, 1, 2, 5, 10 min, ... at least 64 px apart.
    double tickSeconds() const;
    /// "0:07", "1:02:03"; with tenths when marks are closer than a second.
    static QString timeText(double seconds, double resolution = 1);

private:
    void clampView();

    std::vector<Lane> m_lanes;
    Parts m_parts;
    int m_width = 0;
    double m_duration = 0;
    double m_from = 0;
    double m_span = 0;
};

} // namespace badcase::viewer
