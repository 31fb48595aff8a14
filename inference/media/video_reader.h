// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Frames of a video by number, exactly: frame n is the decoder's frame n however it is reached.

#include "inference/media/video_frame.h"
#include "inference/media/video_index.h"

#include <QImage>

#include <functional>
#include <memory>
#include <span>
#include <vector>

struct AVPacket;

namespace badcase::media {

struct PacketDeleter;

/// What reading has cost and met so far.
struct VideoReport {
    int decodedFrames = 0; ///< including those that were only passed on the way
    int seeks = 0;
    int damagedPackets = 0;    ///< that the decoder refused or the container marks; stepped over
    int damagedFrames = 0;     ///< given with guessed parts
    bool indexRebuilt = false; ///< packets had promised other frames than there are; see VideoReader::index()
    QString firstProblem;      ///< what libav said
};

struct VideoOptions {
    /// From the cache; null, or of a file with another head: built when the reader is opened.
    VideoIndexPtr index = {};
    int threads =
        0; ///< of the decoder; 0: as many as it likes. 1 where many videos are read at the same time
    VideoLimits limits = {};
    CancelToken cancel = {}; ///< stops any call of the reader: Cancelled
};

/// Used by one thread at a time; many may exist. Reading on in order decodes each frame once. A frame further
/// on is reached by a seek only when a key frame lies between, one further back from the last key frame
/// before it; what comes out is checked by its time, and when it is not what was wanted, decoding begins one
/// key frame earlier.
class VideoReader {
public:
    /// Errors as of buildVideoIndex().
    static Result<std::unique_ptr<VideoReader>> open(const VideoSource& source, VideoOptions options = {});
    ~VideoReader();
    Q_DISABLE_COPY_MOVE(VideoReader)

    /// The index that holds now. It changes only when report().indexRebuilt becomes true.
    const VideoIndexPtr& index() const { return m_index; }
    int count() const { return m_index->count(); }
    const VideoInfo& info() const { return m_index->info; }
    VideoReport report() const;

    /// InvalidArgument outside of 0..count()-1; Corrupt when the decoder does not give it; Cancelled; Io when
    /// the time of VideoLimits::frameMs is up. After an error the reader can be used on.
    Result<VideoFrame> read(int number);

    /// The last key frame at or before `number`, decoded alone: for previews only, because a picture that
    /// refers to none but itself may still differ from what the decoder makes of it in order. Falls back to
    /// read().
    Result<VideoFrame> readKeyFrame(int number);

    /// `positions`: where in the wish list the frame stands. False stops the reading without an error.
    using FrameVisitor = std::function<Result<bool>(const VideoFrame& frame, std::span<const int> positions)>;
    /// Frames in any order and with repetitions; each is decoded once, in ascending order, without going
    /// back.
    Result<void> readFrames(std::span<const int> numbers, const FrameVisitor& visit);
    /// The same as pictures, in the order of `numbers`.
    Result<std::vector<QImage>> readImages(std::span<const int> numbers, const FrameOutput& output);

private:
    struct Session;
    enum class Step { Found, Missed };

    VideoReader(VideoSource source, VideoOptions options);
    bool canGoOn(int number) const;
    Result<void> position(int number, int keysBack);
    Result<std::unique_ptr<AVPacket, PacketDeleter>> keyPacket(const VideoKey& key);
    Result<bool> seekTo(const VideoKey& key);
    Result<bool> isIndexOfFile();
    Result<std::unique_ptr<Session>> openSession();
    Result<void> openAtStart();
    Result<void> openForSeeking();
    Result<Step> advanceTo(int number);
    int rankOf(qint64 stamp) const;
    Result<void> rebuildIndex(int number);
    void keepDamage();
    void startClock();

    VideoSource m_source;
    VideoOptions m_options;
    VideoIndexPtr m_index;
    std::unique_ptr<Session> m_session; ///< the open file and its decoder
    std::unique_ptr<Session> m_opened; ///< the file as it was looked at to check the index; for the first use
    VideoFrame m_last;                 ///< the frame that was read last
    VideoReport m_report;
    bool m_seekByDts = false; ///< the format finds key frames by dts
    FrameConverter m_converter;
};

} // namespace badcase::media
