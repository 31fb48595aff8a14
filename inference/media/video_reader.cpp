// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_reader.h"

#include "inference/media/video_decoder.h"
#include "inference/media/video_input.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

extern "C" {
#include <libavcodec/packet.h>
}

namespace badcase::media {

namespace {

/// So many frames ahead are decoded rather than sought: the decoder has them under way, and a seek throws
/// them away.
constexpr int kFramesUnderWay = 4;
/// Key frames to go back before the index is doubted.
constexpr int kMaxKeysBack = 2;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Video", text);
}

/// Whether both may have the same frames; how these are turned and coloured says nothing of that.
bool isSameStream(const VideoInfo& a, const VideoInfo& b)
{
    return a.container == b.container && a.codec == b.codec && a.size == b.size && a.timeBase == b.timeBase &&
           a.duration == b.duration && a.frameRate == b.frameRate;
}

} // namespace

/// Where decoding is. Lives as long as the file is open.
struct VideoReader::Session {
    Watchdog watch;
    std::unique_ptr<VideoInput> input;
    std::unique_ptr<VideoDecoder> decoder;
    bool fromStart = true; ///< no seek since the file was opened: frames can be counted
    bool placed = true;    ///< the next frame's number is known
    int next = 0;          ///< that number; while !placed the key frame's that was sought
    bool ended = false;    ///< the decoder gives no more
};

VideoReader::VideoReader(VideoSource source, VideoOptions options)
    : m_source(std::move(source)), m_options(std::move(options)), m_index(m_options.index)
{}

VideoReader::~VideoReader() = default;

Result<std::unique_ptr<VideoReader>> VideoReader::open(const VideoSource& source, VideoOptions options)
{
    std::unique_ptr<VideoReader> reader(new VideoReader(source, std::move(options)));
    bool known = reader->m_index != nullptr;
    if (known) {
        BADCASE_ASSIGN(known, reader->isIndexOfFile());
    }
    if (!known) {
        BADCASE_ASSIGN(reader->m_index,
                       buildVideoIndex(source, reader->m_options.cancel, reader->m_options.limits));
    }
    return reader;
}

/// What the container says of the stream stands in every index. The frames themselves are checked by their
/// times when they are read.
Result<bool> VideoReader::isIndexOfFile()
{
    BADCASE_ASSIGN(auto session, openSession());
    const bool same = isSameStream(session->input->info(), m_index->info);
    if (same)
        m_opened = std::move(session);
    return same;
}

Result<std::unique_ptr<VideoReader::Session>> VideoReader::openSession()
{
    auto session = std::make_unique<Session>();
    session->watch = {m_options.cancel, QDeadlineTimer(m_options.limits.frameMs)};
    BADCASE_ASSIGN(session->input, VideoInput::open(m_source, session->watch, m_options.limits));
    return session;
}

VideoReport VideoReader::report() const
{
    VideoReport report = m_report;
    if (m_session && m_session->decoder) {
        const DecodeDamage& damage = m_session->decoder->damage();
        report.damagedPackets += damage.packets;
        report.damagedFrames += damage.frames;
        if (report.firstProblem.isEmpty())
            report.firstProblem = damage.first;
    }
    return report;
}

/// A decoder's counts end with it.
void VideoReader::keepDamage()
{
    m_report = report();
    m_session.reset();
}

void VideoReader::startClock()
{
    if (m_session)
        m_session->watch.deadline = QDeadlineTimer(m_options.limits.frameMs);
}

Result<void> VideoReader::openAtStart()
{
    keepDamage();
    std::unique_ptr<Session> session = std::move(m_opened);
    if (session) {
        session->watch.deadline = QDeadlineTimer(m_options.limits.frameMs);
    } else {
        BADCASE_ASSIGN(session, openSession());
    }
    BADCASE_ASSIGN(session->decoder, VideoDecoder::open(*session->input, m_source.name(), session->watch,
                                                        m_options.limits, m_options.threads));
    m_session = std::move(session);
    return {};
}

/// Some encoders tell of themselves in the first packet only, and the decoder mends their known faults if it
/// has seen that (x264's of 4:4:4, for one). So the first packet is decoded before any seek.
Result<void> VideoReader::openForSeeking()
{
    BADCASE_TRY(openAtStart());
    m_session->fromStart = false;
    m_session->placed = false;
    const PacketPtr first = makePacket();
    BADCASE_ASSIGN(const bool some, m_session->input->next(first.get()));
    if (some) {
        BADCASE_TRY(m_session->decoder->decodeAlone(*first));
    }
    return {};
}

/// Frame `number` lies ahead, and no key frame between here and there would be a short cut.
bool VideoReader::canGoOn(int number) const
{
    if (!m_session || m_session->ended || !m_session->placed || number < m_session->next)
        return false;
    return !m_index->seekable || m_index->groupStart(number) <= m_session->next + kFramesUnderWay;
}

/// Makes the next decoded frames lead to `number`; from `keysBack` key frames before the nearest one.
Result<void> VideoReader::position(int number, int keysBack)
{
    if (!m_index->seekable)
        return openAtStart();
    for (int key = m_index->keyFor(number) - keysBack; key >= 0; --key) {
        const VideoKey& wanted = m_index->keys[std::size_t(key)];
        if (wanted.frame == 0)
            break; // opening anew costs little, and the decoder remembers nothing of what came later
        if (!m_session)
            BADCASE_TRY(openForSeeking());
        BADCASE_ASSIGN(const bool found, seekTo(wanted));
        if (found)
            return {};
    }
    return openAtStart();
}

/// The packet of exactly this key frame, with the input behind it; null when the format does not lead there.
Result<PacketPtr> VideoReader::keyPacket(const VideoKey& key)
{
    Session& session = *m_session;
    session.placed = false;
    session.fromStart = false;
    ++m_report.seeks;
    for (const bool byDts : {m_seekByDts, !m_seekByDts}) {
        if (!session.input->seek(byDts ? key.dts : key.stamp))
            continue;
        // Formats without a table of their own come out somewhere before the key frame, or behind it.
        PacketPtr packet = makePacket();
        while (true) {
            BADCASE_ASSIGN(const bool more, session.input->next(packet.get()));
            const bool isKey = more && (packet->flags & AV_PKT_FLAG_KEY) != 0;
            if (isKey && stampOf(*packet) == key.stamp) {
                m_seekByDts = byDts;
                return packet;
            }
            if (!more || (isKey && stampOf(*packet) > key.stamp))
                break;
        }
    }
    return PacketPtr();
}

/// True when the decoder stands before exactly this key frame.
Result<bool> VideoReader::seekTo(const VideoKey& key)
{
    BADCASE_ASSIGN(PacketPtr packet, keyPacket(key));
    if (!packet)
        return false;
    m_session->decoder->restart(std::move(packet));
    m_session->next = key.frame;
    m_session->ended = false;
    return true;
}

int VideoReader::rankOf(qint64 stamp) const
{
    const auto at = std::ranges::lower_bound(m_index->pts, stamp);
    return at != m_index->pts.end() && *at == stamp ? int(at - m_index->pts.begin()) : -1;
}

/// Decodes until `number` is there (m_last), or until it is clear that it will not come.
Result<VideoReader::Step> VideoReader::advanceTo(int number)
{
    Session& session = *m_session;
    while (true) {
        BADCASE_ASSIGN(FramePtr frame, session.decoder->next());
        if (!frame) {
            session.ended = true;
            return Step::Missed;
        }
        ++m_report.decodedFrames;
        int rank = session.next;
        if (!session.fromStart || m_index->origin == VideoIndex::Origin::Packets)
            rank = rankOf(stampOf(*frame));
        if (!session.placed && (rank < 0 || rank < session.next))
            continue; // pictures that belong to the key frame before, and are broken without it
        if (rank < 0 || (session.placed && rank != session.next) || rank > number || rank >= count()) {
            session.placed = false;
            return Step::Missed;
        }
        session.placed = true;
        session.next = rank + 1;
        if (rank == number) {
            m_last = VideoFrame(number, m_index, std::shared_ptr<const AVFrame>(std::move(frame)));
            return Step::Found;
        }
    }
}

/// The decoder gives other frames than the packets promised: from now on it alone tells.
Result<void> VideoReader::rebuildIndex(int number)
{
    keepDamage();
    m_last = {};
    BADCASE_ASSIGN(m_index, buildVideoIndex(m_source, m_options.cancel, m_options.limits, IndexMode::Decode));
    m_report.indexRebuilt = true;
    if (number >= count())
        return fail(ErrorCode::Corrupt,
                    tr("The video %1 is damaged: of the frames it promises only %2 can be decoded, and frame "
                       "%3 is not among them.")
                        .arg(m_source.name())
                        .arg(count())
                        .arg(number));
    return {};
}

Result<VideoFrame> VideoReader::read(int number)
{
    if (number < 0 || number >= count())
        return fail(ErrorCode::InvalidArgument, tr("The video %1 has frames 0 to %2; there is no frame %3.")
                                                    .arg(m_source.name())
                                                    .arg(count() - 1)
                                                    .arg(number));
    if (m_last.isValid() && m_last.number() == number)
        return m_last;
    startClock();
    int keysBack = 0;
    while (true) {
        if (keysBack > 0 || !canGoOn(number))
            BADCASE_TRY(position(number, keysBack));
        const bool counted = m_session->fromStart;
        BADCASE_ASSIGN(const Step step, advanceTo(number));
        if (step == Step::Found)
            return m_last;
        ++keysBack;
        const bool doubtful = m_index->origin == VideoIndex::Origin::Packets;
        if (doubtful && (counted || keysBack > kMaxKeysBack)) {
            BADCASE_TRY(rebuildIndex(number));
            keysBack = 0;
        } else if (counted) {
            return fail(ErrorCode::Corrupt,
                        tr("Frame %1 of the video %2 cannot be decoded. Has the file changed?")
                            .arg(number)
                            .arg(m_source.name()),
                        report().firstProblem);
        }
    }
}

Result<VideoFrame> VideoReader::readKeyFrame(int number)
{
    const int key = number < 0 || number >= count() || !m_index->seekable ? -1 : m_index->keyFor(number);
    if (key < 0)
        return read(number);
    const VideoKey wanted = m_index->keys[std::size_t(key)];
    if (!wanted.shown || (m_last.isValid() && m_last.number() == wanted.frame))
        return read(wanted.frame);
    if (!m_session)
        BADCASE_TRY(openForSeeking());
    startClock();
    BADCASE_ASSIGN(PacketPtr packet, keyPacket(wanted));
    if (!packet)
        return read(wanted.frame);
    BADCASE_ASSIGN(FramePtr frame, m_session->decoder->decodeAlone(*packet));
    if (!frame || stampOf(*frame) != wanted.stamp)
        return read(wanted.frame);
    ++m_report.decodedFrames;
    return VideoFrame(wanted.frame, m_index, std::shared_ptr<const AVFrame>(std::move(frame)));
}

Result<void> VideoReader::readFrames(std::span<const int> numbers, const FrameVisitor& visit)
{
    std::vector<int> positions(numbers.size());
    std::iota(positions.begin(), positions.end(), 0);
    std::ranges::stable_sort(positions, {}, [&](int at) { return numbers[std::size_t(at)]; });
    for (auto begin = positions.begin(); begin != positions.end();) {
        const int number = numbers[std::size_t(*begin)];
        const auto end =
            std::find_if(begin, positions.end(), [&](int at) { return numbers[std::size_t(at)] != number; });
        BADCASE_ASSIGN(const VideoFrame frame, read(number));
        BADCASE_ASSIGN(const bool goOn, visit(frame, std::span<const int>(begin, end)));
        if (!goOn)
            return {};
        begin = end;
    }
    return {};
}

Result<std::vector<QImage>> VideoReader::readImages(std::span<const int> numbers, const FrameOutput& output)
{
    std::vector<QImage> images(numbers.size());
    BADCASE_TRY(
        readFrames(numbers, [&](const VideoFrame& frame, std::span<const int> positions) -> Result<bool> {
            BADCASE_ASSIGN(const QImage image, m_converter.convert(frame, output));
            for (const int at : positions)
                images[std::size_t(at)] = image;
            return true;
        }));
    return images;
}

} // namespace badcase::media
