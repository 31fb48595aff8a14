// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/dataset_reader.h"

#include "storage/formats/coco_reader.h"
#include "storage/formats/csv_dataset_reader.h"
#include "storage/formats/export_layout.h"
#include "storage/formats/file_names.h"
#include "storage/formats/imagefolder_reader.h"
#include "storage/formats/kaggle_rle_reader.h"
#include "storage/formats/masks_reader.h"
#include "storage/formats/record_stream.h"
#include "storage/formats/schema_source.h"
#include "storage/formats/taac2021_files.h"
#include "storage/formats/taac2021_reader.h"
#include "storage/formats/taac_reader.h"
#include "storage/formats/videos_reader.h"
#include "storage/formats/wechat_files.h"
#include "storage/formats/wechat_reader.h"
#include "storage/formats/yolo_reader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

namespace badcase::formats {

namespace {

/// A dropped folder is judged by its first files; nobody waits for a walk over a million.
constexpr int kLook = 20000;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::DatasetReader", text);
}

/// First-level folders and whether pictures and tables are there.
struct Glance {
    QSet<QString> folders;
    bool pictures = false;
    bool videos = false;
    int tables = 0; ///< .csv at the top
};

Glance glanceAt(const media::MediaRoot& root)
{
    Glance glance;
    int seen = 0;
    const auto note = [&](const QString& member) {
        const auto slash = member.indexOf(u'/');
        if (slash > 0)
            glance.folders.insert(member.first(slash));
        else if (member.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive))
            ++glance.tables;
        glance.pictures = glance.pictures || hasImageSuffix(member);
        glance.videos = glance.videos || hasVideoSuffix(member);
    };
    if (root.isZip()) {
        (void)root.list(QString(), CancelToken(), [&](const QString& member, const media::MediaStat&) {
            note(member);
            return ++seen < kLook;
        });
        return glance;
    }
    const QDir top(root.path());
    for (const QString& name : top.entryList(QDir::Files))
        note(name);
    for (const QString& name : top.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        glance.folders.insert(name);
        if (glance.pictures)
            continue;
        (void)root.list(name, CancelToken(), [&](const QString& member, const media::MediaStat&) {
            note(member);
            return !glance.pictures && ++seen < kLook;
        });
    }
    return glance;
}

/// A folder X of pictures beside a folder of masks of that name: "test" and "testannot", "train" and
/// "train_masks".
bool hasAnnotatedPair(const QSet<QString>& folders)
{
    for (const QString& folder : folders) {
        for (const auto* ending : {"annot", "_annot", "_mask", "_masks", "masks", "_labels"}) {
            if (folders.contains(folder + QString::fromLatin1(ending)))
                return true;
        }
    }
    return false;
}

/// The format of an annotation file by how it begins; empty when it is none of those.
QString annotationFormat(const QString& path)
{
    QFile file(path);
    const QByteArray head = file.open(QIODevice::ReadOnly) ? file.read(64 << 10) : QByteArray();
    if (looksLikeWechat(head))
        return QStringLiteral("wechat");
    return looksLikeTaacTruth(head) || looksLikeTaacTagging(head) ? QStringLiteral("taac2021") : QString();
}

} // namespace

bool isWarning(const SampleProblem& problem)
{
    static const QSet<QString> leftOut{QStringLiteral("missing-media"), QStringLiteral("undecodable"),
                                       QStringLiteral("too-large"),     QStringLiteral("duplicate"),
                                       QStringLiteral("unsafe-path"),   QStringLiteral("ragged-row"),
                                       QStringLiteral("bad-row"),       QStringLiteral("encoding")};
    return !leftOut.contains(problem.kind);
}

QStringList readerFormats()
{
    return {QStringLiteral("imagefolder"), QStringLiteral("csv"), QStringLiteral("taac"),
            QStringLiteral("masks"),       QStringLiteral("wechat"), QStringLiteral("taac2021"),
            QStringLiteral("videos"),      QStringLiteral("kaggle-rle"), QStringLiteral("coco"),
            QStringLiteral("yolo")};
}

Result<std::unique_ptr<DatasetReader>> readerFor(const QString& format)
{
    if (format == QStringLiteral("imagefolder"))
        return std::make_unique<ImageFolderReader>();
    if (format == QStringLiteral("csv"))
        return std::make_unique<CsvDatasetReader>();
    if (format == QStringLiteral("taac"))
        return std::make_unique<TaacReader>();
    if (format == QStringLiteral("masks"))
        return std::make_unique<MasksReader>();
    if (format == QStringLiteral("wechat"))
        return std::make_unique<WechatReader>();
    if (format == QStringLiteral("taac2021"))
        return std::make_unique<Taac2021Reader>();
    if (format == QStringLiteral("videos"))
        return std::make_unique<VideosReader>();
    if (format == QStringLiteral("kaggle-rle"))
        return std::make_unique<KaggleRleReader>();
    if (format == QStringLiteral("coco"))
        return std::make_unique<CocoReader>();
    if (format == QStringLiteral("yolo"))
        return std::make_unique<YoloReader>();
    return fail(ErrorCode::InvalidArgument, tr("\"%1\" is no import format; there are: %2")
                                                .arg(format, readerFormats().join(QStringLiteral(", "))));
}

QString guessFormat(const QString& source)
{
    const QFileInfo info(source);
    const QString objects = guessObjectFormat(source);
    if (info.isFile() && !objects.isEmpty())
        return objects;
    if (info.isFile() && info.suffix().compare(u"csv", Qt::CaseInsensitive) == 0)
        return QStringLiteral("csv");
    if (info.isFile() && info.suffix().compare(u"zip", Qt::CaseInsensitive) != 0)
        return annotationFormat(source);
    const auto root = openRoot(source);
    if (!root)
        return {};
    if (const ExportLayout layout = readExportLayout(**root); layout.isOurs())
        return layout.format;
    if (!objects.isEmpty())
        return objects;
    if (!wechatAnnotations(source).isEmpty())
        return QStringLiteral("wechat");
    if (taac2021Files(source))
        return QStringLiteral("taac2021");
    const Glance glance = glanceAt(**root);
    const bool images = glance.folders.contains(QStringLiteral("images"));
    if (images && glance.folders.contains(QStringLiteral("texts")))
        return QStringLiteral("taac");
    if (images && glance.folders.contains(QStringLiteral("masks")))
        return QStringLiteral("masks");
    if (glance.pictures && hasAnnotatedPair(glance.folders))
        return QStringLiteral("masks");
    if (glance.tables == 1 && (images || glance.folders.size() <= 1))
        return QStringLiteral("csv");
    if (glance.pictures)
        return QStringLiteral("imagefolder");
    return glance.videos ? QStringLiteral("videos") : QString();
}

} // namespace badcase::formats
