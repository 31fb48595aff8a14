// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_libav.h"

#include "inference/media/video_index.h"

#include <QByteArray>
#include <QCoreApplication>

#include <array>
#include <cstdarg>
#include <mutex>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavcodec/packet.h>
#include <libavformat/avformat.h>
#include <libavutil/error.h>
#include <libavutil/frame.h>
#include <libavutil/log.h>
}

namespace badcase::media {

namespace {

thread_local QByteArray* t_firstError = nullptr;

void keepFirstError(void* about, int level, const char* format, va_list arguments)
{
    if (level > AV_LOG_ERROR || !t_firstError || !t_firstError->isEmpty())
        return;
    std::array<char, 512> line{};
    int printPrefix = 1;
    av_log_format_line(about, level, format, arguments, line.data(), int(line.size()), &printPrefix);
    *t_firstError = QByteArray(line.data()).trimmed();
}

void listenToLibav()
{
    static std::once_flag once;
    std::call_once(once, [] { av_log_set_callback(keepFirstError); });
}

} // namespace

void FrameDeleter::operator()(AVFrame* frame) const
{
    av_frame_free(&frame);
}

void PacketDeleter::operator()(AVPacket* packet) const
{
    av_packet_free(&packet);
}

FramePtr makeFrame()
{
    FramePtr frame(av_frame_alloc());
    Q_CHECK_PTR(frame.get());
    return frame;
}

PacketPtr makePacket()
{
    PacketPtr packet(av_packet_alloc());
    Q_CHECK_PTR(packet.get());
    return packet;
}

QString videoLibraryVersion()
{
    return QStringLiteral("%1.%2").arg(avformat_version()).arg(avcodec_version());
}

QString libavMessage(int error)
{
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(error, text.data(), text.size());
    return QString::fromUtf8(text.data());
}

LibavLog::LibavLog() : m_before(t_firstError)
{
    listenToLibav();
    t_firstError = &m_first;
}

LibavLog::~LibavLog()
{
    t_firstError = m_before;
}

QString LibavLog::take()
{
    const QString text = QString::fromUtf8(m_first);
    m_first.clear();
    return text;
}

Error Watchdog::error(const QString& name) const
{
    if (cancel.isCancelled())
        return {
            ErrorCode::Cancelled,
            QCoreApplication::translate("badcase::Video", "Reading the video %1 was cancelled").arg(name)};
    return {ErrorCode::Io,
            QCoreApplication::translate("badcase::Video",
                                        "Reading the video %1 took too long and was given up. Check the file "
                                        "and the disk it is on.")
                .arg(name)};
}

} // namespace badcase::media
