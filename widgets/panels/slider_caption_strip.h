// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Words above the columns of a SliderList. GUI thread.

#include "widgets/panels/slider_row_painter.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QWidget>

namespace badcase::panels {

/// Over the viewport's upper margin; hidden at first. The painter must outlive it.
class CaptionStrip : public QWidget {
public:
    static constexpr int kHeight = theme::kControlHeight;

    CaptionStrip(const SliderRowPainter& rows, QWidget* parent) : QWidget(parent), m_rows(rows) { hide(); }
    SliderCaptions captions;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        m_rows.paintCaptions(painter, rect(), captions);
    }

private:
    const SliderRowPainter& m_rows;
};

} // namespace badcase::panels
