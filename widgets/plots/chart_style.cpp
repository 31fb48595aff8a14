// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/chart_style.h"

#include "widgets/theme/theme.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace badcase::plots {

using theme::Role;

namespace {

/// All labels of an axis with as many decimals as its step needs.
class EvenTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange& range) override
    {
        m_step = QCPAxisTicker::getTickStep(range);
        return m_step;
    }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override
    {
        const QString text = QString::number(std::abs(tick), 'f', decimalsFor(m_step));
        return tick < -m_step / 2 ? QChar(0x2212) + text : text;
    }

private:
    double m_step = 1;
};

} // namespace

void applyAxisStyle(QCPAxis& axis)
{
    const QPen line(theme::color(Role::Hairline), 1);
    axis.setBasePen(line);
    axis.setTickPen(Qt::NoPen);
    axis.setSubTickPen(Qt::NoPen);
    axis.setTickLabelFont(theme::captionNumberFont());
    axis.setTickLabelColor(theme::color(Role::Text2));
    axis.setLabelFont(theme::captionFont());
    axis.setLabelColor(theme::color(Role::Text2));
    axis.setTickLabelPadding(4);
    axis.setLabelPadding(2);
    axis.grid()->setPen(QPen(theme::withAlpha(theme::color(Role::Hairline), 0.6), 1));
    axis.grid()->setZeroLinePen(Qt::NoPen);
    axis.grid()->setSubGridVisible(false);
}

int decimalsFor(double step)
{
    return step > 0 ? std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 9) : 0;
}

void setEvenTickers(QCustomPlot& plot)
{
    plot.xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new EvenTicker));
    plot.yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new EvenTicker));
}

void applyChartStyle(QCustomPlot& plot)
{
    plot.setBackground(QBrush(theme::color(Role::Panel)));
    plot.axisRect()->setBackground(QBrush(Qt::NoBrush));
    plot.xAxis2->setVisible(false);
    plot.yAxis2->setVisible(false);
    applyAxisStyle(*plot.xAxis);
    applyAxisStyle(*plot.yAxis);
}

void paintEmptyChart(QPainter& painter, const QRect& area, const QString& text)
{
    painter.setPen(theme::color(Role::Text2));
    painter.setFont(theme::bodyFont());
    painter.drawText(area.adjusted(theme::kPadding, theme::kPadding, -theme::kPadding, -theme::kPadding),
                     static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap, text);
}

} // namespace badcase::plots
