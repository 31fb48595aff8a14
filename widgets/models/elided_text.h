// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Short texts that are painted again and again: elided and laid out once. GUI thread.

#include <QCache>
#include <QFont>
#include <QStaticText>
#include <QString>

class QPainter;

namespace badcase::models {

/// Laying a text out costs some 20 us, painting a prepared one 2 us; a 4K grid has a thousand texts a
/// repaint.
class ElidedText {
public:
    ElidedText() : m_cache(4000) {}

    /// Paints `text` in the painter's pen, elided in the middle to `width` px, with its top left corner at
    /// `corner`.
    void draw(QPainter& painter, QPoint corner, int width, const QString& text, const QFont& font);
    /// The width the text takes at most `width` px of.
    int widthOf(int width, const QString& text, const QFont& font);
    void clear() { m_cache.clear(); }

private:
    struct Entry {
        QStaticText text;
        int width = 0;
    };
    const Entry& entry(int width, const QString& text, const QFont& font);

    QCache<QString, Entry> m_cache;
};

} // namespace badcase::models
