// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/project_lock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QSysInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace badcase::storage {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("badcase::ProjectFile", text);
}

QString userName()
{
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    return name.isEmpty() ? QString::number(getuid()) : name;
}

QByteArray ownDescription()
{
    const QJsonObject holder{
        {QStringLiteral("user"), userName()},
        {QStringLiteral("host"), QSysInfo::machineHostName()},
        {QStringLiteral("pid"), static_cast<qint64>(getpid())},
        {QStringLiteral("since"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)},
    };
    return QJsonDocument(holder).toJson(QJsonDocument::Compact);
}

LockHolder readHolder(int descriptor)
{
    char buffer[1024];
    const ssize_t count = pread(descriptor, buffer, sizeof buffer, 0);
    const auto object =
        QJsonDocument::fromJson(QByteArray(buffer, static_cast<int>(qMax<ssize_t>(0, count)))).object();
    return {object[QStringLiteral("user")].toString(), object[QStringLiteral("host")].toString(),
            object[QStringLiteral("pid")].toInteger(),
            QDateTime::fromString(object[QStringLiteral("since")].toString(), Qt::ISODate)};
}

Error lockedError(const QString& projectPath, const LockHolder& holder)
{
    const QString file = QDir::toNativeSeparators(projectPath);
    if (holder.pid == 0) // between its lock and its writing of the name
        return {ErrorCode::Locked, say("%1 is open in another Badcase. Close it there first.").arg(file)};
    return {ErrorCode::Locked,
            say("%1 is open in another Badcase: user %2 on %3, process %4, since %5. Close it there first, "
                "or open it "
                "read-only.")
                .arg(file, holder.user, holder.host, QString::number(holder.pid),
                     QLocale::c().toString(holder.since.toLocalTime(), QStringLiteral("yyyy-MM-dd HH:mm")))};
}

/// The holder removes the file when it closes. Then our descriptor is a file without a name, which excludes
/// nobody.
bool isStillNamed(int descriptor, const QByteArray& path)
{
    struct stat opened = {}, named = {};
    return fstat(descriptor, &opened) == 0 && stat(path.constData(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

} // namespace

Result<std::unique_ptr<ProjectLock>> ProjectLock::acquire(const QString& projectPath)
{
    const QByteArray path = QFile::encodeName(projectPath + QStringLiteral(".lock"));
    constexpr int kAttempts = 20; // only repeated when a holder closed at that moment
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor < 0) {
            const bool readOnly = errno == EROFS || errno == EACCES || errno == EPERM;
            return fail(readOnly ? ErrorCode::ReadOnly : ErrorCode::Io,
                        say("Cannot write beside %1.").arg(QDir::toNativeSeparators(projectPath)),
                        QString::fromLocal8Bit(std::strerror(errno)));
        }
        if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const LockHolder holder = readHolder(descriptor);
            ::close(descriptor);
            return fail(lockedError(projectPath, holder));
        }
        if (!isStillNamed(descriptor, path)) {
            ::close(descriptor);
            continue;
        }
        // A name that could not be written (full disk) costs only the detail of a message.
        const QByteArray description = ownDescription();
        if (ftruncate(descriptor, 0) == 0)
            (void)!pwrite(descriptor, description.constData(), static_cast<std::size_t>(description.size()),
                          0);
        return std::unique_ptr<ProjectLock>(new ProjectLock(path, descriptor));
    }
    return fail(ErrorCode::Locked, say("%1 is being opened and closed by another Badcase. Try again.")
                                       .arg(QDir::toNativeSeparators(projectPath)));
}

ProjectLock::~ProjectLock()
{
    ::unlink(m_path.constData()); // while the lock is held, so that it is ours
    ::close(m_descriptor);
}

} // namespace badcase::storage
