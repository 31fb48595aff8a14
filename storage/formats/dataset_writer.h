// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a writer of a data-set format is. Writers stream records into a temporary folder beside the target; the caller
/// (exportDataset) then reads everything back, compares, writes the manifest and moves the folder into place.

#include "inference/core/cancel.h"
#include "inference/core/class_map.h"
#include "inference/core/result.h"
#include "inference/core/sample.h"
#include "inference/core/schema.h"
#include "inference/media/media_root.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace badcase::formats {

/// One sample to write, labels already chosen (given or corrected).
struct ExportRecord {
    QString name;
    std::shared_ptr<media::MediaRoot> root; ///< null: no media
    QString member;
    QString split;
    std::optional<LabelSet> labels;
    std::optional<ClassMap> mask;
    Fields fields;
    QString verdict; ///< for the csv
};

struct ExportOptions {
    QString format;          ///< imagefolder | csv | masks
    QString out;             ///< absolute target folder; must not exist, or be empty
    QStringList sources;     ///< absolute media roots and project folder: never written into or over
    QJsonObject manifest;    ///< what the caller knows (project, journal position, labels, split); no clock time
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

QStringList writerFormats();

/// Streams, reads back, compares, and only then moves into place with manifest.json. Byte-identical when repeated.
/// On error or cancel the temporary folder is removed and the target untouched.
Result<ExportSummary> exportDataset(const ExportOptions& options, const Schema& schema, const RecordSource& next,
                                    qint64 total, const CancelToken& cancel, const ProgressCallback& progress);

} // namespace badcase::formats
