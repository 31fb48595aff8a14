// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Small projects for the storage tests.

#include "inference/core/schema.h"
#include "storage/project_database.h"
#include "storage/run_repository.h"
#include "storage/sample_writer.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace badcase::storage::test {

/// A schema of `classes` classes c0, c1, ... without parents.
Schema makeSchema(int classes, Task task = Task::Classification);

/// Sample number `i`: "s00007", label i % classes (none for every 10th), a split, a title.
ImportSample makeSample(int i, int classes, MediaRootId root = {});

/// A project file in a folder of its own, with a connection of this thread. Every failure is fatal: it is a
/// fixture.
struct ProjectFixture {
    explicit ProjectFixture(int samples = 0, int classes = 5, Task task = Task::Classification);
    explicit ProjectFixture(const Schema& schema); ///< without samples

    QString path() const { return folder.filePath(QStringLiteral("p.badcase")); }
    void close();
    void open(OpenMode mode = OpenMode::ReadWrite);
    /// Fails the program when verify() finds anything.
    void mustBeSound();
    std::vector<SampleId> ids(); ///< all samples in import order
    RunId addRun(const QString& name, Task task = Task::Classification,
                 Activation activation = Activation::Softmax);

    QTemporaryDir folder;
    std::shared_ptr<ProjectDatabase> project;
    std::unique_ptr<Connection> connection;
};

/// The value, or the end of the program with the error's words.
template <class T>
T must(Result<T> result, const char* what = "fixture")
{
    if (!result)
        qFatal("%s: %s | %s", what, qPrintable(result.error().message), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace badcase::storage::test
