// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/formats/data_set_maker.h"

#include "inference/media/image_reader.h"

#include <QBuffer>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>

#include <algorithm>
#include <memory>

namespace badcase::test {

namespace {

QByteArray encode(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        qFatal("a test picture could not be made");
    return bytes;
}

} // namespace

QByteArray pngPicture(int width, int height, int seed)
{
    QImage image(width, height, QImage::Format_RGB888);
    image.fill(QColor((seed * 53) % 256, (seed * 97 / 3) % 256, (seed / 7) % 256));
    return encode(image);
}

QByteArray pngMask(const ClassMap& map)
{
    QImage image(map.size(), QImage::Format_Grayscale8);
    for (int y = 0; y < map.height(); ++y) {
        for (int x = 0; x < map.width(); ++x)
            image.scanLine(y)[x] = map.at(x, y);
    }
    return encode(image);
}

ClassMap bandMask(int width, int height, int classes)
{
    ClassMap map(QSize(width, height), 0);
    for (int i = 0; i < width * height; ++i)
        map.mutablePixels()[static_cast<std::size_t>(i)] =
            static_cast<std::uint8_t>(i / width * classes / height);
    return map;
}

void writeFile(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s could not be written", qPrintable(path));
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QMap<QString, QByteArray> filesBelow(const QString& folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        files.insert(path.sliced(folder.size() + 1), readFile(path));
    }
    return files;
}

bool zipFolder(const QString& folder, const QString& archive)
{
    const QString program =
        QStringLiteral("import os,sys,zipfile\n"
                       "z=zipfile.ZipFile(sys.argv[2],'w',zipfile.ZIP_DEFLATED)\n"
                       "for d,_,fs in os.walk(sys.argv[1]):\n"
                       "  for f in fs:\n"
                       "    p=os.path.join(d,f); z.write(p,os.path.relpath(p,sys.argv[1]))\n"
                       "z.close()\n");
    return QProcess::execute(QStringLiteral("python3"), {QStringLiteral("-c"), program, folder, archive}) ==
           0;
}

Result<void> Collector::record(formats::Record record)
{
    if (stopAfter >= 0 && static_cast<qint64>(records.size()) >= stopAfter)
        return fail(ErrorCode::NoSpace, QStringLiteral("full"));
    records.push_back(std::move(record));
    return {};
}

const formats::Record* Collector::find(const QString& name) const
{
    for (const auto& record : records) {
        if (record.name == name)
            return &record;
    }
    return nullptr;
}

QStringList Collector::names() const
{
    QStringList all;
    for (const auto& record : records)
        all << record.name;
    return all;
}

int Collector::count(const QString& kind) const
{
    return static_cast<int>(std::count_if(problems.begin(), problems.end(),
                                          [&](const SampleProblem& p) { return p.kind == kind; }));
}

QString Collector::message(const QString& kind) const
{
    for (const auto& problem : problems) {
        if (problem.kind == kind)
            return problem.message;
    }
    return {};
}

Result<Import> importAll(const QString& format, const formats::ReadOptions& options, const Schema& schema)
{
    BADCASE_ASSIGN(const auto reader, formats::readerFor(format));
    Import import;
    BADCASE_ASSIGN(import.pairs, reader->read(options, schema, import.found, CancelToken()));
    return import;
}

Schema makeSchema(Task task, const QStringList& names, std::optional<int> ignore)
{
    std::vector<ClassInfo> classes;
    for (const QString& name : names)
        classes.push_back({name});
    const auto schema = Schema::create(task, std::move(classes), ignore);
    if (!schema)
        qFatal("%s", qPrintable(schema.error().message));
    return *schema;
}

std::vector<formats::ExportRecord> toExport(const std::vector<formats::Record>& records, const Schema& schema)
{
    std::vector<formats::ExportRecord> all;
    QHash<QString, std::shared_ptr<media::MediaRoot>> roots;
    const auto rootOf = [&](const QString& path) {
        auto& root = roots[path];
        if (!root)
            root = media::MediaRoot::open(path).value();
        return root;
    };
    for (const auto& record : records) {
        formats::ExportRecord out;
        out.name = record.name;
        out.split = record.split;
        out.fields = record.fields;
        out.fileBytes = record.fileBytes;
        out.fileCrc = record.fileCrc;
        if (record.media) {
            out.root = rootOf(record.media->root);
            out.member = record.media->path;
        }
        const auto labelSet = [&](const QStringList& names) {
            std::vector<ClassIndex> classes;
            for (const QString& name : names)
                classes.push_back(schema.indexOf(name));
            return LabelSet(classes);
        };
        if (record.labels)
            out.labels = labelSet(*record.labels);
        if (record.segments) {
            out.segments.emplace();
            for (const auto& segment : *record.segments)
                out.segments->push_back({segment.begin, segment.end, labelSet(segment.labels)});
        }
        out.spans = record.spans;
        out.mask = record.maskMap;
        if (record.mask) {
            const auto data = rootOf(record.mask->root)->read(record.mask->path).value();
            out.mask = media::decodeMask(data, record.mask->path, record.maskEncoding, schema).value();
        }
        all.push_back(std::move(out));
    }
    return all;
}

formats::RecordSource sourceOf(const std::vector<formats::ExportRecord>& records)
{
    return [records, index = std::size_t(0)]() mutable -> Result<std::optional<formats::ExportRecord>> {
        if (index >= records.size())
            return std::nullopt;
        return std::optional<formats::ExportRecord>(records[index++]);
    };
}

} // namespace badcase::test
