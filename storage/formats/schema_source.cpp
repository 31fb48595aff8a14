// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/schema_source.h"

#include "storage/formats/class_list.h"
#include "storage/formats/coco_files.h"
#include "storage/formats/coco_reader.h"
#include "storage/formats/csv_reader.h"
#include "storage/formats/kaggle_rle_reader.h"
#include "storage/formats/yolo_reader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace badcase::formats {

namespace {

/// A JSON object whose first members are among those of COCO files.
bool looksLikeCoco(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    QByteArray head = file.read(64 << 10);
    if (head.startsWith("\xEF\xBB\xBF"))
        head.remove(0, 3);
    head = head.trimmed();
    if (!head.startsWith('{'))
        return false;
    const QByteArray rest = head.sliced(1).trimmed();
    for (const char* first :
         {"\"info\"", "\"images\"", "\"annotations\"", "\"categories\"", "\"licenses\"", "\"type\""}) {
        if (rest.startsWith(first))
            return true;
    }
    return false;
}

bool isYaml(const QFileInfo& info)
{
    const QString suffix = info.suffix().toLower();
    return suffix == QStringLiteral("yaml") || suffix == QStringLiteral("yml");
}

bool isRleTable(const QString& path)
{
    const auto csv =
        QFileInfo(path).isFile() ? CsvReader::open(path) : Result<std::unique_ptr<CsvReader>>(nullptr);
    return csv && *csv && looksLikeRleTable((*csv)->header());
}

} // namespace

Result<Schema> schemaFromDataset(const QString& path, Task task)
{
    if (isYaml(QFileInfo(path)))
        return yoloSchema(path, task);
    return looksLikeCoco(path) ? cocoSchema(path, task) : readClassList(task, path);
}

QString guessObjectFormat(const QString& source)
{
    const QFileInfo info(source);
    if (info.isFile()) {
        if (isYaml(info))
            return QStringLiteral("yolo");
        const QString suffix = info.suffix().toLower();
        if (suffix == QStringLiteral("json") && looksLikeCoco(source))
            return QStringLiteral("coco");
        return suffix == QStringLiteral("csv") && isRleTable(source) ? QStringLiteral("kaggle-rle")
                                                                     : QString();
    }
    const QDir folder(source);
    if (!info.isDir())
        return {};
    QDir annotations(folder.filePath(QStringLiteral("annotations")));
    for (const QString& name : annotations.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        if (looksLikeCocoMember(name) && looksLikeCoco(annotations.filePath(name)))
            return QStringLiteral("coco");
    }
    for (const QString& split : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (QFileInfo(folder.filePath(split + QStringLiteral("/_annotations.coco.json"))).isFile())
            return QStringLiteral("coco");
    }
    const bool labels = QFileInfo(folder.filePath(QStringLiteral("labels"))).isDir();
    if (QFileInfo(folder.filePath(QStringLiteral("data.yaml"))).isFile() ||
        (labels && QFileInfo(folder.filePath(QStringLiteral("classes.txt"))).isFile()))
        return QStringLiteral("yolo");
    return isRleTable(folder.filePath(QStringLiteral("train.csv"))) ? QStringLiteral("kaggle-rle")
                                                                    : QString();
}

} // namespace badcase::formats
