// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A sample: one image, video or feature file with its texts.

#include "inference/core/ids.h"
#include "inference/core/label.h"

#include <QMap>
#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace badcase {

enum class SampleKind { Image = 0, Video = 1, Features = 2, NoMedia = 3 };
QString sampleKindName(SampleKind kind); ///< "image", "video", "features", "none"

/// A file inside a media root (a folder or a zip archive). Paths use '/', are relative and never leave the root.
struct MediaRef {
    MediaRootId root;
    QString path;

    bool isValid() const { return root.isValid() && !path.isEmpty(); }
    bool operator==(const MediaRef&) const = default;
};

/// How the pixels of a label mask file become class indices.
struct MaskEncoding {
    enum class Kind {
        Index = 0,   ///< grey or palette-index value = class index
        Binary = 1,  ///< 0 = class 0, anything else = class 1
        Palette = 2, ///< RGB colour -> class by the schema's palette
    };
    Kind kind = Kind::Index;
    bool operator==(const MaskEncoding&) const = default;
};

/// What a project knows of a sample, without texts, labels and predictions.
struct Sample {
    SampleId id;
    QString name; ///< the data set's own id, unique in a project
    SampleKind kind = SampleKind::Image;
    MediaRef media;
    QString split;              ///< "train", "test", ... or empty
    QSize size;                 ///< width x height after EXIF orientation; empty when not known
    qint64 fileBytes = -1;      ///< at import; -1 unknown
    qint64 fileModified = 0;    ///< at import, ms since epoch, 0 unknown (zip members: 0)
    quint32 fileCrc = 0;        ///< of zip members, 0 otherwise

    bool operator==(const Sample&) const = default;
};

/// Field name (title, ocr, asr, keywords, or a csv column) -> text.
using Fields = QMap<QString, QString>;

/// Names of fields in the order in which people read a sample: title, ocr, asr, keywords (in any case), then
/// the others as they come.
QStringList readingOrder(QStringList fields);

} // namespace badcase
