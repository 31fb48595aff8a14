// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/sample_cell.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace badcase::models {

using theme::Role;

namespace {

constexpr int kInset = 6;   ///< between the cell's border and the picture
constexpr int kSpacing = 2; ///< between two cells
constexpr int kLine = 16;
constexpr int kSwatch = 8;
constexpr int kSign = 10;
constexpr int kBadge = 18;
constexpr int kUnbounded = 10'000;

/// Tick or cross as strokes: shape and colour both say it.
void paintSign(QPainter& painter, const QRectF& box, bool right)
{
    QPainterPath path;
    if (right) {
        path.moveTo(box.left(), box.center().y());
        path.lineTo(box.left() + box.width() * 0.38, box.bottom() - 1);
        path.lineTo(box.right(), box.top() + 1);
    } else {
        path.moveTo(box.topLeft() + QPointF(1, 1));
        path.lineTo(box.bottomRight() - QPointF(1, 1));
        path.moveTo(box.topRight() + QPointF(-1, 1));
        path.lineTo(box.bottomLeft() + QPointF(1, -1));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(theme::color(right ? Role::Good : Role::Bad), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    painter.restore();
}

QRectF fitted(const QSizeF& image, const QRectF& area)
{
    QSizeF size = image;
    if (size.width() > area.width() || size.height() > area.height())
        size.scale(area.size(), Qt::KeepAspectRatio);
    QRectF target(QPointF(), size);
    target.moveCenter(area.center());
    return target;
}

} // namespace

void SampleCell::clearCache()
{
    m_texts.clear();
    m_font = theme::captionFont();
}

QSize SampleCell::size() const
{
    return {m_thumb + 2 * (kInset + kSpacing), m_thumb + 2 * (kInset + kSpacing) + 2 * kLine + 4};
}

QRect SampleCell::pictureRect(const QRect& cell) const
{
    return {cell.x() + kSpacing + kInset, cell.y() + kSpacing + kInset, m_thumb, m_thumb};
}

void SampleCell::paint(QPainter& painter, const QRect& cell, const SampleCard* card, const QImage& image,
                       const State& state)
{
    paintBackground(painter, cell, state);
    const QRect picture = pictureRect(cell);
    paintPicture(painter, picture, card, image, state);
    const QRect label(picture.left(), picture.bottom() + 5, m_thumb, kLine);
    const QRect prediction = label.translated(0, kLine);
    if (!card) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme::color(Role::Hairline));
        painter.drawRect(QRect(label.left(), label.top() + 5, m_thumb / 2, 6));
        painter.drawRect(QRect(prediction.left(), prediction.top() + 5, m_thumb / 3, 6));
        return;
    }
    paintLabel(painter, label, *card);
    paintPrediction(painter, prediction, *card);
    paintVerdict(painter, picture, card->verdict);
}

void SampleCell::paintBackground(QPainter& painter, const QRect& cell, const State& state)
{
    const QRect box = cell.adjusted(kSpacing, kSpacing, -kSpacing, -kSpacing);
    if (!state.selected && !state.hovered && !state.current)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(state.selected  ? QBrush(theme::color(Role::Selection))
                     : state.hovered ? QBrush(theme::color(Role::Hover))
                                     : QBrush(Qt::NoBrush));
    painter.setPen(Qt::NoPen);
    if (state.current)
        painter.setPen(QPen(theme::color(state.focused ? Role::Accent : Role::Text2), 2));
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), theme::kRadius, theme::kRadius);
    painter.restore();
}

void SampleCell::paintPicture(QPainter& painter, const QRect& area, const SampleCard* card,
                              const QImage& image, const State& state)
{
    painter.fillRect(area, theme::color(Role::Canvas));
    if (!image.isNull()) {
        const double ratio = painter.device()->devicePixelRatioF();
        const QRectF target = fitted(QSizeF(image.size()) / ratio, area);
        const bool exact = qFuzzyCompare(target.width() * ratio, static_cast<double>(image.width()));
        painter.setRenderHint(QPainter::SmoothPixmapTransform, !exact);
        painter.drawImage(exact ? QRectF(target.topLeft().toPoint(), target.size()) : target, image);
        return;
    }
    if (!state.missing && (!card || card->problem.isEmpty()))
        return; // still coming
    constexpr int icon = 24;
    const QRect box(area.center() - QPoint(icon / 2, icon / 2), QSize(icon, icon));
    painter.drawPixmap(box, theme::iconPixmap(QStringLiteral("image-broken"), theme::color(Role::Text2), icon,
                                              painter.device()->devicePixelRatioF()));
}

const QString& SampleCell::fitting(const QString& detail, const QString& text, const QString& brief,
                                   int width)
{
    if (!detail.isEmpty() && m_texts.widthOf(kUnbounded, detail, m_font) <= width)
        return detail;
    return brief.isEmpty() || m_texts.widthOf(kUnbounded, text, m_font) <= width ? text : brief;
}

void SampleCell::paintLabel(QPainter& painter, const QRect& line, const SampleCard& card)
{
    int left = line.left();
    if (card.label != kNoClass) {
        const QRect swatch(left, line.top() + (kLine - kSwatch) / 2, kSwatch, kSwatch);
        painter.fillRect(swatch, m_palette.color(card.label));
        painter.setPen(
            theme::withAlpha(theme::color(Role::Text), 0.25)); // some colours are close to the background
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(swatch.adjusted(0, 0, -1, -1));
        left += kSwatch + 4;
    }
    int right = line.left() + line.width();
    if (card.corrected) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme::color(Role::Corrected));
        painter.drawEllipse(QRectF(right - 7, line.top() + (kLine - 7) / 2.0, 7, 7));
        painter.restore();
        right -= 11;
    }
    const bool labelled = !card.labelText.isEmpty();
    painter.setPen(theme::color(!labelled ? Role::Text2 : card.corrected ? Role::Corrected : Role::Text));
    m_texts.draw(painter, {left, line.top()}, right - left,
                 labelled ? fitting(card.labelDetail, card.labelText, card.labelBrief, right - left)
                          : card.name,
                 m_font);
}

void SampleCell::paintPrediction(QPainter& painter, const QRect& line, const SampleCard& card)
{
    if (card.predictedText.isEmpty()) {
        painter.setPen(theme::color(Role::Text2));
        const QString text = !card.problem.isEmpty()    ? card.problem
                             : card.labelText.isEmpty() ? QString()
                                                        : card.name;
        m_texts.draw(painter, line.topLeft(), line.width(), text, m_font);
        return;
    }
    int left = line.left();
    if (card.decision != Decision::None)
        paintSign(painter, QRectF(left, line.top() + (kLine - kSign) / 2.0, kSign, kSign),
                  card.decision == Decision::Right);
    left += kSign + 3; // kept free without a sign, so that texts line up
    int right = line.left() + line.width();
    if (std::isfinite(card.confidence) && m_thumb >= 96) {
        // A whole percent is what fits beside a name; the inspector shows the decimals.
        const QString percent = QString::number(qRound(card.confidence * 100)) + QLatin1Char('%');
        const int width = m_texts.widthOf(40, percent, m_font);
        painter.setPen(theme::color(Role::Text2));
        m_texts.draw(painter, {right - width, line.top()}, 40, percent, m_font);
        right -= width + 4;
    }
    const Role role = card.decision == Decision::Right   ? Role::Good
                      : card.decision == Decision::Wrong ? Role::Bad
                                                         : Role::Text2;
    painter.setPen(theme::color(role));
    m_texts.draw(painter, {left, line.top()}, right - left,
                 fitting(card.predictedDetail, card.predictedText, card.predictedBrief, right - left),
                 m_font);
}

void SampleCell::paintVerdict(QPainter& painter, const QRect& area, Verdict verdict)
{
    if (verdict == Verdict::None)
        return;
    struct Look {
        const char* icon;
        Role role;
    };
    const Look look = verdict == Verdict::Keep        ? Look{"check", Role::Good}
                      : verdict == Verdict::Relabel   ? Look{"labels", Role::Corrected}
                      : verdict == Verdict::Ambiguous ? Look{"help", Role::Warn}
                                                      : Look{"close", Role::Bad};
    const QRect badge(area.right() - kBadge - 2, area.top() + 3, kBadge, kBadge);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::color(Role::Hairline), 1));
    painter.setBrush(theme::color(Role::Raised));
    painter.drawEllipse(QRectF(badge).adjusted(0.5, 0.5, -0.5, -0.5));
    painter.restore();
    constexpr int icon = 12;
    const QRect box(badge.topLeft() + QPoint((kBadge - icon) / 2, (kBadge - icon) / 2), QSize(icon, icon));
    painter.drawPixmap(box, theme::iconPixmap(QLatin1String(look.icon), theme::color(look.role), icon,
                                              painter.device()->devicePixelRatioF()));
}

} // namespace badcase::models
