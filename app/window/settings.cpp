// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>

namespace badcase::window {

namespace {

const QString kRecent = QStringLiteral("recentProjects");

QVariant value(const QString& key, const QVariant& fallback = {})
{
    return QSettings().value(key, fallback);
}

void store(const QString& key, const QVariant& newValue)
{
    QSettings().setValue(key, newValue);
}

QString shortcutKey(const QString& actionId)
{
    return QStringLiteral("keys/") + actionId;
}

} // namespace

QByteArray Settings::geometry() const
{
    return value(QStringLiteral("window/geometry")).toByteArray();
}

void Settings::setGeometry(const QByteArray& geometry)
{
    store(QStringLiteral("window/geometry"), geometry);
}

QByteArray Settings::splitter(const QString& name) const
{
    return value(QStringLiteral("window/splitter/") + name).toByteArray();
}

void Settings::setSplitter(const QString& name, const QByteArray& state)
{
    store(QStringLiteral("window/splitter/") + name, state);
}

theme::Mode Settings::themeMode() const
{
    const QString name = value(QStringLiteral("theme")).toString();
    return name == QLatin1String("light")  ? theme::Mode::Light
           : name == QLatin1String("dark") ? theme::Mode::Dark
                                           : theme::Mode::System;
}

void Settings::setThemeMode(theme::Mode mode)
{
    store(QStringLiteral("theme"), mode == theme::Mode::Light  ? QStringLiteral("light")
                                   : mode == theme::Mode::Dark ? QStringLiteral("dark")
                                                               : QStringLiteral("system"));
}

QString Settings::language() const
{
    return value(QStringLiteral("language")).toString();
}

void Settings::setLanguage(const QString& language)
{
    store(QStringLiteral("language"), language);
}

bool Settings::inspectorShown() const
{
    return value(QStringLiteral("inspectorShown"), true).toBool();
}

void Settings::setInspectorShown(bool shown)
{
    store(QStringLiteral("inspectorShown"), shown);
}

bool Settings::autoAdvance() const
{
    return value(QStringLiteral("autoAdvance"), true).toBool();
}

void Settings::setAutoAdvance(bool on)
{
    store(QStringLiteral("autoAdvance"), on);
}

bool Settings::gridShown() const
{
    return value(QStringLiteral("gridShown"), false).toBool();
}

void Settings::setGridShown(bool shown)
{
    store(QStringLiteral("gridShown"), shown);
}

int Settings::thumbSize() const
{
    const int size = value(QStringLiteral("thumbSize"), 128).toInt();
    return size == 96 || size == 192 ? size : 128;
}

void Settings::setThumbSize(int pixels)
{
    store(QStringLiteral("thumbSize"), pixels);
}

int Settings::tokenLimit() const
{
    return value(QStringLiteral("tokenLimit"), 0).toInt();
}

void Settings::setTokenLimit(int limit)
{
    store(QStringLiteral("tokenLimit"), limit);
}

double Settings::overlayOpacity() const
{
    return std::clamp(value(QStringLiteral("overlayOpacity"), 0.5).toDouble(), 0.0, 1.0);
}

void Settings::setOverlayOpacity(double opacity)
{
    store(QStringLiteral("overlayOpacity"), opacity);
}

QStringList Settings::recentProjects() const
{
    QStringList paths = value(kRecent).toStringList();
    paths.removeIf([](const QString& path) { return !QFileInfo::exists(path); });
    return paths;
}

void Settings::addRecentProject(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList paths = value(kRecent).toStringList();
    paths.removeAll(absolute);
    paths.prepend(absolute);
    store(kRecent, QStringList(paths.mid(0, kMaxRecent)));
}

void Settings::removeRecentProject(const QString& path)
{
    QStringList paths = value(kRecent).toStringList();
    paths.removeAll(path);
    store(kRecent, paths);
}

QString Settings::lastFolder() const
{
    return value(QStringLiteral("lastFolder"), QDir::homePath()).toString();
}

void Settings::setLastFolder(const QString& path)
{
    store(QStringLiteral("lastFolder"), path);
}

bool Settings::hasShortcuts(const QString& actionId) const
{
    return QSettings().contains(shortcutKey(actionId));
}

QList<QKeySequence> Settings::shortcuts(const QString& actionId) const
{
    // One text for all keys: an empty list of texts would come back from the file as "not set".
    return QKeySequence::listFromString(value(shortcutKey(actionId)).toString(), QKeySequence::PortableText);
}

void Settings::setShortcuts(const QString& actionId, const QList<QKeySequence>& keys)
{
    store(shortcutKey(actionId), QKeySequence::listToString(keys, QKeySequence::PortableText));
}

void Settings::resetShortcuts(const QString& actionId)
{
    QSettings().remove(shortcutKey(actionId));
}

} // namespace badcase::window
