// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a writer of a data-set format is. Writers stream records into a temporary folder beside the target;
/// the caller (exportDataset) then reads everything back, compares, writes the manifest and moves the folder
/// into place.

#include "inference/core/cancel.h"
#include "inference/core/class_map.h"
#include "inference/core/result.h"
#include "inference/core/sample.h"
#include "inference/core/schema.h"
#include "inference/core/segment.h"
#include "inference/media/media_root.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace badcase::formats {

/// One sample to write, labels already chosen (given or corrected).
struct ExportRecord {
    QString name;
    std::shared_ptr<media::MediaRoot> root; ///< null: no media, or its folder or archive is gone
    QString member;                         ///< empty: no media
    QString split;
    std::optional<LabelSet> labels;
    std::optional<ClassMap> mask;
    std::optional<std::vector<Segment>> segments = {}; ///< by begin; nullopt: there are none to speak of
    Fields fields;
    std::vector<TextSpan> spans = {}; ///< pieces of `fields` whose time is known, by begin
    QString verdict; ///< for the csv
    /// What the media file was at import; a file of another size or CRC is not the one that was judged and is
    /// left out.
    qint64 fileBytes = -1; ///< -1: not known
    quint32 fileCrc = 0;   ///< of zip members, 0: not known
};

struct ExportOptions {
    QString format;       ///< one of writerFormats()
    QString out;          ///< absolute target folder; must not exist, or be empty
    QStringList sources;  ///< absolute media roots and the project file: never written into or over
    QJsonObject manifest; ///< what the caller knows (project, journal position, labels, split); no clock time
    /// coco: pieces without holes as outlines, which other programs can edit; else all as run lengths.
    bool polygons = false;
};

struct ExportSummary {
    qint64 samples = 0;
    qint64 bytes = 0;
    bool verified = false; ///< true only after reading back and comparing
    QString manifest;      ///< absolute path
    std::vector<SampleProblem> problems;
};

/// Pulls records until it returns nullopt.
using RecordSource = std::function<Result<std::optional<ExportRecord>>()>;

QStringList writerFormats(); ///< "imagefolder", "csv", "masks", "wechat" ...

/// What is written, besides manifest.json, classes.json and dataset.json (see export_layout.h; the other
/// formats are described in their writers' headers):
/// - imagefolder: [split/]class/picture. Names are percent-encoded where a file system might refuse them.
/// - csv: samples.csv (id, path, label or labels, split, mask, texts, verdict) and media/, for masks also
/// masks/.
/// - masks: images/, masks/ (8-bit PNG of class indices) and splits.csv where there are splits.
///
/// Streams, reads back, compares, and only then moves into place with manifest.json. Byte-identical when
/// repeated with the same records in the same order. On error or cancel the temporary folder is removed and
/// the target untouched. A sample that cannot be exported is a problem (missing-media, changed-media,
/// undecodable, unlabelled, several-labels, size-mismatch) and the others go on. Errors: InvalidArgument
/// (target in, over or around a source; a class name that the format cannot hold; nothing to export),
/// AlreadyExists, NoSpace, ReadOnly, Io, Cancelled, Corrupt (what was read back differs from what was
/// written). Call it on any one thread; `next` and `progress` are called there. Progress counts every sample
/// twice: written, and read back.
Result<ExportSummary> exportDataset(const ExportOptions& options, const Schema& schema,
                                    const RecordSource& next, qint64 total, const CancelToken& cancel,
                                    const ProgressCallback& progress);

} // namespace badcase::formats
