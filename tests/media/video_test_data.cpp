// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/media/video_test_data.h"

#include "tests/media/media_test_data.h"
#include "tests/support/test_support.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>

namespace badcase::test {

namespace {

/// The last column of each line that is no comment.
QList<QByteArray> hashesOf(const QByteArray& frameMd5)
{
    QList<QByteArray> hashes;
    const auto lines = frameMd5.split('\n');
    for (const QByteArray& line : lines) {
        if (!line.isEmpty() && !line.startsWith('#'))
            hashes.append(line.mid(line.lastIndexOf(',') + 1).trimmed());
    }
    return hashes;
}

QString referenceFile(QString clip, const char* ending)
{
    return shared(QStringLiteral("data/reference/videos/framemd5/") +
                  clip.replace(u'/', QStringLiteral("__")) + QLatin1String(ending));
}

} // namespace

QString ffmpegProgram()
{
    static const QString program = QStandardPaths::findExecutable(QStringLiteral("ffmpeg"));
    return program;
}

QList<QByteArray> ffmpegHashes(const QString& path, int atMost)
{
    QStringList arguments{"-v",   "quiet", "-noautorotate", "-i",         path,
                          "-map", "0:v:0", "-fps_mode",     "passthrough"};
    if (atMost >= 0)
        arguments << "-frames:v" << QString::number(atMost);
    arguments << "-f"
              << "framemd5"
              << "-";
    QProcess process;
    process.start(ffmpegProgram(), arguments);
    process.closeWriteChannel();
    process.waitForFinished(-1);
    return hashesOf(process.readAllStandardOutput());
}

bool ffmpegMakes(const QString& out, const QString& arguments)
{
    QProcess process;
    process.start(ffmpegProgram(),
                  QStringList{"-v", "error", "-y"} + QProcess::splitCommand(arguments) + QStringList{out});
    process.closeWriteChannel();
    process.waitForFinished(-1);
    if (process.exitCode() != 0)
        qInfo("ffmpeg: %s", process.readAllStandardError().constData());
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

QList<QByteArray> referenceHashes(const QString& clip)
{
    return hashesOf(fileBytes(referenceFile(clip, ".framemd5")));
}

QList<double> referenceTimes(const QString& clip)
{
    const auto json = QJsonDocument::fromJson(fileBytes(referenceFile(clip, ".pts.json"))).object();
    QList<double> times;
    const auto values = json.value(QStringLiteral("pts")).toArray();
    for (const auto& value : values)
        times.append(value.toDouble());
    return times;
}

QList<double> packetTimes(const QString& path)
{
    QProcess process;
    process.start(QStandardPaths::findExecutable(QStringLiteral("ffprobe")),
                  {"-v", "quiet", "-select_streams", "v:0", "-show_entries", "packet=pts_time", "-of",
                   "csv=p=0", path});
    process.closeWriteChannel();
    process.waitForFinished(-1);
    QList<double> times;
    const auto lines = process.readAllStandardOutput().split('\n');
    for (const QByteArray& line : lines) {
        if (!line.trimmed().isEmpty())
            times.append(line.split(',').first().toDouble());
    }
    std::ranges::sort(times);
    return times;
}

QStringList sharedClips()
{
    const auto manifest =
        QJsonDocument::fromJson(fileBytes(shared(QStringLiteral("data/videos/manifest.json")))).object();
    QStringList clips;
    const auto files = manifest.value(QStringLiteral("files")).toArray();
    for (const auto& file : files)
        clips.append(file.toObject().value(QStringLiteral("file")).toString());
    return clips;
}

QList<QByteArray> hashesInOrder(media::VideoReader& reader, int atMost)
{
    QList<QByteArray> hashes;
    // count() is asked anew: the index may be rebuilt on the way.
    for (int number = 0; number < reader.count() && (atMost < 0 || number < atMost); ++number) {
        const auto frame = reader.read(number);
        if (!frame) {
            qInfo("frame %d: %s", number, qPrintable(frame.error().message));
            break;
        }
        hashes.append(frame->md5());
    }
    return hashes;
}

} // namespace badcase::test
