// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a timeline shows of a whole video beside the frame that plays: stills of its film lane, and where its
/// scenes begin. Read in the background by readers of their own, so that playing is not disturbed.

#include "inference/core/cancel.h"
#include "inference/media/video_reader.h"

#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <vector>

namespace badcase::window {

/// GUI thread. Destroying it cancels what runs and waits for that.
class VideoSurvey : public QObject {
    Q_OBJECT
public:
    VideoSurvey(media::VideoSource source, media::VideoIndexPtr index, QObject* parent = nullptr);
    ~VideoSurvey() override;

    /// Key frames nearest before these times, at most `height` px high; answers with still() as they come. A
    /// new request replaces one that is under way.
    void requestStills(std::vector<double> seconds, int height);
    /// Decodes the whole video once; answers with scenesFound().
    void requestScenes();
    void cancelScenes();

Q_SIGNALS:
    void still(double seconds, const QImage& image);
    void scenesProgress(double share);
    void scenesFound(const std::vector<double>& cuts); ///< seconds; the begin of the video is none
    void scenesFailed(const QString& message);

private:
    Result<std::unique_ptr<media::VideoReader>> openReader(const CancelToken& cancel) const;

    media::VideoSource m_source;
    media::VideoIndexPtr m_index;
    QThreadPool m_pool;
    CancelToken m_stillsCancel;
    CancelToken m_scenesCancel;
};

} // namespace badcase::window
