// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "resources/demo/products.h"

#include <QTransform>

namespace badcase::demo {

namespace {

/// A number in [low, high).
double between(QRandomGenerator& random, double low, double high) { return low + random.generateDouble() * (high - low); }

/// Path algebra turns curves into polygons fit for pixels, so it is done on a large scale and not in the unit square.
template <class Operation>
QPainterPath combined(const QPainterPath& a, const QPainterPath& b, Operation operation)
{
    constexpr double kScale = 500;
    const QTransform up = QTransform::fromScale(kScale, kScale);
    return up.inverted().map(operation(up.map(a), up.map(b)));
}

QPainterPath united(const QPainterPath& a, const QPainterPath& b)
{
    return combined(a, b, [](const QPainterPath& x, const QPainterPath& y) { return x.united(y); });
}

QPainterPath subtracted(const QPainterPath& a, const QPainterPath& b)
{
    return combined(a, b, [](const QPainterPath& x, const QPainterPath& y) { return x.subtracted(y); });
}

ProductShape bag(QRandomGenerator& random)
{
    ProductShape shape;
    const double top = between(random, 0.36, 0.46);
    const double flare = between(random, 0.02, 0.10);
    shape.outline.moveTo(0.15 + flare, top);
    shape.outline.lineTo(0.85 - flare, top);
    shape.outline.lineTo(0.92, 0.95);
    shape.outline.lineTo(0.08, 0.95);
    shape.outline.closeSubpath();
    QPainterPath handle;
    handle.addEllipse(QPointF(0.5, top), between(random, 0.18, 0.26), top - 0.06);
    QPainterPath hole;
    hole.addEllipse(QPointF(0.5, top), 0.13, top - 0.15);
    shape.outline = united(shape.outline, subtracted(handle, hole));
    shape.details.moveTo(0.12 + flare, top + 0.14);
    shape.details.lineTo(0.88 - flare, top + 0.14);
    shape.details.addRect(0.45, top + 0.10, 0.10, 0.10);
    return shape;
}

ProductShape book(QRandomGenerator& random)
{
    ProductShape shape;
    const double width = between(random, 0.52, 0.70);
    const double left = 0.5 - width / 2;
    shape.outline.addRect(left, 0.06, width, 0.88);
    shape.details.moveTo(left + 0.09, 0.06);
    shape.details.lineTo(left + 0.09, 0.94);
    for (int line = 0; line < 3; ++line) {
        shape.details.moveTo(left + 0.18, 0.24 + 0.1 * line);
        shape.details.lineTo(left + width - 0.08 - 0.05 * line, 0.24 + 0.1 * line);
    }
    shape.details.addRect(left + 0.18, 0.58, width - 0.30, 0.22);
    return shape;
}

ProductShape bottle(QRandomGenerator& random)
{
    ProductShape shape;
    const double body = between(random, 0.34, 0.46);
    const double neck = between(random, 0.12, 0.18);
    const double shoulder = between(random, 0.32, 0.42);
    QPainterPath& p = shape.outline;
    p.moveTo(0.5 - neck / 2, 0.03);
    p.lineTo(0.5 + neck / 2, 0.03);
    p.lineTo(0.5 + neck / 2, shoulder - 0.10);
    p.quadTo(0.5 + body / 2, shoulder - 0.04, 0.5 + body / 2, shoulder + 0.08);
    p.lineTo(0.5 + body / 2, 0.97);
    p.lineTo(0.5 - body / 2, 0.97);
    p.lineTo(0.5 - body / 2, shoulder + 0.08);
    p.quadTo(0.5 - body / 2, shoulder - 0.04, 0.5 - neck / 2, shoulder - 0.10);
    p.closeSubpath();
    shape.details.addRect(0.5 - body / 2, 0.55, body, 0.24);
    shape.details.moveTo(0.5 - neck / 2, 0.11);
    shape.details.lineTo(0.5 + neck / 2, 0.11);
    return shape;
}

ProductShape cup(QRandomGenerator& random)
{
    ProductShape shape;
    const double taper = between(random, 0.02, 0.12);
    const double top = between(random, 0.16, 0.30);
    shape.outline.moveTo(0.14, top);
    shape.outline.lineTo(0.70, top);
    shape.outline.lineTo(0.70 - taper, 0.92);
    shape.outline.lineTo(0.14 + taper, 0.92);
    shape.outline.closeSubpath();
    QPainterPath handle;
    handle.addEllipse(QPointF(0.72, 0.54), 0.20, between(random, 0.19, 0.26));
    QPainterPath hole;
    hole.addEllipse(QPointF(0.72, 0.54), 0.12, 0.13);
    shape.outline = united(shape.outline, subtracted(handle, hole));
    shape.details.addEllipse(QPointF(0.42, top), 0.28, 0.05);
    return shape;
}

ProductShape lamp(QRandomGenerator& random)
{
    ProductShape shape;
    const double shade = between(random, 0.38, 0.48);
    QPainterPath& p = shape.outline;
    p.moveTo(0.36, 0.05);
    p.lineTo(0.64, 0.05);
    p.lineTo(0.90, shade);
    p.lineTo(0.10, shade);
    p.closeSubpath();
    p.addRect(0.47, shade, 0.06, 0.88 - shade);
    QPainterPath foot;
    foot.addEllipse(QPointF(0.5, 0.91), between(random, 0.18, 0.28), 0.06);
    shape.outline = united(p, foot);
    shape.details.moveTo(0.20, shade - 0.08);
    shape.details.lineTo(0.80, shade - 0.08);
    return shape;
}

ProductShape phone(QRandomGenerator& random)
{
    ProductShape shape;
    const double width = between(random, 0.42, 0.54);
    const double left = 0.5 - width / 2;
    shape.outline.addRoundedRect(QRectF(left, 0.03, width, 0.94), 0.07, 0.07);
    shape.details.addRoundedRect(QRectF(left + 0.04, 0.10, width - 0.08, 0.76), 0.02, 0.02);
    shape.details.addEllipse(QPointF(0.5, 0.915), 0.025, 0.025);
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column)
            shape.details.addRect(left + 0.08 + column * (width - 0.14) / 3, 0.17 + row * 0.15, 0.07, 0.07);
    }
    return shape;
}

ProductShape shoe(QRandomGenerator& random)
{
    ProductShape shape;
    const double ankle = between(random, 0.22, 0.34);
    QPainterPath& p = shape.outline;
    p.moveTo(0.05, ankle);
    p.lineTo(0.34, ankle - 0.02);
    p.cubicTo(0.44, 0.48, 0.62, 0.50, 0.86, 0.58);
    p.quadTo(0.98, 0.64, 0.96, 0.80);
    p.lineTo(0.04, 0.80);
    p.closeSubpath();
    shape.details.moveTo(0.04, 0.72);
    shape.details.lineTo(0.96, 0.72);
    for (int lace = 0; lace < 3; ++lace) {
        shape.details.moveTo(0.36 + 0.09 * lace, 0.44 + 0.04 * lace);
        shape.details.lineTo(0.30 + 0.09 * lace, 0.55 + 0.03 * lace);
    }
    return shape;
}

ProductShape watch(QRandomGenerator& random)
{
    ProductShape shape;
    const double radius = between(random, 0.25, 0.32);
    const double strap = between(random, 0.20, 0.28);
    shape.outline.addRect(0.5 - strap / 2, 0.02, strap, 0.96);
    QPainterPath face;
    face.addEllipse(QPointF(0.5, 0.5), radius, radius);
    shape.outline = united(shape.outline, face);
    shape.details.addEllipse(QPointF(0.5, 0.5), radius - 0.05, radius - 0.05);
    shape.details.moveTo(0.5, 0.5);
    shape.details.lineTo(0.5, 0.5 - radius * 0.6);
    shape.details.moveTo(0.5, 0.5);
    shape.details.lineTo(0.5 + radius * 0.45, 0.5 + 0.05);
    return shape;
}

} // namespace

ProductShape productShape(Product product, QRandomGenerator& random)
{
    switch (product) {
    case Product::Bag: return bag(random);
    case Product::Book: return book(random);
    case Product::Bottle: return bottle(random);
    case Product::Cup: return cup(random);
    case Product::Lamp: return lamp(random);
    case Product::Phone: return phone(random);
    case Product::Shoe: return shoe(random);
    case Product::Watch: return watch(random);
    }
    return {};
}

} // namespace badcase::demo
