// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The figures of a calibration, now and with the temperature, and what they mean in words.

#include "app/workspace/calibration_service.h"

#include <QWidget>

#include <vector>

namespace badcase::panels {
class FlashLabel;
class RoleLabel;
} // namespace badcase::panels

namespace badcase::window {

/// Shows what it is given. GUI thread.
class CalibrationFigures : public QWidget {
    Q_OBJECT
public:
    explicit CalibrationFigures(QWidget* parent = nullptr);
    void setReport(const workspace::CalibrationReport& report);

    QString words() const;
    QString temperature() const; ///< "T = 1.47 (1.44 to 1.49)"; empty: there is none

private:
    struct Line {
        panels::RoleLabel* name;
        panels::FlashLabel* now;
        panels::FlashLabel* tempered;
    };

    std::vector<Line> m_lines;
    panels::RoleLabel* m_nowHead;
    panels::RoleLabel* m_temperedHead;
    panels::RoleLabel* m_words;
    panels::RoleLabel* m_seen;
};

} // namespace badcase::window
