// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/video_project.h"

#include "app/workspace/import_service.h"
#include "tests/app/made_data.h"
#include "tests/app/workspace_fixture.h"

namespace badcase::workspace::test {

namespace {

Schema letters(Task task)
{
    return must(Schema::create(
        task, {{QStringLiteral("x"), {}, {}}, {QStringLiteral("y"), {}, {}}, {QStringLiteral("z"), {}, {}}}));
}

void importTruth(Project& project, const QString& source)
{
    ImportRequest request;
    request.format = QStringLiteral("taac2021");
    request.options.source = source;
    must(importDataset(project, request, {}, {}));
}

} // namespace

VideoProject::VideoProject(Task task)
{
    project = must(Project::create(path(QStringLiteral("p.badcase")), letters(task)));
    connection = must(project->connect());
    if (task != Task::MultiLabel) {
        storage::SampleWriter writer(*connection);
        storage::ImportSample sample;
        sample.sample.name = QStringLiteral("a.mp4");
        must(writer.write(sample));
        must(writer.finish());
        return;
    }
    importTruth(*project, write(QStringLiteral("truth/train_gt.json"), R"({
        "a.mp4": {"annotations": [{"segment": [0, 10], "labels": ["x"]}, {"segment": [10, 20], "labels": ["y"]}]},
        "b.mp4": {"annotations": [{"segment": [0, 8], "labels": ["x", "z"]}]},
        "c.mp4": {"annotations": [{"segment": [0, 5], "labels": ["y"]}]}})"));
}

std::shared_ptr<Project> VideoProject::importFrom(const QString& name, const QString& source) const
{
    auto other = must(Project::create(path(name), letters(Task::MultiLabel)));
    importTruth(*other, source);
    return other;
}

QString VideoProject::write(const QString& name, const QByteArray& bytes) const
{
    badcase::test::writeFile(path(name), bytes);
    return path(name);
}

SampleId VideoProject::id(const char* name) const
{
    const auto found = must(storage::SampleRepository(*connection).find(QString::fromLatin1(name)));
    return found.value_or(SampleId());
}

QString VideoProject::name(SampleId id) const
{
    return must(storage::SampleRepository(*connection).rows(std::vector{id})).front().sample.name;
}

storage::SampleRow VideoProject::row(const char* name, RunId run) const
{
    return must(storage::SampleRepository(*connection).rows(std::vector{id(name)}, run)).front();
}

} // namespace badcase::workspace::test
