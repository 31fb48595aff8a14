// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/folder_root.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace badcase::media {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::MediaRoot", text);
}

MediaStat mediaStat(const struct stat& status)
{
    return {.bytes = status.st_size,
            .modified = qint64(status.st_mtim.tv_sec) * 1000 + status.st_mtim.tv_nsec / 1000000};
}

/// Closes what opendir() opened.
class Directory {
public:
    explicit Directory(const QByteArray& path) : m_handle(opendir(path.constData())) {}
    ~Directory()
    {
        if (m_handle)
            closedir(m_handle);
    }
    Q_DISABLE_COPY_MOVE(Directory)

    bool isOpen() const { return m_handle != nullptr; }
    int descriptor() const { return dirfd(m_handle); }
    const dirent* next() { return readdir(m_handle); }

private:
    DIR* m_handle;
};

class FolderRoot : public MediaRoot {
public:
    FolderRoot(QString path, QString canonical) : m_path(std::move(path)), m_canonical(std::move(canonical))
    {}

    QString path() const override { return m_path; }
    bool isZip() const override { return false; }

    Result<MediaStat> stat(const QString& member) const override
    {
        BADCASE_ASSIGN(const QString file, resolve(member));
        struct stat status {};
        if (::stat(QFile::encodeName(file).constData(), &status) != 0 || !S_ISREG(status.st_mode))
            return missing(member);
        return mediaStat(status);
    }

    Result<QByteArray> read(const QString& member, qint64 maxBytes) const override
    {
        return readUpTo(member, maxBytes, false);
    }

    Result<QByteArray> readHead(const QString& member, qint64 bytes) const override
    {
        return readUpTo(member, bytes, true);
    }

    Result<void> list(const QString& folder, const CancelToken& cancel,
                      const std::function<bool(const QString&, const MediaStat&)>& visit) const override;

private:
    /// A directory entry; `key` sorts as the whole path does (folders with their slash).
    struct Entry {
        QByteArray key;
        unsigned char type;
    };
    enum class Walk { Going, Stopped };

    ResultError missing(const QString& member) const
    {
        return fail(ErrorCode::NotFound,
                    tr("%1 is not in %2. Restore the file, or point the project to where it is now.")
                        .arg(member, m_path));
    }

    Result<QString> resolve(const QString& member) const;
    Result<QByteArray> readUpTo(const QString& member, qint64 maxBytes, bool cut) const;
    Result<std::vector<Entry>> entries(Directory& directory, const QByteArray& relative) const;
    bool statEntry(int directory, const QByteArray& relative, const Entry& entry, struct stat& status) const;
    Result<Walk> walk(const QByteArray& relative, const CancelToken& cancel,
                      const std::function<bool(const QString&, const MediaStat&)>& visit) const;
    bool isInside(const QString& canonical) const
    {
        return canonical.startsWith(m_canonical) &&
               (m_canonical.endsWith(u'/') || canonical.size() == m_canonical.size() ||
                canonical.at(m_canonical.size()) == u'/');
    }

    QString m_path;
    QString m_canonical; ///< without symbolic links
};

/// The canonical file of a member: links are followed here and may not lead out.
Result<QString> FolderRoot::resolve(const QString& member) const
{
    BADCASE_ASSIGN(const QString clean, cleanMemberPath(member));
    const QString canonical = QFileInfo(m_canonical + u'/' + clean).canonicalFilePath();
    if (canonical.isEmpty())
        return missing(member);
    if (!isInside(canonical))
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 is a symbolic link that leads out of %2. Copy the file into the folder.")
                        .arg(member, m_path));
    return canonical;
}

Result<QByteArray> FolderRoot::readUpTo(const QString& member, qint64 maxBytes, bool cut) const
{
    BADCASE_ASSIGN(const QString path, resolve(member));
    struct stat status {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0 || !S_ISREG(status.st_mode))
        return missing(member); // also pipes and devices, which could wait for ever
    if (!cut && status.st_size > maxBytes)
        return fail(ErrorCode::TooLarge, tr("%1 has %2 bytes; at most %3 are read.")
                                             .arg(member)
                                             .arg(qint64(status.st_size))
                                             .arg(maxBytes));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorCode::Io,
                    tr("%1 in %2 cannot be opened. Check its permissions.").arg(member, m_path),
                    file.errorString());
    QByteArray data = file.read(qMin<qint64>(status.st_size, maxBytes));
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Io, tr("%1 in %2 cannot be read.").arg(member, m_path), file.errorString());
    return data;
}

/// Names without hidden ones, sorted so that a depth-first walk is in byte order of whole paths.
Result<std::vector<FolderRoot::Entry>> FolderRoot::entries(Directory& directory,
                                                           const QByteArray& relative) const
{
    std::vector<Entry> found;
    errno = 0;
    while (const dirent* item = directory.next()) {
        if (item->d_name[0] == '.' || std::strcmp(item->d_name, "__MACOSX") == 0)
            continue;
        unsigned char type = item->d_type;
        struct stat status {};
        if (type == DT_UNKNOWN &&
            fstatat(directory.descriptor(), item->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
            type = static_cast<unsigned char>(IFTODT(status.st_mode)); // some file systems do not tell
        if (type == DT_REG || type == DT_LNK)
            found.push_back({QByteArray(item->d_name), type});
        else if (type == DT_DIR)
            found.push_back({QByteArray(item->d_name) + '/', type});
        errno = 0;
    }
    if (errno != 0)
        return fail(ErrorCode::Io,
                    tr("The folder %1 in %2 cannot be read.").arg(QFile::decodeName(relative), m_path),
                    QString::fromLocal8Bit(std::strerror(errno)));
    std::sort(found.begin(), found.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    return found;
}

/// False for what is no readable regular file inside the root.
bool FolderRoot::statEntry(int directory, const QByteArray& relative, const Entry& entry,
                           struct stat& status) const
{
    if (entry.type == DT_LNK && !resolve(QFile::decodeName(relative + entry.key)))
        return false;
    return fstatat(directory, entry.key.constData(), &status, 0) == 0 && S_ISREG(status.st_mode);
}

/// `relative` is "" or ends with a slash.
Result<FolderRoot::Walk>
FolderRoot::walk(const QByteArray& relative, const CancelToken& cancel,
                 const std::function<bool(const QString&, const MediaStat&)>& visit) const
{
    Directory directory(QFile::encodeName(m_canonical) + '/' + relative);
    if (!directory.isOpen())
        return fail(ErrorCode::Io,
                    tr("The folder %1 in %2 cannot be opened. Check its permissions.")
                        .arg(QFile::decodeName(relative), m_path),
                    QString::fromLocal8Bit(std::strerror(errno)));
    BADCASE_ASSIGN(const std::vector<Entry> sorted, entries(directory, relative));
    for (const Entry& entry : sorted) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, tr("Listing %1 was cancelled.").arg(m_path));
        if (entry.type == DT_DIR) {
            BADCASE_ASSIGN(const Walk below, walk(relative + entry.key, cancel, visit));
            if (below == Walk::Stopped)
                return below;
            continue;
        }
        struct stat status {};
        if (statEntry(directory.descriptor(), relative, entry, status) &&
            !visit(QFile::decodeName(relative + entry.key), mediaStat(status)))
            return Walk::Stopped;
    }
    return Walk::Going;
}

Result<void> FolderRoot::list(const QString& folder, const CancelToken& cancel,
                              const std::function<bool(const QString&, const MediaStat&)>& visit) const
{
    QByteArray relative;
    if (!folder.isEmpty()) {
        BADCASE_ASSIGN(const QString clean, cleanMemberPath(folder));
        BADCASE_ASSIGN(const QString canonical, resolve(clean));
        if (!QFileInfo(canonical).isDir())
            return missing(folder);
        relative = QFile::encodeName(clean) + '/';
    }
    BADCASE_TRY(walk(relative, cancel, visit));
    return {};
}

} // namespace

Result<std::shared_ptr<MediaRoot>> openFolderRoot(const QString& path)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    if (canonical.isEmpty())
        return fail(ErrorCode::NotFound, tr("There is no folder %1.").arg(path));
    return std::make_shared<FolderRoot>(path, canonical);
}

} // namespace badcase::media
