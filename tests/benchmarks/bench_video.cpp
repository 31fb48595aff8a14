// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// How fast frames of a video come, compared within one run. Usage: bench_video VIDEO [VIDEO_1080P].
/// - the index (packet scan);
/// - 32 uniform frames at 224 x 224: ours, everything decoded in order, one seek for each group of frames,
/// one seek for
///   each frame, the ffmpeg program with its select filter, and torchcodec when BADCASE_BENCH_PYTHON names a
///   Python that has it (its imports and its start are not counted);
/// - playing: decoding and converting one frame after another for the screen, against 33 ms.

#include "inference/media/video_reader.h"
#include "inference/media/video_sampling.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>

using namespace badcase;
using namespace badcase::media;

namespace {

constexpr int kFrames = 32;
constexpr int kRounds = 5;
constexpr QSize kModelSize(224, 224);

[[noreturn]] void stop(const QString& message)
{
    std::fprintf(stderr, "bench_video: %s\n", qPrintable(message));
    std::exit(1);
}

template <class T>
T must(Result<T> result)
{
    if (!result)
        stop(result.error().message);
    return std::move(*result);
}

/// The median of some rounds, in ms.
double milliseconds(const std::function<void()>& work, int rounds = kRounds)
{
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

FrameOutput modelInput()
{
    FrameOutput output;
    output.pixels = PixelFormat::Rgb888;
    output.exact = kModelSize;
    return output;
}

/// Every frame up to the last wanted one is decoded, as a program without an index does.
void inOrder(const VideoSource& source, const VideoIndexPtr& index, const std::vector<int>& wanted)
{
    const auto reader = must(VideoReader::open(source, {.index = index}));
    FrameConverter converter;
    for (int number = 0; number <= wanted.back(); ++number) {
        const VideoFrame frame = must(reader->read(number));
        if (std::ranges::binary_search(wanted, number))
            must(converter.convert(frame, modelInput()));
    }
}

/// Groups from the last to the first, so that each needs a seek; within a group in order, or backwards.
void bySeeks(const VideoSource& source, const VideoIndexPtr& index, std::vector<int> wanted, bool eachFrame)
{
    std::ranges::sort(wanted, [&](int a, int b) {
        const int groupA = index->groupStart(a);
        const int groupB = index->groupStart(b);
        return groupA != groupB ? groupA > groupB : eachFrame ? a > b : a < b;
    });
    const auto reader = must(VideoReader::open(source, {.index = index}));
    FrameConverter converter;
    for (const int number : wanted)
        must(converter.convert(must(reader->read(number)), modelInput()));
}

void byProgram(const QString& path, const std::vector<int>& wanted)
{
    QStringList terms;
    for (const int number : wanted)
        terms.append(QStringLiteral("eq(n\\,%1)").arg(number));
    const QString filter = QStringLiteral("select='%1',scale=224:224").arg(terms.join(u'+'));
    QProcess process;
    process.start(QStringLiteral("ffmpeg"),
                  {"-v", "error", "-i", path, "-an", "-vf", filter, "-fps_mode", "passthrough", "-pix_fmt",
                   "rgb24", "-f", "rawvideo", "-y", "/dev/null"});
    process.waitForFinished(-1);
    if (process.exitCode() != 0)
        stop(QString::fromUtf8(process.readAllStandardError()));
}

/// Milliseconds of opening (which builds torchcodec's index) and of fetching; negative when it is not to be
/// had.
std::pair<double, double> byTorchcodec(const QString& path, const std::vector<int>& wanted)
{
    const QString python = qEnvironmentVariable("BADCASE_BENCH_PYTHON");
    if (python.isEmpty())
        return {-1, -1};
    QStringList numbers;
    for (const int number : wanted)
        numbers.append(QString::number(number));
    const QString script =
        QStringLiteral("import sys, time, statistics\n"
                       "from torchcodec.decoders import VideoDecoder\n"
                       "opens, fetches = [], []\n"
                       "for i in range(%1):\n"
                       "    a = time.perf_counter()\n"
                       "    d = VideoDecoder(sys.argv[1], num_ffmpeg_threads=0, seek_mode='exact')\n"
                       "    b = time.perf_counter()\n"
                       "    d.get_frames_at(indices=[%2])\n"
                       "    c = time.perf_counter()\n"
                       "    opens.append(b - a); fetches.append(c - b)\n"
                       "print(statistics.median(opens) * 1000, statistics.median(fetches) * 1000)\n")
            .arg(kRounds)
            .arg(numbers.join(u','));
    QProcess process;
    process.start(python, {"-c", script, path});
    process.waitForFinished(-1);
    const auto figures = process.readAllStandardOutput().split(' ');
    if (process.exitCode() != 0 || figures.size() != 2) {
        std::printf("  torchcodec does not run: %s\n", process.readAllStandardError().right(300).constData());
        return {-1, -1};
    }
    return {figures[0].toDouble(), figures[1].toDouble()};
}

void line(const char* what, double ms, double ours)
{
    std::printf("  %-38s %9.1f ms   %5.2f x ours\n", what, ms, ms / ours);
}

void compareFetching(const QString& path)
{
    const VideoSource source = must(VideoSource::file(path));
    const VideoIndexPtr index = must(buildVideoIndex(source));
    const std::vector<int> wanted = uniformFrames(index->count(), kFrames);
    std::printf("%s: %d frames, %.1f s, %zu key frames, %d x %d %s\n", qPrintable(path), index->count(),
                index->endSeconds(), index->keys.size(), index->info.size.width(), index->info.size.height(),
                qPrintable(index->info.codec));
    const double indexing = milliseconds([&] { must(buildVideoIndex(source)); });
    const double ours = milliseconds([&] {
        const auto reader = must(VideoReader::open(source, {.index = index}));
        must(reader->readImages(wanted, modelInput()));
    });
    std::printf("  %-38s %9.1f ms\n", "index", indexing);
    std::printf("  %-38s %9.1f ms\n", "32 uniform frames, ours", ours);
    line("all in order", milliseconds([&] { inOrder(source, index, wanted); }, 3), ours);
    line("one seek a group", milliseconds([&] { bySeeks(source, index, wanted, false); }, 3), ours);
    line("one seek a frame", milliseconds([&] { bySeeks(source, index, wanted, true); }, 3), ours);
    const double both = indexing + ours;
    std::printf("  %-38s %9.1f ms\n", "index + 32 frames, ours", both);
    if (!QStandardPaths::findExecutable(QStringLiteral("ffmpeg")).isEmpty())
        line("ffmpeg program, select filter", milliseconds([&] { byProgram(path, wanted); }, 3), both);
    const auto [opening, fetching] = byTorchcodec(path, wanted);
    if (fetching >= 0) {
        line("torchcodec, frames only (full size)", fetching, ours);
        line("torchcodec, index + frames", opening + fetching, both);
    }
}

void play(const QString& path)
{
    constexpr int kMostFrames = 600;
    constexpr double kFrameMs = 1000.0 / 30;
    const auto reader = must(VideoReader::open(must(VideoSource::file(path))));
    FrameConverter converter;
    std::vector<double> times;
    for (int number = 0; number < std::min(kMostFrames, reader->count()); ++number) {
        QElapsedTimer timer;
        timer.start();
        must(converter.convert(must(reader->read(number))));
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    const double mean = std::accumulate(times.begin(), times.end(), 0.0) / double(times.size());
    const auto late = std::ranges::count_if(times, [](double ms) { return ms > kFrameMs; });
    std::ranges::sort(times);
    std::printf(
        "%s, %d x %d %s, played: %zu frames, mean %.1f ms, 99 %% %.1f ms, worst %.1f ms; %lld above 33 ms\n",
        qPrintable(path), reader->info().size.width(), reader->info().size.height(),
        qPrintable(reader->info().codec), times.size(), mean, times[times.size() * 99 / 100], times.back(),
        static_cast<long long>(late));
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2)
        stop(QStringLiteral("usage: bench_video VIDEO [VIDEO_1080P]"));
    compareFetching(QString::fromLocal8Bit(argv[1]));
    play(QString::fromLocal8Bit(argv[argc > 2 ? 2 : 1]));
    return 0;
}
