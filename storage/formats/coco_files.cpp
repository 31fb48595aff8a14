// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/coco_files.h"

#include "storage/formats/export_layout.h"
#include "storage/formats/file_names.h"
#include "storage/formats/record_stream.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QMap>

namespace badcase::formats {

namespace {

constexpr char kPerFolder[] = "_annotations.coco.json";
constexpr char kObjects[] = "instances";
constexpr char kCaptions[] = "captions";

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::Coco", text);
}

/// "instances_train2017.json" -> "train2017"; "default" is how some tools call a set without splits.
QString splitOf(const QString& member, const ExportLayout& layout)
{
    const QString stem = stemOf(member);
    const QString split = stem.section(u'_', 1);
    return split == QStringLiteral("default") ? QString() : layout.nameOf(split);
}

Result<std::unique_ptr<CocoIndex>> openMember(const media::MediaRoot& root, const QString& member,
                                              const CancelToken& cancel)
{
    if (!root.isZip())
        return CocoIndex::open(root.path() + u'/' + member, cancel);
    BADCASE_ASSIGN(const QByteArray text, root.read(member));
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(text);
    buffer->open(QIODevice::ReadOnly);
    return CocoIndex::create(std::move(buffer), fileNameOf(member), cancel);
}

/// The JSON files of a folder that may be annotations, by path.
Result<QStringList> candidates(const media::MediaRoot& root, const CancelToken& cancel)
{
    QStringList named;
    QStringList others;
    BADCASE_TRY(root.list(QString(), cancel, [&](const QString& member, const media::MediaStat&) {
        static const QStringList ours{QString::fromLatin1(kLayoutFile), QStringLiteral("manifest.json"),
                                      QStringLiteral("classes.json")};
        if (looksLikeCocoMember(member))
            named << member;
        else if (member.endsWith(QStringLiteral(".json")) && member.count(u'/') <= 1 &&
                 !ours.contains(member))
            others << member;
        return true;
    }));
    if (!named.isEmpty() || others.size() == 1)
        return named.isEmpty() ? others : named;
    return fail(
        ErrorCode::NotFound,
        others.isEmpty()
            ? tr("%1 has no JSON file of annotations; name the file itself").arg(root.path())
            : tr("%1 has several JSON files and none is called instances_*.json; name one of them: %2")
                  .arg(root.path(), others.join(QStringLiteral(", "))));
}

Result<CocoFiles> openFolder(const QString& source, const CancelToken& cancel)
{
    CocoFiles files;
    BADCASE_ASSIGN(files.pictures, openRoot(source));
    const media::MediaRoot& root = *files.pictures;
    const ExportLayout layout = readExportLayout(root);
    files.ours = layout.format == QStringLiteral("coco");
    BADCASE_ASSIGN(const QStringList members, candidates(root, cancel));
    QMap<QString, std::size_t> partOf; // split -> position
    for (const QString& member : members) {
        const QString name = fileNameOf(member);
        const bool perFolder = name == QLatin1String(kPerFolder);
        const bool captions = name.startsWith(QLatin1String(kCaptions));
        const bool plain = !captions && !name.startsWith(QLatin1String(kObjects));
        const QString split = perFolder ? member.section(u'/', 0, -2)
                              : plain   ? QString()
                                        : splitOf(member, layout);
        if (!partOf.contains(split)) {
            partOf.insert(split, files.parts.size());
            files.parts.push_back({split, perFolder ? split : QString(), nullptr, nullptr});
        }
        CocoPart& part = files.parts[partOf.value(split)];
        BADCASE_ASSIGN(auto index, openMember(root, member, cancel));
        (captions ? part.captions : part.objects) = std::move(index);
    }
    return files;
}

} // namespace

bool looksLikeCocoMember(const QString& member)
{
    const QString name = fileNameOf(member);
    if (!name.endsWith(QStringLiteral(".json")) || member.count(u'/') > 1)
        return false;
    return name == QLatin1String(kPerFolder) || name.startsWith(QLatin1String(kObjects)) ||
           name.startsWith(QLatin1String(kCaptions));
}

Result<CocoFiles> openCoco(const ReadOptions& options, const CancelToken& cancel)
{
    const QString source = QDir::cleanPath(QDir::current().absoluteFilePath(options.source));
    const bool archive = source.endsWith(QStringLiteral(".zip"), Qt::CaseInsensitive);
    CocoFiles files;
    QString home = source;
    if (archive || QFileInfo(source).isDir()) {
        BADCASE_ASSIGN(files, openFolder(source, cancel));
    } else {
        home = QFileInfo(source).absolutePath();
        if (QFileInfo(home).fileName() == QStringLiteral("annotations"))
            home = QFileInfo(home).absolutePath();
        CocoPart part;
        if (fileNameOf(source).startsWith(QLatin1String(kObjects)) ||
            fileNameOf(source).startsWith(QLatin1String(kCaptions)))
            part.split = splitOf(source, ExportLayout());
        BADCASE_ASSIGN(part.objects, CocoIndex::open(source, cancel));
        files.parts.push_back(std::move(part));
    }
    if (!options.mediaRoot.isEmpty())
        home = QDir(home).absoluteFilePath(options.mediaRoot);
    BADCASE_ASSIGN(files.pictures, openRoot(home));
    return files;
}

} // namespace badcase::formats
