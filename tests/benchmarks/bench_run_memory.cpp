// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Whether a long run needs more memory than a short one.
///
///     bench_run_memory MODEL [SAMPLES]      MODEL: tests/engine/fixtures/means.pt; default 100,000 samples
///
/// SAMPLES samples over 1,000 different pictures of 8 x 8 pixels go through the whole pipeline into a project
/// file of their own in the temporary folder, by the same use case as `badcase run`. One line for every tenth
/// of them with the resident memory, and a JSON object with the slope over the second half (in the first the
/// allocator and SQLite's cache fill up), in bytes a sample. A run that keeps anything of its samples shows
/// here: one pointer would be 8.

#include "app/workspace/run_service.h"
#include "inference/engine/torch_loader.h"
#include "storage/media_root_repository.h"
#include "storage/sample_writer.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <array>
#include <cstdio>
#include <unistd.h>
#include <vector>

using namespace badcase;

namespace {

constexpr int kPictures = 1000;
const std::array<QString, 3> kColours{QStringLiteral("red"), QStringLiteral("green"), QStringLiteral("blue")};

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

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

void writePictures(const QString& folder)
{
    for (int i = 0; i < kPictures; ++i) {
        QImage image(8, 8, QImage::Format_RGB32);
        std::array<int, 3> channels{i % 200, i / 200, 0};
        channels[static_cast<std::size_t>(i % 3)] = 250;
        image.fill(qRgb(channels[0], channels[1], channels[2]));
        if (!image.save(QStringLiteral("%1/%2.png").arg(folder).arg(i)))
            must<void>(fail(ErrorCode::Io, QStringLiteral("cannot write to %1").arg(folder)));
    }
}

std::shared_ptr<workspace::Project> makeProject(const QTemporaryDir& folder, int samples)
{
    const QString media = folder.filePath(QStringLiteral("media"));
    QDir().mkpath(media);
    writePictures(media);
    std::vector<ClassInfo> classes;
    for (const QString& colour : kColours)
        classes.push_back({colour, {}, {}});
    const auto project =
        must(workspace::Project::create(folder.filePath(QStringLiteral("p.badcase")),
                                        must(Schema::create(Task::Classification, std::move(classes)))));
    const auto connection = must(project->connect());
    const MediaRootId root = must(storage::MediaRootRepository(*connection).add(media, false));
    storage::SampleWriter writer(*connection);
    for (int i = 0; i < samples; ++i) {
        storage::ImportSample row;
        row.sample.name = QStringLiteral("s%1").arg(i, 7, 10, QLatin1Char('0'));
        row.sample.media = {root, QStringLiteral("%1.png").arg(i % kPictures)};
        row.labels = LabelSet::single(i % kPictures % 3);
        must(writer.write(row));
    }
    must(writer.finish());
    return project;
}

struct Point {
    double samples = 0;
    double bytes = 0;
};

/// Least squares, bytes a sample.
double slope(const std::vector<Point>& points)
{
    Point mean;
    for (const Point& point : points) {
        mean.samples += point.samples / static_cast<double>(points.size());
        mean.bytes += point.bytes / static_cast<double>(points.size());
    }
    double above = 0;
    double below = 0;
    for (const Point& point : points) {
        above += (point.samples - mean.samples) * (point.bytes - mean.bytes);
        below += (point.samples - mean.samples) * (point.samples - mean.samples);
    }
    return below > 0 ? above / below : 0.0;
}

} // namespace

int main(int argc, char** argv)
{
    engine::letTorchThreadsSleep(argv); // as the program does
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.isEmpty()) {
        std::fprintf(stderr, "usage: bench_run_memory MODEL [SAMPLES]\n");
        return 2;
    }
    const int samples = qMax(100, arguments.value(1, QStringLiteral("100000")).toInt());
    const QTemporaryDir folder;
    const auto project = makeProject(folder, samples);
    workspace::RunRequest request;
    request.model = arguments.front();
    request.name = QStringLiteral("memory");
    request.device = QStringLiteral("cpu");
    request.trust = true;
    std::vector<Point> secondHalf;
    qint64 next = 0;
    const auto watch = [&](const jobs::RunStats& stats) {
        const Point now{static_cast<double>(stats.done), static_cast<double>(residentBytes())};
        if (2 * stats.done >= samples)
            secondHalf.push_back(now);
        if (stats.done < next)
            return;
        next += samples / 10;
        std::printf("%7lld samples  %7.1f MB resident\n", static_cast<long long>(stats.done),
                    now.bytes / 1e6);
        std::fflush(stdout);
    };
    const workspace::TrustStore trust(folder.filePath(QStringLiteral("trusted.json")));
    const auto summary = must(workspace::runModel(project, request, trust, {}, watch));
    const QJsonObject line{{QStringLiteral("samples"), summary.report.stats.done},
                           {QStringLiteral("failed"), summary.report.stats.failed},
                           {QStringLiteral("seconds"), summary.report.seconds},
                           {QStringLiteral("bytes_a_sample"), slope(secondHalf)}};
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    return summary.report.outcome == Outcome::Succeeded && summary.report.stats.failed == 0 ? 0 : 1;
}
