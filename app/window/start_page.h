// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What is there before a project is: the ways to get one, and those that were open lately.

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace badcase::window {

class NewProjectForm;

class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget* parent = nullptr);

    /// Reads the list of recent projects anew.
    void refresh();
    /// Opens the form for a project that has no data yet.
    void startEmptyProject();
    NewProjectForm* form() const { return m_form; }

Q_SIGNALS:
    void newProjectRequested(); ///< from a data set: the Import page makes it
    void openRequested();
    void recentRequested(const QString& path);
    void demoRequested();

private:
    void showForm(bool shown);

    QWidget* m_choices;
    NewProjectForm* m_form;
    QWidget* m_recentBox;
    QVBoxLayout* m_recent;
};

} // namespace badcase::window
