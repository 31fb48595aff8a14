// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_decoder.h"

#include "inference/media/video_input.h"

#include <QCoreApplication>

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

} // namespace

qint64 stampOf(const AVFrame& frame)
{
    return frame.best_effort_timestamp;
}

qint64 stampOf(const AVPacket& packet)
{
    return packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts;
}

bool hasStamp(qint64 stamp)
{
    return stamp != AV_NOPTS_VALUE;
}

Result<void> checkDecoder(const VideoInput& input, const QString& name)
{
    const AVCodecID codec = input.stream()->codecpar->codec_id;
    if (codec != AV_CODEC_ID_NONE && avcodec_find_decoder(codec))
        return {};
    return fail(
        ErrorCode::Unsupported,
        tr("The video %1 is coded as %2, for which the installed FFmpeg (libavcodec %3) has no decoder. "
           "Convert the file to H.264, or install an FFmpeg that decodes it.")
            .arg(name, input.info().codec)
            .arg(avcodec_version() >> 16));
}

VideoDecoder::VideoDecoder(VideoInput& input, const QString& name, const Watchdog& watch)
    : m_input(input), m_name(name), m_watch(watch), m_packet(makePacket())
{}

VideoDecoder::~VideoDecoder()
{
    avcodec_free_context(&m_context);
}

Result<std::unique_ptr<VideoDecoder>> VideoDecoder::open(VideoInput& input, const QString& name,
                                                         const Watchdog& watch, const VideoLimits& limits,
                                                         int threads)
{
    BADCASE_TRY(checkDecoder(input, name));
    const AVStream* stream = input.stream();
    const AVCodec* codec = avcodec_find_decoder(stream->codecpar->codec_id);
    LibavLog log;
    std::unique_ptr<VideoDecoder> decoder(new VideoDecoder(input, name, watch));
    AVCodecContext* context = avcodec_alloc_context3(codec);
    Q_CHECK_PTR(context);
    decoder->m_context = context;
    const auto refuse = [&](int status) {
        const QString said = log.take();
        return fail(ErrorCode::Corrupt,
                    tr("The decoder for %1 refuses the video %2.").arg(input.info().codec, name),
                    said.isEmpty() ? libavMessage(status) : said);
    };
    if (const int status = avcodec_parameters_to_context(context, stream->codecpar); status < 0)
        return refuse(status);
    if (qint64(context->width) * context->height > limits.maxPixels)
        return fail(ErrorCode::TooLarge,
                    tr("The video %1 has frames of %2 x %3 pixels; at most %4 pixels are allowed.")
                        .arg(name)
                        .arg(context->width)
                        .arg(context->height)
                        .arg(limits.maxPixels));
    context->pkt_timebase = stream->time_base; // best_effort_timestamp needs it
    context->framerate = stream->avg_frame_rate;
    context->thread_count = threads;
    context->max_pixels = limits.maxPixels; // the size may also change in mid-stream
    if (const int status = avcodec_open2(context, codec, nullptr); status < 0)
        return refuse(status);
    return decoder;
}

void VideoDecoder::noteDamage(const QString& said)
{
    if (m_damage.packets++ == 0)
        m_damage.first = said;
}

/// False when the decoder does nothing but refuse.
bool VideoDecoder::noteError(int status, LibavLog& log)
{
    // While packets come in, each refusal uses one up. At the end only the decoder could go round for ever.
    constexpr int kMaxErrorsAtTheEnd = 1000;
    const QString said = log.take();
    noteDamage(said.isEmpty() ? libavMessage(status) : said);
    ++m_errorsInARow;
    return !m_draining || m_errorsInARow < kMaxErrorsAtTheEnd;
}

void VideoDecoder::send(const AVPacket* packet, LibavLog& log)
{
    if (packet && (packet->flags & AV_PKT_FLAG_CORRUPT) != 0)
        noteDamage(tr("The container marks a packet as damaged"));
    const int status = avcodec_send_packet(m_context, packet);
    if (status < 0 && status != AVERROR(EAGAIN) && status != AVERROR_EOF)
        noteError(status, log);
}

Result<void> VideoDecoder::feed(LibavLog& log)
{
    if (m_first) {
        send(m_first.get(), log);
        m_first.reset();
        return {};
    }
    BADCASE_ASSIGN(const bool more, m_input.next(m_packet.get()));
    m_draining = !more;
    send(more ? m_packet.get() : nullptr, log);
    return {};
}

Result<FramePtr> VideoDecoder::next()
{
    LibavLog log;
    FramePtr frame = makeFrame();
    while (true) {
        if (m_watch.isUp())
            return fail(m_watch.error(m_name));
        const int status = avcodec_receive_frame(m_context, frame.get());
        if (status >= 0) {
            m_errorsInARow = 0;
            if (frame->decode_error_flags != 0 || (frame->flags & AV_FRAME_FLAG_CORRUPT) != 0)
                ++m_damage.frames;
            return frame;
        }
        if (status == AVERROR(EAGAIN) && !m_draining) {
            BADCASE_TRY(feed(log));
            continue;
        }
        if (status == AVERROR_EOF || status == AVERROR(EAGAIN) || !noteError(status, log))
            return FramePtr();
    }
}

Result<FramePtr> VideoDecoder::decodeAlone(const AVPacket& packet)
{
    LibavLog log;
    avcodec_flush_buffers(m_context);
    send(&packet, log);
    avcodec_send_packet(m_context, nullptr);
    FramePtr frame = makeFrame();
    const int status = avcodec_receive_frame(m_context, frame.get());
    if (status < 0)
        frame.reset();
    restart({});
    if (m_watch.isUp())
        return fail(m_watch.error(m_name));
    return frame;
}

void VideoDecoder::restart(PacketPtr first)
{
    avcodec_flush_buffers(m_context);
    m_first = std::move(first);
    m_draining = false;
    m_errorsInARow = 0;
}

} // namespace badcase::media
