// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Figures of the project file, from which page size and chunk rows were chosen.
///   bench_storage sweep [FOLDER]         100,000 samples x 200 probabilities: page sizes, then chunk rows
///   bench_storage full [FOLDER] [N]      1,000,000 samples x 200: every figure with the chosen values
/// Files are made in FOLDER (default: the temporary folder) and removed afterwards.

#include "storage/change_store.h"
#include "storage/prediction_repository.h"
#include "storage/project_database.h"
#include "storage/run_repository.h"
#include "storage/sample_columns.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"
#include "storage/sample_writer.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

using namespace badcase;
using namespace badcase::storage;

namespace {

constexpr int kClasses = 200;

template <class T>
T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s | %s\n", qPrintable(result.error().message),
                     qPrintable(result.error().detail));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

class Stopwatch {
public:
    Stopwatch() { m_timer.start(); }
    double ms() const { return static_cast<double>(m_timer.nsecsElapsed()) / 1e6; }

private:
    QElapsedTimer m_timer;
};

/// Cheap, repeatable numbers in [0, 1).
float noise(quint64 i)
{
    i ^= i >> 33;
    i *= 0xff51afd7ed558ccdull;
    i ^= i >> 33;
    return static_cast<float>(i >> 40) / static_cast<float>(1 << 24);
}

struct Project {
    std::shared_ptr<ProjectDatabase> database;
    std::unique_ptr<Connection> connection;

    void open(const QString& path)
    {
        database = must(ProjectDatabase::open(path));
        connection = must(database->connect());
    }
    void close()
    {
        connection.reset();
        database.reset();
    }
};

double importSamples(Connection& connection, int count)
{
    const Stopwatch watch;
    SampleWriter writer(connection);
    for (int i = 0; i < count; ++i) {
        ImportSample sample;
        sample.sample.name =
            QStringLiteral("creative/%1/%2.jpg").arg(i % 100).arg(i, 7, 10, QLatin1Char('0'));
        sample.sample.split = i % 5 == 0 ? QStringLiteral("val") : QStringLiteral("train");
        sample.sample.size = QSize(640, 480);
        sample.sample.fileBytes = 50'000 + i;
        sample.labels = LabelSet::single(static_cast<int>(noise(static_cast<quint64>(i)) * kClasses));
        sample.fields.insert(QStringLiteral("title"), QStringLiteral("限时促销 offer %1").arg(i));
        must(writer.write(sample));
    }
    must(writer.finish());
    return count / watch.ms() * 1000;
}

double writeRun(Connection& connection, RunId run, int count, int chunkRows)
{
    const Stopwatch watch;
    PredictionRepository predictions(connection);
    for (int first = 0; first < count; first += chunkRows) {
        const int rows = std::min(chunkRows, count - first);
        ClassChunk chunk;
        chunk.probabilities.columns = kClasses;
        std::vector<float> values(static_cast<std::size_t>(rows) * kClasses);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = noise(i + static_cast<quint64>(first) * kClasses);
        for (int r = 0; r < rows; ++r) {
            const SampleId id(first + r + 1);
            const std::span<const float> row(values.data() + static_cast<std::size_t>(r) * kClasses,
                                             kClasses);
            Decision decision = decisionOf(id, row, Activation::Softmax);
            decision.given.loss = decision.corrected.loss = -std::log(static_cast<double>(row[0]) + 1e-9);
            chunk.decisions.push_back(std::move(decision));
            chunk.probabilities.samples.push_back(id);
        }
        chunk.probabilities.values = std::move(values);
        must(predictions.write(run, chunk));
    }
    return count / watch.ms() * 1000;
}

double streamRun(Connection& connection, RunId run)
{
    const Stopwatch watch;
    qint64 rows = 0;
    must(PredictionRepository(connection)
             .eachProbabilities(run, {}, [&](const ProbabilityMatrix& m) -> Result<void> {
                 rows += m.rows();
                 return {};
             }));
    return static_cast<double>(rows) * kClasses * sizeof(float) / 1e6 / (watch.ms() / 1000);
}

/// Median of probabilities() of samples far apart.
double singleRow(Connection& connection, RunId run, int count)
{
    PredictionRepository predictions(connection);
    std::vector<double> times;
    for (int i = 0; i < 101; ++i) {
        const Stopwatch watch;
        must(predictions.probabilities(run, SampleId(1 + (static_cast<qint64>(i) * 7919 * 13) % count)));
        times.push_back(watch.ms());
    }
    std::nth_element(times.begin(), times.begin() + 50, times.end());
    return times[50];
}

/// Median and largest time of a relabel, durable when it returns.
std::pair<double, double> relabel(Connection& connection, int count)
{
    ChangeStore changes(connection);
    std::vector<double> times;
    for (int i = 0; i < 101; ++i) {
        const Stopwatch watch;
        const SampleId id(1 + (static_cast<qint64>(i) * 7919 * 11) % count);
        must(changes.apply({{{id, SetCorrection{LabelSet::single(i)}}}, QStringLiteral("bench")}));
        times.push_back(watch.ms());
    }
    std::sort(times.begin(), times.end());
    return {times[50], times.back()};
}

RunId makeProject(Project& project, const QString& path, int pageSize)
{
    std::vector<ClassInfo> classes;
    for (int i = 0; i < kClasses; ++i)
        classes.push_back({QStringLiteral("class %1").arg(i), {}, {}});
    project.database =
        must(ProjectDatabase::create(path, must(Schema::create(Task::Classification, classes)), pageSize));
    project.connection = must(project.database->connect());
    RunRecord run;
    run.name = QStringLiteral("bench");
    return must(RunRepository(*project.connection).create(run));
}

void sweepOne(const QDir& folder, int pageSize, int chunkRows)
{
    constexpr int kSamples = 100'000;
    const QString path = folder.filePath(QStringLiteral("sweep.badcase"));
    Project project;
    const RunId run = makeProject(project, path, pageSize);
    const double imported = importSamples(*project.connection, kSamples);
    project.close();
    const double metadata = static_cast<double>(QFileInfo(path).size()) / 1e6;
    project.open(path);
    const double written = writeRun(*project.connection, run, kSamples, chunkRows);
    project.close();
    project.open(path);
    const double single = singleRow(*project.connection, run, kSamples);
    const double streamed = streamRun(*project.connection, run);
    const Stopwatch watch;
    must(loadColumns(*project.connection, run));
    const double columns = watch.ms();
    const auto [median, longest] = relabel(*project.connection, kSamples);
    project.close();
    std::printf("%6d %6d %9.0f %9.0f %9.1f %9.1f %9.0f %8.2f %8.0f %8.2f %8.2f\n", pageSize, chunkRows,
                imported, written, metadata, static_cast<double>(QFileInfo(path).size()) / 1e6, streamed,
                single, columns, median, longest);
    std::fflush(stdout);
    QFile::remove(path);
}

void sweep(const QDir& folder)
{
    std::printf("  page  chunk import/s predict/s  meta MB  total MB stream MB/s row ms  cols ms relabel ms  "
                "worst\n");
    for (const int pageSize : {4096, 8192, 16384, 32768})
        sweepOne(folder, pageSize, 256);
    for (const int chunkRows : {64, 512, 1024})
        sweepOne(folder, ProjectDatabase::kPageSize, chunkRows);
}

/// One query and the page of 200 rows that a view shows of it.
void showPage(Connection& connection, const char* name, const SampleFilter& filter, const SampleOrder& order,
              std::optional<int> limit)
{
    const Stopwatch watch;
    auto ids = must(querySamples(connection, filter, order, {}, limit));
    const double query = watch.ms();
    const std::size_t found = ids.size();
    ids.resize(std::min<std::size_t>(200, ids.size()));
    must(SampleRepository(connection).rows(ids, filter.run));
    std::printf("%-44s %9zu ids %8.1f ms, with page %8.1f ms\n", name, found, query, watch.ms());
    std::fflush(stdout);
}

void showQueries(Connection& connection, RunId run)
{
    showPage(connection, "first page in import order (limit 200)", {}, {}, 200);
    showPage(connection, "all ids in import order", {}, {}, {});
    showPage(connection, "all ids by name", {}, {SampleOrder::Key::Name}, {});
    SampleFilter filter;
    filter.run = run;
    showPage(connection, "all by loss", filter, {SampleOrder::Key::Loss, true}, {});
    showPage(connection, "all by loss, limit 200", filter, {SampleOrder::Key::Loss, true}, 200);
    filter.badCases = true;
    showPage(connection, "bad cases by margin", filter, {SampleOrder::Key::Margin}, {});
    filter = {};
    filter.run = run;
    filter.cells = {{3, 17}};
    showPage(connection, "one cell of the matrix", filter, {}, {});
    filter = {};
    filter.effective = {5};
    showPage(connection, "one class", filter, {}, {});
    filter = {};
    filter.splits = QStringList{QStringLiteral("val")};
    showPage(connection, "one split", filter, {}, {});
    filter = {};
    filter.text = QStringLiteral("999999");
    showPage(connection, "text scan", filter, {}, {});
}

void full(const QDir& folder, int samples)
{
    const QString path = folder.filePath(QStringLiteral("full.badcase"));
    Project project;
    const RunId run = makeProject(project, path, ProjectDatabase::kPageSize);
    std::printf("import                %9.0f samples/s\n", importSamples(*project.connection, samples));
    project.close();
    std::printf("file without a run    %9.1f MB\n", static_cast<double>(QFileInfo(path).size()) / 1e6);
    project.open(path);
    std::printf("predictions           %9.0f samples/s\n",
                writeRun(*project.connection, run, samples, PredictionRepository::kChunkRows));
    project.close();
    std::printf("file with a run       %9.1f MB (%.1f MB are probabilities)\n",
                static_cast<double>(QFileInfo(path).size()) / 1e6, samples * 0.0008);
    {
        const Stopwatch watch;
        project.open(path);
        std::printf("open                  %9.1f ms\n", watch.ms());
        const auto ids = must(querySamples(*project.connection, {}, {}, {}, 200));
        must(SampleRepository(*project.connection).rows(ids));
        std::printf("open to first page    %9.1f ms\n", watch.ms());
    }
    showQueries(*project.connection, run);
    const Stopwatch labels;
    must(loadColumns(*project.connection));
    std::printf("columns, labels only  %9.1f ms\n", labels.ms());
    const Stopwatch columns;
    must(loadColumns(*project.connection, run));
    std::printf("columns of a run      %9.1f ms\n", columns.ms());
    std::printf("one row               %9.2f ms\n", singleRow(*project.connection, run, samples));
    std::printf("stream                %9.0f MB/s\n", streamRun(*project.connection, run));
    const auto [median, longest] = relabel(*project.connection, samples);
    std::printf("relabel, durable      %9.2f ms median, %.2f ms worst of 101\n", median, longest);
    const Stopwatch info;
    must(ProjectDatabase::info(*project.connection));
    std::printf("info                  %9.1f ms\n", info.ms());
    const Stopwatch removed;
    must(RunRepository(*project.connection).remove(run));
    std::printf("delete the run        %9.1f ms\n", removed.ms());
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString base = arguments.size() > 2 ? arguments[2] : QDir::tempPath();
    const QTemporaryDir folder(base + QStringLiteral("/bench-storage-XXXXXX"));
    if (arguments.value(1) == QLatin1String("sweep"))
        sweep(QDir(folder.path()));
    else if (arguments.value(1) == QLatin1String("full"))
        full(QDir(folder.path()), arguments.size() > 3 ? arguments[3].toInt() : 1'000'000);
    else
        std::fprintf(stderr, "usage: bench_storage sweep|full [FOLDER] [SAMPLES]\n");
    return arguments.size() > 1 ? 0 : 2;
}
