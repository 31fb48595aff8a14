// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/content_hash.h"

#include <QCoreApplication>
#include <QIODevice>

#include <algorithm>

namespace badcase::jobs {

namespace {

constexpr qint64 kReadBytes = qint64(1) << 20;

QByteArray bytesOf(qint64 number)
{
    return QByteArray::number(number) + ';';
}

Error unreadable(const media::VideoSource& source, const QIODevice& device)
{
    return {ErrorCode::Io,
            QCoreApplication::translate(
                "badcase::VideoRun",
                "The video %1 cannot be read. Check that it is still there and that you may read it.")
                .arg(source.name()),
            device.errorString()};
}

/// `bytes` from the present position on.
Result<void> addBytes(ContentHash& hash, const media::VideoSource& source, QIODevice& device, qint64 bytes)
{
    while (bytes > 0) {
        const QByteArray part = device.read(std::min(bytes, kReadBytes));
        if (part.isEmpty())
            return fail(unreadable(source, device));
        hash.add(part);
        bytes -= part.size();
    }
    return {};
}

Result<void> addVideo(ContentHash& hash, const media::VideoSource& source, const media::MediaStat& stat)
{
    BADCASE_ASSIGN(const auto device, source.open());
    const qint64 size = device->size();
    if (size <= kWholeVideoBytes)
        return addBytes(hash, source, *device, size);
    hash.add(bytesOf(size) + bytesOf(stat.modified) + bytesOf(stat.crc));
    BADCASE_TRY(addBytes(hash, source, *device, kSampledBytes));
    if (!device->seek(size - kSampledBytes))
        return fail(unreadable(source, *device));
    return addBytes(hash, source, *device, kSampledBytes);
}

Result<void> addFile(ContentHash& hash, const JobSample& sample)
{
    if (sample.kind == SampleKind::Video) {
        BADCASE_ASSIGN(const auto source, media::VideoSource::member(*sample.root, sample.member));
        BADCASE_ASSIGN(const media::MediaStat stat, sample.root->stat(sample.member));
        return addVideo(hash, source, stat);
    }
    BADCASE_ASSIGN(const QByteArray data, sample.root->read(sample.member));
    hash.add(data);
    return {};
}

} // namespace

ContentHash::ContentHash(SampleKind kind)
{
    m_hash.addData(bytesOf(static_cast<qint64>(kind)));
}

void ContentHash::add(QByteArrayView part)
{
    m_hash.addData(bytesOf(part.size()));
    m_hash.addData(part);
}

quint64 ContentHash::value() const
{
    const QByteArray digest = m_hash.result();
    quint64 value = 0;
    for (qsizetype i = 0; i < qsizetype(sizeof value); ++i)
        value = value << 8 | static_cast<quint8>(digest[i]);
    return value;
}

Result<quint64> videoContent(const media::VideoSource& source, const media::MediaStat& stat)
{
    ContentHash hash(SampleKind::Video);
    BADCASE_TRY(addVideo(hash, source, stat));
    return hash.value();
}

Result<quint64> sampleContent(const JobSample& sample, const QStringList& fields, bool media)
{
    ContentHash hash(sample.kind);
    for (const QString& field : fields)
        hash.add(sample.texts.value(field).toUtf8());
    if (media && sample.root && !sample.member.isEmpty())
        BADCASE_TRY(addFile(hash, sample));
    return hash.value();
}

} // namespace badcase::jobs
