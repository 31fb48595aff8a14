// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/curve_plot.h"

#include "widgets/plots/chart_overlay.h"
#include "widgets/plots/chart_style.h"
#include "widgets/theme/theme.h"

#include <qcustomplot.h>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <optional>

namespace badcase::plots {

using theme::Role;

namespace {

constexpr int kDrawnPoints = 4000; ///< more than a screen has columns
constexpr double kReach = 40;      ///< px from the mouse to a curve
constexpr std::size_t kNamed = 8;  ///< curves named in the corner

QString number(double value)
{
    return std::isfinite(value) ? theme::scoreText(value) : QStringLiteral("\u221e");
}

} // namespace

class CurvePlot::Private {
    Q_DECLARE_TR_FUNCTIONS(badcase::plots::CurvePlot)
public:
    struct Nearest {
        std::size_t curve = 0;
        analysis::CurvePoint point;
    };

    explicit Private(CurvePlot* q) : plot(new QCustomPlot(q)), overlay(new ChartOverlay(plot)) {}

    void draw();
    void style();
    std::optional<Nearest> nearest(QPointF position) const;
    void hover(std::optional<Nearest> found);
    QPointF pixel(const analysis::CurvePoint& point) const
    {
        return {plot->xAxis->coordToPixel(point.x), plot->yAxis->coordToPixel(point.y)};
    }
    void paintOverlay(QPainter& painter) const;
    void paintNames(QPainter& painter) const;
    void paintCrosshair(QPainter& painter) const;

    QCustomPlot* plot;
    ChartOverlay* overlay;
    CurveKind kind = CurveKind::PrecisionRecall;
    std::vector<Curve> curves;
    std::vector<std::vector<analysis::CurvePoint>> drawn; ///< thinned, beside curves
    std::vector<QCPCurve*> lines;
    std::optional<Nearest> hovered;
    QString emptyText;
};

void CurvePlot::Private::style()
{
    applyChartStyle(*plot);
    const std::size_t lifted = hovered ? hovered->curve : lines.size();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        QColor color = curves[i].color.isValid() ? curves[i].color : theme::color(Role::Accent);
        if (hovered && i != lifted)
            color = theme::withAlpha(color, 0.35);
        lines[i]->setPen(QPen(color, i == lifted ? 2.5 : 1.75));
        lines[i]->setLayer(i == lifted ? QStringLiteral("overlay") : QStringLiteral("main"));
    }
    plot->replot(QCustomPlot::rpQueuedReplot);
    overlay->update();
}

void CurvePlot::Private::draw()
{
    hovered.reset();
    plot->clearPlottables();
    lines.clear();
    drawn.clear();
    for (const Curve& curve : curves) {
        drawn.push_back(analysis::thinned(curve.points, kDrawnPoints));
        QVector<QCPCurveData> data;
        data.reserve(static_cast<qsizetype>(drawn.back().size()));
        for (const analysis::CurvePoint& point : drawn.back())
            data.append(QCPCurveData(static_cast<double>(data.size()), point.x, point.y));
        auto* line = new QCPCurve(plot->xAxis, plot->yAxis);
        line->data()->set(data, true);
        line->setSelectable(QCP::stNone);
        lines.push_back(line);
    }
    const bool pr = kind == CurveKind::PrecisionRecall;
    plot->xAxis->setLabel(pr ? tr("recall") : tr("false-positive rate"));
    plot->yAxis->setLabel(pr ? tr("precision") : tr("true-positive rate"));
    // A little room, so that a line along the border is not cut in half.
    plot->xAxis->setRange(-0.01, 1.02);
    plot->yAxis->setRange(-0.01, 1.03);
    const bool any =
        std::any_of(drawn.begin(), drawn.end(), [](const auto& points) { return !points.empty(); });
    plot->axisRect()->setVisible(any);
    style();
}

std::optional<CurvePlot::Private::Nearest> CurvePlot::Private::nearest(QPointF position) const
{
    if (!plot->axisRect()->visible() ||
        !QRectF(plot->axisRect()->rect()).adjusted(-8, -8, 8, 8).contains(position))
        return {};
    double best = kReach * kReach;
    std::optional<Nearest> found;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        for (const analysis::CurvePoint& point : drawn[i]) {
            const QPointF offset = pixel(point) - position;
            const double distance = QPointF::dotProduct(offset, offset);
            if (distance < best) {
                best = distance;
                found = Nearest{i, point};
            }
        }
    }
    return found;
}

void CurvePlot::Private::hover(std::optional<Nearest> found)
{
    const bool sameCurve =
        found.has_value() == hovered.has_value() && (!found || found->curve == hovered->curve);
    hovered = found;
    plot->setCursor(found ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (sameCurve)
        overlay->update();
    else
        style();
}

void CurvePlot::Private::paintOverlay(QPainter& painter) const
{
    if (!plot->axisRect()->visible()) {
        paintEmptyChart(painter, overlay->rect(), emptyText.isEmpty() ? tr("No run yet") : emptyText);
        return;
    }
    paintNames(painter);
    if (hovered)
        paintCrosshair(painter);
}

/// Name and area of each curve, at the bottom: left under PR curves, right under ROC curves, where neither
/// has lines.
void CurvePlot::Private::paintNames(QPainter& painter) const
{
    const QFont font = theme::captionNumberFont();
    const QFontMetrics metrics(font);
    const int line = metrics.height() + 2;
    const QRect area = plot->axisRect()->rect().adjusted(10, 6, -10, -6);
    const std::size_t shown = curves.size() <= kNamed ? curves.size() : kNamed - 1;
    const int lines_ = static_cast<int>(shown < curves.size() ? shown + 1 : shown);
    const int room = area.width() * 3 / 5;
    const bool right = kind == CurveKind::Roc;
    int y = area.bottom() - lines_ * line;
    painter.setFont(font);
    const auto paint = [&](const QString& text, const QColor& color, bool strong) {
        const QString elided = metrics.elidedText(text, Qt::ElideMiddle, room - 20);
        const int width = metrics.horizontalAdvance(elided) + 20;
        const int x = right ? area.right() - width : area.left();
        painter.fillRect(QRect(x - 3, y, width + 6, line), theme::withAlpha(theme::color(Role::Panel), 0.8));
        if (color.isValid())
            painter.fillRect(QRect(x, y + line / 2 - 1, 14, strong ? 4 : 3), color);
        painter.setPen(theme::color(strong ? Role::Text : Role::Text2));
        painter.drawText(QRect(x + 20, y, room, line), Qt::AlignVCenter, elided);
        y += line;
    };
    for (std::size_t i = 0; i < shown; ++i) {
        const Curve& curve = curves[i];
        const QString area_ = std::isnan(curve.area) ? QString(QChar(0x2013)) : theme::scoreText(curve.area);
        const QString text = kind == CurveKind::PrecisionRecall ? tr("%1  AP %2").arg(curve.name, area_)
                                                                : tr("%1  AUC %2").arg(curve.name, area_);
        paint(text, curve.color, !hovered || hovered->curve == i);
    }
    if (shown < curves.size())
        paint(tr("and %n more", nullptr, static_cast<int>(curves.size() - shown)), {}, false);
}

void CurvePlot::Private::paintCrosshair(QPainter& painter) const
{
    const QRect area = plot->axisRect()->rect();
    const QPointF at = pixel(hovered->point);
    const Curve& curve = curves[hovered->curve];
    painter.setPen(QPen(theme::color(Role::Text2), 1, Qt::DotLine));
    painter.drawLine(QPointF(at.x(), area.bottom()), at);
    painter.drawLine(QPointF(area.left(), at.y()), at);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::color(Role::Panel), 1.5));
    painter.setBrush(curve.color.isValid() ? curve.color : theme::color(Role::Accent));
    painter.drawEllipse(at, 4.5, 4.5);

    const bool pr = kind == CurveKind::PrecisionRecall;
    const QStringList lines_{curve.name,
                             pr ? tr("recall %1").arg(number(hovered->point.x))
                                : tr("false-positive rate %1").arg(number(hovered->point.x)),
                             pr ? tr("precision %1").arg(number(hovered->point.y))
                                : tr("true-positive rate %1").arg(number(hovered->point.y)),
                             tr("threshold %1").arg(number(hovered->point.threshold))};
    const QFont font = theme::captionNumberFont();
    const QFontMetrics metrics(font);
    int width = 0;
    for (const QString& text : lines_)
        width = std::max(width, std::min(metrics.horizontalAdvance(text), 220));
    QRectF box(0, 0, width + 16, static_cast<double>(lines_.size()) * (metrics.height() + 1) + 10);
    const bool leftSide = at.x() + 12 + box.width() > overlay->width();
    const bool above = at.y() + 12 + box.height() > overlay->height();
    box.moveTo(leftSide ? at.x() - 12 - box.width() : at.x() + 12,
               above ? at.y() - 12 - box.height() : at.y() + 12);
    painter.setPen(QPen(theme::color(Role::Hairline), 1));
    painter.setBrush(theme::color(Role::Raised));
    painter.drawRoundedRect(box.translated(0.5, 0.5), theme::kRadius, theme::kRadius);
    painter.setFont(font);
    double y = box.top() + 5;
    for (const QString& text : lines_) {
        painter.setPen(theme::color(text == lines_.first() ? Role::Text : Role::Text2));
        painter.drawText(QRectF(box.left() + 8, y, width + 1, metrics.height()), Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideMiddle, width + 1));
        y += metrics.height() + 1;
    }
}

CurvePlot::CurvePlot(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(d->plot);
    d->plot->setMouseTracking(true);
    d->plot->installEventFilter(this);
    d->overlay->painter = [this](QPainter& painter) { d->paintOverlay(painter); };
    setAccessibleName(tr("Curves"));
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { d->style(); });
    connect(d->plot, &QCustomPlot::afterReplot, d->overlay, qOverload<>(&QWidget::update));
    d->draw();
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::setCurves(CurveKind kind, std::vector<Curve> curves)
{
    d->kind = kind;
    d->curves = std::move(curves);
    d->draw();
}

CurveKind CurvePlot::kind() const
{
    return d->kind;
}

void CurvePlot::setEmptyText(const QString& text)
{
    d->emptyText = text;
    d->overlay->update();
}

bool CurvePlot::hitTest(QPoint position, Hit* hit) const
{
    const auto found = d->nearest(d->plot->mapFrom(this, position));
    if (!found)
        return false;
    *hit = {d->curves[found->curve].index, found->point};
    return true;
}

QPoint CurvePlot::positionOf(double x, double y) const
{
    return d->plot->mapTo(this, d->pixel({x, y, 0}).toPoint());
}

bool CurvePlot::eventFilter(QObject* watched, QEvent* event)
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
        if (mouse->button() != Qt::LeftButton)
            break;
        if (const auto found = d->nearest(mouse->position()))
            Q_EMIT thresholdPicked(d->curves[found->curve].index, found->point.threshold);
        break;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

QSize CurvePlot::sizeHint() const
{
    return {320, 240};
}

QSize CurvePlot::minimumSizeHint() const
{
    return {180, 140};
}

} // namespace badcase::plots
