// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_thumbnails.h"

#include "inference/media/video_sampling.h"

#include <algorithm>
#include <cmath>

namespace badcase::media {

namespace {

constexpr int kCandidates = 5;
constexpr double kBlank = 6; ///< grey levels of standard deviation: hardly anything can be seen

/// Standard deviation of the luma in grey levels.
Result<double> contrast(FrameConverter& converter, const VideoFrame& frame)
{
    constexpr QSize kLook(48, 48);
    BADCASE_ASSIGN(const QImage luma, converter.luma(frame, kLook));
    double sum = 0;
    double squares = 0;
    for (int y = 0; y < luma.height(); ++y) {
        const uchar* row = luma.constScanLine(y);
        for (int x = 0; x < luma.width(); ++x) {
            sum += row[x];
            squares += double(row[x]) * row[x];
        }
    }
    const double count = double(luma.width()) * luma.height();
    const double mean = sum / count;
    return std::sqrt(std::max(0.0, squares / count - mean * mean));
}

/// Key frames that lie in the middle of equal parts of the video, without repetitions.
std::vector<int> candidates(const VideoIndex& index)
{
    std::vector<int> keys;
    for (const int frame : uniformFrames(index.count(), kCandidates)) {
        const int key = index.groupStart(frame);
        if (keys.empty() || key != keys.back())
            keys.push_back(key);
    }
    return keys;
}

/// The key frame that is shown nearest to `seconds`.
int nearestKey(const VideoIndex& index, double seconds)
{
    const int before = index.groupStart(index.frameAt(seconds));
    const auto after = std::ranges::upper_bound(index.keys, before, {}, &VideoKey::frame);
    if (after == index.keys.end())
        return before;
    return index.seconds(after->frame) - seconds < seconds - index.seconds(before) ? after->frame : before;
}

} // namespace

Result<QImage> videoThumbnail(const VideoSource& source, QSize bound, const CancelToken& cancel)
{
    // Thumbnails are made by several threads at once: one each is enough.
    BADCASE_ASSIGN(const auto reader, VideoReader::open(source, {.threads = 1, .cancel = cancel}));
    return videoThumbnail(*reader, bound);
}

Result<QImage> videoThumbnail(VideoReader& reader, QSize bound)
{
    FrameConverter converter;
    VideoFrame best;
    double bestContrast = -1;
    const std::vector<int> keys = candidates(*reader.index());
    for (const int key : keys) {
        BADCASE_ASSIGN(const VideoFrame frame, reader.readKeyFrame(key));
        BADCASE_ASSIGN(const double seen, contrast(converter, frame));
        if (seen > bestContrast) {
            bestContrast = seen;
            best = frame;
        }
    }
    if (keys.size() == 1 && bestContrast < kBlank) {
        BADCASE_ASSIGN(best, reader.read(reader.count() / 2));
    }
    FrameOutput output;
    output.bound = bound;
    return converter.convert(best, output);
}

Result<void> readFilmstrip(VideoReader& reader, int cells, QSize bound,
                           const std::function<bool(const StripFrame&)>& visit)
{
    FrameConverter converter;
    FrameOutput output;
    output.bound = bound;
    StripFrame strip;
    strip.frame = -1;
    for (int cell = 0; cell < cells; ++cell) {
        const VideoIndexPtr index = reader.index();
        const int key = nearestKey(*index, index->endSeconds() * (cell + 0.5) / cells);
        if (key != strip.frame) {
            BADCASE_ASSIGN(const VideoFrame frame, reader.readKeyFrame(key));
            BADCASE_ASSIGN(strip.image, converter.convert(frame, output));
            strip.frame = key;
        }
        strip.cell = cell;
        if (!visit(strip))
            return {};
    }
    return {};
}

} // namespace badcase::media
