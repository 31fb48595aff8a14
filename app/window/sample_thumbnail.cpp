// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/sample_thumbnail.h"

#include "app/window/feature_reading.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace badcase::window {

using theme::Role;

namespace {

const QLatin1String kTitle("title");
constexpr qsizetype kMostCharacters = 400; ///< of a field; more has no room in any thumbnail

/// Lays `text` out in `box`, cut where it ends, and returns where the next line would begin.
double drawLines(QPainter& painter, const QRectF& box, double top, const QString& text, const QFont& font,
                 const QColor& color)
{
    QTextLayout layout(text.left(kMostCharacters).simplified(), font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // Chinese has no spaces to wrap at
    layout.setTextOption(option);
    painter.setPen(color);
    layout.beginLayout();
    double y = top;
    for (;;) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(box.width());
        if (y + line.height() > box.bottom())
            break; // this line stays in the layout but is not drawn
        line.draw(&painter, QPointF(box.left(), y) - line.position());
        y += line.height();
    }
    layout.endLayout();
    return y;
}

QFont fontOf(int pixels, QFont::Weight weight)
{
    QFont font; // the application's
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

} // namespace

ThumbnailColors ThumbnailColors::ofTheme()
{
    return {theme::color(Role::Panel),    theme::color(Role::Text),   theme::color(Role::Text2),
            theme::color(Role::Hairline), theme::color(Role::Canvas), theme::color(Role::Accent)};
}

Result<QImage> readFrameShares(const media::MediaRoot& root, const Sample& sample)
{
    BADCASE_ASSIGN(const auto features, readFrameFeatures(root, sample, kMostFrames));
    BADCASE_ASSIGN(const auto similarity,
                   analysis::frameSimilarity(features.values, features.frames, features.dimensions));
    if (similarity.frames < 1)
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate("badcase::ThumbnailLoader", "%1 has no frames")
                        .arg(sample.media.path));
    QImage shares(similarity.frames, similarity.frames, QImage::Format_Grayscale8);
    const float smallest = similarity.smallest();
    const float span = std::max(1 - smallest, 1e-6F);
    for (int y = 0; y < similarity.frames; ++y) {
        uchar* line = shares.scanLine(y);
        for (int x = 0; x < similarity.frames; ++x) {
            const float value = similarity.at(x, y);
            const float share = std::clamp((value - smallest) / span, 0.0F, 1.0F);
            line[x] = std::isnan(value) ? uchar(0) : static_cast<uchar>(1 + std::lround(share * 254));
        }
    }
    return shares;
}

QImage featureThumbnail(const QImage& shares, int pixels, const ThumbnailColors& colors)
{
    if (shares.isNull())
        return {};
    QImage map = shares.convertToFormat(QImage::Format_Grayscale8).convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < map.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(map.scanLine(y));
        for (int x = 0; x < map.width(); ++x) {
            const int share = qRed(line[x]);
            line[x] =
                (share == 0 ? colors.line : theme::mix(colors.unlike, colors.alike, (share - 1) / 254.0))
                    .rgb();
        }
    }
    // Cells stay squares with edges; a smooth enlargement would look like a blurred photograph.
    return map.scaled(pixels, pixels, Qt::IgnoreAspectRatio,
                      map.width() <= pixels ? Qt::FastTransformation : Qt::SmoothTransformation);
}

QImage textThumbnail(const QString& name, const Fields& fields, int pixels, const ThumbnailColors& colors)
{
    QImage card(pixels, pixels, QImage::Format_RGB32);
    card.fill(colors.paper);
    QPainter painter(&card);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.setPen(colors.line);
    painter.drawRect(card.rect().adjusted(0, 0, -1, -1));
    const int text = std::clamp(pixels / 12, 9, 22);
    const double margin = text * 0.7;
    const QRectF box = QRectF(card.rect()).adjusted(margin, margin, -margin, -margin / 2);
    double top = box.top();
    bool any = false;
    for (const QString& field : readingOrder(fields.keys())) {
        const QString words = fields.value(field).trimmed();
        if (words.isEmpty())
            continue;
        const bool isTitle = field.compare(kTitle, Qt::CaseInsensitive) == 0;
        top = drawLines(painter, box, top, words,
                        isTitle ? fontOf(text + text / 8, QFont::DemiBold) : fontOf(text, QFont::Normal),
                        isTitle ? colors.title : colors.text) +
              text * 0.3;
        any = true;
    }
    if (!any)
        drawLines(painter, box, top, name, fontOf(text, QFont::Normal), colors.text);
    return card;
}

} // namespace badcase::window
