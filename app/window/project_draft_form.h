// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// While no project is open: what the project that the data goes into shall be.

#include "inference/core/schema.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace badcase::panels {
class SegmentedControl;
}

namespace badcase::window {

class ProjectDraftForm : public QWidget {
    Q_OBJECT
public:
    enum class Shape { Wide, Narrow }; ///< two columns, or one

    explicit ProjectDraftForm(Shape shape, QWidget* parent = nullptr);

    /// Guesses, which do not replace what the user has chosen. No signals.
    void suggest(Task task, const QString& path, const QString& classList);
    /// New data: the user's choices were for other data.
    void reset();
    /// What the classes will be, or why they are not known.
    void setClassesText(const QString& text);

    Task task() const;
    QString path() const;
    QString classList() const;
    void setTask(Task task);
    void setClassList(const QString& path);

Q_SIGNALS:
    void edited();

private:
    void browsePath();
    void browseClasses();

    panels::SegmentedControl* m_task;
    QLineEdit* m_path;
    QLineEdit* m_classList;
    QLabel* m_classes;
    bool m_taskChosen = false;
    bool m_pathChosen = false;
    bool m_listChosen = false;
};

} // namespace badcase::window
