// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_input.h"

#include <QCoreApplication>
#include <QIODevice>

#include <cmath>
#include <limits>
#include <vector>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/mem.h>
#include <libavutil/pixdesc.h>
}

namespace badcase::media {

namespace {

constexpr int kIoBuffer = 32 * 1024;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Video", text);
}

/// A playlist may name other files; a sample is one file.
int refuseOtherFiles(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**)
{
    return AVERROR(EPERM);
}

/// The matrix that turns stored frames for display; null when there is none. FFmpeg 6.1 moved it from the
/// stream to the codec parameters.
const qint32* displayMatrix(const AVStream* stream)
{
    constexpr std::size_t kMatrixBytes = 9 * sizeof(qint32);
#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT(60, 31, 100)
    const AVPacketSideData* data = av_packet_side_data_get(
        stream->codecpar->coded_side_data, stream->codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
    return data && data->size >= kMatrixBytes ? reinterpret_cast<const qint32*>(data->data) : nullptr;
#else
    std::size_t size = 0;
    const uint8_t* data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    return data && size >= kMatrixBytes ? reinterpret_cast<const qint32*>(data) : nullptr;
#endif
}

void readOrientation(const AVStream* stream, VideoInfo& info)
{
    const qint32* matrix = displayMatrix(stream);
    if (!matrix)
        return;
    // A negative determinant is a mirror image; it is taken out first, so that a pure rotation remains.
    qint32 turning[9];
    std::copy_n(matrix, 9, turning);
    const double determinant = double(turning[0]) * turning[4] - double(turning[1]) * turning[3];
    info.mirrored = determinant < 0;
    if (info.mirrored)
        av_display_matrix_flip(turning, 1, 0);
    const double counterClockwise = av_display_rotation_get(turning);
    if (std::isnan(counterClockwise))
        return;
    const int quarters = int(std::lround(-counterClockwise / 90)) % 4;
    info.rotation = ((quarters + 4) % 4) * 90;
}

QString textOr(const char* text)
{
    return text ? QString::fromLatin1(text) : QStringLiteral("unknown");
}

QString fourCharacters(quint32 tag)
{
    char text[AV_FOURCC_MAX_STRING_SIZE] = {};
    return tag == 0 ? QStringLiteral("unknown") : QString::fromLatin1(av_fourcc_make_string(text, tag));
}

} // namespace

/// libavformat reads through this: our own device, so that a zip member is as good as a file.
struct VideoInput::Io {
    std::unique_ptr<QIODevice> device;
    const Watchdog* watch = nullptr;
    AVIOContext* context = nullptr;

    ~Io()
    {
        if (context)
            av_freep(&context->buffer);
        avio_context_free(&context);
    }

    static int read(void* opaque, uint8_t* buffer, int size)
    {
        const auto* io = static_cast<Io*>(opaque);
        if (io->watch->isUp())
            return AVERROR_EXIT;
        const qint64 got = io->device->read(reinterpret_cast<char*>(buffer), size);
        if (got < 0)
            return AVERROR(EIO);
        return got == 0 ? AVERROR_EOF : int(got);
    }

    static int64_t seek(void* opaque, int64_t offset, int whence)
    {
        const auto* io = static_cast<Io*>(opaque);
        const qint64 size = io->device->size();
        if (whence & AVSEEK_SIZE)
            return size;
        const int from = whence & ~AVSEEK_FORCE;
        const qint64 base = from == SEEK_CUR ? io->device->pos() : from == SEEK_END ? size : 0;
        // Beyond the end there is nothing to read; libavformat finds that out by reading.
        const qint64 target = base + offset;
        if (target < 0 || !io->device->seek(std::min(target, size)))
            return AVERROR(EINVAL);
        return target;
    }

    static int interrupt(void* opaque) { return static_cast<const Watchdog*>(opaque)->isUp() ? 1 : 0; }
};

VideoInput::VideoInput(const Watchdog& watch) : m_watch(watch) {}

VideoInput::~VideoInput()
{
    avformat_close_input(&m_context);
}

Result<std::unique_ptr<VideoInput>> VideoInput::open(const VideoSource& source, const Watchdog& watch,
                                                     const VideoLimits& limits)
{
    std::unique_ptr<VideoInput> input(new VideoInput(watch));
    input->m_name = source.name();
    BADCASE_TRY(input->openContainer(source, limits));
    BADCASE_TRY(input->findStreams(limits));
    BADCASE_TRY(input->chooseStream());
    input->readInfo();
    return input;
}

Result<void> VideoInput::openContainer(const VideoSource& source, const VideoLimits& limits)
{
    m_io = std::make_unique<Io>();
    m_io->watch = &m_watch;
    BADCASE_ASSIGN(m_io->device, source.open());
    auto* buffer = static_cast<unsigned char*>(av_malloc(kIoBuffer));
    m_io->context = avio_alloc_context(buffer, kIoBuffer, 0, m_io.get(), &Io::read, nullptr, &Io::seek);
    m_context = avformat_alloc_context();
    Q_CHECK_PTR(m_context);
    m_context->pb = m_io->context;
    m_context->flags |= AVFMT_FLAG_CUSTOM_IO;
    m_context->io_open = refuseOtherFiles;
    m_context->interrupt_callback = {&Io::interrupt, const_cast<Watchdog*>(&m_watch)};
    AVDictionary* options = nullptr;
    // Our bytes come through no protocol; formats that open other files by themselves find none that is allowed.
    av_dict_set(&options, "protocol_whitelist", "none", 0);
    av_dict_set(&options, "scan_all_pmts", "1", 0); // as the ffmpeg program does for transport streams
    LibavLog log;
    const int opened = avformat_open_input(&m_context, source.name().toUtf8().constData(), nullptr, &options);
    av_dict_free(&options);
    if (opened >= 0)
        return {};
    m_context = nullptr; // libavformat frees it when opening fails
    if (m_watch.isUp())
        return fail(m_watch.error(m_name));
    const QString said = log.take();
    return fail(ErrorCode::Corrupt,
                tr("%1 is no video that can be read. Expected a whole file of MP4, MOV, MKV, WebM, AVI, TS, "
                   "FLV or GIF; it may be cut off, damaged or something else.")
                    .arg(m_name),
                said.isEmpty() ? libavMessage(opened) : said);
}

Result<void> VideoInput::findStreams(const VideoLimits& limits)
{
    LibavLog log;
    // Looking for the streams' properties may decode frames: with the same limit on their size.
    std::vector<AVDictionary*> options(m_context->nb_streams, nullptr);
    for (AVDictionary*& dictionary : options)
        av_dict_set_int(&dictionary, "max_pixels", limits.maxPixels, 0);
    const int found = avformat_find_stream_info(m_context, options.empty() ? nullptr : options.data());
    for (AVDictionary*& dictionary : options)
        av_dict_free(&dictionary);
    if (m_watch.isUp())
        return fail(m_watch.error(m_name));
    if (found < 0)
        return fail(ErrorCode::Corrupt,
                    tr("The streams of the video %1 cannot be read; it is damaged.").arg(m_name), log.take());
    return {};
}

Result<void> VideoInput::chooseStream()
{
    for (unsigned i = 0; i < m_context->nb_streams; ++i) {
        AVStream* stream = m_context->streams[i];
        stream->discard = AVDISCARD_ALL;
        if (stream->codecpar->codec_type != AVMEDIA_TYPE_VIDEO ||
            (stream->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0)
            continue;
        ++m_info.videoStreams;
        if (!m_stream)
            m_stream = stream;
    }
    if (!m_stream)
        return fail(ErrorCode::Unsupported,
                    tr("%1 has no video stream (only sound or pictures).").arg(m_name));
    m_stream->discard = AVDISCARD_DEFAULT;
    return {};
}

void VideoInput::readInfo()
{
    const AVCodecParameters& parameters = *m_stream->codecpar;
    m_info.container = QString::fromLatin1(m_context->iformat->name);
    // A codec that this libav does not know has only the container's name of it.
    m_info.codec = parameters.codec_id == AV_CODEC_ID_NONE
                       ? fourCharacters(parameters.codec_tag)
                       : QString::fromLatin1(avcodec_get_name(parameters.codec_id));
    m_info.pixelFormat = textOr(av_get_pix_fmt_name(AVPixelFormat(parameters.format)));
    m_info.size = QSize(parameters.width, parameters.height);
    const AVRational aspect = av_guess_sample_aspect_ratio(m_context, m_stream, nullptr);
    m_info.pixelAspect = aspect.num > 0 && aspect.den > 0 ? Rational{aspect.num, aspect.den} : Rational{1, 1};
    readOrientation(m_stream, m_info);
    m_info.timeBase = {m_stream->time_base.num, m_stream->time_base.den};
    if (m_stream->duration != AV_NOPTS_VALUE)
        m_info.duration = double(m_stream->duration) * av_q2d(m_stream->time_base);
    else if (m_context->duration != AV_NOPTS_VALUE)
        m_info.duration = double(m_context->duration) / AV_TIME_BASE;
    if (m_stream->avg_frame_rate.num > 0 && m_stream->avg_frame_rate.den > 0)
        m_info.frameRate = av_q2d(m_stream->avg_frame_rate);
    m_info.colourMatrix = textOr(av_color_space_name(parameters.color_space));
    m_info.colourTransfer = textOr(av_color_transfer_name(parameters.color_trc));
    m_info.fullRange =
        parameters.color_range == AVCOL_RANGE_JPEG || m_info.pixelFormat.startsWith(QLatin1String("yuvj"));
}

Result<bool> VideoInput::next(AVPacket* packet)
{
    while (true) {
        if (m_watch.isUp())
            return fail(m_watch.error(m_name));
        LibavLog log;
        av_packet_unref(packet);
        const int status = av_read_frame(m_context, packet);
        if (status == AVERROR(EAGAIN))
            continue;
        if (status >= 0) {
            if (packet->stream_index == m_stream->index)
                return true;
            continue;
        }
        if (m_watch.isUp())
            return fail(m_watch.error(m_name));
        // Like the ffmpeg program: what cannot be read any more is the end.
        if (status != AVERROR_EOF) {
            const QString said = log.take();
            m_brokenOff = said.isEmpty() ? libavMessage(status) : said;
        }
        return false;
    }
}

bool VideoInput::seek(qint64 stamp)
{
    LibavLog log;
    return avformat_seek_file(m_context, m_stream->index, std::numeric_limits<qint64>::min(), stamp, stamp,
                              0) >= 0;
}

} // namespace badcase::media
