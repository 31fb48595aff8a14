// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "resources/demo/creative.h"

#include "resources/demo/products.h"

#include <QFontDatabase>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <array>
#include <cmath>

namespace badcase::demo {

namespace {

const QString kFamily = QStringLiteral("Badcase Demo");

double between(QRandomGenerator& random, double low, double high) { return low + random.generateDouble() * (high - low); }

template <class List>
auto pick(QRandomGenerator& random, const List& list)
{
    return list[static_cast<typename List::size_type>(random.bounded(static_cast<int>(list.size())))];
}

QColor color(QRandomGenerator& random, double saturation, double lowValue, double highValue)
{
    return QColor::fromHsvF(static_cast<float>(random.generateDouble()), static_cast<float>(saturation),
                            static_cast<float>(between(random, lowValue, highValue)));
}

QFont font(int pixels, bool bold)
{
    QFont font(kFamily);
    font.setPixelSize(pixels);
    font.setBold(bold);
    font.setStyleStrategy(QFont::NoSubpixelAntialias);
    return font;
}

/// Two painters that always draw the same thing: one the picture, one the mask (without antialiasing).
class Canvas {
public:
    Canvas(QImage& image, QImage& mask) : m_picture(&image), m_mask(&mask)
    {
        m_picture.setRenderHint(QPainter::Antialiasing);
    }

    QPainter& picture() { return m_picture; }

    void fill(const QPainterPath& path, const QBrush& brush, Region region)
    {
        m_picture.fillPath(path, brush);
        m_mask.fillPath(path, maskColor(region));
    }

    void markRect(const QRectF& rect, Region region) { m_mask.fillRect(rect, maskColor(region)); }

private:
    static QColor maskColor(Region region)
    {
        const int value = static_cast<int>(region);
        return QColor(value, value, value);
    }

    QPainter m_picture;
    QPainter m_mask;
};

void paintBackground(Canvas& canvas, QRandomGenerator& random)
{
    QPainter& painter = canvas.picture();
    const QRectF all(QPointF(0, 0), QSizeF(kCreativeSize));
    QLinearGradient gradient(all.topLeft(), random.bounded(2) ? all.bottomRight() : all.bottomLeft());
    gradient.setColorAt(0, color(random, between(random, 0.05, 0.45), 0.55, 1.0));
    gradient.setColorAt(1, color(random, between(random, 0.05, 0.45), 0.45, 1.0));
    painter.fillRect(all, gradient);
    for (int i = random.bounded(6); i > 0; --i) {
        QColor soft = color(random, 0.3, 0.5, 1.0);
        soft.setAlphaF(0.25f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(soft);
        const double radius = between(random, 10, 60);
        painter.drawEllipse(QPointF(between(random, 0, all.width()), between(random, 0, all.height())), radius, radius);
    }
}

void paintProduct(Canvas& canvas, Product product, const QRectF& box, QRandomGenerator& random)
{
    const ProductShape shape = productShape(product, random);
    QTransform place;
    place.translate(box.center().x(), box.center().y());
    place.rotate(between(random, -14, 14));
    place.scale(box.width() * (random.bounded(2) ? 1 : -1), box.height());
    place.translate(-0.5, -0.5);
    const QPainterPath outline = place.map(shape.outline);
    const QColor base = color(random, between(random, 0.1, 0.9), 0.25, 0.95);

    QPainter& painter = canvas.picture();
    painter.fillPath(outline.translated(3, 4), QColor(0, 0, 0, 60)); // a soft shadow is background, not product
    QLinearGradient light(outline.boundingRect().topLeft(), outline.boundingRect().bottomRight());
    light.setColorAt(0, base.lighter(135));
    light.setColorAt(1, base.darker(125));
    canvas.fill(outline, light, Region::Product);
    painter.setPen(QPen(base.darker(190), 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
    painter.setPen(QPen(base.lightness() > 120 ? base.darker(170) : base.lighter(190), 1.2));
    painter.drawPath(place.map(shape.details));
}

void paintPrice(Canvas& canvas, const QPointF& center, QRandomGenerator& random)
{
    const bool yuan = random.bounded(2);
    const int whole = 5 + random.bounded(995);
    const QString text = yuan ? QStringLiteral("\u00A5%1").arg(whole) : QStringLiteral("$%1.9").arg(whole % 100);
    const QFont priceFont = font(15 + random.bounded(7), true);
    const QFontMetrics metrics(priceFont);
    const QSizeF size(metrics.horizontalAdvance(text) + 14, metrics.height() + 4);
    const QRectF box(center - QPointF(size.width() / 2, size.height() / 2), size);
    QPainterPath tag;
    if (random.bounded(3) == 0)
        tag.addEllipse(box.adjusted(-3, -5, 3, 5));
    else
        tag.addRoundedRect(box, 5, 5);
    const std::array<QColor, 4> tagColors{QColor(214, 40, 40), QColor(247, 127, 0), QColor(20, 20, 20), QColor(255, 214, 10)};
    const QColor back = pick(random, tagColors);
    canvas.fill(tag, back, Region::Price);
    canvas.picture().setFont(priceFont);
    canvas.picture().setPen(back.lightness() > 128 ? QColor(120, 10, 10) : QColor(Qt::white));
    canvas.picture().drawText(box, Qt::AlignCenter, text);
}

void paintLogo(Canvas& canvas, const QPointF& center, QRandomGenerator& random)
{
    const double radius = between(random, 11, 16);
    QPainterPath mark;
    switch (random.bounded(3)) {
    case 0: mark.addEllipse(center, radius, radius); break;
    case 1: {
        const int corners = 5 + random.bounded(2);
        QPolygonF polygon;
        for (int i = 0; i < corners; ++i) {
            const double angle = 2 * M_PI * i / corners - M_PI / 2;
            polygon << center + radius * QPointF(std::cos(angle), std::sin(angle));
        }
        mark.addPolygon(polygon);
        mark.closeSubpath();
        break;
    }
    default: mark.addRoundedRect(QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius), 4, 4);
    }
    const QColor back = color(random, 0.85, 0.4, 0.7);
    canvas.fill(mark, back, Region::Logo);
    QPainter& painter = canvas.picture();
    painter.setPen(QPen(Qt::white, 2));
    painter.setFont(font(static_cast<int>(radius * 1.2), true));
    const QString letters = QStringLiteral("ABKMNRSVXZ");
    painter.drawText(QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius), Qt::AlignCenter,
                     QString(letters.at(random.bounded(static_cast<int>(letters.size())))));
}

/// One line of text; its mask is the box of its letters.
void paintLine(Canvas& canvas, const QString& text, const QPointF& topLeft, int pixels, bool bold, const QColor& ink)
{
    const QFont lineFont = font(pixels, bold);
    const QFontMetrics metrics(lineFont);
    QPainter& painter = canvas.picture();
    painter.setFont(lineFont);
    painter.setPen(ink);
    const QPointF baseline = topLeft + QPointF(0, metrics.ascent());
    painter.drawText(baseline, text);
    const QRectF box = QRectF(metrics.tightBoundingRect(text)).translated(baseline).adjusted(-1, -1, 1, 1);
    canvas.markRect(box, Region::Text);
}

void addGrain(QImage& image, QRandomGenerator& random)
{
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int noise = static_cast<int>(random.generate() & 15u) - 8;
            const auto mix = [noise](int channel) { return qBound(0, channel + noise, 255); };
            line[x] = qRgb(mix(qRed(line[x])), mix(qGreen(line[x])), mix(qBlue(line[x])));
        }
    }
}

const std::array<QString, 6> kHeadlinesZh{
    QStringLiteral("限时特惠"), QStringLiteral("新品上市"), QStringLiteral("买一送一"),
    QStringLiteral("品质之选"), QStringLiteral("全场包邮"), QStringLiteral("超值好物")};
const std::array<QString, 6> kHeadlinesEn{
    QStringLiteral("Big sale"), QStringLiteral("New arrival"), QStringLiteral("Buy 1 get 1"),
    QStringLiteral("Best choice"), QStringLiteral("Free shipping"), QStringLiteral("Top value")};

} // namespace

QStringList productNames()
{
    return {QStringLiteral("bag"),  QStringLiteral("book"),  QStringLiteral("bottle"), QStringLiteral("cup"),
            QStringLiteral("lamp"), QStringLiteral("phone"), QStringLiteral("shoe"),   QStringLiteral("watch")};
}

QString productNameZh(Product product)
{
    static const std::array<QString, kProductCount> names{
        QStringLiteral("手提包"), QStringLiteral("图书"), QStringLiteral("水瓶"), QStringLiteral("马克杯"),
        QStringLiteral("台灯"),   QStringLiteral("手机"), QStringLiteral("运动鞋"), QStringLiteral("手表")};
    return names[static_cast<std::size_t>(product)];
}

QStringList regionNames()
{
    return {QStringLiteral("background"), QStringLiteral("product"), QStringLiteral("price"), QStringLiteral("logo"),
            QStringLiteral("text")};
}

bool useDemoFont()
{
    static const int id = QFontDatabase::addApplicationFont(QStringLiteral(":/badcase/fonts/badcase-demo.otf"));
    return id >= 0;
}

Creative drawCreative(Product product, QRandomGenerator& random)
{
    Creative creative;
    creative.product = product;
    QImage image(kCreativeSize, QImage::Format_RGB32);
    QImage mask(kCreativeSize, QImage::Format_RGB32);
    mask.fill(Qt::black);
    const bool chinese = random.bounded(2);
    const QString name = chinese ? productNameZh(product) : productNames().at(static_cast<int>(product));
    const QString headline = chinese ? pick(random, kHeadlinesZh) : pick(random, kHeadlinesEn);
    {
        Canvas canvas(image, mask);
        paintBackground(canvas, random);
        const bool productLeft = random.bounded(2);
        const double side = between(random, 92, 138);
        const double centerX = productLeft ? between(random, 66, 96) : between(random, 160, 190);
        const QRectF box(centerX - side / 2, between(random, 84, 108) - side / 2, side, side);
        paintProduct(canvas, product, box, random);
        const double textX = productLeft ? between(random, 146, 162) : between(random, 8, 20);
        const QColor ink = random.bounded(2) ? QColor(25, 25, 35) : color(random, 0.9, 0.2, 0.4);
        paintLine(canvas, headline, QPointF(textX, between(random, 40, 58)), chinese ? 19 : 15, true, ink);
        if (random.bounded(4) != 0)
            paintLine(canvas, name, QPointF(textX, between(random, 76, 88)), 13, false, ink);
        if (random.bounded(6) != 0)
            paintPrice(canvas, QPointF(textX + 36, between(random, 130, 160)), random);
        if (random.bounded(5) != 0)
            paintLogo(canvas, QPointF(random.bounded(2) ? 22 : 234, random.bounded(4) ? 20 : 172), random);
    }
    addGrain(image, random);
    creative.image = image;
    ClassMap regions(kCreativeSize, 0);
    auto pixels = regions.mutablePixels();
    for (int y = 0; y < mask.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(mask.constScanLine(y));
        for (int x = 0; x < mask.width(); ++x)
            pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(mask.width()) + static_cast<std::size_t>(x)] =
                static_cast<std::uint8_t>(qRed(line[x]));
    }
    creative.mask = regions;
    creative.text = headline + (chinese ? QStringLiteral("，") : QStringLiteral(", ")) + name;
    creative.keywords = {name, headline};
    return creative;
}

} // namespace badcase::demo
