// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Post-processing of masks of 4500 x 4500 pixels: milliseconds of each step on one core, beside its budget,
/// for a field of touching nuclei, for few large areas, and for twelve classes. With BADCASE_BENCH_PYTHON, a
/// Python that has scikit-image, the first two are also measured there (time_mask_steps.py) and compared.
/// Usage: bench_mask_steps [SIDE]

#include "inference/engine/mask_steps.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>

using namespace badcase;
using namespace badcase::engine;

namespace {

struct Case {
    const char* step;
    double budget; ///< milliseconds at 4500 x 4500
};

constexpr Case kCases[] = {
    {"threshold:0.4", 33}, {"min-area:200", 200}, {"fill-holes", 200},        {"open:2", 200},
    {"open:40", 200},      {"close:3", 200},      {"watershed:min=20", 2000},
};

/// A field of soft ellipses that touch and overlap, with small specks and holes.
ClassMap nuclei(int side)
{
    ClassMap map(QSize(side, side), 20);
    std::mt19937 random(7);
    const auto uniform = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    const auto pixels = map.mutablePixels();
    const auto ellipse = [&](double a, double b, int value) {
        const double x0 = uniform(0, side), y0 = uniform(0, side), turn = uniform(0, 3.14);
        const double c = std::cos(turn), s = std::sin(turn);
        const int r = static_cast<int>(std::max(a, b)) + 1;
        for (int y = std::max(0, int(y0) - r); y < std::min(side, int(y0) + r); ++y) {
            for (int x = std::max(0, int(x0) - r); x < std::min(side, int(x0) + r); ++x) {
                const double u = ((x - x0) * c + (y - y0) * s) / a, v = ((y - y0) * c - (x - x0) * s) / b;
                if (u * u + v * v < 1)
                    pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                           static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(value);
            }
        }
    };
    const int count = side * side / 1600;
    for (int i = 0; i < count; ++i)
        ellipse(uniform(9, 22), uniform(9, 22), 220);
    for (int i = 0; i < count; ++i)
        ellipse(uniform(1, 4), uniform(1, 4), i % 2 == 0 ? 200 : 40);
    return map;
}

/// Areas as wide as the picture: a sum of slow waves.
ClassMap areas(int side)
{
    ClassMap map(QSize(side, side), 0);
    const auto pixels = map.mutablePixels();
    std::size_t i = 0;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double u = 20.0 * x / side, v = 20.0 * y / side;
            const double wave =
                std::sin(u + 0.7 * v) + std::cos(0.9 * v - 0.4 * u) + 0.4 * std::sin(3 * u - v);
            pixels[i++] = static_cast<std::uint8_t>(255 / (1 + std::exp(-3 * (wave + 0.3))));
        }
    }
    return map;
}

MaskPrediction classes(int side)
{
    MaskPrediction mask{Activation::Softmax, areas(side), areas(side)};
    for (auto& pixel : mask.decision.mutablePixels())
        pixel = static_cast<std::uint8_t>(pixel / 22);
    return mask;
}

QHash<QString, double> measure(const char* name, const MaskPrediction& mask)
{
    QHash<QString, double> times;
    const double share = double(mask.probability.pixelCount()) / (4500.0 * 4500.0);
    for (const Case& one : kCases) {
        const auto steps = parseMaskSteps(QString::fromLatin1(one.step), {});
        std::vector<double> runs;
        qint64 objects = -1;
        for (int i = 0; i < 5; ++i) {
            QElapsedTimer timer;
            timer.start();
            const auto result = applyMaskSteps(*steps, mask, {.background = 0});
            runs.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            if (!result) {
                std::fprintf(stderr, "%s\n", qPrintable(result.error().message));
                std::exit(1);
            }
            objects = result->instances ? result->instances->count : -1;
        }
        std::sort(runs.begin(), runs.end());
        times[QString::fromLatin1(one.step)] = runs[2];
        std::printf("%-8s %-18s %8.1f ms of %6.0f%s", name, one.step, runs[2], one.budget * share,
                    runs[2] <= one.budget * share ? "" : "  OVER");
        if (objects >= 0)
            std::printf("  (%lld objects)", static_cast<long long>(objects));
        std::printf("\n");
    }
    return times;
}

/// The same steps by scipy and scikit-image; lines of "STEP MILLISECONDS".
void compare(const char* name, const MaskPrediction& mask, const QHash<QString, double>& times)
{
    const QString python = qEnvironmentVariable("BADCASE_BENCH_PYTHON");
    if (python.isEmpty())
        return;
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("mask.bin")));
    if (!file.open(QIODevice::WriteOnly) || file.write(mask.probability.bytes()) < 0)
        return;
    file.close();
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(python, {QStringLiteral(BADCASE_BENCH_SOURCE_DIR "/time_mask_steps.py"), file.fileName(),
                           QString::number(mask.probability.width())});
    process.waitForFinished(-1);
    const auto lines = QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        const QString step = line.section(u' ', 0, 0);
        const double other = line.section(u' ', 1).toDouble();
        std::printf("%-8s %-18s %8.1f ms there, %.1f times ours\n", name, qPrintable(step), other,
                    other / times.value(step));
    }
}

} // namespace

int main(int argc, char** argv)
{
    const int side = argc > 1 ? std::atoi(argv[1]) : 4500;
    if (side < 16) {
        std::fprintf(stderr, "usage: bench_mask_steps [SIDE]\n");
        return 2;
    }
    const MaskPrediction binary{Activation::Sigmoid, {}, nuclei(side)};
    const MaskPrediction large{Activation::Sigmoid, {}, areas(side)};
    const auto times = measure("nuclei", binary);
    const auto largeTimes = measure("areas", large);
    measure("classes", classes(side));
    compare("nuclei", binary, times);
    compare("areas", large, largeTimes);
    return 0;
}
