// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Opening, making and closing projects, and the demo: what the start page, the menu, drops and the command
/// line ask for.

#include "app/workspace/session.h"

#include <QObject>

class QMimeData;
class QWidget;

namespace badcase::window {

/// What a dropped or named file is for.
enum class FileUse { Project, DataSet, Model, Nothing };
FileUse useOf(const QString& path);

/// GUI thread; session and window must outlive it.
class ProjectFiles : public QObject {
    Q_OBJECT
public:
    ProjectFiles(workspace::Session& session, QWidget* window);

    /// False, with failed() or locked(), when it cannot be opened.
    bool open(const QString& path, storage::OpenMode mode = storage::OpenMode::ReadWrite);
    void openByChooser();
    /// False, with failed(), when it cannot be made.
    bool create(const QString& path, const Schema& schema);
    void close();
    /// Makes the demo (unless it is there) as a job, then opens it. `dir` empty: the default folder.
    void openDemo(const QString& dir = {});
    /// The first local files of a drop, by what they are for.
    void take(const QMimeData& data);

Q_SIGNALS:
    void failed(const badcase::Error& error);
    /// Another Badcase has it open for writing; it can still be opened to be read.
    void locked(const QString& path, const badcase::Error& error);
    void sourceOffered(const QString& path); ///< a data set for the open project, or for a new one
    void modelOffered(const QString& path);

private:
    void remember();

    workspace::Session& m_session;
    QWidget* m_window;
};

} // namespace badcase::window
