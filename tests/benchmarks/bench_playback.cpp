// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How evenly a video plays: decoding thread, player and canvas of the window, shown and painted. Prints JSON.
//
//     bench_playback VIDEO [SECONDS [SPEED]]

#include "app/window/video_frames.h"
#include "widgets/theme/theme.h"
#include "widgets/viewer/canvas.h"
#include "widgets/viewer/playback.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace badcase;

namespace {

struct Shown {
    int frame;
    double seconds; ///< by the wall clock
};

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * double(values.size() - 1))];
}

/// Of each frame: how much later it came than the first frame's time and its own place in the video say.
QJsonObject report(const std::vector<Shown>& shown, const viewer::Playback& playback, double paintMs)
{
    std::vector<double> late;
    int jumped = 0;
    int slow = 0;
    const Shown& first = shown.front();
    for (std::size_t i = 1; i < shown.size(); ++i) {
        const double due =
            (playback.timeOf(shown[i].frame) - playback.timeOf(first.frame)) / playback.speed();
        late.push_back((shown[i].seconds - first.seconds - due) * 1000);
        jumped += shown[i].frame - shown[i - 1].frame - 1;
        const double span = playback.timeOf(shown[i].frame) - playback.timeOf(shown[i - 1].frame);
        slow += shown[i].seconds - shown[i - 1].seconds > 2 * span / playback.speed() ? 1 : 0;
    }
    const double played = shown.back().seconds - first.seconds;
    return {{QStringLiteral("frames_shown"), static_cast<int>(shown.size())},
            {QStringLiteral("frames_passed_over"), jumped},
            {QStringLiteral("frames_after_twice_their_time"), slow},
            {QStringLiteral("seconds"), played},
            {QStringLiteral("pace"), (playback.timeOf(shown.back().frame) - playback.timeOf(first.frame)) /
                                         played / playback.speed()},
            {QStringLiteral("late_ms_median"), percentile(late, 0.5)},
            {QStringLiteral("late_ms_p99"), percentile(late, 0.99)},
            {QStringLiteral("late_ms_max"), percentile(late, 1)},
            {QStringLiteral("last_paint_ms"), paintMs}};
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 2) {
        QTextStream(stderr) << "bench_playback VIDEO [SECONDS [SPEED]]\n";
        return 2;
    }
    const double length = arguments.value(2, QStringLiteral("10")).toDouble();
    theme::Theme::instance().apply();
    viewer::Canvas canvas;
    canvas.resize(1270, 800); // what the Review page leaves at 1600 x 1000
    canvas.show();
    window::VideoFrames frames([path = arguments[1]]() -> Result<window::VideoFrames::Media> {
        BADCASE_ASSIGN(auto source, media::VideoSource::file(path));
        return window::VideoFrames::Media{std::move(source)};
    });
    viewer::Playback playback;
    std::vector<Shown> shown;
    QElapsedTimer clock;
    QObject::connect(&frames, &window::VideoFrames::failed, &app, [](const QString& message) {
        QTextStream(stderr) << message << '\n';
        QApplication::exit(1);
    });
    QObject::connect(&playback, &viewer::Playback::frameShown, &app, [&](int frame, const QImage& image) {
        canvas.setImage(image);
        canvas.repaint();
        if (!playback.isPlaying())
            return;
        if (!clock.isValid())
            clock.start();
        shown.push_back({frame, double(clock.nsecsElapsed()) / 1e9});
        if (shown.back().seconds >= length)
            playback.pause();
    });
    QObject::connect(&playback, &viewer::Playback::playingChanged, &app, [&](bool playing) {
        if (!playing)
            QApplication::exit(0);
    });
    QObject::connect(&playback, &viewer::Playback::opened, &app, [&] {
        playback.setSpeed(arguments.value(3, QStringLiteral("1")).toDouble());
        // As a user does: the first frame is looked at before it plays.
        QTimer::singleShot(500, &playback, &viewer::Playback::play);
    });
    playback.setSource(&frames);
    const int status = app.exec();
    if (shown.size() > 1) {
        const QJsonObject result = report(shown, playback, canvas.lastPaintMs());
        QTextStream(stdout) << QJsonDocument(result).toJson(QJsonDocument::Indented);
    }
    playback.setSource(nullptr);
    return status;
}
