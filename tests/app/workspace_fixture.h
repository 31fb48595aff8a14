// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Projects with a run for the tests of the use cases, made without a model: predictions are random, and go
/// through the sink that real runs use.

#include "app/workspace/project.h"
#include "app/workspace/run_scores.h"
#include "inference/jobs/run_io.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <memory>

namespace badcase::workspace::test {

/// The value, or the end of the program with the error's words.
template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s | %s", qPrintable(result.error().message), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// `samples` samples s00000, ... of which every tenth is not labelled, and a run "first" that has done all
/// but one, which failed. Segmentation: pictures of 12 x 8 pixels with given masks in files.
class RunFixture {
public:
    RunFixture(Task task, int samples, bool withParents = false);

    QString path() const { return m_dir.filePath(QStringLiteral("p.badcase")); }
    RunId addRun(const QString& name);
    std::vector<SampleId> ids();
    ClassMap randomMask();
    LabelSet randomLabels();
    void close();
    void open();

    static constexpr int kClasses = 4;
    static constexpr QSize kMaskSize{12, 8};
    std::shared_ptr<Project> project;
    std::unique_ptr<storage::Connection> connection;
    QRandomGenerator random{7};

private:
    void addSamples(int count);
    jobs::SampleResult resultFor(SampleId id);

    QTemporaryDir m_dir;
    Task m_task;
};

/// Nothing when two scores count the same; else what differs.
QString difference(const RunScores& a, const RunScores& b);

} // namespace badcase::workspace::test
