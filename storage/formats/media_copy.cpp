// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/media_copy.h"

#include <QCoreApplication>
#include <QFile>

namespace badcase::formats {

namespace {

constexpr qint64 kPiece = qint64(1) << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::FormatWriter", text);
}

/// False: the source cannot be read to its end.
Result<bool> copyPieces(const ExportRecord& record, OutputFile& out)
{
    if (record.root->isZip()) {
        const auto data = record.root->read(record.member);
        if (!data)
            return false;
        BADCASE_TRY(out.write(*data));
        return true;
    }
    QFile file(record.root->path() + u'/' + record.member);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    qint64 left = file.size();
    while (left > 0) {
        const QByteArray piece = file.read(qMin(left, kPiece));
        if (piece.isEmpty())
            return false;
        left -= piece.size();
        BADCASE_TRY(out.write(piece));
    }
    return true;
}

} // namespace

std::optional<SampleProblem> mediaProblem(const ExportRecord& record)
{
    const auto problem = [&](const char* kind, const QString& message) {
        return SampleProblem{record.name, QString::fromLatin1(kind), message};
    };
    if (!record.root || record.member.isEmpty())
        return problem("missing-media", tr("\"%1\" has no media file").arg(record.name));
    const auto stat = record.root->stat(record.member);
    if (!stat)
        return problem("missing-media", stat.error().message);
    const bool otherSize = record.fileBytes >= 0 && stat->bytes != record.fileBytes;
    const bool otherCrc = record.fileCrc != 0 && stat->crc != 0 && stat->crc != record.fileCrc;
    if (otherSize || otherCrc)
        return problem("changed-media",
                       tr("%1 has changed since it was imported; import it again").arg(record.member));
    return std::nullopt;
}

Result<std::optional<WrittenFile>> copyMedia(const ExportFolder& folder, const ExportRecord& record,
                                             const QString& path)
{
    BADCASE_ASSIGN(auto out, OutputFile::create(folder.path(), path));
    BADCASE_ASSIGN(const bool whole, copyPieces(record, *out));
    if (!whole) {
        out.reset();
        QFile::remove(folder.path() + u'/' + path);
        return std::nullopt;
    }
    BADCASE_ASSIGN(const WrittenFile written, out->finish());
    return std::optional<WrittenFile>(written);
}

} // namespace badcase::formats
