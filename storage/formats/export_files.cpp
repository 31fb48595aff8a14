// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/export_files.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace badcase::formats {

namespace {

constexpr qsizetype kBuffer = qsizetype(256) << 10;
/// An export to /a/NAME is written in /a/.NAME.export-XXXXXX, with six letters of mkdtemp()'s choice.
const QString kTemporaryMark = QStringLiteral(".export-");
const QString kTemporaryLetters = QStringLiteral("XXXXXX");

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::ExportFiles", text);
}

/// The system's reason as an error of ours. EFBIG is a quota of the shell (ulimit -f), which is as good as a
/// full disk.
ResultError systemError(int number, const QString& path)
{
    const QString detail = QString::fromLocal8Bit(std::strerror(number));
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return fail(ErrorCode::NoSpace,
                    tr("There is no space left to write %1; free some or choose another disk").arg(path),
                    detail);
    case EACCES:
    case EPERM:
    case EROFS:
        return fail(ErrorCode::ReadOnly, tr("%1 cannot be written; choose a folder of your own").arg(path),
                    detail);
    default:
        return fail(ErrorCode::Io, tr("%1 cannot be written").arg(path), detail);
    }
}

/// The path without symbolic links, also for what does not exist yet.
QString canonicalOf(const QString& path)
{
    QString rest;
    QString existing = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    while (!QFileInfo::exists(existing) && !existing.isEmpty() && existing != QStringLiteral("/")) {
        const QFileInfo info(existing);
        rest = u'/' + info.fileName() + rest;
        existing = info.path();
    }
    const QString canonical = QFileInfo(existing).canonicalFilePath();
    return QDir::cleanPath(canonical + rest);
}

bool isInside(const QString& path, const QString& folder)
{
    return path == folder || path.startsWith(folder.endsWith(u'/') ? folder : folder + u'/');
}

Result<void> checkTarget(const QString& target, const QStringList& sources)
{
    for (const QString& source : sources) {
        if (source.isEmpty())
            continue;
        const QString canonical = canonicalOf(source);
        if (isInside(target, canonical) || isInside(canonical, target))
            return fail(ErrorCode::InvalidArgument, tr("%1 lies in, is or holds the source %2; an export "
                                                       "never touches a source. Choose another folder")
                                                        .arg(target, source));
    }
    const QFileInfo info(target);
    if (info.exists() && (!info.isDir() || !QDir(target).isEmpty(QDir::AllEntries | QDir::Hidden |
                                                                 QDir::System | QDir::NoDotAndDotDot)))
        return fail(ErrorCode::AlreadyExists,
                    tr("%1 exists and is not an empty folder; choose a new one").arg(target));
    return {};
}

} // namespace

Result<std::unique_ptr<OutputFile>> OutputFile::create(const QString& folder, const QString& path)
{
    std::unique_ptr<OutputFile> file(new OutputFile);
    file->m_file = folder + u'/' + path;
    file->m_written.path = path;
    const QByteArray name = QFile::encodeName(file->m_file);
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    file->m_descriptor = ::open(name.constData(), flags, 0666);
    if (file->m_descriptor < 0 && errno == ENOENT) {
        QDir().mkpath(QFileInfo(file->m_file).path());
        file->m_descriptor = ::open(name.constData(), flags, 0666);
    }
    if (file->m_descriptor < 0)
        return systemError(errno, file->m_file);
    return file;
}

OutputFile::~OutputFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<void> OutputFile::write(const QByteArray& bytes)
{
    m_hash.addData(bytes);
    m_written.bytes += bytes.size();
    m_buffer += bytes;
    return m_buffer.size() >= kBuffer ? drain() : Result<void>();
}

Result<void> OutputFile::drain()
{
    qsizetype done = 0;
    while (done < m_buffer.size()) {
        const auto count = ::write(m_descriptor, m_buffer.constData() + done,
                                   static_cast<std::size_t>(m_buffer.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return systemError(errno, m_file);
        done += count;
    }
    m_buffer.clear();
    return {};
}

Result<WrittenFile> OutputFile::finish()
{
    BADCASE_TRY(drain());
    // Some file systems only say at close that the disk is full.
    const int closed = ::close(m_descriptor);
    m_descriptor = -1;
    if (closed != 0)
        return systemError(errno, m_file);
    m_written.sha256 = m_hash.result().toHex();
    return m_written;
}

namespace {

/// Locks a folder for as long as the descriptor lives: invalid (-1) while somebody else has it. A kill frees
/// it.
int lockFolder(const QByteArray& path)
{
    const int descriptor = ::open(path.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0 || ::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return descriptor;
    ::close(descriptor);
    return -1;
}

/// A killed export leaves its hidden folder beside the target. An export to the same target takes away those
/// that are ours, that nobody holds, and that are not so new that their export might be about to lock them.
void removeLeftovers(const QFileInfo& target)
{
    constexpr qint64 kNewSeconds = 60;
    const QString prefix = u'.' + target.fileName() + kTemporaryMark;
    const auto folders = QDir(target.path()).entryInfoList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot);
    for (const QFileInfo& folder : folders) {
        const bool named = folder.fileName().startsWith(prefix) &&
                           folder.fileName().size() == prefix.size() + kTemporaryLetters.size();
        if (!named || folder.isSymLink() || folder.ownerId() != ::geteuid() ||
            folder.lastModified().secsTo(QDateTime::currentDateTimeUtc()) < kNewSeconds)
            continue;
        const int lock = lockFolder(QFile::encodeName(folder.absoluteFilePath()));
        if (lock < 0)
            continue;
        QDir(folder.absoluteFilePath()).removeRecursively();
        ::close(lock);
    }
}

} // namespace

Result<std::unique_ptr<ExportFolder>> ExportFolder::create(const QString& target, const QStringList& sources)
{
    std::unique_ptr<ExportFolder> folder(new ExportFolder);
    folder->m_target = canonicalOf(target);
    BADCASE_TRY(checkTarget(folder->m_target, sources));
    QStringList missing;
    for (QString parent = QFileInfo(folder->m_target).path(); !QFileInfo::exists(parent);
         parent = QFileInfo(parent).path())
        missing.prepend(parent);
    for (const QString& parent : missing) {
        if (::mkdir(QFile::encodeName(parent).constData(), 0777) != 0)
            return systemError(errno, parent);
        folder->m_madeParents << parent;
    }
    const QFileInfo info(folder->m_target);
    removeLeftovers(info);
    QByteArray pattern = QFile::encodeName(info.path() + QStringLiteral("/.") + info.fileName() +
                                           kTemporaryMark + kTemporaryLetters);
    if (!::mkdtemp(pattern.data()))
        return systemError(errno, info.path());
    folder->m_path = QFile::decodeName(pattern);
    folder->m_lock = lockFolder(pattern);
    // mkdtemp makes the folder private; an export is an ordinary folder.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::chmod(pattern.constData(), 0777 & ~mask);
    return folder;
}

ExportFolder::~ExportFolder()
{
    if (m_lock >= 0)
        ::close(m_lock);
    if (m_committed)
        return;
    if (!m_path.isEmpty())
        QDir(m_path).removeRecursively();
    for (auto it = m_madeParents.crbegin(); it != m_madeParents.crend(); ++it)
        QDir().rmdir(*it);
}

Result<WrittenFile> ExportFolder::write(const QString& path, const QByteArray& bytes)
{
    BADCASE_ASSIGN(const auto file, OutputFile::create(m_path, path));
    BADCASE_TRY(file->write(bytes));
    return file->finish();
}

Result<void> ExportFolder::commit()
{
    const QByteArray from = QFile::encodeName(m_path);
    const QByteArray to = QFile::encodeName(m_target);
    // One sync of the file system instead of one for each of a million files.
    if (const int descriptor = ::open(from.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        descriptor >= 0) {
        const int synced = ::syncfs(descriptor);
        const int reason = errno;
        ::close(descriptor);
        if (synced != 0)
            return systemError(reason, m_path);
    }
    // rename() replaces an empty folder and refuses any other, so what came there in the meantime is safe.
    if (::rename(from.constData(), to.constData()) != 0) {
        if (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR)
            return fail(ErrorCode::AlreadyExists,
                        tr("%1 was filled by something else meanwhile; choose a new folder").arg(m_target));
        return systemError(errno, m_target);
    }
    m_committed = true;
    const QByteArray parent = QFile::encodeName(QFileInfo(m_target).path());
    if (const int descriptor = ::open(parent.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
    return {};
}

Result<WrittenFile> hashFile(const QString& folder, const QString& path)
{
    QFile file(folder + u'/' + path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorCode::Io, tr("%1 cannot be read back").arg(file.fileName()), file.errorString());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    WrittenFile found;
    found.path = path;
    for (QByteArray chunk = file.read(kBuffer); !chunk.isEmpty(); chunk = file.read(kBuffer)) {
        hash.addData(chunk);
        found.bytes += chunk.size();
    }
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Io, tr("%1 cannot be read back").arg(file.fileName()), file.errorString());
    found.sha256 = hash.result().toHex();
    return found;
}

} // namespace badcase::formats
