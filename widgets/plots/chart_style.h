// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The look all charts share. Only for the .cpp files of this folder; the program sees no QCustomPlot.

#include <QString>

class QCPAxis;
class QCustomPlot;
class QPainter;
class QRect;

namespace badcase::plots {

/// Puts colours and fonts of the current theme on a plot with one axis rect: no frame above and right, light
/// grid, 11 px ticks. To be called again when the theme changes.
void applyChartStyle(QCustomPlot& plot);

/// The same for an axis of another axis rect.
void applyAxisStyle(QCPAxis& axis);

/// Digits after the point that tell multiples of `step` apart, 0 to 9.
int decimalsFor(double step);

/// Labels of both axes with as many decimals as their steps need, all of them the same.
void setEvenTickers(QCustomPlot& plot);

/// Paints what an empty chart says, in the middle of `area`.
void paintEmptyChart(QPainter& painter, const QRect& area, const QString& text);

} // namespace badcase::plots
