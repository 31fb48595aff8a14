// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/theme/icons.h"

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>
#include <utility>

namespace badcase::theme {

namespace {

QString resourcePath(const QString& name)
{
    return QStringLiteral(":/badcase/icons/%1.svg").arg(name);
}

/// Asks the theme for its colour at each paint, so an icon never has to be set again after a theme change.
class RoleIconEngine : public QIconEngine {
public:
    RoleIconEngine(QString name, Role role) : m_name(std::move(name)), m_role(role) {}

    QIconEngine* clone() const override { return new RoleIconEngine(*this); }
    QString key() const override { return QStringLiteral("badcase"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const int side = std::min(rect.width(), rect.height());
        const QRect square(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side,
                           side);
        painter->drawPixmap(square,
                            iconPixmap(m_name, colorFor(mode), side, painter->device()->devicePixelRatioF()));
        Q_UNUSED(state);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    /// `size` is in device pixels.
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const double ratio = std::max(1.0, scale);
        return iconPixmap(m_name, colorFor(mode), qRound(std::min(size.width(), size.height()) / ratio),
                          ratio);
    }

private:
    QColor colorFor(QIcon::Mode mode) const
    {
        return color(mode == QIcon::Disabled ? Role::Disabled : m_role);
    }

    QString m_name;
    Role m_role;
};

} // namespace

QPixmap iconPixmap(const QString& name, const QColor& color, int size, double devicePixelRatio)
{
    const QString key =
        QStringLiteral("badcase/%1/%2/%3/%4").arg(name).arg(color.rgba()).arg(size).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const int pixels = std::max(1, qRound(size * devicePixelRatio));
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    if (QFile::exists(resourcePath(name))) {
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        QSvgRenderer renderer(resourcePath(name));
        renderer.render(&painter, QRectF(0, 0, pixels, pixels));
        // The drawings are black; their coverage is what counts.
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), color);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon icon(const QString& name, Role role)
{
    if (!QFile::exists(resourcePath(name))) {
        Q_ASSERT_X(false, "theme::icon", qPrintable(name));
        return {};
    }
    return QIcon(new RoleIconEngine(name, role));
}

QStringList iconNames()
{
    QStringList names;
    const auto files =
        QDir(QStringLiteral(":/badcase/icons")).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
    for (const QString& file : files)
        names.append(file.chopped(4));
    return names;
}

} // namespace badcase::theme
