// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/window_fixture.h"

#include "app/workspace/scoring.h"
#include "storage/media_root_repository.h"
#include "storage/prediction_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_writer.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QTest>

namespace badcase::window::test {

namespace {

constexpr QSize kPicture{24, 16};

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s | %s", qPrintable(result.error().message), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

QString nameOf(int sample)
{
    return QStringLiteral("s%1").arg(sample, 2, 10, QLatin1Char('0'));
}

bool isBad(int sample)
{
    return sample % 3 == 0;
}

ClassMap leftPart(int columns)
{
    ClassMap map(kPicture, 0);
    for (int y = 0; y < kPicture.height(); ++y)
        for (int x = 0; x < columns; ++x)
            map.mutablePixels()[static_cast<std::size_t>(y * kPicture.width() + x)] = 1;
    return map;
}

void save(const QImage& image, const QString& path)
{
    if (!image.save(path))
        qFatal("cannot write %s", qPrintable(path));
}

void writeFiles(const QString& folder, int samples)
{
    QDir().mkpath(folder);
    QImage mask(kPicture, QImage::Format_Grayscale8);
    const ClassMap label = leftPart(kPicture.width() / 2);
    for (int y = 0; y < kPicture.height(); ++y)
        for (int x = 0; x < kPicture.width(); ++x)
            mask.scanLine(y)[x] = label.at(x, y);
    for (int i = 0; i < samples; ++i) {
        QImage image(kPicture, QImage::Format_RGB32);
        image.fill(QColor::fromHsv(i * 29 % 360, 150, 200));
        save(image, folder + QLatin1Char('/') + nameOf(i) + QStringLiteral(".png"));
        save(mask, folder + QLatin1Char('/') + nameOf(i) + QStringLiteral("_mask.png"));
    }
}

void addSamples(storage::Connection& connection, const QString& folder, Task task, int samples)
{
    const MediaRootId root = must(storage::MediaRootRepository(connection).add(folder, false));
    storage::SampleWriter writer(connection);
    for (int i = 0; i < samples; ++i) {
        storage::ImportSample sample;
        sample.sample.name = nameOf(i);
        sample.sample.split = i % 2 == 0 ? QStringLiteral("test") : QStringLiteral("train");
        sample.sample.media = {root, nameOf(i) + QStringLiteral(".png")};
        sample.sample.size = kPicture;
        sample.fields.insert(QStringLiteral("title"), QStringLiteral("Title of %1").arg(nameOf(i)));
        if (task == Task::Segmentation) {
            storage::MaskRef mask;
            mask.file = {root, nameOf(i) + QStringLiteral("_mask.png")};
            sample.mask = mask;
        } else {
            sample.labels = LabelSet::single(i % WindowFixture::kClasses);
        }
        must(writer.write(sample));
    }
    must(writer.finish());
}

RunId addRun(storage::Connection& connection, Task task)
{
    storage::RunRecord run;
    run.name = QStringLiteral("first");
    run.task = task;
    run.status = storage::RunStatus::Finished;
    return must(storage::RunRepository(connection).create(run));
}

void addClassRun(storage::Connection& connection, const std::vector<SampleId>& ids)
{
    storage::ClassChunk chunk;
    chunk.probabilities.columns = WindowFixture::kClasses;
    auto& values = chunk.probabilities.values.emplace<std::vector<float>>();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const int label = static_cast<int>(i) % WindowFixture::kClasses;
        const int decided = isBad(static_cast<int>(i)) ? (label + 1) % WindowFixture::kClasses : label;
        std::vector<float> row(WindowFixture::kClasses, 0.1f);
        row[static_cast<std::size_t>(decided)] = 0.7f;
        const auto labels = LabelSet::single(label);
        chunk.decisions.push_back(workspace::scoreClasses(ids[i], row, Activation::Softmax, labels, labels));
        chunk.probabilities.samples.push_back(ids[i]);
        values.insert(values.end(), row.begin(), row.end());
    }
    must(storage::PredictionRepository(connection).write(addRun(connection, Task::Classification), chunk));
}

void addMaskRun(storage::Connection& connection, const Schema& schema, const std::vector<SampleId>& ids)
{
    const auto rules = analysis::SegmentationRules::of(schema, Activation::Softmax);
    const ClassMap label = leftPart(kPicture.width() / 2);
    storage::MaskChunk chunk;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        storage::MaskRow row;
        row.prediction.decision =
            leftPart(isBad(static_cast<int>(i)) ? kPicture.width() / 8 : kPicture.width() / 2);
        row.prediction.probability = ClassMap(kPicture, 204);
        const auto counts = must(analysis::countPixels(label, row.prediction.decision, rules));
        row.decision = workspace::scoreMask(ids[i], row.prediction, rules, counts, counts);
        row.pixels = {workspace::packCounts(counts), workspace::packCounts(counts)};
        chunk.rows.push_back(std::move(row));
    }
    must(storage::PredictionRepository(connection).write(addRun(connection, Task::Segmentation), chunk));
}

} // namespace

WindowFixture::WindowFixture(Task task, int samples, bool withRun)
{
    makeProject(task, samples, withRun);
    window = std::make_unique<MainWindow>();
    window->resize(1280, 800);
    window->show();
    window->activateWindow();
    if (!QTest::qWaitForWindowActive(window.get()))
        qFatal("the window does not become active");
}

WindowFixture::~WindowFixture() = default;

void WindowFixture::makeProject(Task task, int samples, bool withRun)
{
    std::vector<ClassInfo> classes;
    for (int i = 0; i < kClasses; ++i)
        classes.push_back({QStringLiteral("c%1").arg(i), {}, {}});
    const Schema schema = must(Schema::create(task, std::move(classes)));
    const auto project = must(workspace::Project::create(path(), schema));
    const auto connection = must(project->connect());
    writeFiles(mediaDir(), samples);
    addSamples(*connection, mediaDir(), task, samples);
    if (!withRun)
        return;
    const auto ids = must(storage::querySamples(*connection, {}));
    if (task == Task::Segmentation)
        addMaskRun(*connection, schema, ids);
    else
        addClassRun(*connection, ids);
}

void WindowFixture::open()
{
    QVERIFY(window->files().open(path()));
    Workbench& bench = window->bench();
    QTRY_VERIFY(bench.isCounted());
    bench.session.setOrder({}); // that of the import, so that rows are samples
    QTRY_VERIFY(!bench.session.isQuerying());
    bench.selection.select(0);
    QTRY_COMPARE(qint64(bench.samples.count()), bench.session.sampleCount());
    QTRY_VERIFY(bench.loader.view() && bench.loader.view()->name == nameOf(0));
    QTRY_VERIFY(bench.session.runs().empty() || bench.session.scores());
}

void WindowFixture::press(int key, Qt::KeyboardModifiers modifiers)
{
    QWidget* target = QApplication::focusWidget();
    QTest::keyClick(target ? target : window.get(), static_cast<Qt::Key>(key), modifiers);
}

storage::SampleRow WindowFixture::rowInFile(int sample) const
{
    const auto connection = must(window->bench().session.project()->connect());
    const auto id = must(storage::SampleRepository(*connection).find(nameOf(sample)));
    const auto run = window->bench().session.currentRun();
    return must(storage::SampleRepository(*connection).rows(std::span(&*id, 1), run)).at(0);
}

} // namespace badcase::window::test
