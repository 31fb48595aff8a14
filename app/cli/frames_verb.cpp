// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "inference/media/video_reader.h"
#include "inference/media/video_sampling.h"

#include <QDir>
#include <QJsonArray>

#include <numeric>

namespace badcase::cli {

namespace {

/// Which frames are asked for; nothing set means all.
struct FrameChoice {
    std::optional<int> count;
    std::optional<int> every;
    std::vector<int> at;
};

Result<FrameChoice> frameChoice(const Arguments& arguments)
{
    FrameChoice choice;
    BADCASE_ASSIGN(choice.count, arguments.number(QStringLiteral("count"), 1));
    BADCASE_ASSIGN(choice.every, arguments.number(QStringLiteral("every"), 1));
    const bool at = arguments.has(QStringLiteral("at"));
    if (int(choice.count.has_value()) + int(choice.every.has_value()) + int(at) > 1)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("--count, --every and --at exclude one another"));
    if (!at)
        return choice;
    const auto parts = arguments.value(QStringLiteral("at")).split(u',');
    for (const QString& part : parts) {
        bool ok = false;
        choice.at.push_back(part.trimmed().toInt(&ok));
        if (!ok || choice.at.back() < 0)
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral(
                            "--at takes frame numbers from 0 with commas between, as 0,17,42; \"%1\" is none")
                            .arg(part));
    }
    return choice;
}

Result<std::vector<int>> chosenFrames(const FrameChoice& choice, int total, const QString& path)
{
    for (const int number : choice.at) {
        if (number >= total)
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("%1 has frames 0 to %2; there is no frame %3")
                            .arg(path)
                            .arg(total - 1)
                            .arg(number));
    }
    if (!choice.at.empty())
        return choice.at;
    if (choice.count)
        return media::uniformFrames(total, *choice.count);
    return media::everyFrame(total, choice.every.value_or(1));
}

/// What is done with each frame.
struct FrameWork {
    bool hash = false;
    QDir out;
    bool write = false;
};

QJsonObject frameJson(const media::VideoIndex& index, int number)
{
    return {{QStringLiteral("n"), number},
            {QStringLiteral("pts"), index.pts[std::size_t(number)]},
            {QStringLiteral("seconds"), index.fileSeconds(number)},
            {QStringLiteral("key"), index.isKey(number)}};
}

/// Upright, one pixel of the file for each pixel of the picture.
Result<QString> writePng(const media::VideoFrame& frame, media::FrameConverter& converter, const QDir& out)
{
    media::FrameOutput output;
    output.pixels = media::PixelFormat::Rgb888;
    output.squarePixels = false;
    BADCASE_ASSIGN(const QImage image, converter.convert(frame, output));
    const QString file =
        out.filePath(QStringLiteral("frame_%1.png").arg(frame.number(), 6, 10, QLatin1Char('0')));
    if (!image.save(file, "PNG"))
        return fail(
            ErrorCode::Io,
            QStringLiteral("%1 cannot be written. Is there space, and may you write there?").arg(file));
    return file;
}

/// The entries of the frames `numbers`, in their order. Frames that cannot be decoded become problems.
Result<QJsonArray> workOnFrames(media::VideoReader& reader, const std::vector<int>& numbers,
                                const FrameWork& work, const ProgressCallback& progress,
                                std::vector<SampleProblem>& problems)
{
    const media::VideoIndexPtr index = reader.index();
    std::vector<QJsonObject> entries;
    for (const int number : numbers)
        entries.push_back(frameJson(*index, number));
    media::FrameConverter converter;
    qint64 done = 0;
    const auto visit = [&](const media::VideoFrame& frame, std::span<const int> positions) -> Result<bool> {
        const QJsonValue md5 = work.hash ? QJsonValue(QString::fromLatin1(frame.md5())) : QJsonValue();
        QString file;
        if (work.write) {
            BADCASE_ASSIGN(file, writePng(frame, converter, work.out));
        }
        for (const int at : positions) {
            if (work.hash)
                entries[std::size_t(at)].insert(QStringLiteral("md5"), md5);
            if (work.write)
                entries[std::size_t(at)].insert(QStringLiteral("file"), file);
        }
        done += qint64(positions.size());
        progress({done, qint64(numbers.size())});
        // Another index: all that was said so far has to be said again.
        return reader.index() == index;
    };
    if (work.hash || work.write) {
        if (const auto read = reader.readFrames(numbers, visit); !read) {
            if (read.error().code != ErrorCode::Corrupt)
                return fail(read.error());
            problems.push_back({reader.info().codec, QStringLiteral("undecodable"), read.error().message});
        }
    }
    QJsonArray json;
    for (const QJsonObject& entry : entries)
        json.append(entry);
    return json;
}

QJsonObject videoJson(const media::VideoReader& reader)
{
    const media::VideoInfo& info = reader.info();
    // As ffprobe says it: counter-clockwise, above -180 and up to 180.
    const int counterClockwise = info.rotation > 180 || info.rotation == 0 ? (360 - info.rotation) % 360
                                 : info.rotation == 180                    ? 180
                                                                           : -info.rotation;
    const QSize shown = info.displaySize();
    return {
        {QStringLiteral("count"), reader.count()},
        {QStringLiteral("width"), info.size.width()},
        {QStringLiteral("height"), info.size.height()},
        {QStringLiteral("display_width"), shown.width()},
        {QStringLiteral("display_height"), shown.height()},
        {QStringLiteral("rotation"), counterClockwise},
        {QStringLiteral("time_base"), QStringLiteral("%1/%2").arg(info.timeBase.num).arg(info.timeBase.den)},
        {QStringLiteral("codec"), info.codec},
        {QStringLiteral("pixel_format"), info.pixelFormat},
        {QStringLiteral("duration"), reader.index()->endSeconds()},
        {QStringLiteral("damaged_packets"),
         std::max(reader.index()->damagedPackets, reader.report().damagedPackets)}};
}

void printFrames(const Output& output, const QString& path, const QJsonObject& json)
{
    output.line(QStringLiteral("%1: %2 frames, %3 x %4, %5")
                    .arg(path)
                    .arg(json.value(QStringLiteral("count")).toInt())
                    .arg(json.value(QStringLiteral("width")).toInt())
                    .arg(json.value(QStringLiteral("height")).toInt())
                    .arg(json.value(QStringLiteral("codec")).toString()));
    const auto frames = json.value(QStringLiteral("frames")).toArray();
    for (const auto& value : frames) {
        const QJsonObject frame = value.toObject();
        output.line(
            QStringLiteral("%1  %2 s  %3%4")
                .arg(frame.value(QStringLiteral("n")).toInt(), 6)
                .arg(frame.value(QStringLiteral("seconds")).toDouble(), 0, 'f', 6)
                .arg(frame.value(QStringLiteral("md5")).toString(),
                     frame.value(QStringLiteral("key")).toBool() ? QStringLiteral("  key") : QString()));
    }
}

Result<FrameWork> frameWork(const Arguments& arguments)
{
    FrameWork work;
    work.hash = arguments.has(QStringLiteral("hash"));
    work.write = arguments.has(QStringLiteral("out"));
    if (work.write) {
        work.out = QDir(arguments.value(QStringLiteral("out")));
        if (!work.out.mkpath(QStringLiteral(".")))
            return fail(ErrorCode::Io, QStringLiteral("The folder %1 cannot be made").arg(work.out.path()));
    }
    return work;
}

Result<int> frames(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    const QString path = arguments.positional(0);
    BADCASE_ASSIGN(const FrameChoice choice, frameChoice(arguments));
    BADCASE_ASSIGN(const auto source, media::VideoSource::file(path));
    media::VideoOptions options;
    options.cancel = cancel;
    BADCASE_ASSIGN(const auto reader, media::VideoReader::open(source, options));
    BADCASE_ASSIGN(std::vector<int> numbers, chosenFrames(choice, reader->count(), path));
    BADCASE_ASSIGN(const FrameWork work, frameWork(arguments));
    const auto progress = output.progress(QStringLiteral("frames"));
    std::vector<SampleProblem> problems;
    auto before = reader->index();
    BADCASE_ASSIGN(QJsonArray list, workOnFrames(*reader, numbers, work, progress, problems));
    if (reader->index() != before) { // the file is damaged, and only now is it known which frames there are
        problems.clear();
        BADCASE_ASSIGN(numbers, chosenFrames(choice, reader->count(), path));
        BADCASE_ASSIGN(list, workOnFrames(*reader, numbers, work, progress, problems));
    }
    for (SampleProblem& problem : problems)
        problem.sample = path;
    QJsonObject json = videoJson(*reader);
    json.insert(QStringLiteral("frames"), list);
    QJsonArray problemList;
    for (const SampleProblem& problem : problems)
        problemList.append(QJsonObject{{QStringLiteral("sample"), problem.sample},
                                       {QStringLiteral("kind"), problem.kind},
                                       {QStringLiteral("message"), problem.message}});
    json.insert(QStringLiteral("problems"), problemList);
    output.result(json, [&] {
        printFrames(output, path, json);
        output.problems(problems);
    });
    return statusFor(!problems.empty());
}

} // namespace

std::vector<Verb> videoVerbs()
{
    const auto option = [](const char* name, const char* value, const char* help) {
        return OptionSpec{QLatin1String(name), QLatin1String(value), QLatin1String(help)};
    };
    return {{QStringLiteral("frames"),
             {QStringLiteral("VIDEO")},
             {option("count", "N", "N frames, each in the middle of one of N equal parts"),
              option("every", "K", "every K-th frame, from the first"),
              option("at", "N,N,...", "these frames, counted from 0"),
              option("hash", "", "the MD5 of each frame's planes, as in ffmpeg's framemd5"),
              option("out", "DIR", "writes the frames there as PNG files, upright")},
             QStringLiteral("Lists frames of a video by number, or writes them."),
             frames}};
}

} // namespace badcase::cli
