// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/video_index.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <cmath>

namespace badcase::media {

namespace {

constexpr quint32 kMagic = 0x42435649; // "BCVI"
constexpr quint16 kVersion = 1;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::VideoIndex", text);
}

/// Seven bits a byte, low ones first; signs folded in, because differences of pts are small.
void putNumber(QByteArray& out, qint64 value)
{
    quint64 rest = (quint64(value) << 1) ^ quint64(value >> 63);
    while (rest >= 0x80) {
        out.append(char(quint8(rest) | 0x80));
        rest >>= 7;
    }
    out.append(char(rest));
}

/// False when the bytes end too early or the number is too long.
bool takeNumber(const QByteArray& in, qsizetype& at, qint64& value)
{
    quint64 folded = 0;
    for (int shift = 0; shift < 64 && at < in.size(); shift += 7) {
        const auto byte = quint8(in[at++]);
        folded |= quint64(byte & 0x7F) << shift;
        if ((byte & 0x80) == 0) {
            value = qint64(folded >> 1) ^ -qint64(folded & 1);
            return true;
        }
    }
    return false;
}

/// Wraps instead of overflowing: untrusted files hold any number.
qint64 difference(qint64 a, qint64 b)
{
    return qint64(quint64(a) - quint64(b));
}

qint64 sum(qint64 a, qint64 b)
{
    return qint64(quint64(a) + quint64(b));
}

QDataStream& operator<<(QDataStream& out, const Rational& value)
{
    return out << qint32(value.num) << qint32(value.den);
}

QDataStream& operator>>(QDataStream& in, Rational& value)
{
    qint32 num = 0;
    qint32 den = 0;
    in >> num >> den;
    value = {num, den};
    return in;
}

void write(QDataStream& out, const VideoInfo& info)
{
    out << info.container << info.codec << info.pixelFormat << info.size << info.pixelAspect
        << qint32(info.rotation) << info.mirrored << info.timeBase << info.duration << info.frameRate
        << qint32(info.videoStreams) << info.colourMatrix << info.colourTransfer << info.fullRange;
}

void read(QDataStream& in, VideoInfo& info)
{
    qint32 rotation = 0;
    qint32 streams = 0;
    in >> info.container >> info.codec >> info.pixelFormat >> info.size >> info.pixelAspect >> rotation >>
        info.mirrored >> info.timeBase >> info.duration >> info.frameRate >> streams >> info.colourMatrix >>
        info.colourTransfer >> info.fullRange;
    info.rotation = rotation;
    info.videoStreams = streams;
}

QByteArray packNumbers(const VideoIndex& index)
{
    QByteArray numbers;
    qint64 before = 0;
    for (const qint64 pts : index.pts) {
        putNumber(numbers, difference(pts, before));
        before = pts;
    }
    VideoKey last;
    for (const VideoKey& key : index.keys) {
        putNumber(numbers, difference(key.stamp, last.stamp));
        putNumber(numbers, difference(key.dts, key.stamp));
        putNumber(numbers, (qint64(key.frame) - last.frame) * 2 + (key.shown ? 1 : 0));
        last = key;
    }
    return numbers;
}

/// False when the numbers do not make sense.
bool unpackNumbers(const QByteArray& numbers, qint64 frames, qint64 keys, VideoIndex& index)
{
    // Each number takes a byte at least: counts beyond that are not believed.
    if (frames < 0 || keys < 0 || keys > numbers.size() / 3 || frames > numbers.size() - 3 * keys)
        return false;
    qsizetype at = 0;
    qint64 before = 0;
    for (qint64 i = 0; i < frames; ++i) {
        qint64 step = 0;
        if (!takeNumber(numbers, at, step))
            return false;
        before = sum(before, step);
        index.pts.push_back(before);
    }
    VideoKey last;
    for (qint64 i = 0; i < keys; ++i) {
        qint64 stamp = 0;
        qint64 dts = 0;
        qint64 frame = 0;
        if (!takeNumber(numbers, at, stamp) || !takeNumber(numbers, at, dts) ||
            !takeNumber(numbers, at, frame))
            return false;
        const qint64 number = last.frame + (frame >> 1);
        if (number < last.frame || number > frames)
            return false;
        last = {sum(last.stamp, stamp), 0, qint32(number), (frame & 1) != 0};
        last.dts = sum(last.stamp, dts);
        index.keys.push_back(last);
    }
    return at == numbers.size();
}

} // namespace

QSize VideoInfo::displaySize() const
{
    QSize shown = size;
    // The height stays: every stored line is one line on screen.
    if (pixelAspect.num > 0 && pixelAspect.den > 0 && pixelAspect.num != pixelAspect.den)
        shown.setWidth(int(std::clamp(std::round(size.width() * pixelAspect.value()), 1.0, 32767.0)));
    return rotation % 180 == 0 ? shown : shown.transposed();
}

bool VideoIndex::isKey(int frame) const
{
    const auto key = std::ranges::lower_bound(keys, frame, {}, &VideoKey::frame);
    for (auto at = key; at != keys.end() && at->frame == frame; ++at) {
        if (at->shown)
            return true;
    }
    return false;
}

int VideoIndex::keyFor(int frame) const
{
    return int(std::ranges::upper_bound(keys, frame, {}, &VideoKey::frame) - keys.begin()) - 1;
}

int VideoIndex::groupStart(int frame) const
{
    const int key = keyFor(frame);
    return key < 0 ? 0 : keys[std::size_t(key)].frame;
}

double VideoIndex::seconds(int frame) const
{
    return double(difference(pts[std::size_t(frame)], pts.front())) * info.timeBase.value();
}

double VideoIndex::endSeconds() const
{
    if (pts.empty())
        return 0;
    const double last = seconds(count() - 1);
    if (count() > 1)
        return last + std::max(0.0, last - seconds(count() - 2));
    return info.frameRate > 0 ? 1 / info.frameRate : info.duration;
}

int VideoIndex::frameAt(double seconds) const
{
    if (pts.empty())
        return 0;
    // A time that was computed from a frame's own pts must find that frame again.
    constexpr double kRounding = 1e-6;
    const double unit = info.timeBase.value();
    const double wanted = seconds + kRounding;
    const auto after = std::upper_bound(pts.begin(), pts.end(), wanted, [&](double value, qint64 stamp) {
        return value < double(difference(stamp, pts.front())) * unit;
    });
    return std::max(0, int(after - pts.begin()) - 1);
}

QByteArray VideoIndex::toBytes() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << kMagic << kVersion;
    write(out, info);
    out << quint8(origin) << seekable << qint32(damagedPackets) << qint64(pts.size()) << qint64(keys.size())
        << packNumbers(*this);
    return bytes;
}

Result<VideoIndex> VideoIndex::fromBytes(const QByteArray& data)
{
    QDataStream in(data);
    in.setVersion(QDataStream::Qt_6_4);
    quint32 magic = 0;
    quint16 version = 0;
    in >> magic >> version;
    const auto corrupt = [] {
        return fail(ErrorCode::Corrupt,
                    tr("The stored index of a video is damaged. It has to be built again."));
    };
    if (in.status() != QDataStream::Ok || magic != kMagic)
        return corrupt();
    if (version != kVersion)
        return fail(ErrorCode::NewerVersion, tr("The stored index of a video has version %1, this program "
                                                "reads version %2. It has to be built "
                                                "again.")
                                                 .arg(version)
                                                 .arg(kVersion));
    VideoIndex index;
    read(in, index.info);
    quint8 origin = 0;
    qint32 damaged = 0;
    qint64 frames = 0;
    qint64 keys = 0;
    QByteArray numbers;
    in >> origin >> index.seekable >> damaged >> frames >> keys >> numbers;
    if (in.status() != QDataStream::Ok || !in.atEnd() || origin > quint8(Origin::Decoder) ||
        !unpackNumbers(numbers, frames, keys, index))
        return corrupt();
    index.origin = Origin(origin);
    index.damagedPackets = damaged;
    return index;
}

} // namespace badcase::media
