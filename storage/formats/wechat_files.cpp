// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/wechat_files.h"

#include "storage/formats/export_layout.h"
#include "storage/formats/file_names.h"
#include "storage/formats/record_stream.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace badcase::formats {

namespace {

/// Enough for the first record of any set.
constexpr qint64 kHead = qint64(64) << 10;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::WechatReader", text);
}

/// What an annotation file is of by its name; also the order in which they are read: a sample that stands in
/// two files is taken with its label.
QStringList roles()
{
    return {QStringLiteral("labeled"), QStringLiteral("test_a"), QStringLiteral("test_b"),
            QStringLiteral("test"), QStringLiteral("unlabeled")};
}

QString roleOf(const QString& file)
{
    for (const QString& role : roles()) {
        if (stemOf(file).startsWith(role, Qt::CaseInsensitive))
            return role;
    }
    return {};
}

QByteArray headOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(kHead) : QByteArray();
}

/// "labeled_feats_synthetic" -> "labeled_synthetic".
QString withoutFeats(QString stem)
{
    for (const auto* word : {"_feats", "feats_", "-feats", "feats-", "feats"})
        stem.replace(QLatin1String(word), QString(), Qt::CaseInsensitive);
    return stem;
}

QString existingFile(const QStringList& paths)
{
    for (const QString& path : paths) {
        if (QFileInfo(path).isFile())
            return path;
    }
    return {};
}

/// The archive that belongs to an annotation file; empty when there is none.
QString featureArchive(const QString& annotations)
{
    const QDir home = QFileInfo(annotations).absoluteDir();
    const QString stem = stemOf(annotations);
    const QString archive = stem + QStringLiteral(".zip");
    const QString known =
        existingFile({home.filePath(QStringLiteral("zip_feats/") + archive),
                      home.filePath(QStringLiteral("../zip_feats/") + archive), home.filePath(archive)});
    if (!known.isEmpty())
        return known;
    const QStringList feats = home.entryList({QStringLiteral("*feats*.zip")}, QDir::Files, QDir::Name);
    for (const QString& name : feats) {
        if (withoutFeats(stemOf(name)) == stem)
            return home.filePath(name);
    }
    return feats.size() == 1 ? home.filePath(feats.first()) : QString();
}

Result<WechatFeatures> openFeatures(const QString& path, const QString& stem, const CancelToken& cancel)
{
    BADCASE_ASSIGN(auto root, openRoot(path));
    QStringList prefixes{QString(), stem + u'/'};
    if (root->isZip()) {
        // The archive may hold its files in a folder of any name; one file tells.
        QString first;
        BADCASE_TRY(root->list(QString(), cancel, [&](const QString& member, const media::MediaStat&) {
            if (mediaKindOf(member) == SampleKind::Features)
                first = member;
            return first.isEmpty();
        }));
        prefixes = {first.first(first.lastIndexOf(u'/') + 1)};
    }
    return WechatFeatures(std::move(root), std::move(prefixes));
}

Result<std::optional<WechatFeatures>> featuresOf(const QString& annotations, const ReadOptions& options,
                                                 const CancelToken& cancel)
{
    QString path = featureArchive(annotations);
    if (!options.mediaRoot.isEmpty()) {
        path = QFileInfo(annotations).absoluteDir().absoluteFilePath(options.mediaRoot);
        const QString archive = QDir(path).filePath(stemOf(annotations) + QStringLiteral(".zip"));
        if (QFileInfo(archive).isFile())
            path = archive;
    }
    if (path.isEmpty())
        return std::nullopt;
    BADCASE_ASSIGN(WechatFeatures features, openFeatures(path, stemOf(annotations), cancel));
    return std::optional<WechatFeatures>(std::move(features));
}

} // namespace

std::optional<WechatFeatures::Found> WechatFeatures::find(const QString& id) const
{
    for (const QString& prefix : m_prefixes) {
        QString member = prefix + id + QStringLiteral(".npy");
        if (const auto stat = m_root->stat(member))
            return Found{std::move(member), *stat};
    }
    return std::nullopt;
}

bool looksLikeWechat(const QByteArray& head)
{
    QByteArray text = head.startsWith("\xEF\xBB\xBF") ? head.sliced(3) : head;
    text = text.trimmed();
    if (text.startsWith('['))
        text = text.sliced(1).trimmed();
    if (!text.startsWith('{') || !text.contains("\"id\""))
        return false;
    return text.contains("\"category_id\"") ? !text.contains("\"bbox\"") && !text.contains("\"image_id\"")
                                            : text.contains("\"title\"") || text.contains("\"asr\"");
}

QStringList wechatAnnotations(const QString& folder)
{
    QStringList found;
    for (const QDir& dir : {QDir(folder), QDir(folder + QStringLiteral("/annotations"))}) {
        const QStringList names = dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
        for (const QString& role : roles()) {
            for (const QString& name : names) {
                if (roleOf(name) == role && looksLikeWechat(headOf(dir.filePath(name))))
                    found << dir.absoluteFilePath(name);
            }
        }
    }
    return found;
}

Result<std::vector<WechatPart>> wechatParts(const ReadOptions& options, const CancelToken& cancel)
{
    const QFileInfo info(QDir::current().absoluteFilePath(options.source));
    if (!info.exists())
        return fail(ErrorCode::NotFound, tr("%1 does not exist").arg(options.source));
    QStringList files{info.absoluteFilePath()};
    bool ours = false;
    if (info.isDir()) {
        files = wechatAnnotations(info.absoluteFilePath());
        BADCASE_ASSIGN(const auto root, openRoot(info.absoluteFilePath()));
        ours = readExportLayout(*root).format == QStringLiteral("wechat");
    }
    if (files.isEmpty())
        return fail(ErrorCode::NotFound,
                    tr("There are no annotations in %1; labeled.json, test_a.json or unlabeled.json was "
                       "expected there or in its folder \"annotations\"")
                        .arg(options.source));
    std::vector<WechatPart> parts;
    for (const QString& file : files) {
        WechatPart part{file, files.size() > 1 && !ours ? roleOf(file) : QString(), {}};
        if (!part.isTable() && !ours) {
            BADCASE_ASSIGN(part.features, featuresOf(file, options, cancel));
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

} // namespace badcase::formats
