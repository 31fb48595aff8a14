// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// How near a run comes to what the machine can do.
///
///     bench_run SHARED [clothing_net|camvid_unet ...]     (SHARED: the folder with data/ and models/)
///
/// One JSON line per model. F and D are CPU-seconds per picture of the bare forward loop and of decode +
/// preprocess, each measured alone in this process; the bound is cores / (F + D) pictures per second, and
/// "ratio" is what InferenceJob reaches of it. Everything is measured in rounds, one thing after the other,
/// and the median over the rounds is printed: what else the machine does hits F, D and the run alike, or one
/// round. "cpu_ratio" is (F + D) over the CPU-seconds per picture of the run: what the run could reach if it
/// had the cores to itself all the time. "F_all_cores" is F with every core in its own forward loop: where it
/// is larger than F, the cores slow each other down and no pipeline reaches the bound. "decoded_ratio"
/// compares a run over uncompressed pictures of the model's own size with the bare forward loop on all cores.

#include "inference/engine/inference_model.h"
#include "inference/engine/torch_loader.h"
#include "inference/jobs/all_media.h"
#include "inference/jobs/inference_job.h"
#include "inference/media/image_reader.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <numeric>
#include <thread>

using namespace badcase;

namespace {

constexpr double kSeconds = 2.0; ///< each loop runs about this long
constexpr double kWarmUp = 1.0;  ///< of a run, until every lane has its model
constexpr int kRounds = 3;

struct Model {
    QString name;
    QString pictures;
};

double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double wallSeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

template <class T>
T orDie(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n",
                     qPrintable(result.error().message + QLatin1Char(' ') + result.error().detail));
        std::exit(1);
    }
    return std::move(*result);
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "cannot read %s\n", qPrintable(path));
        std::exit(1);
    }
    return file.readAll();
}

/// Pictures in memory that are read again and again, so that a run is long enough to be measured.
class MemoryRoot : public media::MediaRoot {
public:
    explicit MemoryRoot(std::vector<QByteArray> files) : m_files(std::move(files)) {}
    QString path() const override { return {}; }
    bool isZip() const override { return false; }
    Result<media::MediaStat> stat(const QString&) const override { return media::MediaStat{}; }
    Result<QByteArray> read(const QString& member, qint64) const override
    {
        return m_files[member.toULongLong() % m_files.size()];
    }
    Result<QByteArray> readHead(const QString& member, qint64 bytes) const override
    {
        return read(member, bytes);
    }
    Result<void> list(const QString&, const CancelToken&,
                      const std::function<bool(const QString&, const media::MediaStat&)>&) const override
    {
        return {};
    }
    const std::vector<QByteArray>& files() const { return m_files; }

private:
    std::vector<QByteArray> m_files;
};

class CountingSource : public jobs::SampleSource {
public:
    CountingSource(std::shared_ptr<media::MediaRoot> root, qint64 count)
        : m_root(std::move(root)), m_count(count)
    {}
    qint64 total() const override { return m_count; }
    Result<std::vector<jobs::JobSample>> next(int maximum) override
    {
        std::vector<jobs::JobSample> samples;
        for (; maximum > 0 && m_next < m_count; --maximum, ++m_next)
            samples.push_back(
                {SampleId(m_next + 1), QString::number(m_next), m_root, QString::number(m_next)});
        return samples;
    }

private:
    std::shared_ptr<media::MediaRoot> m_root;
    qint64 m_count;
    qint64 m_next = 0;
};

/// Drops the results, and measures the time between chunks once every lane has loaded its model.
class MeteringSink : public jobs::ResultSink {
public:
    Result<void> open() override { return {}; }
    Result<void> write(std::vector<jobs::SampleResult> results) override
    {
        const Moment now{wallSeconds(), cpuSeconds()};
        if (m_first == 0.0)
            m_first = now.wall;
        if (now.wall - m_first < kWarmUp) {
            m_start = now;
        } else {
            m_end = now;
            m_count += static_cast<double>(results.size());
        }
        return {};
    }
    Result<void> close(Outcome) override { return {}; }
    double picturesPerSecond() const { return m_count / (m_end.wall - m_start.wall); }
    double cpuSecondsPerPicture() const { return (m_end.cpu - m_start.cpu) / m_count; }

private:
    struct Moment {
        double wall = 0.0;
        double cpu = 0.0;
    };
    double m_first = 0.0;
    Moment m_start;
    Moment m_end;
    double m_count = 0.0;
};

struct Bench {
    engine::ModelCard card;
    jobs::ModelLoader load;
    std::shared_ptr<MemoryRoot> pictures;

    engine::PreparedInput prepared(std::size_t i) const
    {
        const QByteArray& data = pictures->files()[i % pictures->files().size()];
        const RgbImage image = orDie(media::decodeRgb(data, QStringLiteral("picture")));
        return orDie(engine::prepareInput(image, card.input, QStringLiteral("picture")));
    }

    /// CPU-seconds and wall seconds a picture of `threads` forward loops at once.
    std::pair<double, double> forwardLoop(int threads) const
    {
        std::vector<engine::Tensor> inputs;
        for (std::size_t i = 0; i < 16; ++i) {
            engine::PreparedInput input = prepared(i);
            engine::Tensor& picture = inputs.emplace_back(std::move(input.tensors.front()));
            picture.shape.insert(picture.shape.begin(), 1);
        }
        std::atomic<int> warm = 0;
        std::atomic<qint64> done = 0;
        std::atomic<bool> stop = false;
        std::vector<std::thread> loops;
        std::mutex loading;
        for (int t = 0; t < threads; ++t) {
            loops.emplace_back([&] {
                std::unique_lock lock(loading);
                const auto model = orDie(load(1));
                lock.unlock();
                for (int i = 0; i < 4; ++i)
                    orDie(model->forward(inputs[0]));
                for (++warm; warm < threads;)
                    std::this_thread::yield();
                for (std::size_t i = 0; !stop; ++i, ++done)
                    orDie(model->forward(inputs[i % inputs.size()]));
            });
        }
        while (warm < threads)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        const double cpu = cpuSeconds();
        const double wall = wallSeconds();
        std::this_thread::sleep_for(std::chrono::duration<double>(kSeconds));
        const auto count = static_cast<double>(done);
        const double usedCpu = cpuSeconds() - cpu;
        const double usedWall = wallSeconds() - wall;
        stop = true;
        for (std::thread& loop : loops)
            loop.join();
        return {usedCpu / count, usedWall / count};
    }

    double decodeLoop() const
    {
        const double start = wallSeconds();
        const double cpu = cpuSeconds();
        std::size_t count = 0;
        for (; wallSeconds() - start < kSeconds / 2; ++count)
            prepared(count);
        return (cpuSeconds() - cpu) / static_cast<double>(count);
    }

    struct Run {
        jobs::RunStats stats;
        int lanes = 0;
        double picturesPerSecond = 0.0;
        double cpuSecondsPerPicture = 0.0;
    };
    Run run(std::shared_ptr<media::MediaRoot> root, double picturesPerSecond) const
    {
        jobs::RunPlan plan;
        plan.load = load;
        plan.card = card;
        plan.toSchema.resize(static_cast<std::size_t>(card.classes.size()));
        std::iota(plan.toSchema.begin(), plan.toSchema.end(), 0);
        plan.schemaSize = static_cast<int>(card.classes.size());
        const auto count = static_cast<qint64>(std::max(16.0, (kSeconds + kWarmUp) * picturesPerSecond));
        plan.source = std::make_shared<CountingSource>(std::move(root), count);
        const auto sink = std::make_shared<MeteringSink>();
        plan.sink = sink;
        plan.media = jobs::allMedia();
        const jobs::RunReport report = jobs::InferenceJob(plan).run();
        if (report.outcome != Outcome::Succeeded || report.stats.failed > 0) {
            std::fprintf(stderr, "the run failed: %s\n",
                         qPrintable(report.error ? report.error->message : report.problems.front().message));
            std::exit(1);
        }
        return {report.stats, report.lanes, sink->picturesPerSecond(), sink->cpuSecondsPerPicture()};
    }
};

/// The pictures at the model's own size and without compression: decoding them is a copy.
std::vector<QByteArray> decodedAlready(const Bench& bench)
{
    std::vector<QByteArray> files;
    const QSize size(bench.card.input.width.value_or(256), bench.card.input.height.value_or(256));
    for (std::size_t i = 0; i < std::min<std::size_t>(16, bench.pictures->files().size()); ++i) {
        const QImage image = orDie(media::decodeImage(bench.pictures->files()[i], QStringLiteral("picture"),
                                                      media::PixelFormat::Rgb888))
                                 .scaled(size)
                                 .convertToFormat(QImage::Format_RGB888);
        QByteArray file =
            "P6\n" + QByteArray::number(size.width()) + ' ' + QByteArray::number(size.height()) + "\n255\n";
        for (int y = 0; y < size.height(); ++y)
            file.append(reinterpret_cast<const char*>(image.constScanLine(y)), qsizetype(size.width()) * 3);
        files.push_back(std::move(file));
    }
    return files;
}

QJsonObject measureOnce(const Bench& bench)
{
    const int cores = QThread::idealThreadCount();
    const double decode = bench.decodeLoop();
    const double forward = bench.forwardLoop(1).first;
    const auto [forwardAll, wallAll] = bench.forwardLoop(cores);
    const double bound = cores / (forward + decode);
    const Bench::Run run = bench.run(bench.pictures, bound);
    const Bench::Run decoded = bench.run(std::make_shared<MemoryRoot>(decodedAlready(bench)), 1.0 / wallAll);
    QJsonObject round{
        {QStringLiteral("cores"), cores},
        {QStringLiteral("lanes"), run.lanes},
        {QStringLiteral("F"), forward},
        {QStringLiteral("F_all_cores"), forwardAll},
        {QStringLiteral("D"), decode},
        {QStringLiteral("bound_per_second"), bound},
        {QStringLiteral("bound_all_cores_per_second"), cores / (forwardAll + decode)},
        {QStringLiteral("images_per_second"), run.picturesPerSecond},
        {QStringLiteral("ratio"), run.picturesPerSecond / bound},
        {QStringLiteral("ratio_all_cores"), run.picturesPerSecond * (forwardAll + decode) / cores},
        {QStringLiteral("cpu_ratio"), (forward + decode) / run.cpuSecondsPerPicture},
        {QStringLiteral("decoded_ratio"), decoded.picturesPerSecond * wallAll},
    };
    for (int i = 0; i < jobs::kStageCount; ++i) {
        const auto stage = static_cast<jobs::Stage>(i);
        round.insert(jobs::stageName(stage) + QStringLiteral("_seconds"),
                     run.stats.busy.of(stage) / static_cast<double>(run.stats.done));
    }
    return round;
}

double medianOf(const std::vector<QJsonObject>& rounds, const QString& key)
{
    std::vector<double> values;
    for (const QJsonObject& round : rounds)
        values.push_back(round.value(key).toDouble());
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void measure(engine::Backend& backend, const QString& shared, const Model& model)
{
    const QString folder = QStringLiteral("%1/models/%2/").arg(shared, model.name);
    Bench bench;
    bench.card = orDie(engine::parseModelCard(readFile(folder + QStringLiteral("card.json")), model.name));
    const QString file = folder + model.name + QStringLiteral(".pt");
    bench.load = [&backend, file](int threads) {
        engine::LoadOptions options;
        options.device = QStringLiteral("cpu");
        options.threads = threads;
        return backend.load(file, options);
    };
    std::vector<QByteArray> files;
    QDirIterator walk(shared + QLatin1Char('/') + model.pictures, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext())
        files.push_back(readFile(walk.next()));
    bench.pictures = std::make_shared<MemoryRoot>(std::move(files));

    std::vector<QJsonObject> rounds;
    for (int i = 0; i < kRounds; ++i)
        rounds.push_back(measureOnce(bench));
    QJsonObject line{{QStringLiteral("model"), model.name}, {QStringLiteral("rounds"), kRounds}};
    const QStringList keys = rounds.front().keys();
    for (const QString& key : keys)
        line.insert(key, medianOf(rounds, key));
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    engine::letTorchThreadsSleep(argv); // as the program does
    const QCoreApplication application(argc, argv);
    QStringList wanted = QCoreApplication::arguments().mid(1);
    if (wanted.isEmpty()) {
        std::fprintf(stderr, "usage: bench_run SHARED [MODEL ...]\n");
        return 2;
    }
    const QString shared = wanted.takeFirst();
    engine::Backend* const backend = orDie(engine::torchBackend());
    for (const Model& model :
         {Model{QStringLiteral("clothing_net"), QStringLiteral("data/pictures/clothing/test")},
          Model{QStringLiteral("camvid_unet"), QStringLiteral("data/camvid/CamVid/test")}}) {
        if (wanted.isEmpty() || wanted.contains(model.name))
            measure(*backend, shared, model);
    }
    return 0;
}
