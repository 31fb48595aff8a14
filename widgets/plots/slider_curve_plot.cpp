// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/slider_curve_plot.h"

#include "widgets/plots/chart_overlay.h"
#include "widgets/plots/chart_style.h"
#include "widgets/plots/slider_curve_marks.h"
#include "widgets/plots/step_curve.h"
#include "widgets/theme/theme.h"

#include <qcustomplot.h>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace badcase::plots {

using theme::Role;

namespace {

constexpr double kZoomStep = 1.25;    ///< of one notch of the wheel
constexpr double kDeepestZoom = 1e-6; ///< of the whole range
constexpr double kLeastHeight = 0.02; ///< of the y axis; scores are shares
constexpr double kHeadRoom = 0.06;    ///< of the values' range, above and below
constexpr double kSmoothTravel =
    8000;                    ///< px up and down; what travels further is a surface, and drawn at once
constexpr double kReach = 8; ///< px beside the plot that still belong to it

} // namespace

class SliderCurvePlot::Private {
    Q_DECLARE_TR_FUNCTIONS(badcase::plots::SliderCurvePlot)
public:
    struct Drawn {
        SliderCurve given; ///< without its steps, which are in `steps`
        StepCurve steps;
        SliderBand band;
        QCPGraph* line = nullptr;
        QCPGraph* low = nullptr;
        QCPGraph* high = nullptr;

        QColor color() const { return given.color.isValid() ? given.color : theme::color(Role::Accent); }
    };

    explicit Private(SliderCurvePlot* owner)
        : q(owner), plot(new QCustomPlot(owner)), overlay(new ChartOverlay(plot))
    {
        setEvenTickers(*plot);
        plot->setMouseTracking(true);
        plot->setFocusPolicy(Qt::NoFocus);
        plot->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    }

    bool isEmpty() const { return !plot->axisRect()->visible(); }
    double within(double x) const { return std::clamp(x, full.lo, full.hi); }
    bool isInPlot(QPointF at) const;
    void rebuild();
    void show(SliderSpan range);
    void fill();
    void fitValues();
    double travel(const QCPGraph& line) const;
    void style();
    void follow(double x);
    void moveTo(double x);
    void zoom(double factor, double around);
    ChartFrame frame() const;
    SliderCurveMarks marks() const;
    void paintOverlay(QPainter& painter) const;
    void press(QPointF at);
    void release();
    void showAll();
    void wheel(const QWheelEvent& event);

    SliderCurvePlot* q;
    QCustomPlot* plot;
    ChartOverlay* overlay;
    std::vector<Drawn> curves;
    SliderSpan full{0, 1};
    SliderSpan range{0, 1};
    double position = 0;
    std::optional<SliderSpan> current;
    std::optional<SliderSpan> best;
    std::optional<double> reference;
    std::optional<QPointF> mouse;
    std::optional<double> dragFrom; ///< the position before it; set while the cut is dragged
    double beforeClick = 0;         ///< what a double click goes back to
    QString emptyText;
    QString busyText;
};

bool SliderCurvePlot::Private::isInPlot(QPointF at) const
{
    const QRectF area = plot->axisRect()->rect();
    return !isEmpty() && at.x() >= area.left() - kReach && at.x() <= area.right() + kReach;
}

void SliderCurvePlot::Private::rebuild()
{
    plot->clearPlottables();
    bool any = false;
    std::vector<SliderCurve> names;
    for (Drawn& curve : curves) {
        any = any || !curve.steps.isEmpty();
        names.push_back(curve.given);
        // Bands first: lines lie over all of them.
        curve.low = plot->addGraph();
        curve.high = plot->addGraph();
        curve.high->setChannelFillGraph(curve.low);
    }
    for (Drawn& curve : curves)
        curve.line = plot->addGraph();
    for (int i = 0; i < plot->graphCount(); ++i) {
        plot->graph(i)->setAdaptiveSampling(false);
        plot->graph(i)->setSelectable(QCP::stNone);
    }
    plot->axisRect()->setVisible(any);
    plot->axisRect()->setMargins(
        {0, SliderCurveMarks::headHeight() + 4, 12 + SliderCurveMarks::nameWidth(names, plot->width()), 0});
    fill();
    style();
}

void SliderCurvePlot::Private::show(SliderSpan wanted)
{
    const double size =
        std::clamp(wanted.hi - wanted.lo, (full.hi - full.lo) * kDeepestZoom, full.hi - full.lo);
    const double lo = std::clamp(wanted.lo, full.lo, full.hi - size);
    if (lo == range.lo && lo + size == range.hi)
        return;
    range = {lo, lo + size};
    fill();
    style(); // other parts are drawn with other pens
}

/// The part of the curves that is shown, with no more points than there are pixels for.
void SliderCurvePlot::Private::fill()
{
    const int columns = std::max(64, qRound(plot->width() * plot->devicePixelRatioF()));
    for (Drawn& curve : curves) {
        const auto corners = curve.steps.corners(range.lo, range.hi, columns);
        QVector<QCPGraphData> line;
        line.reserve(static_cast<qsizetype>(corners.size()));
        for (const QPointF& corner : corners)
            line.append({corner.x(), corner.y()});
        curve.line->data()->set(line, true);
        const SliderBand band = bandWithin(curve.band, range.lo, range.hi, columns);
        QVector<QCPGraphData> low, high;
        for (std::size_t i = 0; i < band.x.size(); ++i) {
            low.append({band.x[i], band.low[i]});
            high.append({band.x[i], band.high[i]});
        }
        curve.low->data()->set(low, true);
        curve.high->data()->set(high, true);
    }
    fitValues();
}

void SliderCurvePlot::Private::fitValues()
{
    Extent values;
    for (const Drawn& curve : curves) {
        values.add(curve.steps.extent(range.lo, range.hi));
        for (const auto& data : *curve.low->data())
            values.add(data.value);
        for (const auto& data : *curve.high->data())
            values.add(data.value);
    }
    plot->xAxis->setRange(range.lo, range.hi);
    if (values.isEmpty())
        return;
    // A curve that hardly moves is shown as one: differences that no figure would show are not drawn as mountains.
    const double height = values.high - values.low;
    const double room = std::max(height * kHeadRoom, (kLeastHeight - height) / 2);
    plot->yAxis->setRange(values.low - room, values.high + room);
}

/// px that a line goes up and down.
double SliderCurvePlot::Private::travel(const QCPGraph& line) const
{
    double sum = 0, before = std::numeric_limits<double>::quiet_NaN();
    for (const QCPGraphData& point : *line.data()) {
        const double step = std::abs(point.value - before);
        sum += std::isnan(step) ? 0 : step;
        before = point.value;
    }
    return sum / plot->yAxis->range().size() * plot->height();
}

void SliderCurvePlot::Private::style()
{
    applyChartStyle(*plot);
    plot->xAxis->grid()->setVisible(false);
    for (Drawn& curve : curves) {
        // Smoothing a line that fills its plot takes half a second, and cannot be told from one that is not.
        const bool smooth = travel(*curve.line) < kSmoothTravel;
        curve.line->setAntialiased(smooth);
        curve.line->setPen(QPen(curve.color(), smooth ? 1.5 : 1));
        curve.low->setPen(Qt::NoPen);
        curve.high->setPen(Qt::NoPen);
        curve.high->setBrush(theme::withAlpha(curve.color(), 0.16));
    }
    plot->replot(QCustomPlot::rpQueuedReplot);
    overlay->update();
}

/// Scrolls as little as possible.
void SliderCurvePlot::Private::follow(double x)
{
    const double size = range.hi - range.lo;
    if (x < range.lo)
        show({x, x + size});
    else if (x > range.hi)
        show({x - size, x});
}

void SliderCurvePlot::Private::moveTo(double x)
{
    position = within(x);
    follow(position);
    overlay->update();
}

void SliderCurvePlot::Private::zoom(double factor, double around)
{
    const double size = std::min((range.hi - range.lo) * factor, full.hi - full.lo);
    const double share = (around - range.lo) / (range.hi - range.lo);
    show({around - share * size, around + (1 - share) * size});
    overlay->update();
}

/// As QCPAxis::coordToPixel() has it.
ChartFrame SliderCurvePlot::Private::frame() const
{
    const QRect rect = plot->axisRect()->rect();
    const QCPRange y = plot->yAxis->range();
    return {QRectF(rect.left(), rect.bottom() - rect.height(), rect.width(), rect.height()), range.lo,
            range.hi, y.lower, y.upper};
}

SliderCurveMarks SliderCurvePlot::Private::marks() const
{
    SliderCurveMarks marks{frame(), overlay->rect(), position, current, best, reference, {},
                           {},      busyText,        false};
    marks.focused = q->hasFocus();
    if (mouse && isInPlot(*mouse)) {
        const QRectF area = marks.frame.area;
        marks.mouse = QPointF(std::clamp(mouse->x(), area.left(), area.right()), mouse->y());
    }
    for (const Drawn& curve : curves) {
        CurveReading reading;
        reading.name = curve.given.name;
        reading.color = curve.color();
        reading.atCut = curve.steps.valueAt(position);
        reading.atEnd = curve.steps.valueAt(range.hi);
        reading.low = reading.high = std::numeric_limits<double>::quiet_NaN();
        if (marks.mouse) {
            const double x = marks.frame.valueAt(marks.mouse->x());
            reading.atMouse = curve.steps.valueAt(x);
            const SliderBand here = bandWithin(curve.band, x, std::nextafter(x, full.hi + 1), 1);
            if (!here.x.empty()) {
                reading.low = here.low.front();
                reading.high = here.high.front();
            }
        }
        marks.curves.push_back(std::move(reading));
    }
    return marks;
}

void SliderCurvePlot::Private::paintOverlay(QPainter& painter) const
{
    if (isEmpty()) {
        const QString text = !busyText.isEmpty() ? busyText : emptyText;
        paintEmptyChart(painter, overlay->rect(), text.isEmpty() ? tr("No curve yet") : text);
        return;
    }
    marks().paint(painter);
}

void SliderCurvePlot::Private::press(QPointF at)
{
    q->setFocus(Qt::MouseFocusReason);
    beforeClick = position;
    dragFrom = position;
    Q_EMIT q->dragStarted();
    moveTo(frame().valueAt(at.x()));
    Q_EMIT q->dragged(position);
}

void SliderCurvePlot::Private::release()
{
    if (!dragFrom)
        return; // taken back
    dragFrom.reset();
    Q_EMIT q->released(position);
}

void SliderCurvePlot::Private::showAll()
{
    show(full);
    if (position == beforeClick)
        return;
    moveTo(beforeClick);
    Q_EMIT q->released(position);
}

void SliderCurvePlot::Private::wheel(const QWheelEvent& event)
{
    if (isEmpty())
        return;
    const QPoint turned = event.angleDelta();
    const double notches = (turned.y() != 0 ? turned.y() : turned.x()) / 120.0;
    if (event.modifiers().testFlag(Qt::ShiftModifier) || turned.y() == 0) {
        const double step = (range.hi - range.lo) * 0.1 * notches;
        show({range.lo - step, range.hi - step});
    } else {
        const ChartFrame shape = frame();
        zoom(std::pow(kZoomStep, -notches),
             std::clamp(shape.valueAt(event.position().x()), range.lo, range.hi));
    }
    overlay->update();
}

SliderCurvePlot::SliderCurvePlot(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(d->plot);
    setFocusPolicy(Qt::StrongFocus);
    d->plot->installEventFilter(this);
    d->overlay->painter = [this](QPainter& painter) { d->paintOverlay(painter); };
    setAccessibleName(tr("Curve over the slider"));
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { d->style(); });
    connect(d->plot, &QCustomPlot::afterReplot, d->overlay, qOverload<>(&QWidget::update));
    d->rebuild();
}

SliderCurvePlot::~SliderCurvePlot() = default;

void SliderCurvePlot::setAxes(const QString& x, const QString& y, double lo, double hi)
{
    d->plot->xAxis->setLabel(x);
    d->plot->yAxis->setLabel(y);
    setAccessibleName(tr("%1 over %2", "value over position").arg(y, x));
    if (!(lo < hi))
        hi = lo + 1; // an axis needs a length
    if (lo != d->full.lo || hi != d->full.hi) {
        d->full = d->range = {lo, hi};
        d->position = d->within(d->position);
        d->fill();
    }
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void SliderCurvePlot::setCurves(std::vector<SliderCurve> curves)
{
    d->curves.clear();
    for (SliderCurve& curve : curves) {
        Private::Drawn drawn;
        drawn.steps = StepCurve(std::move(curve.x), std::move(curve.y));
        drawn.given.name = std::move(curve.name);
        drawn.given.color = curve.color;
        d->curves.push_back(std::move(drawn));
    }
    d->rebuild();
}

void SliderCurvePlot::setBand(int curve, SliderBand band)
{
    if (curve < 0 || curve >= static_cast<int>(d->curves.size()))
        return;
    d->curves[static_cast<std::size_t>(curve)].band = std::move(band);
    d->fill();
    d->style();
}

void SliderCurvePlot::setEmptyText(const QString& text)
{
    d->emptyText = text;
    d->overlay->update();
}

void SliderCurvePlot::setBusyText(const QString& text)
{
    d->busyText = text;
    d->overlay->update();
}

void SliderCurvePlot::setPosition(double x)
{
    d->moveTo(x);
}

double SliderCurvePlot::position() const
{
    return d->position;
}

void SliderCurvePlot::setPlateaus(std::optional<SliderSpan> current, std::optional<SliderSpan> best)
{
    d->current = current;
    d->best = best;
    d->overlay->update();
}

void SliderCurvePlot::setReference(std::optional<double> x)
{
    d->reference = x;
    d->overlay->update();
}

SliderSpan SliderCurvePlot::shown() const
{
    return d->range;
}

QPointF SliderCurvePlot::positionOf(double x, double y) const
{
    const ChartFrame frame = d->frame();
    return d->plot->pos() + QPointF(frame.xOf(x), frame.yOf(y));
}

std::vector<QRectF> SliderCurvePlot::labelRects() const
{
    std::vector<QRectF> rects = d->isEmpty() ? std::vector<QRectF>() : d->marks().labelRects();
    for (QRectF& rect : rects)
        rect.translate(d->plot->pos());
    return rects;
}

bool SliderCurvePlot::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        d->overlay->update();
        break;
    case QEvent::ShortcutOverride: {
        // The window has other uses for these keys.
        const auto* pressed = static_cast<QKeyEvent*>(event);
        const int key = pressed->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier) ? 0 : pressed->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right || (key == Qt::Key_Escape && d->dragFrom)) {
            event->accept();
            return true;
        }
        break;
    }
    default:
        break;
    }
    return QWidget::event(event);
}

bool SliderCurvePlot::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != d->plot)
        return QWidget::eventFilter(watched, event);
    const auto* mouse = dynamic_cast<QMouseEvent*>(event);
    switch (event->type()) {
    case QEvent::Resize:
        d->overlay->setGeometry(d->plot->rect());
        d->overlay->raise();
        d->rebuild();
        break;
    case QEvent::Leave:
        d->mouse.reset();
        d->overlay->update();
        break;
    case QEvent::MouseButtonPress:
        if (mouse->button() == Qt::LeftButton && d->isInPlot(mouse->position()))
            d->press(mouse->position());
        return true;
    case QEvent::MouseMove:
        d->mouse = mouse->position();
        d->plot->setCursor(d->isInPlot(mouse->position()) ? Qt::SizeHorCursor : Qt::ArrowCursor);
        d->overlay->update();
        if (d->dragFrom) {
            // Beyond the ends of a part, the part moves along.
            d->moveTo(d->frame().valueAt(mouse->position().x()));
            Q_EMIT dragged(d->position);
        }
        return true;
    case QEvent::MouseButtonRelease:
        if (mouse->button() == Qt::LeftButton)
            d->release();
        return true;
    case QEvent::MouseButtonDblClick:
        if (mouse->button() == Qt::LeftButton && !d->isEmpty())
            d->showAll();
        return true;
    case QEvent::Wheel:
        d->wheel(*static_cast<QWheelEvent*>(event));
        return true;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void SliderCurvePlot::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (key == Qt::Key_Escape && d->dragFrom) {
        d->moveTo(*d->dragFrom);
        d->dragFrom.reset();
        Q_EMIT reverted();
    } else if ((key == Qt::Key_Left || key == Qt::Key_Right) && !d->isEmpty() && !d->dragFrom) {
        const double step = (d->range.hi - d->range.lo) / 100;
        d->moveTo(d->position + (key == Qt::Key_Left ? -step : step));
        Q_EMIT released(d->position);
    } else {
        QWidget::keyPressEvent(event);
    }
}

QSize SliderCurvePlot::sizeHint() const
{
    return {420, 260};
}

QSize SliderCurvePlot::minimumSizeHint() const
{
    return {200, 140};
}

} // namespace badcase::plots
