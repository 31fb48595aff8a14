// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/coco_reader.h"

#include "storage/formats/coco_files.h"
#include "storage/formats/mask_annotations.h"
#include "storage/formats/media_finder.h"
#include "storage/formats/preview_collector.h"
#include "storage/formats/record_stream.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <limits>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::Coco", text);
}

QSize sizeOf(const QJsonValue& heightAndWidth)
{
    const QJsonArray list = heightAndWidth.toArray();
    return QSize(list.at(1).toInt(), list.at(0).toInt());
}

/// Polygons, or run lengths in either form, at the size of the picture.
Result<MaskRuns> runsOfSegmentation(const QJsonValue& segmentation, QSize size)
{
    if (segmentation.isArray()) {
        std::vector<MaskRuns> pieces;
        for (const auto& polygon : segmentation.toArray()) {
            std::vector<double> corners;
            for (const auto& number : polygon.toArray())
                corners.push_back(number.toDouble(std::numeric_limits<double>::quiet_NaN()));
            BADCASE_ASSIGN(pieces.emplace_back(), rasterisePolygon(corners, size));
        }
        if (pieces.empty())
            return fail(ErrorCode::Corrupt, tr("an annotation has a box but no mask"));
        return pieces.size() == 1 ? pieces.front() : mergeMasks(pieces);
    }
    if (!segmentation.isObject())
        return fail(ErrorCode::Corrupt, tr("an annotation has a box but no mask"));
    const QJsonObject runs = segmentation.toObject();
    const QSize stated = sizeOf(runs.value(QStringLiteral("size")));
    if (stated != size)
        return fail(ErrorCode::Corrupt, tr("its run lengths are for %1 x %2 but the picture is %3 x %4")
                                            .arg(stated.width())
                                            .arg(stated.height())
                                            .arg(size.width())
                                            .arg(size.height()));
    const QJsonValue counts = runs.value(QStringLiteral("counts"));
    if (counts.isString())
        return runsFromCompressed(counts.toString().toLatin1(), size);
    std::vector<qint64> lengths;
    for (const auto& count : counts.toArray())
        lengths.push_back(count.toInteger(-1));
    return runsFromCounts(lengths, size);
}

/// Turns the pictures of a set into records.
class CocoSet {
public:
    static Result<std::unique_ptr<CocoSet>> open(const ReadOptions& options, const Schema& schema,
                                                 const CancelToken& cancel)
    {
        BADCASE_ASSIGN(CocoFiles files, openCoco(options, cancel));
        return std::unique_ptr<CocoSet>(new CocoSet(options, schema, std::move(files), cancel));
    }

    Result<void> pass(RecordStream& stream);
    void inspect(PendingRecord& pending);
    std::optional<SampleProblem> overlapNote() const { return m_overlaps.note(m_options.source); }
    qint64 pictures() const;
    QStringList classes() const;

private:
    CocoSet(const ReadOptions& options, const Schema& schema, CocoFiles files, const CancelToken& cancel)
        : m_options(options),
          m_schema(schema),
          m_files(std::move(files)),
          m_classes(objectClasses(schema)),
          m_finder(m_files.pictures, cancel)
    {}

    struct Reading; ///< what is gathered from the annotations of one picture

    Result<void> passPart(std::size_t number, RecordStream& stream);
    Result<void> addImage(std::size_t number, CocoIndex& index, int image, RecordStream& stream);
    Result<void> addTexts(CocoIndex& index, int image, const QString& category, PendingRecord& pending);
    void addMedia(PendingRecord& pending, const CocoPart& part);
    void addObject(PendingRecord& pending, const QJsonObject& object, const CocoIndex& index,
                   Reading& reading) const;
    bool makesMasks() const { return m_schema.task() == Task::Segmentation && m_schema.size() > 0; }

    ReadOptions m_options;
    Schema m_schema;
    CocoFiles m_files;
    ObjectClasses m_classes;
    MediaFinder m_finder;
    QSet<QString> m_names;
    OverlapCounter m_overlaps;
};

struct CocoSet::Reading {
    QStringList labels;
    std::vector<ObjectMask> objects;
    QSet<QString> unknown;
    bool maskLost = false;
};

qint64 CocoSet::pictures() const
{
    qint64 count = 0;
    for (const CocoPart& part : m_files.parts)
        count += static_cast<qint64>((part.objects ? part.objects : part.captions)->images().size());
    return count;
}

QStringList CocoSet::classes() const
{
    QStringList names;
    for (const CocoPart& part : m_files.parts) {
        for (const CocoCategory& category :
             part.objects ? part.objects->categories() : std::vector<CocoCategory>()) {
            if (const QString name = mappedClass(m_options, category.name); !names.contains(name))
                names << name;
        }
    }
    return names;
}

Result<void> CocoSet::pass(RecordStream& stream)
{
    stream.setTotal(pictures());
    for (std::size_t number = 0; number < m_files.parts.size(); ++number)
        BADCASE_TRY(passPart(number, stream));
    return stream.finish();
}

Result<void> CocoSet::passPart(std::size_t number, RecordStream& stream)
{
    CocoPart& part = m_files.parts[number];
    CocoIndex& first = part.objects ? *part.objects : *part.captions;
    for (const QString& name : first.duplicates())
        BADCASE_TRY(stream.addProblem(
            {name, QStringLiteral("duplicate"),
             tr("%1 lists two pictures with the id of %2; the first is kept").arg(first.name(), name)}));
    for (int image = 0; image < static_cast<int>(first.images().size()) && !stream.full(); ++image)
        BADCASE_TRY(addImage(number, first, image, stream));
    if (!part.objects || !part.captions)
        return {};
    for (int image = 0; image < static_cast<int>(part.captions->images().size()) && !stream.full(); ++image) {
        if (first.imageOf(part.captions->idOf(image)) < 0)
            BADCASE_TRY(addImage(number, *part.captions, image, stream));
    }
    return {};
}

Result<void> CocoSet::addImage(std::size_t number, CocoIndex& index, int image, RecordStream& stream)
{
    const CocoPart& part = m_files.parts[number];
    const CocoImage& known = index.images()[std::size_t(image)];
    PendingRecord pending;
    pending.part = number;
    Record& record = pending.record;
    record.name = known.fileName;
    if (record.name.isEmpty()) {
        record.name = tr("image %1").arg(QString::fromUtf8(index.idOf(image)));
        return stream.addProblem({record.name, QStringLiteral("unknown-image"),
                                  tr("%1 has annotations of the image %2, which it does not list")
                                      .arg(index.name(), QString::fromUtf8(index.idOf(image)))});
    }
    if (m_names.contains(record.name)) {
        pending.refuse(
            QStringLiteral("duplicate"),
            tr("\"%1\" is there already; the first picture of that name is kept").arg(record.name));
        return stream.add(std::move(pending));
    }
    m_names.insert(record.name);
    record.kind = SampleKind::NoMedia;
    record.split = part.split.isEmpty() ? m_options.split : part.split;
    record.size = known.size;
    addMedia(pending, part);
    if (pending.usable) {
        pending.pixelsExpected = makesMasks() ? qint64(known.size.width()) * known.size.height() : 0;
        BADCASE_TRY(addTexts(index, image, QStringLiteral("object"), pending));
        if (part.captions && &index != part.captions.get())
            if (const int same = part.captions->imageOf(index.idOf(image)); same >= 0)
                BADCASE_TRY(addTexts(*part.captions, same, QStringLiteral("caption"), pending));
    }
    return stream.add(std::move(pending));
}

Result<void> CocoSet::addTexts(CocoIndex& index, int image, const QString& category, PendingRecord& pending)
{
    BADCASE_ASSIGN(auto texts, index.annotations(image));
    for (QByteArray& text : texts)
        pending.annotations.push_back({category, std::move(text)});
    return {};
}

void CocoSet::addMedia(PendingRecord& pending, const CocoPart& part)
{
    const QString name = pending.record.name;
    for (const QString& folder : {part.folder, QStringLiteral("images")}) {
        if (folder.isEmpty())
            continue;
        if (const auto found = m_finder.find(folder + u'/' + name)) {
            setMedia(pending, m_finder.root(), found->member, found->stat);
            return;
        }
    }
    const auto found = m_finder.find(name);
    if (found)
        setMedia(pending, m_finder.root(), found->member, found->stat);
    else if (found.error().code == ErrorCode::InvalidArgument)
        pending.refuse(QStringLiteral("unsafe-path"), found.error().message);
    else if (m_options.keepMissing)
        pending.addProblem(QStringLiteral("kept-without-media"), found.error().message);
    else
        pending.refuse(QStringLiteral("missing-media"), found.error().message);
}

/// Runs on several threads.
void CocoSet::inspect(PendingRecord& pending)
{
    Record& record = pending.record;
    const CocoIndex* categories = m_files.parts[pending.part].objects.get();
    const QSize stated = record.size;
    inspectMedia(pending);
    if (!pending.usable)
        return;
    if (record.media && !stated.isEmpty() && stated != record.size)
        pending.addProblem(QStringLiteral("size-mismatch"),
                           tr("%1: the file says %2 x %3 but the picture is %4 x %5")
                               .arg(record.name)
                               .arg(stated.width())
                               .arg(stated.height())
                               .arg(record.size.width())
                               .arg(record.size.height()));
    Reading reading;
    QStringList captions;
    for (const auto& annotation : pending.annotations) {
        const QJsonObject object = QJsonDocument::fromJson(annotation.text).object();
        if (const auto caption = object.value(QStringLiteral("caption")); caption.isString())
            captions << caption.toString();
        else if (categories)
            addObject(pending, object, *categories, reading);
    }
    pending.annotations.clear();
    if (const QString text = captions.join(u'\n'); !text.isEmpty())
        record.fields.insert(QStringLiteral("caption"), text);
    if (!categories || !categories->hasCategories() || !categories->hasAnnotations())
        return;
    if (m_schema.task() != Task::Segmentation) {
        if (!reading.labels.isEmpty() || canHaveNoClass(m_schema))
            record.labels = reading.labels;
    } else if (makesMasks() && !reading.maskLost && !record.size.isEmpty()) {
        FlatMask flat = flatten(std::move(reading.objects), record.size, m_classes.outside);
        m_overlaps.add(flat.overlap);
        record.maskMap = std::move(flat.map);
    }
}

void CocoSet::addObject(PendingRecord& pending, const QJsonObject& object, const CocoIndex& index,
                        Reading& reading) const
{
    const qint64 id = object.value(QStringLiteral("category_id")).toInteger(-1);
    const CocoCategory* category = index.category(id);
    const QString name = category ? mappedClass(m_options, category->name) : QString();
    const bool known = category && (!makesMasks() || m_schema.indexOf(name) != kNoClass);
    if (!known) {
        const QString word = category ? name : QString::number(id);
        if (!reading.unknown.contains(word))
            pending.addProblem(QStringLiteral("unknown-class"),
                               category
                                   ? tr("%1: the class \"%2\" is not in the project; map it or add it")
                                         .arg(pending.record.name, word)
                                   : tr("%1: an annotation has the category %2, which the file does not list")
                                         .arg(pending.record.name, word));
        reading.unknown.insert(word);
        return;
    }
    if (!reading.labels.contains(name))
        reading.labels << name;
    if (!makesMasks() || reading.maskLost)
        return;
    auto runs = runsOfSegmentation(object.value(QStringLiteral("segmentation")), pending.record.size);
    if (!runs) {
        reading.maskLost = true; // a mask that lacks an object would be a wrong mask
        pending.addProblem(QStringLiteral("undecodable-mask"),
                           tr("%1 has no mask: %2 (annotation %3)")
                               .arg(pending.record.name, runs.error().message)
                               .arg(object.value(QStringLiteral("id")).toInteger()));
        return;
    }
    ObjectMask mask{std::move(*runs), static_cast<std::uint8_t>(m_schema.indexOf(name)), false};
    const auto crowd = object.value(QStringLiteral("iscrowd"));
    if (crowd.toInt() != 0 || crowd.toBool()) {
        mask.underneath = true;
        if (m_files.ours)
            mask.value = ClassMap::kUnset; // how CocoWriter says "no class"
        else if (m_schema.ignoreIndex())
            mask.value = static_cast<std::uint8_t>(*m_schema.ignoreIndex());
    }
    reading.objects.push_back(std::move(mask));
}

} // namespace

Result<Preview> CocoReader::preview(const ReadOptions& options, const Schema& schema, int limit,
                                    const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto set, CocoSet::open(options, schema, cancel));
    PreviewCollector collector;
    RecordStream stream(
        collector, cancel, [&](PendingRecord& pending) { set->inspect(pending); }, limit);
    BADCASE_TRY(set->pass(stream));
    Preview preview = std::move(collector.preview);
    preview.classes = set->classes();
    preview.estimatedRecords = set->pictures();
    return preview;
}

Result<PairCounts> CocoReader::read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                                    const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto set, CocoSet::open(options, schema, cancel));
    RecordStream stream(visitor, cancel, [&](PendingRecord& pending) { set->inspect(pending); });
    BADCASE_TRY(set->pass(stream));
    if (auto note = set->overlapNote())
        visitor.problem(std::move(*note));
    return PairCounts{};
}

Result<Schema> cocoSchema(const QString& path, Task task)
{
    BADCASE_ASSIGN(const auto categories, CocoIndex::readCategories(path));
    QSet<QString> names;
    for (const CocoCategory& category : categories)
        names.insert(category.name);
    std::vector<ClassInfo> classes;
    for (const CocoCategory& category : categories) {
        const bool parent = !names.contains(category.parent) && category.parent != QStringLiteral("none");
        classes.push_back({category.name, parent ? category.parent : QString(), {}});
    }
    return schemaWithBackground(task, std::move(classes));
}

} // namespace badcase::formats
