// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/taac2021_files.h"

#include "storage/formats/class_list.h"
#include "storage/formats/file_names.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <cmath>
#include <limits>

namespace badcase::formats {

namespace {

constexpr qint64 kHead = qint64(64) << 10;
/// A folder of a million texts must not be opened file by file: annotations stand out among a few.
constexpr int kMaxLooked = 64;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::Taac2021Reader", text);
}

QByteArray headOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(kHead) : QByteArray();
}

QByteArray withoutMark(const QByteArray& text)
{
    return text.startsWith("\xEF\xBB\xBF") ? text.sliced(3) : text;
}

} // namespace

bool looksLikeTaacTruth(const QByteArray& head)
{
    const QByteArray text = withoutMark(head).trimmed();
    const qsizetype annotations = text.indexOf("\"annotations\"");
    // It is the first thing said of the first video: other formats have "annotations" too, but not there.
    return text.startsWith('{') && annotations > 0 && text.first(annotations).count('{') == 2 &&
           !text.first(annotations).contains('[');
}

bool looksLikeTaacTagging(const QByteArray& head)
{
    const QByteArray text = withoutMark(head);
    const QByteArray line = text.first(text.indexOf('\n') < 0 ? text.size() : text.indexOf('\n'));
    const QList<QByteArray> cells = line.split('\t');
    return cells.size() == 2 && hasVideoSuffix(QString::fromUtf8(cells.first()));
}

std::optional<std::pair<double, double>> taacSegment(const QJsonValue& value)
{
    const QJsonArray ends = value.toArray();
    const double begin = ends.at(0).toDouble(std::numeric_limits<double>::quiet_NaN());
    const double end = ends.at(1).toDouble(std::numeric_limits<double>::quiet_NaN());
    if (ends.size() != 2 || !std::isfinite(begin) || !std::isfinite(end) || end < begin)
        return std::nullopt;
    return std::pair(begin, end);
}

QHash<QString, QString> taacAliasesBeside(const QString& path)
{
    const QDir dir = QFileInfo(path).absoluteDir();
    QHash<QString, QString> aliases;
    for (const QString& name : dir.entryList({QStringLiteral("label_id*.txt")}, QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            aliases.insert(tagAliases(file.readAll()));
    }
    return aliases;
}

Result<Taac2021Files> taac2021Files(const QString& source)
{
    const QFileInfo info(QDir::current().absoluteFilePath(source));
    if (!info.exists())
        return fail(ErrorCode::NotFound, tr("%1 does not exist").arg(source));
    QStringList candidates{info.absoluteFilePath()};
    if (info.isDir()) {
        const QDir dir(info.absoluteFilePath());
        candidates.clear();
        for (const auto* pattern : {"*.json", "*.txt"}) {
            const QStringList names = dir.entryList({QLatin1String(pattern)}, QDir::Files, QDir::Name);
            for (const QString& name : names.first(qMin<qsizetype>(names.size(), kMaxLooked)))
                candidates << dir.absoluteFilePath(name);
        }
    }
    Taac2021Files files;
    files.folder = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
    for (const QString& path : candidates) {
        const QByteArray head = headOf(path);
        if (looksLikeTaacTruth(head))
            files.truths << path;
        else if (looksLikeTaacTagging(head))
            files.taggings << path;
    }
    if (files.truths.isEmpty() && files.taggings.isEmpty())
        return fail(
            ErrorCode::NotFound,
            tr("There are no annotations in %1; a ground truth ({\"video\": {\"annotations\": [...]}}) "
               "or an info of tags (video<TAB>tag,tag) was expected")
                .arg(source));
    files.aliases = taacAliasesBeside(QDir(files.folder).filePath(QStringLiteral("x")));
    return files;
}

} // namespace badcase::formats
