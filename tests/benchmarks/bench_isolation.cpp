// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// What it costs to run a model in a process of its own.
///
///     bench_isolation SHARED [clothing_net|camvid_unet ...]     (SHARED: the folder with data/ and models/)
///
/// One JSON line per model. As many threads as there are cores run forward passes of one picture, each with
/// its own copy of the model, here and in processes of their own by turns; of every round the ratio is taken,
/// and of the rounds the median, so that what else the machine does hits both sides. "ratio" compares
/// pictures per second, "cpu_ratio" CPU seconds per picture (of this process and its children), which other
/// programs disturb less: both are 1 for no cost, and smaller ones say how much is left. "start_ms" is the
/// time from load to the end of the first pass. "private_mb" is the memory of one such process that it shares
/// with nobody, "shared_share_mb" its part of the rest.

#include "inference/engine/preprocess.h"
#include "inference/engine/worker/isolated_model.h"
#include "inference/engine/torch_loader.h"
#include "inference/media/picture_reader.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <mutex>
#include <thread>

using namespace badcase;

namespace {

constexpr double kSeconds = 2.0; ///< each loop runs about this long
constexpr int kRounds = 7;
constexpr std::size_t kPictures = 16;

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

double seconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

QList<QByteArray> children()
{
    QList<QByteArray> ids;
    QDirIterator threads(QStringLiteral("/proc/self/task"), QDir::Dirs | QDir::NoDotAndDotDot);
    while (threads.hasNext()) {
        QFile file(threads.next() + QStringLiteral("/children"));
        if (file.open(QIODevice::ReadOnly))
            ids += file.readAll().simplified().split(' ');
    }
    ids.removeAll(QByteArray());
    return ids;
}

/// Of this process and of its children that live.
double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    double sum = static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    for (const QByteArray& id : children()) {
        // schedstat would be finer, but counts the first thread only.
        const QByteArray stat = readFile(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(id)));
        const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        sum += (fields.value(11).toDouble() + fields.value(12).toDouble()) / double(::sysconf(_SC_CLK_TCK));
    }
    return sum;
}

/// A line of /proc/ID/smaps_rollup, in MB.
double megabytes(const QByteArray& rollup, const char* key)
{
    const qsizetype at = rollup.indexOf(key);
    return at < 0 ? 0.0 : rollup.mid(at).simplified().split(' ').value(1).toDouble() / 1024;
}

struct Figures {
    double picturesPerSecond = 0;
    double cpuPerPicture = 0;
    double startMs = 0;
    double privateMb = 0;
    double sharedMb = 0;
};

using Loader = std::function<Result<std::unique_ptr<engine::LoadedModel>>()>;

/// Every core in its own loop of passes.
Figures loop(const Loader& load, const std::vector<engine::Tensor>& inputs)
{
    const int cores = QThread::idealThreadCount();
    Figures figures;
    std::mutex loading;
    std::atomic<int> warm = 0;
    std::atomic<qint64> done = 0;
    std::atomic<bool> stop = false;
    std::vector<std::thread> threads;
    for (int t = 0; t < cores; ++t) {
        threads.emplace_back([&] {
            std::unique_lock lock(loading);
            const double start = seconds();
            const auto model = orDie(load());
            orDie(model->forward(inputs[0]));
            figures.startMs = (seconds() - start) * 1000;
            lock.unlock();
            for (++warm; warm < cores;)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            for (std::size_t i = 0; i < 4; ++i)
                orDie(model->forward(inputs[i]));
            for (std::size_t i = 0; !stop; ++i, ++done)
                orDie(model->forward(inputs[i % inputs.size()]));
        });
    }
    while (done < 2 * cores)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const double cpu = cpuSeconds();
    const double wall = seconds();
    const auto before = static_cast<double>(done);
    std::this_thread::sleep_for(std::chrono::duration<double>(kSeconds));
    const double count = static_cast<double>(done) - before;
    figures.picturesPerSecond = count / (seconds() - wall);
    figures.cpuPerPicture = (cpuSeconds() - cpu) / count;
    for (const QByteArray& id : children()) {
        const QByteArray rollup =
            readFile(QStringLiteral("/proc/%1/smaps_rollup").arg(QString::fromLatin1(id)));
        figures.privateMb = megabytes(rollup, "Private_Clean") + megabytes(rollup, "Private_Dirty");
        figures.sharedMb = megabytes(rollup, "Pss:") - figures.privateMb;
    }
    stop = true;
    for (std::thread& thread : threads)
        thread.join();
    return figures;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void measure(engine::Backend& backend, const QString& shared, const QString& name, const QString& pictures)
{
    const QString folder = QStringLiteral("%1/models/%2/").arg(shared, name);
    const auto card = orDie(engine::parseModelCard(readFile(folder + QStringLiteral("card.json")), name));
    std::vector<engine::Tensor> inputs;
    QDirIterator walk(shared + QLatin1Char('/') + pictures, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext() && inputs.size() < kPictures) {
        const QByteArray data = readFile(walk.next());
        const RgbImage image = orDie(media::decodePicture(data, name));
        auto prepared = orDie(engine::prepareInput(image, card.input, name));
        inputs.push_back(std::move(prepared.tensors.front()));
        inputs.back().shape.insert(inputs.back().shape.begin(), 1);
    }
    engine::LoadOptions options;
    options.device = QStringLiteral("cpu");
    options.threads = 1;
    const QString file = folder + name + QStringLiteral(".pt");
    std::vector<Figures> here;
    std::vector<Figures> there;
    for (int i = 0; i < kRounds; ++i) {
        here.push_back(loop([&] { return backend.load(file, options); }, inputs));
        there.push_back(loop([&] { return engine::loadIsolated(file, options); }, inputs));
    }
    const auto over = [&](const std::vector<Figures>& rounds, double Figures::*value) {
        std::vector<double> values;
        for (const Figures& round : rounds)
            values.push_back(round.*value);
        return median(values);
    };
    std::vector<double> ratio;
    std::vector<double> cpuRatio;
    for (std::size_t i = 0; i < here.size(); ++i) {
        ratio.push_back(there[i].picturesPerSecond / here[i].picturesPerSecond);
        cpuRatio.push_back(here[i].cpuPerPicture / there[i].cpuPerPicture);
    }
    const QJsonObject line{{QStringLiteral("model"), name},
                           {QStringLiteral("per_second_here"), over(here, &Figures::picturesPerSecond)},
                           {QStringLiteral("per_second_isolated"), over(there, &Figures::picturesPerSecond)},
                           {QStringLiteral("ratio"), median(ratio)},
                           {QStringLiteral("cpu_ratio"), median(cpuRatio)},
                           {QStringLiteral("start_ms_here"), over(here, &Figures::startMs)},
                           {QStringLiteral("start_ms_isolated"), over(there, &Figures::startMs)},
                           {QStringLiteral("private_mb"), over(there, &Figures::privateMb)},
                           {QStringLiteral("shared_share_mb"), over(there, &Figures::sharedMb)}};
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
        std::fprintf(stderr, "usage: bench_isolation SHARED [MODEL ...]\n");
        return 2;
    }
    const QString shared = wanted.takeFirst();
    engine::Backend* const backend = orDie(engine::torchBackend());
    const std::pair<QString, QString> models[] = {
        {QStringLiteral("clothing_net"), QStringLiteral("data/pictures/clothing/test")},
        {QStringLiteral("camvid_unet"), QStringLiteral("data/camvid/CamVid/test")}};
    for (const auto& [name, pictures] : models) {
        if (wanted.isEmpty() || wanted.contains(name))
            measure(*backend, shared, name, pictures);
    }
    return 0;
}
