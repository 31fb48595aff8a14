// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The pages, one at a time. Each is made when it is first shown, so that the window is there at once.

#include "app/window/overlay_state.h"
#include "app/window/page.h"

#include <QHash>
#include <QStackedWidget>

namespace badcase::window {

class ActionRegistry;
class KeyEditor;
class ReviewPage;
class StartPage;

class PageStack : public QStackedWidget {
    Q_OBJECT
public:
    PageStack(PageContext& context, OverlayState& overlay, ActionRegistry& actions,
              QWidget* parent = nullptr);

    StartPage& start() { return *m_start; }
    ReviewPage& review() { return *m_review; }
    Mode mode() const { return m_mode; } ///< also while the start page is shown
    bool isStartShown() const { return currentIndex() == 0; }
    bool isKeysShown() const;

    void showStart();
    void showMode(Mode mode);
    /// Goes to the Import page with this source.
    void showImport(const QString& source);
    /// The keys of all actions, in place of the page until it is done with.
    void showKeys();
    /// Goes to the Runs page with this model.
    void showModel(const QString& path);

Q_SIGNALS:
    void modeChanged();

private:
    Page* page(Mode mode);
    Page* makePage(Mode mode);
    Page* makeImportPage();

    PageContext& m_context;
    ActionRegistry& m_actions;
    StartPage* m_start;
    ReviewPage* m_review;
    KeyEditor* m_keys = nullptr;
    QHash<int, Page*> m_pages;
    Mode m_mode = Mode::Review;
};

} // namespace badcase::window
