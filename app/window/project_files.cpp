// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/project_files.h"

#include "app/window/settings.h"
#include "app/workspace/demo_service.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace badcase::window {

FileUse useOf(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return FileUse::Nothing;
    const QString suffix = info.suffix().toLower();
    static const QStringList dataSets{QStringLiteral("zip"),  QStringLiteral("csv"), QStringLiteral("json"),
                                      QStringLiteral("yaml"), QStringLiteral("yml"), QStringLiteral("txt")};
    if (info.isDir() || dataSets.contains(suffix))
        return FileUse::DataSet;
    if (suffix == QLatin1String("badcase"))
        return FileUse::Project;
    static const QStringList models{QStringLiteral("pt"), QStringLiteral("pth"), QStringLiteral("ts")};
    return models.contains(suffix) ? FileUse::Model : FileUse::Nothing;
}

ProjectFiles::ProjectFiles(workspace::Session& session, QWidget* window)
    : QObject(window), m_session(session), m_window(window)
{
    connect(&session, &workspace::Session::opened, this, &ProjectFiles::remember);
}

/// Whoever opened or made it: the start page, the Import page, the demo.
void ProjectFiles::remember()
{
    const QString path = QFileInfo(m_session.project()->path()).absoluteFilePath();
    Settings settings;
    settings.addRecentProject(path);
    settings.setLastFolder(QFileInfo(path).absolutePath());
}

bool ProjectFiles::open(const QString& path, storage::OpenMode mode)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    // Our own lock would refuse a second opening of the same file.
    if (m_session.isOpen() && QFileInfo(m_session.project()->path()).absoluteFilePath() == absolute)
        return true;
    const auto opened = m_session.open(absolute, mode);
    if (opened)
        return true;
    if (opened.error().code == ErrorCode::Locked)
        Q_EMIT locked(absolute, opened.error());
    else
        Q_EMIT failed(opened.error());
    return false;
}

void ProjectFiles::openByChooser()
{
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Open a project"), Settings().lastFolder(),
                                                      tr("Badcase projects (*.badcase)"));
    if (!path.isEmpty())
        open(path);
}

bool ProjectFiles::create(const QString& path, const Schema& schema)
{
    const auto created = m_session.create(path, schema);
    if (!created) {
        Q_EMIT failed(created.error());
        return false;
    }
    return true;
}

void ProjectFiles::close()
{
    m_session.close();
}

void ProjectFiles::openDemo(const QString& dir)
{
    const QString folder = dir.isEmpty() ? workspace::defaultDemoDir() : QFileInfo(dir).absoluteFilePath();
    const auto paths = std::make_shared<workspace::DemoPaths>(); // written by the job, read when it is over
    m_session.jobs().start(
        tr("Make the demo"),
        [folder, paths](const workspace::JobContext& context) -> Result<QString> {
            BADCASE_ASSIGN(*paths, workspace::makeDemo(folder, context.cancel, context.progress));
            return tr("the demo is in %1").arg(paths->dir);
        },
        [this, paths](const workspace::JobState& job) {
            if (job.status == workspace::JobState::Status::Succeeded)
                open(paths->products);
            else if (job.error)
                Q_EMIT failed(*job.error);
        },
        workspace::JobQueue::Scope::Application);
}

void ProjectFiles::take(const QMimeData& data)
{
    for (const QUrl& url : data.urls()) {
        const QString path = url.toLocalFile();
        switch (useOf(path)) {
        case FileUse::Project:
            open(path);
            return;
        case FileUse::DataSet:
            Q_EMIT sourceOffered(path);
            return;
        case FileUse::Model:
            if (m_session.isOpen())
                Q_EMIT modelOffered(path);
            else
                Q_EMIT failed({ErrorCode::InvalidArgument,
                               tr("Open or make a project before you add the model %1").arg(path)});
            return;
        case FileUse::Nothing:
            break;
        }
    }
}

} // namespace badcase::window
