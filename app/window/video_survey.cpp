// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/video_survey.h"

#include "inference/media/video_scenes.h"

#include <map>

namespace badcase::window {

using media::VideoReader;

VideoSurvey::VideoSurvey(media::VideoSource source, media::VideoIndexPtr index, QObject* parent)
    : QObject(parent), m_source(std::move(source)), m_index(std::move(index))
{
    m_pool.setMaxThreadCount(1); // the player needs the other cores
}

VideoSurvey::~VideoSurvey()
{
    m_stillsCancel.cancel();
    m_scenesCancel.cancel();
    m_pool.waitForDone();
}

Result<std::unique_ptr<VideoReader>> VideoSurvey::openReader(const CancelToken& cancel) const
{
    media::VideoOptions options;
    options.index = m_index;
    options.threads = 1;
    options.cancel = cancel;
    return VideoReader::open(m_source, options);
}

void VideoSurvey::requestStills(std::vector<double> seconds, int height)
{
    m_stillsCancel.cancel();
    m_stillsCancel = {};
    const auto task = [this, seconds = std::move(seconds), height, cancel = m_stillsCancel] {
        const auto reader = openReader(cancel);
        if (!reader)
            return;
        media::FrameConverter converter;
        media::FrameOutput output;
        output.bound = QSize(16 * height, height);
        std::map<int, QImage> made; // by the frame that a group begins with: one still for all of it
        for (const double time : seconds) {
            const int number = m_index->frameAt(time);
            const int group = m_index->groupStart(number);
            if (!made.contains(group)) {
                const auto frame = (*reader)->readKeyFrame(number);
                const auto image =
                    frame ? converter.convert(*frame, output) : Result<QImage>(fail(frame.error()));
                if (cancel.isCancelled())
                    return;
                made[group] = image ? *image : QImage();
            }
            QMetaObject::invokeMethod(
                this,
                [this, time, image = made[group], cancel] {
                    if (!cancel.isCancelled() && !image.isNull())
                        Q_EMIT still(time, image);
                },
                Qt::QueuedConnection);
        }
    };
    m_pool.start(task, 1);
}

void VideoSurvey::requestScenes()
{
    cancelScenes();
    m_scenesCancel = {};
    const auto task = [this, cancel = m_scenesCancel] {
        const auto progress = [this, cancel](const Progress& now) {
            QMetaObject::invokeMethod(
                this,
                [this, cancel, share = now.total > 0 ? double(now.done) / double(now.total) : 0] {
                    if (!cancel.isCancelled())
                        Q_EMIT scenesProgress(share);
                },
                Qt::QueuedConnection);
        };
        const auto reader = openReader(cancel);
        const auto scenes = reader ? media::findScenes(**reader, cancel, progress)
                                   : Result<std::vector<int>>(fail(reader.error()));
        std::vector<double> cuts;
        for (const int frame : scenes ? *scenes : std::vector<int>()) {
            if (frame > 0)
                cuts.push_back(m_index->seconds(frame));
        }
        QMetaObject::invokeMethod(
            this,
            [this, cancel, cuts, message = scenes ? QString() : scenes.error().message] {
                if (cancel.isCancelled())
                    return;
                if (message.isEmpty())
                    Q_EMIT scenesFound(cuts);
                else
                    Q_EMIT scenesFailed(message);
            },
            Qt::QueuedConnection);
    };
    m_pool.start(task);
}

void VideoSurvey::cancelScenes()
{
    m_scenesCancel.cancel();
}

} // namespace badcase::window
