// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Import: puts samples with their texts, given labels and given masks into a project, in batches.

#include "inference/core/cancel.h"
#include "inference/core/class_map.h"
#include "inference/core/result.h"
#include "inference/core/sample.h"
#include "inference/core/segment.h"
#include "storage/connection.h"

#include <memory>
#include <optional>
#include <vector>

namespace badcase::storage {

/// A given mask: a file and how its pixels are read, or a map in the project itself (MaskRepository::given).
struct MaskRef {
    MediaRef file;
    MaskEncoding encoding;
    SampleId stored = {}; ///< valid: the map of this sample in the project; `file` is then absent

    bool isValid() const { return file.isValid() || stored.isValid(); }
    bool operator==(const MaskRef&) const = default;
};

/// One sample as an import gives it. `sample.id` is ignored: `sample.name` identifies.
struct ImportSample {
    Sample sample;
    std::optional<LabelSet> labels; ///< given labels; absent: the import says nothing of them
    std::optional<MaskRef> mask;    ///< a file; absent: the import says nothing of it
    std::optional<ClassMap> maskMap = {}; ///< the mask itself, in place of a file
    std::optional<std::vector<Segment>> segments = {}; ///< absent: the import says nothing of them
    std::optional<std::vector<TextSpan>> spans = {};   ///< likewise; replaces all the sample has
    Fields fields;
    std::vector<SampleProblem> problems; ///< kept with the sample; replaces what earlier imports reported
};

/// A second import updates and never duplicates. What an import says nothing of stays: absent labels, mask, segments, spans or
/// media, an empty split, an unknown size, and fields that it does not name. Corrections, verdicts and
/// comments always stay.
struct ImportCounts {
    qint64 added = 0;
    qint64 updated = 0;
    qint64 unchanged = 0;
};

/// Writes samples in transactions of `batchRows`. A kill or an error loses at most the batch that was not
/// committed; repeating the import completes it. On the connection's thread. Errors: NoSpace, ReadOnly,
/// Locked, Corrupt, Io.
class SampleWriter {
public:
    enum class Mode { Write, DryRun }; ///< DryRun counts what a write would do and changes nothing

    explicit SampleWriter(Connection& connection, Mode mode = Mode::Write, int batchRows = 2000);
    ~SampleWriter(); ///< drops the batch that is not committed
    SampleWriter(const SampleWriter&) = delete;
    SampleWriter& operator=(const SampleWriter&) = delete;

    Result<void> write(const ImportSample& sample);
    /// Commits what is left. After an error the writer can only be destroyed.
    Result<void> finish();

    const ImportCounts& counts() const; ///< of what was written so far
    qint64 committed() const;           ///< samples that a kill can no longer lose

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace badcase::storage
