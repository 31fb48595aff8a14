// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/storage/storage_fixture.h"

#include "storage/sample_query.h"

namespace badcase::storage::test {

Schema makeSchema(int classes, Task task)
{
    std::vector<ClassInfo> infos;
    for (int i = 0; i < classes; ++i)
        infos.push_back({QStringLiteral("c%1").arg(i), {}, {}});
    return must(Schema::create(task, std::move(infos)));
}

ImportSample makeSample(int i, int classes, MediaRootId root)
{
    ImportSample sample;
    sample.sample.name = QStringLiteral("s%1").arg(i, 5, 10, QLatin1Char('0'));
    sample.sample.split = i % 3 == 0 ? QStringLiteral("test") : QStringLiteral("train");
    sample.sample.size = QSize(10 + i % 7, 20);
    if (root.isValid()) {
        sample.sample.media = {root, QStringLiteral("images/%1.jpg").arg(i)};
        sample.sample.fileBytes = 1000 + i;
        sample.sample.fileModified = 1700000000000 + i;
    }
    if (i % 10 != 9)
        sample.labels = LabelSet::single(i % classes);
    sample.fields.insert(QStringLiteral("title"), QStringLiteral("Title number %1").arg(i));
    return sample;
}

ProjectFixture::ProjectFixture(int samples, int classes, Task task)
{
    project = must(ProjectDatabase::create(path(), makeSchema(classes, task)), "create");
    connection = must(project->connect(), "connect");
    SampleWriter writer(*connection);
    for (int i = 0; i < samples; ++i)
        must(writer.write(makeSample(i, classes)), "import");
    must(writer.finish(), "import");
}

ProjectFixture::ProjectFixture(const Schema& schema)
{
    project = must(ProjectDatabase::create(path(), schema), "create");
    connection = must(project->connect(), "connect");
}

void ProjectFixture::close()
{
    connection.reset();
    project.reset();
}

void ProjectFixture::open(OpenMode mode)
{
    close();
    project = must(ProjectDatabase::open(path(), mode), "open");
    connection = must(project->connect(), "connect");
}

void ProjectFixture::mustBeSound()
{
    const auto report = must(ProjectDatabase::verify(*connection), "verify");
    if (!report.ok())
        qFatal("project is damaged: %s", qPrintable(report.problems.join(QStringLiteral("; "))));
}

std::vector<SampleId> ProjectFixture::ids()
{
    return must(querySamples(*connection, {}), "ids");
}

RunId ProjectFixture::addRun(const QString& name, Task task, Activation activation)
{
    RunRecord run;
    run.name = name;
    run.task = task;
    run.activation = activation;
    return must(RunRepository(*connection).create(run), "run");
}

} // namespace badcase::storage::test
