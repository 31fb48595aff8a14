// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/elided_text.h"

#include <QFontMetrics>
#include <QPainter>

namespace badcase::models {

const ElidedText::Entry& ElidedText::entry(int width, const QString& text, const QFont& font)
{
    const QString key = QString::number(width) + QLatin1Char('/') + QString::number(font.pixelSize()) +
                        QLatin1Char(font.bold() ? 'b' : '/') + text;
    if (const Entry* found = m_cache.object(key))
        return *found;
    const QFontMetrics metrics(font);
    const QString elided = metrics.elidedText(text, Qt::ElideMiddle, width);
    auto* made = new Entry{QStaticText(elided), metrics.horizontalAdvance(elided)};
    made->text.setTextFormat(Qt::PlainText);
    made->text.setPerformanceHint(QStaticText::AggressiveCaching);
    made->text.prepare({}, font);
    m_cache.insert(key, made);
    return *made;
}

void ElidedText::draw(QPainter& painter, QPoint corner, int width, const QString& text, const QFont& font)
{
    if (width <= 0 || text.isEmpty())
        return;
    painter.setFont(font);
    painter.drawStaticText(corner, entry(width, text, font).text);
}

int ElidedText::widthOf(int width, const QString& text, const QFont& font)
{
    return width <= 0 || text.isEmpty() ? 0 : entry(width, text, font).width;
}

} // namespace badcase::models
