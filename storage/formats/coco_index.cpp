// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/coco_index.h"

#include "storage/formats/file_names.h"
#include "storage/formats/record_stream.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <limits>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::Coco", text);
}

Result<std::unique_ptr<QIODevice>> openFile(const QString& path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(file->exists() ? ErrorCode::Io : ErrorCode::NotFound, tr("%1 cannot be read").arg(path),
                    file->errorString());
    return file;
}

} // namespace

Result<std::unique_ptr<CocoIndex>> CocoIndex::open(const QString& path, const CancelToken& cancel)
{
    BADCASE_ASSIGN(auto device, openFile(path));
    return create(std::move(device), fileNameOf(path), cancel);
}

Result<std::unique_ptr<CocoIndex>> CocoIndex::create(std::unique_ptr<QIODevice> device, const QString& name,
                                                     const CancelToken& cancel)
{
    std::unique_ptr<CocoIndex> index(new CocoIndex(std::move(device), name));
    BADCASE_TRY(index->scan(cancel, false));
    if (!index->m_hasImages)
        return fail(ErrorCode::Corrupt, tr("%1 has no list \"images\"; it is no COCO file").arg(name));
    return index;
}

Result<std::vector<CocoCategory>> CocoIndex::readCategories(const QString& path)
{
    BADCASE_ASSIGN(auto device, openFile(path));
    CocoIndex index(std::move(device), fileNameOf(path));
    BADCASE_TRY(index.scan(CancelToken(), true));
    if (!index.m_hasCategories)
        return fail(ErrorCode::Corrupt, tr("%1 has no list \"categories\"").arg(path));
    return std::move(index.m_categories);
}

Result<void> CocoIndex::scan(const CancelToken& cancel, bool categoriesOnly)
{
    bool stopped = false;
    const auto listOf = [&](bool (CocoIndex::*read)()) {
        return m_cursor.list([&] { return !cancel.isCancelled() && (this->*read)(); });
    };
    m_cursor.object([&](const QByteArray& key) {
        if (key == "categories") {
            m_hasCategories = true;
            stopped = listOf(&CocoIndex::readCategory) && categoriesOnly;
            return !stopped && !m_cursor.failed() && !cancel.isCancelled();
        }
        if (categoriesOnly)
            return m_cursor.skip();
        if (key == "images") {
            m_hasImages = true;
            return listOf(&CocoIndex::readImage);
        }
        if (key == "annotations") {
            m_hasAnnotations = true;
            return listOf(&CocoIndex::readAnnotation);
        }
        return m_cursor.skip();
    });
    if (cancel.isCancelled())
        return fail(cancelledError());
    if (m_cursor.failed())
        return fail(m_cursor.error());
    std::stable_sort(m_places.begin(), m_places.end(),
                     [](const Place& a, const Place& b) { return a.image < b.image; });
    m_places.shrink_to_fit();
    return {};
}

int CocoIndex::slotOf(const QByteArray& id)
{
    const auto it = m_indexOf.constFind(id);
    if (it != m_indexOf.cend())
        return *it;
    const int slot = static_cast<int>(m_images.size());
    m_indexOf.insert(id, slot);
    m_ids.push_back(id);
    m_images.emplace_back();
    return slot;
}

bool CocoIndex::readImage()
{
    QByteArray id;
    QByteArray value;
    CocoImage image;
    const bool good = m_cursor.object([&](const QByteArray& key) {
        if (key == "id")
            return m_cursor.scalar(id);
        if (key == "file_name") {
            if (!m_cursor.text(value))
                return false;
            image.fileName = QString::fromUtf8(value);
            return true;
        }
        if (key != "width" && key != "height")
            return m_cursor.skip();
        if (!m_cursor.scalar(value))
            return false;
        const int number = static_cast<int>(std::clamp(value.toDouble(), 0.0, 1e6));
        key == "width" ? image.size.setWidth(number) : image.size.setHeight(number);
        return true;
    });
    if (!good)
        return false;
    if (id.isEmpty() || image.fileName.isEmpty())
        return m_cursor.refuse(tr("a picture has no \"id\" or no \"file_name\""));
    CocoImage& known = m_images[std::size_t(slotOf(id))];
    if (known.fileName.isEmpty())
        known = std::move(image);
    else
        m_duplicates.push_back(image.fileName);
    return true;
}

bool CocoIndex::readCategory()
{
    CocoCategory category;
    QByteArray value;
    bool named = false;
    const bool good = m_cursor.object([&](const QByteArray& key) {
        if (key == "id") {
            const bool any = m_cursor.scalar(value);
            category.id = value.toLongLong();
            return any;
        }
        if (key != "name" && key != "supercategory")
            return m_cursor.skip();
        if (m_cursor.peekValue() != '"')
            return m_cursor.skip(); // null
        if (!m_cursor.text(value))
            return false;
        named = named || key == "name";
        (key == "name" ? category.name : category.parent) = QString::fromUtf8(value);
        return true;
    });
    if (!good)
        return false;
    if (!named || category.name.isEmpty())
        return m_cursor.refuse(tr("a category has no \"name\""));
    if (!m_categoryOf.contains(category.id)) {
        m_categoryOf.insert(category.id, m_categories.size());
        m_categories.push_back(std::move(category));
    }
    return true;
}

bool CocoIndex::readAnnotation()
{
    if (m_cursor.peekValue() != '{')
        return m_cursor.refuse(tr("an annotation was expected"));
    Place place;
    place.offset = m_cursor.position();
    QByteArray id;
    const bool good = m_cursor.object(
        [&](const QByteArray& key) { return key == "image_id" ? m_cursor.scalar(id) : m_cursor.skip(); });
    if (!good)
        return false;
    const qint64 length = m_cursor.position() - place.offset;
    if (id.isEmpty() || length > std::numeric_limits<int>::max())
        return m_cursor.refuse(tr("an annotation has no \"image_id\""));
    place.length = static_cast<int>(length);
    place.image = slotOf(id);
    m_places.push_back(place);
    return true;
}

const CocoCategory* CocoIndex::category(qint64 id) const
{
    const auto it = m_categoryOf.constFind(id);
    return it == m_categoryOf.cend() ? nullptr : &m_categories[*it];
}

Result<std::vector<QByteArray>> CocoIndex::annotations(int image)
{
    std::vector<QByteArray> texts;
    auto it = std::lower_bound(m_places.begin(), m_places.end(), image,
                               [](const Place& place, int wanted) { return place.image < wanted; });
    for (; it != m_places.end() && it->image == image; ++it) {
        BADCASE_ASSIGN(texts.emplace_back(), m_cursor.read(it->offset, it->length));
    }
    return texts;
}

} // namespace badcase::formats
