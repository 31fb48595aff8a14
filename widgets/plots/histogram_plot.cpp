// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/histogram_plot.h"

#include "widgets/plots/chart_overlay.h"
#include "widgets/plots/chart_style.h"
#include "widgets/plots/histogram_bins.h"
#include "widgets/theme/theme.h"

#include <qcustomplot.h>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <optional>

namespace badcase::plots {

using theme::Role;

namespace {

/// Counts are whole: about four steps of 1, 2 or 5 times a power of ten, never less than one.
double wholeStep(double range)
{
    double power = 1;
    while (range / (5 * power) > 4)
        power *= 10;
    for (const double factor : {1.0, 2.0})
        if (range / (factor * power) <= 5)
            return factor * power;
    return 5 * power;
}

} // namespace

class HistogramPlot::Private {
    Q_DECLARE_TR_FUNCTIONS(badcase::plots::HistogramPlot)
public:
    using BinRange = std::pair<int, int>;

    explicit Private(HistogramPlot* q)
        : plot(new QCustomPlot(q)),
          bars(new QCPBars(plot->xAxis, plot->yAxis)),
          overlay(new ChartOverlay(plot))
    {
        bars->setSelectable(QCP::stNone);
        countTicks->setScaleStrategy(QCPAxisTickerFixed::ssNone);
        plot->yAxis->setTicker(countTicks);
    }

    bool isEmpty() const { return bins.count() == 0 || bins.total() == 0; }
    double valueAt(double x) const { return plot->xAxis->pixelToCoord(x); }
    QRectF rectOf(BinRange range) const;
    std::optional<int> binAt(QPointF position) const;
    void setHovered(std::optional<int> bin);
    void draw();
    void style();
    void paintOverlay(QPainter& painter) const;
    QString readout() const;

    QCustomPlot* plot;
    QCPBars* bars;
    QSharedPointer<QCPAxisTickerFixed> countTicks{new QCPAxisTickerFixed};
    ChartOverlay* overlay;
    HistogramBins bins;
    std::optional<BinRange> brush;
    std::optional<double> dragFrom;
    std::optional<int> hovered;
    QString emptyText;
};

QRectF HistogramPlot::Private::rectOf(BinRange range) const
{
    const QRectF area = plot->axisRect()->rect();
    const double left = plot->xAxis->coordToPixel(bins.border(range.first));
    const double right = plot->xAxis->coordToPixel(bins.border(range.second + 1));
    return {QPointF(left, area.top()), QPointF(right, area.bottom() + 1)};
}

std::optional<int> HistogramPlot::Private::binAt(QPointF position) const
{
    if (isEmpty() || !QRectF(plot->axisRect()->rect()).contains(position))
        return {};
    const int bin = bins.binOf(valueAt(position.x()));
    return bin < 0 ? std::nullopt : std::optional<int>(bin);
}

void HistogramPlot::Private::setHovered(std::optional<int> bin)
{
    plot->setCursor(bin ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (bin == hovered)
        return;
    hovered = bin;
    overlay->update();
}

void HistogramPlot::Private::draw()
{
    QVector<QCPBarsData> data;
    for (int bin = 0; bin < bins.count(); ++bin)
        data.append(
            QCPBarsData((bins.border(bin) + bins.border(bin + 1)) / 2, static_cast<double>(bins.at(bin))));
    bars->data()->set(data, true);
    if (bins.count() > 0) {
        bars->setWidth(bins.width());
        plot->xAxis->setRange(bins.low(), bins.high());
    }
    plot->yAxis->setRange(0, std::max(1.0, 1.15 * static_cast<double>(bins.largest())));
    countTicks->setTickStep(wholeStep(plot->yAxis->range().size()));
    plot->yAxis->setNumberFormat(QStringLiteral("f"));
    plot->yAxis->setNumberPrecision(0);
    plot->axisRect()->setVisible(!isEmpty());
    style();
}

void HistogramPlot::Private::style()
{
    applyChartStyle(*plot);
    plot->xAxis->grid()->setVisible(false);
    bars->setPen(QPen(theme::color(Role::Panel), 1)); // the gap between bars
    bars->setBrush(theme::mix(theme::color(Role::Panel), theme::color(Role::Accent), 0.75));
    plot->replot(QCustomPlot::rpQueuedReplot);
    overlay->update();
}

QString HistogramPlot::Private::readout() const
{
    const auto text = [this](BinRange range) {
        return tr("%1 to %2: %n sample(s)", nullptr,
                  static_cast<int>(bins.countIn(range.first, range.second)))
            .arg(theme::scoreText(bins.border(range.first)), theme::scoreText(bins.border(range.second + 1)));
    };
    if (hovered && !dragFrom)
        return text({*hovered, *hovered});
    return brush ? text(*brush) : QString();
}

void HistogramPlot::Private::paintOverlay(QPainter& painter) const
{
    if (isEmpty()) {
        paintEmptyChart(painter, overlay->rect(), emptyText.isEmpty() ? tr("No run yet") : emptyText);
        return;
    }
    if (brush) {
        const QRectF area = plot->axisRect()->rect();
        const QRectF inside = rectOf(*brush);
        const QColor veil = theme::withAlpha(theme::color(Role::Panel), 0.65);
        painter.fillRect(QRectF(area.topLeft(), inside.bottomLeft()), veil); // what is outside steps back
        painter.fillRect(QRectF(inside.topRight(), QPointF(area.right() + 1, inside.bottom())), veil);
        painter.setPen(QPen(theme::color(Role::Accent), 1));
        painter.drawLine(inside.topLeft(), inside.bottomLeft());
        painter.drawLine(inside.topRight(), inside.bottomRight());
    }
    if (hovered && !dragFrom)
        painter.fillRect(rectOf({*hovered, *hovered}), theme::withAlpha(theme::color(Role::Text), 0.08));
    const QString text = readout();
    if (text.isEmpty())
        return;
    const QFont font = theme::captionNumberFont();
    painter.setFont(font);
    painter.setPen(theme::color(Role::Text));
    painter.drawText(QRectF(plot->axisRect()->rect()).adjusted(0, -2, -4, 0), Qt::AlignRight | Qt::AlignTop,
                     text);
}

HistogramPlot::HistogramPlot(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(d->plot);
    setFocusPolicy(Qt::ClickFocus);
    d->plot->setMouseTracking(true);
    d->plot->installEventFilter(this);
    d->overlay->painter = [this](QPainter& painter) { d->paintOverlay(painter); };
    setAccessibleName(tr("Distribution"));
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { d->style(); });
    connect(d->plot, &QCustomPlot::afterReplot, d->overlay, qOverload<>(&QWidget::update));
    d->draw();
}

HistogramPlot::~HistogramPlot() = default;

void HistogramPlot::setValues(const std::vector<double>& values, const QString& label, double low,
                              double high, int bins)
{
    const HistogramBins before = d->bins;
    d->bins = HistogramBins(low, high, bins, values);
    if (before.count() != bins || before.low() != low || before.high() != high)
        d->brush.reset();
    d->hovered.reset();
    d->plot->xAxis->setLabel(label);
    d->draw();
}

void HistogramPlot::setEmptyText(const QString& text)
{
    d->emptyText = text;
    d->overlay->update();
}

void HistogramPlot::setBrush(double low, double high)
{
    if (d->bins.count() == 0)
        return;
    // `high` is a border and belongs to the bin below it.
    d->brush = d->bins.brush(low, std::max(low, high - d->bins.width() / 2));
    d->overlay->update();
}

void HistogramPlot::clearBrush()
{
    d->brush.reset();
    d->overlay->update();
}

bool HistogramPlot::hasBrush() const
{
    return d->brush.has_value();
}

std::pair<double, double> HistogramPlot::brush() const
{
    return {d->bins.border(d->brush->first), d->bins.border(d->brush->second + 1)};
}

int HistogramPlot::xOf(double value) const
{
    return d->plot->mapTo(this, QPoint(qRound(d->plot->xAxis->coordToPixel(value)), 0)).x();
}

bool HistogramPlot::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != d->plot)
        return QWidget::eventFilter(watched, event);
    const auto* mouse = dynamic_cast<QMouseEvent*>(event);
    switch (event->type()) {
    case QEvent::Resize:
        d->overlay->setGeometry(d->plot->rect());
        d->overlay->raise();
        break;
    case QEvent::Leave:
        d->setHovered({});
        break;
    case QEvent::MouseButtonPress:
        if (mouse->button() == Qt::LeftButton && d->binAt(mouse->position())) {
            setFocus(Qt::MouseFocusReason);
            d->dragFrom = d->valueAt(mouse->position().x());
            d->brush = d->bins.brush(*d->dragFrom, *d->dragFrom);
            d->overlay->update();
        }
        break;
    case QEvent::MouseMove:
        if (d->dragFrom) {
            d->brush = d->bins.brush(*d->dragFrom, d->valueAt(mouse->position().x()));
            d->overlay->update();
        } else {
            d->setHovered(d->binAt(mouse->position()));
        }
        break;
    case QEvent::MouseButtonRelease:
        if (mouse->button() == Qt::LeftButton && d->dragFrom) {
            d->dragFrom.reset();
            const auto [low, high] = brush();
            Q_EMIT rangeSelected(low, high);
        }
        break;
    case QEvent::MouseButtonDblClick:
        d->dragFrom.reset();
        clearBrush();
        Q_EMIT rangeCleared();
        return true;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void HistogramPlot::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape || !d->brush) {
        QWidget::keyPressEvent(event);
        return;
    }
    clearBrush();
    Q_EMIT rangeCleared();
}

QSize HistogramPlot::sizeHint() const
{
    return {320, 240};
}

QSize HistogramPlot::minimumSizeHint() const
{
    return {180, 140};
}

} // namespace badcase::plots
