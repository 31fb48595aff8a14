// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// The window's budgets, on a large project and on large pictures.
///   bench_window [SAMPLES]      default 1,000,000; with 200 classes and a run of all samples
/// Needs no display. Makes its files in the temporary folder and removes them. Prints one line a figure: what it is, the
/// measured value, the budget.

#include "app/window/main_window.h"
#include "app/window/page_stack.h"
#include "app/window/review_page.h"
#include "storage/prediction_repository.h"
#include "storage/media_root_repository.h"
#include "storage/run_repository.h"
#include "storage/sample_writer.h"
#include "widgets/models/sample_grid.h"
#include "widgets/theme/theme.h"
#include "widgets/viewer/canvas.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QPainter>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>

using namespace badcase;

namespace {

constexpr int kClasses = 200;

template <class T>
T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s | %s\n", qPrintable(result.error().message), qPrintable(result.error().detail));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// Notes the longest time that one event kept the GUI thread.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        ++m_depth;
        QElapsedTimer timer;
        timer.start();
        const bool handled = QApplication::notify(receiver, event);
        m_longest = std::max(m_longest, timer.nsecsElapsed());
        --m_depth;
        return handled;
    }

    double takeLongestMs() { return static_cast<double>(std::exchange(m_longest, 0)) / 1e6; }

private:
    int m_depth = 0;
    qint64 m_longest = 0;
};

class Stopwatch {
public:
    Stopwatch() { m_timer.start(); }
    double ms() const { return static_cast<double>(m_timer.nsecsElapsed()) / 1e6; }

private:
    QElapsedTimer m_timer;
};

void report(const char* what, double value, const char* unit, const char* budget)
{
    std::printf("%-62s %9.1f %-4s budget %s\n", what, value, unit, budget);
    std::fflush(stdout);
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

double residentMb()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').front().toDouble() / 1024;
    }
    return 0;
}

/// Lets events pass until `done`, ten seconds at most.
void waitFor(const std::function<bool()>& done)
{
    QElapsedTimer timer;
    timer.start();
    while (!done() && timer.elapsed() < 10'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
}

void rest(int ms)
{
    QElapsedTimer timer;
    timer.start();
    waitFor([&] { return timer.elapsed() >= ms; });
}

void savePictures(const QString& folder, int count, QSize size)
{
    QDir().mkpath(folder);
    for (int i = 0; i < count; ++i) {
        QImage image(size, QImage::Format_RGB32);
        for (int y = 0; y < size.height(); ++y) {
            auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
            for (int x = 0; x < size.width(); ++x)
                line[x] = qRgb((x * 7 + i * 31) & 255, (y * 5 + x / 3) & 255, (x ^ y) & 255);
        }
        image.save(QStringLiteral("%1/p%2.jpg").arg(folder).arg(i), "JPEG", 88);
    }
}

Schema schema(int classes)
{
    std::vector<ClassInfo> list;
    for (int i = 0; i < classes; ++i)
        list.push_back({QStringLiteral("class %1").arg(i), {}, {}});
    return must(Schema::create(Task::Classification, std::move(list)));
}

float noise(quint64 i)
{
    i ^= i >> 33;
    i *= 0xff51afd7ed558ccdull;
    i ^= i >> 33;
    return static_cast<float>(i >> 40) / static_cast<float>(1 << 24);
}

void makeProject(const QString& path, const QString& pictures, int pictureCount, int samples)
{
    auto project = must(workspace::Project::create(path, schema(kClasses)));
    auto connection = must(project->connect());
    const auto root = must(storage::MediaRootRepository(*connection).add(pictures, false));
    storage::SampleWriter writer(*connection);
    for (int i = 0; i < samples; ++i) {
        storage::ImportSample sample;
        sample.sample.name = QStringLiteral("creative/%1.jpg").arg(i, 7, 10, QLatin1Char('0'));
        sample.sample.media = {root, QStringLiteral("p%1.jpg").arg(i % pictureCount)};
        sample.labels = LabelSet::single(static_cast<int>(noise(static_cast<quint64>(i)) * kClasses));
        must(writer.write(sample));
    }
    must(writer.finish());

    storage::RunRecord record;
    record.name = QStringLiteral("run");
    const RunId run = must(storage::RunRepository(*connection).create(record));
    storage::PredictionRepository predictions(*connection);
    for (int first = 0; first < samples; first += storage::PredictionRepository::kChunkRows) {
        const int rows = std::min(storage::PredictionRepository::kChunkRows, samples - first);
        storage::ClassChunk chunk;
        chunk.probabilities.columns = kClasses;
        std::vector<float> values(static_cast<std::size_t>(rows) * kClasses, 0.5f / kClasses);
        for (int r = 0; r < rows; ++r) {
            const SampleId id(first + r + 1);
            const std::span row(values.data() + static_cast<std::size_t>(r) * kClasses, kClasses);
            row[static_cast<std::size_t>(noise(static_cast<quint64>(first + r) * 7) * kClasses)] += 0.5f;
            storage::Decision decision = storage::decisionOf(id, std::span<const float>(row), Activation::Softmax);
            decision.given.loss = decision.corrected.loss = noise(static_cast<quint64>(first + r) * 3) * 6;
            chunk.decisions.push_back(std::move(decision));
            chunk.probabilities.samples.push_back(id);
        }
        chunk.probabilities.values = std::move(values);
        must(predictions.write(run, chunk));
    }
    auto finished = must(storage::RunRepository(*connection).find(run));
    finished.status = storage::RunStatus::Finished;
    must(storage::RunRepository(*connection).update(finished));
}

void measureOpening(window::MainWindow& window, const QString& path)
{
    auto& bench = window.bench();
    bool pictured = false;
    const auto connection = QObject::connect(&bench.loader, &window::SampleLoader::pictureReady, &window,
                                             [&pictured] { pictured = true; });
    const Stopwatch watch;
    window.files().open(path);
    waitFor([&] { return pictured && bench.samples.card(0) != nullptr; });
    report("open the project: first picture and cards on screen", watch.ms(), "ms", "< 1000");
    waitFor([&] { return bench.session.scores() != nullptr && !bench.session.isQuerying(); });
    report("  ... and the whole selection, the run's score known", watch.ms(), "ms", "-");
    QObject::disconnect(connection);
}

void measureScrolling(TimedApplication& application, window::ReviewPage& review)
{
    review.setGridShown(true);
    rest(500);
    application.takeLongestMs();
    auto* grid = review.grid();
    auto* bar = grid->verticalScrollBar();
    for (int step = 0; step < 400; ++step) {
        // Wheel steps, then long drags of the scroll bar to far places.
        bar->setValue(step % 8 == 7 ? static_cast<int>(noise(static_cast<quint64>(step)) * static_cast<float>(bar->maximum()))
                                    : bar->value() + 60);
        rest(8);
    }
    report("grid: longest hold of the GUI thread in 400 scroll steps", application.takeLongestMs(), "ms", "<= 16");
    review.setGridShown(false);
    rest(300);
}

void measureRelabelling(window::MainWindow& window)
{
    auto& bench = window.bench();
    std::vector<double> times;
    for (int i = 0; i < 60; ++i) {
        const SampleId id = bench.samples.idAt(i * 3);
        bool done = false;
        const auto connection =
            QObject::connect(&bench.session, &workspace::Session::changed, &window, [&done] { done = true; });
        const Stopwatch watch;
        bench.session.relabel({id}, LabelSet::single(i % kClasses));
        waitFor([&] { return done; });
        window.repaint();
        times.push_back(watch.ms());
        QObject::disconnect(connection);
        rest(20);
    }
    report("relabel: durable, scored and shown, median of 60", median(times), "ms", "< 30");
    report("  ... slowest", *std::ranges::max_element(times), "ms", "-");
}

void measureStepping(window::MainWindow& window, window::ReviewPage& review)
{
    auto& bench = window.bench();
    std::vector<double> times;
    for (int row = 1; row < 30; ++row) {
        bool pictured = false;
        const auto connection = QObject::connect(&bench.loader, &window::SampleLoader::pictureReady, &window,
                                                 [&pictured] { pictured = true; });
        const Stopwatch watch;
        bench.selection.select(row);
        waitFor([&] { return pictured; });
        review.canvas()->repaint();
        times.push_back(watch.ms());
        QObject::disconnect(connection);
        rest(600); // a quick reviewer's look
    }
    report("next sample, 12 megapixel JPEG, median of 29", median(times), "ms", "< 50");
    report("  ... slowest", *std::ranges::max_element(times), "ms", "-");
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    const Stopwatch start;
    TimedApplication application(argc, argv);
    const int samples = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    theme::Theme::instance().apply();
    window::MainWindow window;
    window.resize(1600, 1000);
    window.show();
    QCoreApplication::processEvents();
    report("window built and painted, from main()", start.ms(), "ms", "< 500");

    const QTemporaryDir folder;
    savePictures(folder.filePath(QStringLiteral("small")), 200, QSize(320, 240));
    savePictures(folder.filePath(QStringLiteral("large")), 6, QSize(4000, 3000));
    const QString large = folder.filePath(QStringLiteral("many.badcase"));
    const QString pictures = folder.filePath(QStringLiteral("pictures.badcase"));
    makeProject(large, folder.filePath(QStringLiteral("small")), 200, samples);
    makeProject(pictures, folder.filePath(QStringLiteral("large")), 6, 40);
    std::printf("project: %d samples x %d classes, %.0f MB\n", samples, kClasses,
                static_cast<double>(QFileInfo(large).size()) / 1e6);

    auto& review = *window.pages().findChild<window::ReviewPage*>();
    measureOpening(window, large);
    report("resident memory with the project open", residentMb(), "MB", "< 600");
    measureScrolling(application, review);
    measureRelabelling(window);
    report("resident memory after that", residentMb(), "MB", "< 600");
    window.files().open(pictures);
    rest(1500);
    measureStepping(window, review);
    return 0;
}
