// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// corrections.csv: id,label[,verdict][,reason] - what analysts decided elsewhere, to be applied to a
/// project.

#include "inference/core/cancel.h"
#include "inference/core/label.h"
#include "inference/core/result.h"
#include "inference/core/schema.h"

#include <QString>

#include <functional>
#include <optional>

namespace badcase::formats {

/// One row. A row without a label only gives a verdict; a lone '|' is the multi-label answer "no class".
struct Correction {
    QString sample;
    std::optional<LabelSet> label;
    Verdict verdict = Verdict::None; ///< None: the column is absent or empty
    QString reason;
    qint64 row = 0; ///< of the table, the header is 1
};

struct CorrectionVisitor {
    /// An error ends the reading.
    std::function<Result<void>(const Correction&)> correction;
    /// A row that cannot be used: unknown-class, several-labels, unknown-verdict, empty-row, duplicate,
    /// ragged-row ...
    std::function<void(const SampleProblem&)> problem;
};

/// Streams the table in its order. Fails when it cannot be read or has no columns "id" and "label" (or
/// "verdict").
Result<void> readCorrections(const QString& path, const Schema& schema, const CorrectionVisitor& visitor,
                             const CancelToken& cancel);

} // namespace badcase::formats
