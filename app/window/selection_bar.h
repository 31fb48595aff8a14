// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The bar above every page: the session's filter as chips, its count, the search, and the run that is looked
/// at.

#include "app/window/filter_terms.h"
#include "app/workspace/session.h"

#include <QWidget>

class QComboBox;

namespace badcase::panels {
class ClassPopup;
class FilterBar;
} // namespace badcase::panels

namespace badcase::window {

class ActionRegistry;

class SelectionBar : public QWidget {
    Q_OBJECT
public:
    SelectionBar(workspace::Session& session, ActionRegistry& actions, QWidget* parent = nullptr);

private:
    void addActions();
    void enableActions();
    void askClasses(FilterTerm term);
    void takeClasses(const std::vector<ClassIndex>& classes);
    FilterWorld world() const;
    void showFilter();
    void showChoices();
    void showCount();
    void showRuns();
    void search(const QString& text);

    workspace::Session& m_session;
    ActionRegistry& m_actions;
    panels::FilterBar* m_bar;
    panels::ClassPopup* m_classes;
    FilterTerm m_asked = FilterTerm::Label; ///< what the classes are asked for
    std::vector<ClassIndex> m_confused;     ///< the labels of a confusion while its decisions are asked for
    QComboBox* m_runs;
    bool m_counted = false;
};

} // namespace badcase::window
