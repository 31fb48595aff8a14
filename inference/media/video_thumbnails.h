// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Small pictures of a video for people: one for a grid, a row of them for a timeline. Quick because only key
/// frames are decoded. Never input of a model.

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "inference/media/video_reader.h"

#include <QImage>
#include <QSize>

#include <functional>

namespace badcase::media {

/// One picture that fits in `bound`, upright and with square pixels: of up to five key frames spread over the
/// video, the one with the most contrast in its luma, so that neither black leaders nor blank title cards
/// win. A video with a single key frame that is nearly blank shows the frame in its middle.
Result<QImage> videoThumbnail(const VideoSource& source, QSize bound, const CancelToken& cancel = {});
/// The same of a video that is open.
Result<QImage> videoThumbnail(VideoReader& reader, QSize bound);

/// One picture of a filmstrip.
struct StripFrame {
    int cell = 0;  ///< 0..cells-1; cell c stands for the c-th of equal parts of the video's time
    int frame = 0; ///< what is shown: the key frame nearest to the middle of the cell in time
    QImage image;  ///< shared by cells that show the same key frame
};

/// Calls `visit` for each cell from left to right as soon as its picture is there; false stops.
Result<void> readFilmstrip(VideoReader& reader, int cells, QSize bound,
                           const std::function<bool(const StripFrame&)>& visit);

} // namespace badcase::media
