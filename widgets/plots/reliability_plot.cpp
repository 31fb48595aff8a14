// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/reliability_plot.h"

#include "widgets/plots/chart_overlay.h"
#include "widgets/plots/chart_style.h"
#include "widgets/theme/theme.h"

#include <qcustomplot.h>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace badcase::plots {

using analysis::ReliabilityBin;
using theme::Role;

namespace {

constexpr double kReach = 30;        ///< px from the mouse to a point
constexpr double kHidingRatio = 100; ///< the largest count over the smallest from which bars hide

bool hides(const std::vector<ReliabilityBin>& counts)
{
    qint64 least = 0;
    qint64 most = 0;
    for (const ReliabilityBin& bin : counts) {
        most = std::max(most, bin.count);
        if (bin.count > 0)
            least = least == 0 ? bin.count : std::min(least, bin.count);
    }
    return least > 0 && static_cast<double>(most) / static_cast<double>(least) > kHidingRatio;
}

} // namespace

class ReliabilityPlot::Private {
    Q_DECLARE_TR_FUNCTIONS(badcase::plots::ReliabilityPlot)
public:
    explicit Private(ReliabilityPlot* q);

    bool isEmpty() const { return !curve; }
    void draw();
    void drawCounts();
    void style();
    void hover(std::optional<Hit> found);
    QPointF pixel(double said, double is) const
    {
        return {plot->xAxis->coordToPixel(said), plot->yAxis->coordToPixel(is)};
    }
    std::optional<Hit> nearest(QPointF position) const;
    void paintOverlay(QPainter& painter) const;
    void paintNames(QPainter& painter) const;
    void paintReadout(QPainter& painter) const;

    static QColor colorOf(bool comparison) { return theme::color(comparison ? Role::Good : Role::Accent); }

    QCustomPlot* plot;
    QCPAxisRect* below; ///< of the counts
    QCPGraph* diagonal;
    std::array<QCPGraph*, 2> lines{}; ///< the comparison's first, so that the curve lies over it
    QCPErrorBars* intervals;
    QCPBars* bars;
    ChartOverlay* overlay;
    std::optional<ReliabilityCurve> curve;
    std::optional<ReliabilityCurve> comparison;
    std::optional<Hit> hovered;
    bool logarithmic = false;
    QString emptyText;
    QString busyText;
};

ReliabilityPlot::Private::Private(ReliabilityPlot* q)
    : plot(new QCustomPlot(q)), below(new QCPAxisRect(plot)), overlay(new ChartOverlay(plot))
{
    plot->plotLayout()->addElement(1, 0, below);
    plot->plotLayout()->setRowStretchFactor(0, 4);
    plot->plotLayout()->setRowStretchFactor(1, 1);
    plot->plotLayout()->setRowSpacing(0);
    auto* sides = new QCPMarginGroup(plot);
    plot->axisRect()->setMarginGroup(QCP::msLeft | QCP::msRight, sides);
    below->setMarginGroup(QCP::msLeft | QCP::msRight, sides);
    for (QCPAxis* axis : below->axes()) {
        axis->setLayer(QStringLiteral("axes"));
        axis->grid()->setLayer(QStringLiteral("grid"));
    }
    diagonal = plot->addGraph();
    diagonal->setData({0, 1}, {0, 1});
    for (QCPGraph*& line : lines)
        line = plot->addGraph();
    intervals = new QCPErrorBars(plot->xAxis, plot->yAxis);
    intervals->setDataPlottable(lines[1]);
    intervals->setErrorType(QCPErrorBars::etValueError);
    intervals->setSymbolGap(0);
    bars = new QCPBars(below->axis(QCPAxis::atBottom), below->axis(QCPAxis::atLeft));
    for (QCPAbstractPlottable* one :
         std::initializer_list<QCPAbstractPlottable*>{diagonal, lines[0], lines[1], intervals, bars})
        one->setSelectable(QCP::stNone);
    plot->xAxis->setRange(-0.01, 1.01);
    plot->yAxis->setRange(-0.02, 1.03);
    plot->xAxis->setTickLabels(false); // those of the counts, below, are the same
    below->axis(QCPAxis::atBottom)->setRange(-0.01, 1.01);
}

void ReliabilityPlot::Private::draw()
{
    hovered.reset();
    const auto put = [](QCPGraph* line, const std::optional<ReliabilityCurve>& from, QCPErrorBars* errors) {
        QVector<double> said, is, minus, plus;
        if (from) {
            for (const ReliabilityBin& bin : from->bins) {
                if (bin.count == 0)
                    continue;
                const analysis::Interval interval = analysis::frequencyInterval(bin);
                said.append(bin.confidence);
                is.append(bin.accuracy);
                minus.append(bin.accuracy - interval.low);
                plus.append(interval.high - bin.accuracy);
            }
        }
        line->setData(said, is, true);
        if (errors)
            errors->setData(minus, plus);
    };
    put(lines[0], comparison, nullptr);
    put(lines[1], curve, intervals);
    plot->axisRect()->setVisible(!isEmpty());
    below->setVisible(!isEmpty());
    drawCounts();
    style();
}

void ReliabilityPlot::Private::drawCounts()
{
    QVector<double> middle, counts;
    double most = 1;
    if (curve) {
        for (const ReliabilityBin& bin : curve->counts) {
            middle.append((bin.lo + bin.hi) / 2);
            counts.append(static_cast<double>(bin.count));
            most = std::max(most, static_cast<double>(bin.count));
            bars->setWidth(bin.hi - bin.lo);
        }
    }
    logarithmic = curve && hides(curve->counts);
    QCPAxis* axis = below->axis(QCPAxis::atLeft);
    axis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (logarithmic) {
        axis->setTicker(QSharedPointer<QCPAxisTickerLog>(new QCPAxisTickerLog));
        axis->setRange(0.7, 1.6 * most); // a single sample still has a bar
    } else {
        QSharedPointer<QCPAxisTicker> ticker(new QCPAxisTicker);
        ticker->setTickCount(2);
        axis->setTicker(ticker);
        axis->setRange(0, 1.15 * most);
    }
    bars->setBaseValue(logarithmic ? 0.7 : 0);
    axis->setNumberFormat(QStringLiteral("f"));
    axis->setNumberPrecision(0);
    axis->setLabel(logarithmic ? tr("samples (log)") : tr("samples"));
    bars->setData(middle, counts, true);
}

void ReliabilityPlot::Private::style()
{
    applyChartStyle(*plot);
    for (QCPAxis* axis : {below->axis(QCPAxis::atLeft), below->axis(QCPAxis::atBottom)})
        applyAxisStyle(*axis);
    for (QCPAxis* axis : {below->axis(QCPAxis::atRight), below->axis(QCPAxis::atTop)})
        axis->setVisible(false);
    below->axis(QCPAxis::atBottom)->grid()->setVisible(false);
    below->setBackground(QBrush(Qt::NoBrush));
    diagonal->setPen(QPen(theme::color(Role::Text2), 1, Qt::DashLine));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const QColor color = colorOf(i == 0);
        const bool first = i == 1;
        lines[i]->setPen(QPen(first ? color : theme::withAlpha(color, 0.8), first ? 1.75 : 1.25));
        lines[i]->setScatterStyle(QCPScatterStyle(first ? QCPScatterStyle::ssDisc : QCPScatterStyle::ssCircle,
                                                  QPen(color, 1.25),
                                                  first ? QBrush(color) : QBrush(Qt::NoBrush), 7));
    }
    intervals->setPen(QPen(theme::withAlpha(colorOf(false), 0.7), 1));
    intervals->setWhiskerWidth(5);
    bars->setPen(QPen(theme::color(Role::Panel), 1)); // the gap between bars
    bars->setBrush(theme::mix(theme::color(Role::Panel), theme::color(Role::Accent), 0.6));
    plot->replot(QCustomPlot::rpQueuedReplot);
    overlay->update();
}

std::optional<ReliabilityPlot::Hit> ReliabilityPlot::Private::nearest(QPointF position) const
{
    if (isEmpty() || !QRectF(plot->axisRect()->rect()).adjusted(-8, -8, 8, 8).contains(position))
        return {};
    double best = kReach * kReach;
    std::optional<Hit> found;
    const auto look = [&](const std::optional<ReliabilityCurve>& from, bool isComparison) {
        if (!from)
            return;
        for (const ReliabilityBin& bin : from->bins) {
            if (bin.count == 0)
                continue;
            const QPointF offset = pixel(bin.confidence, bin.accuracy) - position;
            const double distance = QPointF::dotProduct(offset, offset);
            if (distance < best) {
                best = distance;
                found = Hit{isComparison, bin};
            }
        }
    };
    look(curve, false);
    look(comparison, true);
    return found;
}

void ReliabilityPlot::Private::hover(std::optional<Hit> found)
{
    hovered = std::move(found);
    plot->setCursor(hovered && !hovered->comparison ? Qt::PointingHandCursor : Qt::ArrowCursor);
    overlay->update();
}

void ReliabilityPlot::Private::paintOverlay(QPainter& painter) const
{
    if (isEmpty()) {
        paintEmptyChart(painter, overlay->rect(),
                        !busyText.isEmpty()    ? busyText
                        : !emptyText.isEmpty() ? emptyText
                                               : tr("No run yet"));
        return;
    }
    paintNames(painter);
    if (hovered)
        paintReadout(painter);
}

/// In the corner that is on the other side of the diagonal than most samples are: at the top left under a
/// model that is too sure, else at the bottom right.
void ReliabilityPlot::Private::paintNames(QPainter& painter) const
{
    const QFont font = theme::captionNumberFont();
    const QFontMetrics metrics(font);
    const int line = metrics.height() + 2;
    const QRect area = plot->axisRect()->rect().adjusted(10, 6, -10, -6);
    painter.setFont(font);
    double bias = 0;
    for (const ReliabilityBin& bin : curve->bins)
        bias += bin.count > 0 ? static_cast<double>(bin.count) * (bin.confidence - bin.accuracy) : 0;
    const bool right = bias < 0;
    const int lineCount = 2 + (comparison ? 1 : 0) + (busyText.isEmpty() ? 0 : 1);
    int y = right ? area.bottom() - lineCount * line : area.top();
    const auto paint = [&](const QString& text, const QColor& color, bool dashed) {
        const QString elided = metrics.elidedText(text, Qt::ElideMiddle, area.width() - 22);
        const int width = metrics.horizontalAdvance(elided) + 20;
        const int x = right ? area.right() - width : area.left();
        painter.fillRect(QRect(x - 3, y, width + 6, line), theme::withAlpha(theme::color(Role::Panel), 0.8));
        painter.setPen(QPen(color, dashed ? 1 : 3, dashed ? Qt::DashLine : Qt::SolidLine));
        painter.drawLine(x, y + line / 2, x + 14, y + line / 2);
        painter.setPen(theme::color(dashed ? Role::Text2 : Role::Text));
        painter.drawText(QRect(x + 20, y, width, line), Qt::AlignVCenter, elided);
        y += line;
    };
    paint(curve->name, colorOf(false), false);
    if (comparison)
        paint(comparison->name, colorOf(true), false);
    paint(tr("as it should be"), theme::color(Role::Text2), true);
    if (!busyText.isEmpty())
        paint(busyText, theme::color(Role::Warn), false);
}

void ReliabilityPlot::Private::paintReadout(QPainter& painter) const
{
    const ReliabilityBin& bin = hovered->bin;
    const QPointF at = pixel(bin.confidence, bin.accuracy);
    const QRect area = plot->axisRect()->rect();
    painter.setPen(QPen(theme::color(Role::Text2), 1, Qt::DotLine));
    painter.drawLine(QPointF(at.x(), area.bottom()), at);
    painter.drawLine(QPointF(area.left(), at.y()), at);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::color(Role::Panel), 1.5));
    painter.setBrush(colorOf(hovered->comparison));
    painter.drawEllipse(at, 5, 5);

    const analysis::Interval interval = analysis::frequencyInterval(bin);
    const QStringList texts{
        (hovered->comparison ? comparison : curve)->name,
        tr("said %1 (%2 to %3)")
            .arg(theme::scoreText(bin.confidence), theme::scoreText(bin.lo), theme::scoreText(bin.hi)),
        tr("is %1 (95 %: %2 to %3)")
            .arg(theme::scoreText(bin.accuracy), theme::scoreText(interval.low),
                 theme::scoreText(interval.high)),
        tr("%n sample(s)", nullptr, static_cast<int>(bin.count))};
    const QFont font = theme::captionNumberFont();
    const QFontMetrics metrics(font);
    int width = 0;
    for (const QString& text : texts)
        width = std::max(width, std::min(metrics.horizontalAdvance(text), 260));
    QRectF box(0, 0, width + 16, static_cast<double>(texts.size()) * (metrics.height() + 1) + 10);
    box.moveTo(at.x() + 12 + box.width() > overlay->width() ? at.x() - 12 - box.width() : at.x() + 12,
               at.y() + 12 + box.height() > overlay->height() ? at.y() - 12 - box.height() : at.y() + 12);
    painter.setPen(QPen(theme::color(Role::Hairline), 1));
    painter.setBrush(theme::color(Role::Raised));
    painter.drawRoundedRect(box.translated(0.5, 0.5), theme::kRadius, theme::kRadius);
    painter.setFont(font);
    double y = box.top() + 5;
    for (const QString& text : texts) {
        painter.setPen(theme::color(&text == &texts.first() ? Role::Text : Role::Text2));
        painter.drawText(QRectF(box.left() + 8, y, width + 1, metrics.height()), Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideMiddle, width + 1));
        y += metrics.height() + 1;
    }
}

ReliabilityPlot::ReliabilityPlot(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(d->plot);
    d->plot->setMouseTracking(true);
    d->plot->installEventFilter(this);
    d->overlay->painter = [this](QPainter& painter) { d->paintOverlay(painter); };
    setAccessibleName(tr("Reliability diagram"));
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { d->style(); });
    connect(d->plot, &QCustomPlot::afterReplot, d->overlay, qOverload<>(&QWidget::update));
    d->draw();
}

ReliabilityPlot::~ReliabilityPlot() = default;

void ReliabilityPlot::setCurves(std::optional<ReliabilityCurve> curve,
                                std::optional<ReliabilityCurve> comparison)
{
    d->curve = std::move(curve);
    d->comparison = std::move(comparison);
    d->draw();
}

void ReliabilityPlot::setAxes(const QString& said, const QString& is)
{
    d->below->axis(QCPAxis::atBottom)->setLabel(said);
    d->plot->yAxis->setLabel(is);
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void ReliabilityPlot::setEmptyText(const QString& text)
{
    d->emptyText = text;
    d->overlay->update();
}

void ReliabilityPlot::setBusyText(const QString& text)
{
    d->busyText = text;
    d->overlay->update();
}

bool ReliabilityPlot::hasLogarithmicCounts() const
{
    return d->logarithmic;
}

std::optional<ReliabilityPlot::Hit> ReliabilityPlot::hitTest(QPoint position) const
{
    return d->nearest(d->plot->mapFrom(this, position));
}

QPoint ReliabilityPlot::positionOf(double said, double is) const
{
    return d->plot->mapTo(this, d->pixel(said, is).toPoint());
}

bool ReliabilityPlot::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != d->plot)
        return QWidget::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::Resize:
        d->overlay->setGeometry(d->plot->rect());
        d->overlay->raise();
        break;
    case QEvent::Leave:
        d->hover({});
        break;
    case QEvent::MouseMove:
        d->hover(d->nearest(static_cast<QMouseEvent*>(event)->position()));
        break;
    case QEvent::MouseButtonPress: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const auto found = d->nearest(mouse->position());
        if (mouse->button() == Qt::LeftButton && found && !found->comparison)
            Q_EMIT binPicked(found->bin);
        break;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

QSize ReliabilityPlot::sizeHint() const
{
    return {420, 420};
}

QSize ReliabilityPlot::minimumSizeHint() const
{
    return {240, 220};
}

} // namespace badcase::plots
