// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/record_stream.h"

#include "storage/formats/file_names.h"
#include "storage/formats/parallel.h"

#include <QCoreApplication>
#include <QDir>

#include <new>
#include <utility>

namespace badcase::formats {

namespace {

/// Large enough to keep every processor busy, small enough that a cancel and the progress are prompt.
constexpr std::size_t kBatch = 256;
/// Masks of a batch are in memory together.
constexpr qint64 kBatchPixels = qint64(128) << 20;

/// The heads that are tried before a whole file is read: nearly every header is in the first, a JPEG with a
/// large EXIF block or colour profile needs the second.
constexpr qint64 kHeads[] = {qint64(32) << 10, qint64(512) << 10};

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats", text);
}

/// A file that claims more than there is memory is that sample's problem and not the end of the program.
void inspectGuarded(const RecordStream::Inspect& inspect, PendingRecord& pending)
{
    try {
        inspect(pending);
    } catch (const std::bad_alloc&) {
        pending.refuse(QStringLiteral("too-large"),
                       tr("%1 does not fit into the memory of this computer").arg(pending.record.name));
    }
}

} // namespace

RecordStream::RecordStream(RecordVisitor& visitor, CancelToken cancel, Inspect inspect, qint64 limit)
    : m_visitor(visitor), m_cancel(std::move(cancel)), m_inspect(std::move(inspect)), m_limit(limit)
{}

Result<void> RecordStream::add(PendingRecord pending)
{
    m_batchPixels += pending.pixelsExpected;
    m_batch.push_back(std::move(pending));
    const std::size_t batch = m_limit < 0 ? kBatch : std::min<std::size_t>(kBatch, 32);
    if (m_batch.size() >= batch || m_batchPixels >= kBatchPixels)
        return flush();
    return {};
}

Result<void> RecordStream::addProblem(SampleProblem problem)
{
    PendingRecord carrier;
    carrier.usable = false;
    carrier.problems.push_back(std::move(problem));
    return add(std::move(carrier));
}

Result<void> RecordStream::finish()
{
    return flush();
}

Result<void> RecordStream::flush()
{
    if (m_cancel.isCancelled())
        return fail(cancelledError());
    parallelFor(static_cast<qsizetype>(m_batch.size()), [&](qsizetype i) {
        PendingRecord& pending = m_batch[static_cast<std::size_t>(i)];
        if (pending.usable && !m_cancel.isCancelled())
            inspectGuarded(m_inspect, pending);
    });
    if (m_cancel.isCancelled())
        return fail(cancelledError());
    const QString last = m_batch.empty() ? QString() : m_batch.back().record.name;
    for (PendingRecord& pending : m_batch) {
        if (full())
            break;
        for (SampleProblem& problem : pending.problems)
            m_visitor.problem(std::move(problem));
        if (pending.usable) {
            ++m_done;
            BADCASE_TRY(m_visitor.record(std::move(pending.record)));
        }
    }
    m_batch.clear();
    m_batchPixels = 0;
    m_visitor.progress({m_done, m_total, last});
    return {};
}

Result<media::ImageHeader> probeHeader(const media::MediaRoot& root, const QString& member, qint64 bytes)
{
    for (const qint64 length : kHeads) {
        BADCASE_ASSIGN(const QByteArray head, root.readHead(member, length));
        auto header = media::readImageHeader(head, member);
        if (header || header.error().code == ErrorCode::TooLarge || head.size() >= bytes)
            return header;
    }
    BADCASE_ASSIGN(const QByteArray data, root.read(member));
    return media::readImageHeader(data, member);
}

void inspectMedia(PendingRecord& pending)
{
    if (!pending.record.media || !pending.mediaRoot)
        return;
    if (pending.record.kind != SampleKind::Image) {
        if (pending.record.fileBytes == 0)
            pending.refuse(QStringLiteral("undecodable"),
                           tr("%1 is empty").arg(pending.record.media->path));
        return;
    }
    const auto header = probeHeader(*pending.mediaRoot, pending.record.media->path, pending.record.fileBytes);
    if (header)
        pending.record.size = header->size;
    else if (header.error().code == ErrorCode::TooLarge)
        pending.refuse(QStringLiteral("too-large"), header.error().message);
    else
        pending.refuse(QStringLiteral("undecodable"), header.error().message);
}

void setMedia(PendingRecord& pending, const std::shared_ptr<media::MediaRoot>& root, const QString& member,
              const media::MediaStat& stat)
{
    pending.mediaRoot = root;
    pending.record.kind = mediaKindOf(member).value_or(SampleKind::Image);
    pending.record.media = RecordFile{root->path(), member};
    pending.record.fileBytes = stat.bytes;
    pending.record.fileModified = stat.modified;
    pending.record.fileCrc = stat.crc;
}

bool canHaveNoClass(const Schema& schema)
{
    return schema.task() != Task::Classification;
}

QString mappedClass(const ReadOptions& options, const QString& name)
{
    return options.classes.value(name, name);
}

Error cancelledError()
{
    return Error{ErrorCode::Cancelled, tr("Cancelled")};
}

Result<std::shared_ptr<media::MediaRoot>> openRoot(const QString& path)
{
    return media::MediaRoot::open(QDir::cleanPath(QDir::current().absoluteFilePath(path)));
}

} // namespace badcase::formats
