// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_decoder.h"
#include "inference/media/video_input.h"

#include <QCoreApplication>

#include <algorithm>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Video", text);
}

/// What all packets of the stream say, before anything is decoded.
struct PacketScan {
    std::vector<qint64> shown; ///< stamps of packets that give a frame, sorted when the scan is done
    std::vector<VideoKey> keys;
    bool odd = false;        ///< packets do not tell which frames there will be
    bool withoutPts = false; ///< presentation times are guessed by the decoder
    int damaged = 0;
};

/// VP8 codes reference pictures that are never shown as packets of their own.
bool isHiddenVp8(const AVPacket& packet)
{
    constexpr int kShowFrame = 0x10;
    return packet.size > 0 && (packet.data[0] & kShowFrame) == 0;
}

/// VP9 packs its hidden pictures into one packet with a shown one (a superframe); a lone hidden one is rare.
bool isHiddenVp9(const AVPacket& packet)
{
    constexpr int kSuperframeMark = 0xE0;
    constexpr int kSuperframe = 0xC0;
    if (packet.size < 1 || (packet.data[packet.size - 1] & kSuperframeMark) == kSuperframe)
        return false;
    const int head = packet.data[0]; // 2 bits mark, 2 bits profile, in profile 3 one more, then three flags
    const bool profile3 = (head & 0x30) == 0x30;
    const int flags = profile3 ? head : head >> 1; // show_existing, (not key), show: bits 2, 1, 0
    return (flags & 0x04) == 0 && (flags & 0x01) == 0;
}

bool isHidden(AVCodecID codec, const AVPacket& packet)
{
    if ((packet.flags & AV_PKT_FLAG_DISCARD) != 0) // outside of the edit list
        return true;
    return (codec == AV_CODEC_ID_VP8 && isHiddenVp8(packet)) ||
           (codec == AV_CODEC_ID_VP9 && isHiddenVp9(packet));
}

void note(PacketScan& scan, const AVPacket& packet, const AVCodecParameters& parameters)
{
    const qint64 stamp = stampOf(packet);
    const bool key = (packet.flags & AV_PKT_FLAG_KEY) != 0;
    const bool hidden = isHidden(parameters.codec_id, packet);
    if ((packet.flags & AV_PKT_FLAG_CORRUPT) != 0) {
        ++scan.damaged;
        scan.odd = true;
    }
    if (packet.pts == AV_NOPTS_VALUE && parameters.video_delay > 0)
        scan.withoutPts = true;
    if (!hasStamp(stamp)) {
        scan.odd = true;
        return;
    }
    // Nothing can be decoded before the first key frame, and pictures that are shown before it lack their
    // references: which of them the decoder gives is its own choice.
    if (scan.keys.empty() ? !key : stamp < scan.keys.front().stamp)
        scan.odd = true;
    if (key)
        scan.keys.push_back({stamp, packet.dts == AV_NOPTS_VALUE ? stamp : packet.dts, 0, !hidden});
    if (!hidden)
        scan.shown.push_back(stamp);
}

Result<PacketScan> scanPackets(VideoInput& input, const QString& name, const VideoLimits& limits)
{
    PacketScan scan;
    const PacketPtr packet = makePacket();
    while (true) {
        BADCASE_ASSIGN(const bool more, input.next(packet.get()));
        if (!more)
            break;
        note(scan, *packet, *input.stream()->codecpar);
        if (qint64(scan.shown.size()) > limits.maxFrames)
            return fail(ErrorCode::TooLarge,
                        tr("The video %1 has more than %2 frames, which is the limit. Cut it into "
                           "shorter clips.")
                            .arg(name)
                            .arg(limits.maxFrames));
    }
    std::ranges::sort(scan.shown);
    const bool repeated = std::ranges::adjacent_find(scan.shown) != scan.shown.end();
    scan.odd = scan.odd || scan.withoutPts || repeated || scan.shown.empty() || !input.brokenOff().isEmpty();
    return scan;
}

/// Frames as the decoder gives them, in its order.
Result<void> decodeAll(VideoInput& input, const QString& name, const Watchdog& watch,
                       const VideoLimits& limits, VideoIndex& index)
{
    BADCASE_ASSIGN(const auto decoder, VideoDecoder::open(input, name, watch, limits, 0));
    while (true) {
        BADCASE_ASSIGN(const FramePtr frame, decoder->next());
        if (!frame)
            break;
        const qint64 stamp = stampOf(*frame);
        const bool known = hasStamp(stamp);
        index.seekable = index.seekable && known && (index.pts.empty() || stamp > index.pts.back());
        index.pts.push_back(known ? stamp : index.pts.empty() ? 0 : index.pts.back() + 1);
        if (index.count() > limits.maxFrames)
            return fail(ErrorCode::TooLarge,
                        tr("The video %1 has more than %2 frames, which is the limit. Cut it into "
                           "shorter clips.")
                            .arg(name)
                            .arg(limits.maxFrames));
    }
    index.damagedPackets = std::max(index.damagedPackets, decoder->damage().packets);
    // Behind damage the pictures depend on where decoding began.
    if (index.damagedPackets > 0 || decoder->damage().frames > 0)
        index.seekable = false;
    if (index.pts.empty())
        return fail(ErrorCode::Corrupt,
                    tr("Nothing in the video %1 can be decoded; it is damaged.").arg(name),
                    decoder->damage().first);
    return {};
}

void placeKeys(std::vector<VideoKey> keys, VideoIndex& index)
{
    if (!std::ranges::is_sorted(index.pts))
        return;
    for (VideoKey& key : keys) {
        const auto at = std::ranges::lower_bound(index.pts, key.stamp);
        key.frame = qint32(at - index.pts.begin());
        key.shown = key.shown && at != index.pts.end() && *at == key.stamp;
    }
    std::ranges::stable_sort(keys, {}, &VideoKey::stamp);
    std::erase_if(keys, [&](const VideoKey& key) { return key.frame >= index.count(); });
    index.keys = std::move(keys);
}

} // namespace

Result<VideoIndexPtr> buildVideoIndex(const VideoSource& source, const CancelToken& cancel,
                                      const VideoLimits& limits, IndexMode mode)
{
    const Watchdog watch{cancel, QDeadlineTimer(limits.indexMs)};
    BADCASE_ASSIGN(auto input, VideoInput::open(source, watch, limits));
    BADCASE_TRY(checkDecoder(*input, source.name()));
    const QSize size = input->info().size;
    if (qint64(size.width()) * size.height() > limits.maxPixels)
        return fail(ErrorCode::TooLarge,
                    tr("The video %1 has frames of %2 x %3 pixels; at most %4 pixels are allowed.")
                        .arg(source.name())
                        .arg(size.width())
                        .arg(size.height())
                        .arg(limits.maxPixels));
    auto index = std::make_shared<VideoIndex>();
    index->info = input->info();
    BADCASE_ASSIGN(PacketScan scan, scanPackets(*input, source.name(), limits));
    index->damagedPackets = scan.damaged;
    // A stream whose size or pixels libav could not find out by decoding its beginning may hold nothing at
    // all.
    const bool unknown = input->stream()->codecpar->format < 0 || size.isEmpty();
    if (scan.odd || unknown || mode == IndexMode::Decode) {
        input.reset();
        BADCASE_ASSIGN(input, VideoInput::open(source, watch, limits));
        index->origin = VideoIndex::Origin::Decoder;
        index->seekable = !scan.withoutPts;
        BADCASE_TRY(decodeAll(*input, source.name(), watch, limits, *index));
    } else {
        index->pts = std::move(scan.shown);
    }
    placeKeys(std::move(scan.keys), *index);
    return index;
}

} // namespace badcase::media
