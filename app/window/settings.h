// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the window remembers between two starts: the user's, never the project's. GUI thread.

#include "widgets/theme/theme.h"

#include <QByteArray>
#include <QKeySequence>
#include <QString>
#include <QStringList>

namespace badcase::window {

/// A thin face of QSettings; every function reads or writes at once.
class Settings {
public:
    static constexpr int kMaxRecent = 10;

    QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);
    /// Sizes of a splitter by its name.
    QByteArray splitter(const QString& name) const;
    void setSplitter(const QString& name, const QByteArray& state);

    theme::Mode themeMode() const;
    void setThemeMode(theme::Mode mode);
    /// "en", "zh_CN", or empty: as the system says.
    QString language() const;
    void setLanguage(const QString& language);

    bool inspectorShown() const;
    void setInspectorShown(bool shown);
    bool autoAdvance() const;
    void setAutoAdvance(bool on);
    bool gridShown() const;
    void setGridShown(bool shown);
    int thumbSize() const; ///< 96, 128 or 192
    void setThumbSize(int pixels);
    int tokenLimit() const; ///< of the texts in the inspector; 0: none
    void setTokenLimit(int limit);
    double overlayOpacity() const; ///< 0..1
    void setOverlayOpacity(double opacity);

    /// Newest first; files that are gone are left out.
    QStringList recentProjects() const;
    void addRecentProject(const QString& path);
    void removeRecentProject(const QString& path);
    /// Where the file chooser opens.
    QString lastFolder() const;
    void setLastFolder(const QString& path);

    /// True when the user has given the action other keys (perhaps none).
    bool hasShortcuts(const QString& actionId) const;
    QList<QKeySequence> shortcuts(const QString& actionId) const;
    void setShortcuts(const QString& actionId, const QList<QKeySequence>& keys);
    void resetShortcuts(const QString& actionId);
};

} // namespace badcase::window
