// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a reader of a data-set format is: it streams records, knows nothing of the database, and never stops
/// for one bad sample. One file pair per format beside this header; readerFor() finds it by name.

#include "inference/core/cancel.h"
#include "inference/core/class_map.h"
#include "inference/core/result.h"
#include "inference/core/sample.h"
#include "inference/core/schema.h"
#include "inference/core/segment.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace badcase::formats {

/// Everything a user can say about an import. Paths are absolute or relative to `source`.
struct ReadOptions {
    QString source;                 ///< folder, zip archive or file
    /// Folder or archive in which the media are: csv (the paths start there; empty: the csv's folder),
    /// kaggle-rle, coco, taac2021 (videos, features, texts) and wechat (frame features); empty: beside the
    /// annotations, as each reader says.
    QString mediaRoot;
    QString split;                  ///< put on every record that brings none of its own
    QString imagesDir;              ///< masks: default "images"
    QString masksDir;               ///< masks: default "masks"
    QString maskSuffix;             ///< masks: "_mask" when image a.png belongs to a_mask.png
    std::optional<int> ignoreIndex; ///< masks
    QHash<QString, QString>
        columns; ///< csv, kaggle-rle: role (id, path, label, split, mask, or a field name) -> column; "" = none
    QHash<QString, QString> classes; ///< class name in the data -> class name in the project
    QString encoding = {};           ///< csv, kaggle-rle: "GBK", "ISO-8859-1" ...; empty: told from the file
    QString classFrom = {};          ///< videos: "folder" (the default) or "name" (of the file)
    /// csv, kaggle-rle, coco: samples whose media file is absent are kept without it. (wechat and taac2021
    /// keep them anyway.)
    bool keepMissing = false;
};

/// A file of a record: `root` is a folder or zip (absolute), `path` is below it.
struct RecordFile {
    QString root;
    QString path;
};

/// A labelled stretch of a video, in class names (after mapping, whether the schema has them or not). Seconds
/// from the first frame.
struct RecordSegment {
    double begin = 0;
    double end = 0;
    QStringList labels;
};

/// One sample as the data set gives it.
struct Record {
    QString name;
    SampleKind kind = SampleKind::Image;
    std::optional<RecordFile> media;
    QString split;
    /// Class names after mapping, whether the schema has them or not; nullopt: not labelled.
    std::optional<QStringList> labels;
    std::optional<RecordFile> mask;
    MaskEncoding maskEncoding;
    /// The mask itself, at the picture's size, where the data set has it as numbers (runs, polygons) and not
    /// as a file; `mask` is then absent.
    std::optional<ClassMap> maskMap = {};
    Fields fields;
    std::optional<std::vector<RecordSegment>> segments = {}; ///< by begin; nullopt: the data set gives none
    std::vector<TextSpan> spans = {}; ///< pieces of `fields` whose time is known, by begin
    QSize size;                       ///< when the reader knows it without decoding
    qint64 fileBytes = -1;
    qint64 fileModified = 0;
    quint32 fileCrc = 0;
};

/// Counts of a format that pairs files by stem.
struct PairCounts {
    qint64 matched = 0, missingMask = 0, missingText = 0, extraMask = 0, extraText = 0, sizeMismatch = 0;
};

/// Kinds of problems that cost no sample: it was recorded all the same (perhaps without its mask or text), or
/// the problem concerns a file or the whole set. Every other problem stands for one sample that was left out.
/// The kinds:
///   left out:  missing-media, undecodable, too-large, duplicate, unsafe-path, ragged-row, bad-row, encoding
///   (of a row) warnings:  missing-mask, missing-text, extra-mask, extra-text, size-mismatch, mask-values,
///   undecodable-mask,
///              unreadable-text, order-shift, skipped-file, missing-column, duplicate-column, file-encoding,
///              kept-without-media, duplicate-file, bad-segment, labels-differ
bool isWarning(const SampleProblem& problem);

/// Receives what a reader finds, in the reader's thread.
class RecordVisitor {
public:
    virtual ~RecordVisitor() = default;
    /// An error ends the reading (e.g. the disk is full).
    virtual Result<void> record(Record record) = 0;
    virtual void problem(SampleProblem problem) = 0;
    virtual void progress(const Progress& progress) = 0;
};

/// What the preview shows before anything is written.
struct Preview {
    std::vector<Record> records;     ///< the first ones
    QStringList columns;             ///< csv, kaggle-rle: the header
    QHash<QString, QString> guessed; ///< csv, kaggle-rle: role -> column
    QStringList classes;             ///< class names found in what was looked at, in order of appearance
    std::vector<SampleProblem> problems;
    qint64 estimatedRecords = -1;
};

class DatasetReader {
public:
    virtual ~DatasetReader() = default;
    virtual QString format() const = 0;
    /// Looks at the first `limit` records. Quick (no whole-set scan where it can be helped).
    virtual Result<Preview> preview(const ReadOptions& options, const Schema& schema, int limit,
                                    const CancelToken& cancel) = 0;
    /// Streams all records in a stable order.
    virtual Result<PairCounts> read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                                    const CancelToken& cancel) = 0;
};

QStringList readerFormats(); ///< "imagefolder", "csv", "taac", "masks", "wechat" ...
Result<std::unique_ptr<DatasetReader>> readerFor(const QString& format);

/// The format that fits a dropped folder or file best, empty when none does.
QString guessFormat(const QString& source);

} // namespace badcase::formats
