// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/mask_annotations.h"

#include "inference/media/image_reader.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <new>

namespace badcase::formats {

namespace {

/// Like paintRuns(), counting what another object had.
qint64 paintCounting(const ObjectMask& object, ClassMap& map, std::vector<bool>& taken)
{
    qint64 overlap = 0;
    const qint64 height = map.height();
    const qint64 width = map.width();
    const auto pixels = map.mutablePixels();
    for (const MaskRun& run : insideRuns(object.runs)) {
        for (qint64 i = run.begin; i < run.end; ++i) {
            const auto at = static_cast<std::size_t>(i % height * width + i / height);
            overlap += taken[at] && pixels[at] != object.value ? 1 : 0;
            taken[at] = !object.underneath;
            pixels[at] = object.value;
        }
    }
    return overlap;
}

} // namespace

QString backgroundName()
{
    return QStringLiteral("background");
}

ClassIndex backgroundClass(const Schema& schema)
{
    for (ClassIndex i = 0; i < schema.size(); ++i) {
        QString name = schema.at(i).name.trimmed();
        while (name.startsWith(u'_'))
            name.remove(0, 1);
        while (name.endsWith(u'_'))
            name.chop(1);
        if (name.compare(backgroundName(), Qt::CaseInsensitive) == 0)
            return i;
    }
    return kNoClass;
}

bool ObjectClasses::isObject(std::uint8_t value) const
{
    return std::find(objects.begin(), objects.end(), ClassIndex(value)) != objects.end();
}

ObjectClasses objectClasses(const Schema& schema, bool twoClasses)
{
    ObjectClasses classes;
    ClassIndex outside = backgroundClass(schema);
    if (outside == kNoClass && twoClasses && schema.size() == 2)
        outside = 0;
    if (outside != kNoClass)
        classes.outside = static_cast<std::uint8_t>(outside);
    for (ClassIndex i = 0; i < schema.size(); ++i) {
        if (i != outside)
            classes.objects.push_back(i);
    }
    return classes;
}

Result<Schema> schemaWithBackground(Task task, std::vector<ClassInfo> classes)
{
    BADCASE_ASSIGN(Schema schema, Schema::create(task, classes));
    if (task != Task::Segmentation || backgroundClass(schema) != kNoClass)
        return schema;
    classes.insert(classes.begin(), ClassInfo{backgroundName(), {}, {}});
    return Schema::create(task, std::move(classes));
}

FlatMask flatten(std::vector<ObjectMask> objects, QSize size, std::uint8_t outside)
{
    if (qint64(size.width()) * size.height() > media::ImageLimits().maxPixels)
        throw std::bad_alloc(); // before a size that a file claims without a picture fills the memory
    std::vector<std::pair<qint64, std::size_t>> order;
    for (std::size_t i = 0; i < objects.size(); ++i)
        order.emplace_back(maskArea(objects[i].runs), i);
    std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
        const bool first = objects[a.second].underneath;
        const bool second = objects[b.second].underneath;
        return first != second ? first : a.first > b.first;
    });
    FlatMask flat{ClassMap(size, outside), 0};
    std::vector<bool> taken(static_cast<std::size_t>(flat.map.pixelCount()));
    for (const auto& [area, index] : order)
        flat.overlap += paintCounting(objects[index], flat.map, taken);
    return flat;
}

void OverlapCounter::add(qint64 pixels)
{
    if (pixels == 0)
        return;
    m_pixels += pixels;
    ++m_samples;
}

std::optional<SampleProblem> OverlapCounter::note(const QString& set) const
{
    if (m_samples == 0)
        return {};
    return SampleProblem{
        set, QStringLiteral("overlap"),
        QCoreApplication::translate("badcase::formats::MaskAnnotations",
                                    "In %1 samples, %2 pixels lie in objects of several classes; each went "
                                    "to the smallest object")
            .arg(m_samples.load())
            .arg(m_pixels.load())};
}

qint64 unsayablePixels(const ClassMap& mask, const ObjectClasses& classes)
{
    std::array<bool, 256> sayable{};
    sayable[classes.outside] = true;
    for (const ClassIndex index : classes.objects)
        sayable[static_cast<std::size_t>(index)] = true;
    qint64 count = 0;
    for (const std::uint8_t value : mask.pixels())
        count += sayable[value] ? 0 : 1;
    return count;
}

} // namespace badcase::formats
