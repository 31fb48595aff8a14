// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What charts paint over their curves and bars: readouts, brushes, names. Only for the .cpp files of this
/// folder.

#include <QPainter>
#include <QWidget>

#include <functional>

namespace badcase::plots {

/// A widget of its own, so that moving the mouse does not replot what is below. The mouse goes through. GUI
/// thread.
class ChartOverlay : public QWidget {
public:
    explicit ChartOverlay(QWidget* parent) : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
    }
    std::function<void(QPainter&)> painter;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter p(this);
        painter(p);
    }
};

} // namespace badcase::plots
