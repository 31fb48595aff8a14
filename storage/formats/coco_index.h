// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a COCO file holds and where: pictures and categories in memory, annotations by their place in the
/// file (24 bytes each), so that the 450 MB of COCO's own training set take a few ten MB. The file is scanned
/// once; an annotation is read again when its picture's turn has come.

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "storage/formats/json_cursor.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QSize>
#include <QString>

#include <memory>
#include <vector>

namespace badcase::formats {

struct CocoImage {
    QString fileName; ///< empty: only annotations speak of it
    QSize size;       ///< as the file says
};

struct CocoCategory {
    qint64 id = 0;
    QString name;
    QString parent; ///< supercategory, empty when there is none
};

/// One thread uses an index.
class CocoIndex {
public:
    /// `path`: a file on disk. Corrupt: no COCO file, or broken off.
    static Result<std::unique_ptr<CocoIndex>> open(const QString& path, const CancelToken& cancel);
    /// Takes an open device that can seek.
    static Result<std::unique_ptr<CocoIndex>> create(std::unique_ptr<QIODevice> device, const QString& name,
                                                     const CancelToken& cancel);
    /// Categories only; stops behind them where they come first.
    static Result<std::vector<CocoCategory>> readCategories(const QString& path);

    const QString& name() const { return m_name; }
    /// In the order in which the file first speaks of them.
    const std::vector<CocoImage>& images() const { return m_images; }
    const std::vector<CocoCategory>& categories() const { return m_categories; }
    const CocoCategory* category(qint64 id) const;
    bool hasCategories() const { return m_hasCategories; }
    bool hasAnnotations() const { return m_hasAnnotations; }
    /// Position in images() of the picture of this id as it stands in the file, -1.
    int imageOf(const QByteArray& id) const { return m_indexOf.value(id, -1); }
    const QByteArray& idOf(int image) const { return m_ids.at(std::size_t(image)); }
    /// The annotations of a picture as they stand in the file, in its order.
    Result<std::vector<QByteArray>> annotations(int image);
    qint64 annotationCount() const { return static_cast<qint64>(m_places.size()); }
    /// Pictures with the id of an earlier one; they are left out.
    const std::vector<QString>& duplicates() const { return m_duplicates; }

private:
    struct Place {
        qint64 offset = 0;
        int length = 0;
        int image = -1;
    };

    CocoIndex(std::unique_ptr<QIODevice> device, QString name)
        : m_name(name), m_cursor(std::move(device), std::move(name))
    {}
    Result<void> scan(const CancelToken& cancel, bool categoriesOnly);
    bool readImage();
    bool readCategory();
    bool readAnnotation();
    int slotOf(const QByteArray& id);

    QString m_name;
    JsonCursor m_cursor;
    std::vector<CocoImage> m_images;
    std::vector<QByteArray> m_ids;
    QHash<QByteArray, int> m_indexOf;
    std::vector<CocoCategory> m_categories;
    QHash<qint64, std::size_t> m_categoryOf;
    std::vector<Place> m_places; ///< by image, then by place in the file
    std::vector<QString> m_duplicates;
    bool m_hasImages = false;
    bool m_hasCategories = false;
    bool m_hasAnnotations = false;
};

} // namespace badcase::formats
