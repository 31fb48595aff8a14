// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Reading samples: single ones in full, pages for lists, names.

#include "inference/core/cancel.h"
#include "inference/core/label.h"
#include "inference/core/result.h"
#include "inference/core/sample.h"
#include "storage/connection.h"
#include "storage/prediction_records.h"
#include "storage/sample_writer.h"

#include <QDateTime>
#include <QHash>

#include <optional>
#include <span>
#include <vector>

namespace badcase::storage {

/// Who set a correction, verdict or comment, when and why: the journal entry that did it.
struct Attribution {
    JournalId entry;
    QString author;
    QDateTime at; ///< UTC
    QString reason;
};

/// One line of a list. `labels` are the effective ones: the correction where there is one, else the given
/// labels.
struct SampleRow {
    Sample sample;
    std::optional<LabelSet> given;
    std::optional<LabelSet> labels;
    bool corrected = false;
    Verdict verdict = Verdict::None;
    bool hasComment = false;
    bool hasMask = false;
    bool maskCorrected = false;
    bool hasSegments = false; ///< given or corrected
    bool segmentsCorrected = false;
    std::optional<RunRow> prediction; ///< when a run was asked for and has the sample (also failed ones)
};

/// What the inspector shows of one sample beyond its row.
struct SampleDetail {
    SampleRow row;
    Fields fields;
    std::optional<MaskRef> mask;
    QString comment;
    std::optional<Attribution> correctedBy; ///< of the labels, else of the mask, else of the segments
    std::optional<Attribution> verdictBy;
    std::optional<Attribution> commentBy;
    std::vector<SampleProblem> problems; ///< of the import
};

/// On the connection's thread. Missing samples are NotFound in detail() and left out of pages.
class SampleRepository {
public:
    explicit SampleRepository(Connection& connection) : m_connection(connection) {}

    /// Rows in the order of `ids`. Pages of a few hundred take milliseconds.
    Result<std::vector<SampleRow>> rows(std::span<const SampleId> ids, RunId run = {});
    Result<SampleDetail> detail(SampleId id, RunId run = {});
    Result<Fields> fields(SampleId id);
    Result<std::vector<MaskRef>>
    masks(std::span<const SampleId> ids); ///< an invalid MaskRef where there is no mask

    Result<std::optional<SampleId>> find(const QString& name);
    /// Name -> id for those that exist. Any number of names.
    Result<QHash<QString, SampleId>> find(const QStringList& names);
    /// The next `limit` samples with an id above `after`, in import order: for streaming over a whole
    /// project.
    Result<std::vector<SampleRow>> page(SampleId after, int limit, RunId run = {});
    Result<qint64> count();
    Result<QStringList> splits();     ///< distinct, sorted, without the empty one
    Result<QStringList> fieldNames(); ///< distinct, sorted

private:
    Connection& m_connection;
};

} // namespace badcase::storage
