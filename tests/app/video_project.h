// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A small project of labelled segments for the tests of what is done with them, made without a video file.

#include "app/workspace/project.h"
#include "storage/sample_repository.h"

#include <QTemporaryDir>

#include <memory>

namespace badcase::workspace::test {

/// Classes x, y, z. Videos a.mp4 (0-10 x, 10-20 y), b.mp4 (0-8 x and z), c.mp4 (0-5 y), whose labels are
/// those of their segments; in a project of single labels the videos have neither.
class VideoProject {
public:
    explicit VideoProject(Task task = Task::MultiLabel);

    /// The project of a data set in the form of taac2021, in the same folder.
    std::shared_ptr<Project> importFrom(const QString& name, const QString& source) const;
    QString path(const QString& name) const { return m_dir.filePath(name); }
    QString write(const QString& name, const QByteArray& bytes) const; ///< its path
    SampleId id(const char* name) const;
    QString name(SampleId id) const;
    storage::SampleRow row(const char* name, RunId run = {}) const;

    std::shared_ptr<Project> project;
    std::unique_ptr<storage::Connection> connection;

private:
    QTemporaryDir m_dir;
};

} // namespace badcase::workspace::test
