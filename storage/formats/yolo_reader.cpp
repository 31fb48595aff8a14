// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/yolo_reader.h"

#include "storage/formats/file_names.h"
#include "storage/formats/imagefolder_reader.h"
#include "storage/formats/mask_annotations.h"
#include "storage/formats/preview_collector.h"
#include "storage/formats/record_stream.h"
#include "storage/formats/yolo_files.h"

#include <QCoreApplication>
#include <QFile>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::Yolo", text);
}

/// One line of a label file.
struct LabelLine {
    int classNumber = 0;
    bool box = false;
    std::vector<double> corners; ///< of a polygon, in fractions of the picture
};

/// Fails when the line is neither a box nor a polygon, with its number and words for people.
Result<LabelLine> parseLine(const QByteArray& text, int number)
{
    const auto bad = [&](const QString& why) {
        return fail(ErrorCode::Corrupt, tr("line %1 of its labels %2").arg(number).arg(why));
    };
    const QList<QByteArray> words = text.simplified().split(' ');
    LabelLine line;
    bool good = false;
    line.classNumber = words.first().toInt(&good);
    if (!good || line.classNumber < 0)
        return bad(tr("does not begin with the number of a class"));
    for (qsizetype i = 1; i < words.size(); ++i) {
        const double value = words.at(i).toDouble(&good);
        if (!good || !(std::abs(value) <= 2.0)) // a corner may lie a little outside
            return bad(tr("holds \"%1\"; expected are fractions of width and height")
                           .arg(QString::fromLatin1(words.at(i).left(20))));
        line.corners.push_back(value);
    }
    line.box = line.corners.size() == 4 || line.corners.size() == 5; // the fifth is a confidence
    if (!line.box && (line.corners.size() < 6 || line.corners.size() % 2 != 0))
        return bad(tr("is neither a box nor a polygon: it has %1 numbers").arg(line.corners.size()));
    return line;
}

/// Turns the pictures of a set into records.
class YoloSet {
public:
    YoloSet(const ReadOptions& options, const Schema& schema, YoloFiles files)
        : m_options(options), m_schema(schema), m_files(std::move(files)), m_classes(objectClasses(schema))
    {
        for (const QString& name : m_files.names)
            m_names << mappedClass(options, name);
    }

    Result<void> pass(RecordStream& stream);
    void inspect(PendingRecord& pending);
    std::optional<SampleProblem> overlapNote() const { return m_overlaps.note(m_options.source); }
    qint64 pictures() const { return static_cast<qint64>(m_files.pictures.size()); }
    const QStringList& classes() const { return m_names; }

private:
    PendingRecord convert(const YoloPicture& picture);
    Result<std::vector<LabelLine>> parse(PendingRecord& pending, const QByteArray& text) const;
    Result<ClassMap> maskOf(const std::vector<LabelLine>& lines, QSize size);
    bool makesMasks() const { return m_schema.task() == Task::Segmentation && m_schema.size() > 0; }

    ReadOptions m_options;
    Schema m_schema;
    YoloFiles m_files;
    ObjectClasses m_classes;
    QStringList m_names; ///< the project's, by number
    QSet<QString> m_taken;
    OverlapCounter m_overlaps;
};

Result<void> YoloSet::pass(RecordStream& stream)
{
    stream.setTotal(pictures());
    for (const SampleProblem& problem : m_files.problems)
        BADCASE_TRY(stream.addProblem(problem));
    for (const YoloPicture& picture : m_files.pictures) {
        if (stream.full())
            break;
        BADCASE_TRY(stream.add(convert(picture)));
    }
    return stream.finish();
}

PendingRecord YoloSet::convert(const YoloPicture& picture)
{
    PendingRecord pending;
    const QString stem = stemOf(picture.member);
    pending.record.name = m_files.ours ? decodeName(stem) : stem;
    pending.record.split = picture.split.isEmpty() ? m_options.split : picture.split;
    if (m_taken.contains(pending.record.name)) {
        pending.refuse(QStringLiteral("duplicate"),
                       tr("%1: a picture called \"%2\" is there already; the first is kept")
                           .arg(picture.member, pending.record.name));
        return pending;
    }
    m_taken.insert(pending.record.name);
    setMedia(pending, m_files.root, picture.member, picture.stat);
    pending.textRoot = m_files.root;
    pending.textMember = picture.labels;
    pending.pixelsExpected = makesMasks() ? std::max<qint64>(picture.stat.bytes * 8, 1 << 20) : 0;
    return pending;
}

/// Lines of known classes. An error stands for the whole file.
Result<std::vector<LabelLine>> YoloSet::parse(PendingRecord& pending, const QByteArray& text) const
{
    std::vector<LabelLine> lines;
    QSet<int> unknown;
    int number = 0;
    for (const QByteArray& raw : text.split('\n')) {
        ++number;
        if (raw.trimmed().isEmpty())
            continue;
        BADCASE_ASSIGN(LabelLine line, parseLine(raw, number));
        const QString name = m_names.value(line.classNumber);
        if (!name.isEmpty() && (!makesMasks() || m_schema.indexOf(name) != kNoClass)) {
            lines.push_back(std::move(line));
        } else if (!unknown.contains(line.classNumber)) {
            unknown.insert(line.classNumber);
            pending.addProblem(
                QStringLiteral("unknown-class"),
                name.isEmpty()
                    ? tr("%1: data.yaml names no class %2").arg(pending.record.name).arg(line.classNumber)
                    : tr("%1: the class \"%2\" is not in the project; map it or add it")
                          .arg(pending.record.name, name));
        }
    }
    return lines;
}

Result<ClassMap> YoloSet::maskOf(const std::vector<LabelLine>& lines, QSize size)
{
    std::vector<ObjectMask> objects;
    for (const LabelLine& line : lines) {
        if (line.box)
            return fail(ErrorCode::Corrupt, tr("its labels are boxes, and a box is no mask"));
        std::vector<double> corners = line.corners;
        for (std::size_t i = 0; i < corners.size(); ++i)
            corners[i] *= i % 2 == 0 ? size.width() : size.height();
        BADCASE_ASSIGN(MaskRuns runs, rasterisePolygon(corners, size));
        objects.push_back({std::move(runs),
                           static_cast<std::uint8_t>(m_schema.indexOf(m_names.at(line.classNumber))), false});
    }
    FlatMask flat = flatten(std::move(objects), size, m_classes.outside);
    m_overlaps.add(flat.overlap);
    return flat.map;
}

/// Runs on several threads.
void YoloSet::inspect(PendingRecord& pending)
{
    inspectMedia(pending);
    if (!pending.usable)
        return;
    Record& record = pending.record;
    const auto text = pending.textRoot->read(pending.textMember);
    if (!text) {
        pending.addProblem(QStringLiteral("missing-mask"),
                           tr("%1 has no labels (%2); an empty file says that nothing is in the picture")
                               .arg(record.name, pending.textMember));
        return;
    }
    const auto lines = parse(pending, *text);
    auto mask = lines && makesMasks()
                    ? maskOf(*lines, record.size)
                    : Result<ClassMap>(lines ? Result<ClassMap>(ClassMap()) : fail(lines.error()));
    if (!mask) {
        pending.addProblem(QStringLiteral("undecodable-mask"),
                           tr("%1 is not labelled: %2").arg(record.name, mask.error().message));
        return;
    }
    if (makesMasks()) {
        record.maskMap = std::move(*mask);
        return;
    }
    QStringList labels;
    for (const LabelLine& line : *lines) {
        if (const QString& name = m_names.at(line.classNumber); !labels.contains(name))
            labels << name;
    }
    if (m_schema.task() != Task::Segmentation && (!labels.isEmpty() || canHaveNoClass(m_schema)))
        record.labels = labels;
}

} // namespace

Result<Preview> YoloReader::preview(const ReadOptions& options, const Schema& schema, int limit,
                                    const CancelToken& cancel)
{
    BADCASE_ASSIGN(auto files, openYolo(options, cancel));
    if (!files)
        return ImageFolderReader().preview(options, schema, limit, cancel);
    YoloSet set(options, schema, std::move(*files));
    PreviewCollector collector;
    RecordStream stream(
        collector, cancel, [&](PendingRecord& pending) { set.inspect(pending); }, limit);
    BADCASE_TRY(set.pass(stream));
    Preview preview = std::move(collector.preview);
    preview.classes = set.classes();
    preview.estimatedRecords = set.pictures();
    return preview;
}

Result<PairCounts> YoloReader::read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                                    const CancelToken& cancel)
{
    BADCASE_ASSIGN(auto files, openYolo(options, cancel));
    if (!files)
        return ImageFolderReader().read(options, schema, visitor, cancel);
    YoloSet set(options, schema, std::move(*files));
    RecordStream stream(visitor, cancel, [&](PendingRecord& pending) { set.inspect(pending); });
    BADCASE_TRY(set.pass(stream));
    if (auto note = set.overlapNote())
        visitor.problem(std::move(*note));
    return PairCounts{};
}

Result<Schema> yoloSchema(const QString& path, Task task)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, tr("%1 cannot be read").arg(path), file.errorString());
    BADCASE_ASSIGN(const YoloConfig config, parseYoloConfig(file.readAll(), fileNameOf(path)));
    std::vector<ClassInfo> classes;
    for (const QString& name : config.names)
        classes.push_back({name, {}, {}});
    return schemaWithBackground(task, std::move(classes));
}

} // namespace badcase::formats
