// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/mask_project.h"

#include "app/workspace/run_recipe.h"
#include "app/workspace/run_storage.h"
#include "storage/media_root_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_writer.h"
#include "tests/app/workspace_fixture.h"

#include <QDir>
#include <QImage>

#include <algorithm>
#include <cmath>

namespace badcase::workspace::test {

namespace {

const QStringList kOrgans{QStringLiteral("kidney"), QStringLiteral("lung"), QStringLiteral("spleen")};

Schema schemaOf(const MaskProject::Options& options)
{
    if (options.oneChannel)
        return must(Schema::create(Task::Segmentation, {{QStringLiteral("background")}, {QStringLiteral("thing")}}));
    return must(Schema::create(Task::Segmentation, {{options.background ? QStringLiteral("background") : QStringLiteral("c0")},
                                                    {QStringLiteral("c1")},
                                                    {QStringLiteral("c2")}}));
}

} // namespace

MaskProject::MaskProject(const Options& options) : m_options(options)
{
    project = must(Project::create(path(), schemaOf(options)));
    connection = must(project->connect());
    for (int i = 0; i < options.images; ++i)
        m_discs.push_back({10.0 + m_random.bounded(20), 8.0 + m_random.bounded(16), 4.0 + m_random.bounded(6),
                           options.oneChannel ? 1 : 1 + i % 2});
    addSamples();
    if (options.withRun)
        addRun();
}

void MaskProject::close()
{
    connection.reset();
    project.reset();
}

double MaskProject::inside(int image, int x, int y) const
{
    const Disc& disc = m_discs[static_cast<std::size_t>(image)];
    return disc.radius - std::hypot(x - disc.x, y - disc.y);
}

ClassMap MaskProject::label(int image) const
{
    ClassMap map(kSize, 0);
    for (int y = 0; y < kSize.height(); ++y) {
        for (int x = 0; x < kSize.width(); ++x) {
            const bool is = inside(image, x, y) > 0;
            map.mutablePixels()[static_cast<std::size_t>(y * kSize.width() + x)] =
                is ? static_cast<std::uint8_t>(m_discs[static_cast<std::size_t>(image)].index) : 0;
        }
    }
    return map;
}

SampleId MaskProject::id(int image) const
{
    return must(storage::querySamples(*connection, {})).at(static_cast<std::size_t>(image));
}

MaskPrediction MaskProject::prediction(int image)
{
    MaskPrediction mask;
    mask.activation = m_options.oneChannel ? Activation::Sigmoid : Activation::Softmax;
    mask.probability = ClassMap(kSize, 0);
    if (!m_options.oneChannel)
        mask.decision = ClassMap(kSize, 0);
    const int lowered = m_options.lowered[static_cast<std::size_t>(image % 3)];
    for (int y = 0; y < kSize.height(); ++y) {
        for (int x = 0; x < kSize.width(); ++x) {
            const auto at = static_cast<std::size_t>(y * kSize.width() + x);
            double own = 128 - lowered + 40 * inside(image, x, y) + m_random.bounded(31) - 15;
            if (m_random.bounded(40) == 0)
                own = 100 + m_random.bounded(80); // a speck
            const int thing = std::clamp(static_cast<int>(own), 0, 255);
            if (m_options.oneChannel) {
                mask.probability.mutablePixels()[at] = static_cast<std::uint8_t>(thing);
                continue;
            }
            // Too much is decided as a class here, so that its threshold has to rise.
            const bool isThing = thing >= 60;
            mask.decision.mutablePixels()[at] = static_cast<std::uint8_t>(
                isThing ? m_discs[static_cast<std::size_t>(image)].index : 0);
            mask.probability.mutablePixels()[at] =
                static_cast<std::uint8_t>(isThing ? std::max(thing, 86) : 255 - thing);
        }
    }
    return mask;
}

void MaskProject::addSamples()
{
    const QString media = m_dir.filePath(QStringLiteral("media"));
    QDir().mkpath(media);
    const MediaRootId root = must(storage::MediaRootRepository(*connection).add(media, false));
    storage::SampleWriter writer(*connection);
    for (int i = 0; i < m_options.images; ++i) {
        storage::ImportSample row;
        row.sample.name = QStringLiteral("m%1").arg(i, 2, 10, QChar(u'0'));
        row.sample.split = i % 2 == 0 ? QStringLiteral("test") : QStringLiteral("train");
        row.sample.media = {root, QStringLiteral("%1.png").arg(i)};
        row.fields.insert(QStringLiteral("organ"), kOrgans.at(i % 3));
        QImage picture(kSize, QImage::Format_Grayscale8);
        for (int y = 0; y < kSize.height(); ++y) {
            for (int x = 0; x < kSize.width(); ++x)
                picture.scanLine(y)[x] = static_cast<uchar>(std::clamp(120 + 30 * inside(i, x, y), 40.0, 220.0));
        }
        if (!picture.save(media + u'/' + row.sample.media.path))
            qFatal("cannot write a picture");
        row.sample.size = kSize;
        if (i != 3 && m_options.labelled)
            row.maskMap = label(i);
        must(writer.write(row));
    }
    must(writer.finish());
}

void MaskProject::addRun()
{
    storage::RunRecord run;
    run.name = QStringLiteral("first");
    run.task = Task::Segmentation;
    run.activation = m_options.oneChannel ? Activation::Sigmoid : Activation::Softmax;
    run.status = storage::RunStatus::Finished;
    RunRecipe recipe;
    recipe.steps = must(parseSteps(m_options.steps, project->schema()));
    recipe.writeTo(run.settings, project->schema());
    run.id = must(storage::RunRepository(*connection).create(run));
    const engine::MaskFinish finish = maskFinish(recipe.steps, project->schema(), {});
    StorageResultSink sink(project, run);
    must(sink.open());
    std::vector<jobs::SampleResult> results;
    const auto ids = must(storage::querySamples(*connection, {}));
    for (int i = 0; i < m_options.images; ++i)
        results.push_back({ids[static_cast<std::size_t>(i)], QStringLiteral("m%1").arg(i),
                           must(finish.apply(prediction(i)))});
    must(sink.write(std::move(results)));
    must(sink.close(Outcome::Succeeded));
}

} // namespace badcase::workspace::test
