// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/workspace_fixture.h"

#include "app/workspace/run_storage.h"
#include "storage/media_root_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_writer.h"
#include "tests/app/made_data.h"

#include <cmath>
#include <QDir>
#include <QImage>

namespace badcase::workspace::test {

namespace {

Schema schemaFor(Task task, bool withParents)
{
    std::vector<ClassInfo> classes;
    for (int i = 0; i < RunFixture::kClasses; ++i)
        classes.push_back(
            {QStringLiteral("c%1").arg(i), withParents ? QStringLiteral("p%1").arg(i / 2) : QString(), {}});
    return must(Schema::create(task, std::move(classes)));
}

void writeMask(const QString& path, const ClassMap& map)
{
    QImage image(map.size(), QImage::Format_Grayscale8);
    for (int y = 0; y < map.height(); ++y) {
        for (int x = 0; x < map.width(); ++x)
            image.scanLine(y)[x] = map.at(x, y);
    }
    if (!image.save(path))
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

RunFixture::RunFixture(Task task, int samples, bool withParents) : m_task(task)
{
    project = must(Project::create(path(), schemaFor(task, withParents)));
    connection = must(project->connect());
    addSamples(samples);
    addRun(QStringLiteral("first"));
}

void RunFixture::close()
{
    connection.reset();
    project.reset();
}

void RunFixture::open()
{
    project = must(Project::open(path()));
    connection = must(project->connect());
}

ClassMap RunFixture::randomMask()
{
    ClassMap map(kMaskSize, 0);
    for (auto& pixel : map.mutablePixels())
        pixel = static_cast<std::uint8_t>(random.bounded(kClasses));
    return map;
}

LabelSet RunFixture::randomLabels()
{
    if (m_task == Task::Classification)
        return LabelSet::single(random.bounded(kClasses));
    std::vector<ClassIndex> classes;
    for (ClassIndex c = 0; c < kClasses; ++c) {
        if (random.bounded(2))
            classes.push_back(c);
    }
    return LabelSet(std::move(classes)); // possibly empty, which is an answer too
}

void RunFixture::addSamples(int count)
{
    const QString media = m_dir.filePath(QStringLiteral("media"));
    QDir().mkpath(media);
    const MediaRootId root = must(storage::MediaRootRepository(*connection).add(media, false));
    storage::SampleWriter writer(*connection);
    for (int i = 0; i < count; ++i) {
        storage::ImportSample row;
        row.sample.name = badcase::test::rowName(i);
        row.sample.split = i % 4 == 0 ? QStringLiteral("test") : QStringLiteral("train");
        row.sample.media = {root, QStringLiteral("%1.png").arg(i)};
        if (i % 10 != 9 && m_task == Task::Segmentation) {
            storage::MaskRef mask;
            mask.file = {root, QStringLiteral("%1_mask.png").arg(i)};
            writeMask(media + u'/' + mask.file.path, randomMask());
            row.mask = mask;
        } else if (i % 10 != 9) {
            row.labels = randomLabels();
        }
        must(writer.write(row));
    }
    must(writer.finish());
}

jobs::SampleResult RunFixture::resultFor(SampleId id)
{
    jobs::SampleResult result{id, QStringLiteral("sample %1").arg(id.value),
                              Error{ErrorCode::Corrupt, QStringLiteral("broken"), {}}};
    if (id.value == 5)
        return result;
    if (m_task == Task::Segmentation) {
        MaskPrediction mask;
        mask.decision = randomMask();
        mask.probability = ClassMap(kMaskSize, 200);
        result.outcome = mask;
        return result;
    }
    ClassPrediction prediction;
    float sum = 0;
    for (int c = 0; c < kClasses; ++c) {
        prediction.probabilities.push_back(float(random.generateDouble()));
        sum += prediction.probabilities.back();
    }
    if (m_task == Task::Classification) {
        for (float& p : prediction.probabilities)
            p /= sum;
    }
    result.outcome = prediction;
    return result;
}

RunId RunFixture::addRun(const QString& name)
{
    storage::RunRecord run;
    run.name = name;
    run.task = m_task;
    run.activation = m_task == Task::MultiLabel ? Activation::Sigmoid : Activation::Softmax;
    run.status = storage::RunStatus::Finished;
    run.id = must(storage::RunRepository(*connection).create(run));
    StorageResultSink sink(project, run);
    must(sink.open());
    std::vector<jobs::SampleResult> results;
    for (const SampleId id : ids())
        results.push_back(resultFor(id));
    must(sink.write(std::move(results)));
    must(sink.close(Outcome::Succeeded));
    return run.id;
}

std::vector<SampleId> RunFixture::ids()
{
    return must(storage::querySamples(*connection, {}));
}

QString difference(const RunScores& a, const RunScores& b)
{
    if (a.samples() != b.samples())
        return QStringLiteral("%1 samples, %2 samples").arg(a.samples()).arg(b.samples());
    if (a.corrections() != b.corrections())
        return QStringLiteral("%1 corrections, %2 corrections").arg(a.corrections()).arg(b.corrections());
    const auto unlike = [](const auto* x, const auto* y, const char* what) {
        if (!x != !y)
            return QStringLiteral("only one has %1").arg(QLatin1String(what));
        if (x && !(x->given == y->given))
            return QStringLiteral("%1 against the given labels").arg(QLatin1String(what));
        if (x && !(x->corrected == y->corrected))
            return QStringLiteral("%1 against the corrected labels").arg(QLatin1String(what));
        return QString();
    };
    const auto unlikeTags = [&] {
        if (!a.tags() != !b.tags())
            return QStringLiteral("only one ranks its tags");
        if (!a.tags())
            return QString();
        for (const auto figure : {&analysis::TagRanking::gap, &analysis::TagRanking::meanAveragePrecision,
                                  &analysis::TagRanking::hitAtOne}) {
            for (const auto side : {&analysis::ScorePair<analysis::TagRanking>::given,
                                    &analysis::ScorePair<analysis::TagRanking>::corrected}) {
                const double x = ((*a.tags()).*side.*figure)();
                const double y = ((*b.tags()).*side.*figure)();
                if (x != y && !(std::isnan(x) && std::isnan(y)))
                    return QStringLiteral("a tag figure is %1, not %2").arg(x, 0, 'g', 17).arg(y, 0, 'g', 17);
            }
        }
        return QString();
    };
    const auto unlikeSegments = [&] {
        if (!a.segments() != !b.segments())
            return QStringLiteral("only one scores its segments");
        if (!a.segments())
            return QString();
        for (const auto side : {&analysis::ScorePair<analysis::SegmentMap>::given,
                                &analysis::ScorePair<analysis::SegmentMap>::corrected}) {
            const double x = ((*a.segments()).*side).averageMap();
            const double y = ((*b.segments()).*side).averageMap();
            if (x != y && !(std::isnan(x) && std::isnan(y)))
                return QStringLiteral("segment mAP is %1, not %2").arg(x, 0, 'g', 17).arg(y, 0, 'g', 17);
        }
        return QString();
    };
    return unlike(a.classification(), b.classification(), "classes") +
           unlike(a.multiLabel(), b.multiLabel(), "label sets") +
           unlike(a.coConfusion(), b.coConfusion(), "pairs of tags") + unlikeTags() + unlikeSegments() +
           unlike(a.segmentation(), b.segmentation(), "masks");
}

} // namespace badcase::workspace::test
