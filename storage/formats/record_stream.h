// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What all readers share between finding a file and handing a record on: media headers are read (and masks
/// checked) by batches in parallel, and what was found is passed on in the order in which it was added.

#include "inference/media/image_reader.h"
#include "inference/media/media_root.h"
#include "storage/formats/dataset_reader.h"

#include <functional>
#include <memory>
#include <vector>

namespace badcase::formats {

/// A record on its way, with the problems found so far. A work item without a usable record only carries
/// problems.
struct PendingRecord {
    /// What a mask is made of while the record is inspected, when the size of its picture is known.
    struct Annotation {
        QString category; ///< class name in the data; empty where the text says it
        QByteArray text;  ///< in the format's own words
    };

    Record record;
    bool usable = true;
    std::vector<SampleProblem> problems = {};
    std::shared_ptr<media::MediaRoot> mediaRoot = {}; ///< of record.media, to read its header
    std::shared_ptr<media::MediaRoot> maskRoot = {};  ///< of record.mask
    std::vector<Annotation> annotations = {};         ///< kaggle-rle, coco
    std::size_t part = 0;                             ///< coco: of the set
    qint64 pixelsExpected = 0; ///< of the mask that inspecting makes, roughly: batches are kept small by it
    QString textMember = {};                          ///< taac, yolo: the file of texts or labels
    std::shared_ptr<media::MediaRoot> textRoot = {};  ///< of textMember

    void addProblem(const QString& kind, const QString& message)
    {
        problems.push_back({record.name, kind, message});
    }
    /// The sample cannot be used: it is reported and not handed on.
    void refuse(const QString& kind, const QString& message)
    {
        addProblem(kind, message);
        usable = false;
    }
};

/// Collects records, inspects each batch in parallel, and passes it on in order. One thread uses a stream.
class RecordStream {
public:
    using Inspect = std::function<void(PendingRecord&)>;

    /// `inspect` runs on several threads, once a record. `limit`: end after so many usable records (preview),
    /// -1: never.
    RecordStream(RecordVisitor& visitor, CancelToken cancel, Inspect inspect, qint64 limit = -1);

    /// Err(Cancelled) after a cancel, or the visitor's own error. Sets full() when the limit is reached.
    Result<void> add(PendingRecord pending);
    /// A problem that concerns no record, kept in order with the records.
    Result<void> addProblem(SampleProblem problem);
    Result<void> finish();
    bool full() const { return m_limit >= 0 && m_done >= m_limit; }
    void setTotal(qint64 total) { m_total = total; }

private:
    Result<void> flush();

    RecordVisitor& m_visitor;
    CancelToken m_cancel;
    Inspect m_inspect;
    std::vector<PendingRecord> m_batch;
    qint64 m_batchPixels = 0;
    qint64 m_limit;
    qint64 m_done = 0;
    qint64 m_total = -1;
};

/// Reads the size from the head of a picture; only as much of the file (`bytes` long) is read as that takes.
Result<media::ImageHeader> probeHeader(const media::MediaRoot& root, const QString& member, qint64 bytes);

/// Fills the record's size from its picture; an unreadable header refuses the record (kind "undecodable" or
/// "too-large"). Videos and features are only looked at: an empty file is "undecodable".
void inspectMedia(PendingRecord& pending);

/// The record's media as `member` of `root` with what is known of the file. The suffix tells the kind; a file
/// without a known one is taken for a picture.
void setMedia(PendingRecord& pending, const std::shared_ptr<media::MediaRoot>& root, const QString& member,
              const media::MediaStat& stat);

/// "None of the classes" is an answer where a sample may have several; where it has exactly one, a list of no
/// names means that it is not labelled.
bool canHaveNoClass(const Schema& schema);

/// The project's name for a class of the data.
QString mappedClass(const ReadOptions& options, const QString& name);

/// Err(Cancelled) with the words that every reader and writer uses.
Error cancelledError();

/// Opens a media root given absolute, or relative to the current folder.
Result<std::shared_ptr<media::MediaRoot>> openRoot(const QString& path);

} // namespace badcase::formats
