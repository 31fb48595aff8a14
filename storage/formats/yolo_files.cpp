// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/yolo_files.h"

#include "storage/formats/export_layout.h"
#include "storage/formats/file_names.h"
#include "storage/formats/record_stream.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace badcase::formats {

namespace {

constexpr qint64 kMaxConfig = qint64(16) << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::Yolo", text);
}

bool isYaml(const QString& name)
{
    return name.endsWith(QStringLiteral(".yaml"), Qt::CaseInsensitive) ||
           name.endsWith(QStringLiteral(".yml"), Qt::CaseInsensitive);
}

/// data.yaml, else the only one at the top; empty when there is none.
Result<QString> findConfig(const media::MediaRoot& root, const CancelToken& cancel)
{
    if (root.stat(QStringLiteral("data.yaml")))
        return QStringLiteral("data.yaml");
    QStringList found;
    if (root.isZip()) {
        BADCASE_TRY(root.list(QString(), cancel, [&](const QString& member, const media::MediaStat&) {
            if (isYaml(member) && !member.contains(u'/'))
                found << member;
            return true;
        }));
    } else {
        for (const QString& name : QDir(root.path()).entryList(QDir::Files, QDir::Name)) {
            if (isYaml(name))
                found << name;
        }
    }
    if (found.size() > 1)
        return fail(ErrorCode::InvalidArgument,
                    tr("There are several .yaml files in %1; name one of them: %2")
                        .arg(root.path(), found.join(QStringLiteral(", "))));
    return found.isEmpty() ? QString() : found.first();
}

Result<bool> hasFiles(const media::MediaRoot& root, const QString& folder, const CancelToken& cancel)
{
    bool any = false;
    const auto listed = root.list(folder, cancel, [&](const QString&, const media::MediaStat&) {
        any = true;
        return false;
    });
    if (!listed && listed.error().code == ErrorCode::Cancelled)
        return fail(listed.error());
    return any;
}

/// Collects the pictures of a set.
class PictureFinder {
public:
    PictureFinder(YoloFiles& files, const CancelToken& cancel) : m_files(files), m_cancel(cancel) {}

    /// All below `folder`; `splitFolders`: its folders are splits.
    Result<void> addFolder(const QString& folder, const QString& split,
                           const std::function<QString(const QString&)>& splitOf)
    {
        return m_files.root->list(folder, m_cancel, [&](const QString& member, const media::MediaStat& stat) {
            if (hasImageSuffix(member)) {
                const QString below = folder.isEmpty() ? member : member.sliced(folder.size() + 1);
                m_files.pictures.push_back(
                    {member, splitOf ? splitOf(below) : split, yoloLabelMember(member), stat});
            }
            return true;
        });
    }

    /// What data.yaml says of a split: folders, or .txt files that list pictures.
    Result<void> addEntry(const QString& base, const QString& entry, const QString& split)
    {
        // Paths in such files are often those of the machine on which it was made, or one folder too high.
        QString below = QDir::cleanPath(entry);
        while (below.startsWith(QStringLiteral("../")))
            below.remove(0, 3);
        QStringList tries{below};
        if (!base.isEmpty())
            tries.prepend(QDir::cleanPath(base + u'/' + entry));
        for (const QString& path : tries) {
            const QString member = path == QStringLiteral(".") ? QString() : path;
            if (!member.isEmpty() && !media::cleanMemberPath(member))
                continue;
            if (member.endsWith(QStringLiteral(".txt")) && m_files.root->stat(member))
                return addList(member, split);
            BADCASE_ASSIGN(const bool any, hasFiles(*m_files.root, member, m_cancel));
            if (any)
                return addFolder(member, split, {});
        }
        m_files.problems.push_back({entry, QStringLiteral("missing-folder"),
                                    tr("%1 has no \"%2\", which its yaml file names for \"%3\"")
                                        .arg(m_files.root->path(), entry, split)});
        return {};
    }

private:
    Result<void> addList(const QString& list, const QString& split)
    {
        BADCASE_ASSIGN(const QByteArray text, m_files.root->read(list));
        const QString folder = list.contains(u'/') ? list.section(u'/', 0, -2) + u'/' : QString();
        for (const QString& line : QString::fromUtf8(text).split(u'\n')) {
            if (line.trimmed().isEmpty())
                continue;
            const auto member = media::cleanMemberPath(folder + line.trimmed());
            const auto stat =
                member ? m_files.root->stat(*member) : Result<media::MediaStat>(fail(member.error()));
            if (stat)
                m_files.pictures.push_back({*member, split, yoloLabelMember(*member), *stat});
            else
                m_files.problems.push_back(
                    {line.trimmed(), QStringLiteral("missing-media"), stat.error().message});
        }
        return {};
    }

    YoloFiles& m_files;
    const CancelToken& m_cancel;
};

Result<void> findPictures(YoloFiles& files, const YoloConfig& config, const CancelToken& cancel)
{
    PictureFinder finder(files, cancel);
    if (files.ours || config.pictures.isEmpty()) {
        const bool ours = files.ours;
        return finder.addFolder(QStringLiteral("images"), QString(), [ours](const QString& below) {
            const QString first = below.contains(u'/') ? below.section(u'/', 0, 0) : QString();
            return ours ? decodeName(first) : isSplitName(first) ? first : QString();
        });
    }
    // A path that is absolute is of the machine on which the file was made.
    const QString base = media::cleanMemberPath(config.path) ? QDir::cleanPath(config.path) : QString();
    const bool oneSet =
        config.pictures.value(QStringLiteral("train")) == config.pictures.value(QStringLiteral("val"));
    for (auto it = config.pictures.cbegin(); it != config.pictures.cend(); ++it) {
        if (oneSet && it.key() == QStringLiteral("val"))
            continue;
        const bool noSplit = oneSet && it.key() == QStringLiteral("train");
        for (const QString& entry : it.value())
            BADCASE_TRY(finder.addEntry(base, entry, noSplit ? QString() : it.key()));
    }
    return {};
}

} // namespace

QString yoloLabelMember(const QString& picture)
{
    QStringList parts = picture.split(u'/');
    parts.last() = stemOf(parts.last()) + QStringLiteral(".txt");
    for (qsizetype i = parts.size() - 2; i >= 0; --i) {
        if (parts.at(i) == QStringLiteral("images")) {
            parts[i] = QStringLiteral("labels");
            break;
        }
    }
    return parts.join(u'/');
}

Result<std::optional<YoloFiles>> openYolo(const ReadOptions& options, const CancelToken& cancel)
{
    const QString source = QDir::cleanPath(QDir::current().absoluteFilePath(options.source));
    YoloFiles files;
    const bool isConfig = isYaml(source) && QFileInfo(source).isFile();
    BADCASE_ASSIGN(files.root, openRoot(isConfig ? QFileInfo(source).absolutePath() : source));
    files.ours = readExportLayout(*files.root).format == QStringLiteral("yolo");
    QString name = isConfig ? fileNameOf(source) : QString();
    if (!isConfig) {
        BADCASE_ASSIGN(name, findConfig(*files.root, cancel));
    }
    YoloConfig config;
    if (!name.isEmpty()) {
        BADCASE_ASSIGN(const QByteArray text, files.root->read(name, kMaxConfig));
        BADCASE_ASSIGN(config, parseYoloConfig(text, name));
    } else if (files.ours) {
        return std::nullopt; // our export for classification; a class may be called "labels"
    } else {
        BADCASE_ASSIGN(const bool labels, hasFiles(*files.root, QStringLiteral("labels"), cancel));
        if (!labels)
            return std::nullopt;
        const auto text = files.root->read(QStringLiteral("classes.txt"), kMaxConfig);
        if (!text)
            return fail(ErrorCode::NotFound,
                        tr("%1 has labels/ but neither data.yaml nor classes.txt to name the classes")
                            .arg(files.root->path()));
        config.names = QString::fromUtf8(*text).remove(u'\r').split(u'\n', Qt::SkipEmptyParts);
    }
    files.names = config.names;
    BADCASE_TRY(findPictures(files, config, cancel));
    if (files.pictures.empty())
        return fail(ErrorCode::NotFound, tr("There are no pictures in the folders of %1").arg(source));
    return files;
}

} // namespace badcase::formats
