// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/sqlite/file_header.h"

#include "storage/sqlite/sqlite_session.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

namespace badcase::storage::sqlite {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("badcase::ProjectFile", text);
}

// Offsets of the database header (https://www.sqlite.org/fileformat2.html, section 1.3).
constexpr int kHeaderBytes = 100;
constexpr int kPageSizeAt = 16;
constexpr int kChangeCounterAt = 24;
constexpr int kPageCountAt = 28;
constexpr int kUserVersionAt = 60;
constexpr int kApplicationIdAt = 68;
constexpr int kVersionValidForAt = 92;

template <class T>
T bigEndian(const QByteArray& bytes, int at)
{
    return qFromBigEndian<T>(bytes.constData() + at);
}

} // namespace

bool hasPendingLog(const QString& path)
{
    return QFileInfo(path + QStringLiteral("-wal")).size() > 0;
}

Result<FileHeader> readHeader(const QString& path)
{
    const QString shown = QDir::toNativeSeparators(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, say("Cannot read %1. Check its rights.").arg(shown), file.errorString());
    const QByteArray bytes = file.read(kHeaderBytes);
    if (bytes.isEmpty())
        return fail(ErrorCode::Corrupt, say("%1 is empty: it is no Badcase project.").arg(shown));
    const QByteArray magic = QByteArrayLiteral("SQLite format 3\0");
    if (!bytes.startsWith(magic.left(bytes.size())))
        return fail(ErrorCode::Corrupt, say("%1 is no Badcase project: it is not a database.").arg(shown));
    if (bytes.size() < kHeaderBytes)
        return fail(
            ErrorCode::Corrupt,
            say("%1 is cut off after %2 bytes. Go back to a backup copy.").arg(shown).arg(bytes.size()));

    FileHeader header;
    header.applicationId = bigEndian<qint32>(bytes, kApplicationIdAt);
    header.userVersion = bigEndian<qint32>(bytes, kUserVersionAt);
    const int stored = bigEndian<quint16>(bytes, kPageSizeAt);
    header.pageSize = stored == 1 ? 65536 : stored;
    if (header.applicationId != kApplicationId)
        return fail(ErrorCode::Corrupt,
                    say("%1 is a database of another program, no Badcase project. Choose a .badcase file.")
                        .arg(shown));

    // The page count is to be believed when it was written together with the last change. With a log beside
    // the file the missing pages may be in the log.
    const bool countIsValid =
        bigEndian<quint32>(bytes, kChangeCounterAt) == bigEndian<quint32>(bytes, kVersionValidForAt);
    const qint64 expected = qint64(bigEndian<quint32>(bytes, kPageCountAt)) * header.pageSize;
    if (countIsValid && file.size() < expected && !hasPendingLog(path))
        return fail(ErrorCode::Corrupt,
                    say("%1 is cut off: %2 of %3 bytes are there. Go back to a backup copy.")
                        .arg(shown)
                        .arg(file.size())
                        .arg(expected));
    return header;
}

} // namespace badcase::storage::sqlite
