// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Whole columns for analysis: labels and decisions of every sample as flat arrays.

#include "inference/core/cancel.h"
#include "inference/core/ids.h"
#include "inference/core/label.h"
#include "inference/core/result.h"
#include "storage/connection.h"

#include <vector>

namespace badcase::storage {

/// Structure of arrays in ascending sample id. `given`, `effective` and `decided` hold indices into `sets`
/// (each distinct label set once), or -1: not labelled, or not predicted. Numbers not known are NaN.
struct SampleColumns {
    std::vector<SampleId> samples;
    std::vector<LabelSet> sets;
    std::vector<qint32> given;
    std::vector<qint32> effective;
    std::vector<qint32> decided; ///< the run's columns are empty without a run
    std::vector<float> confidence;
    std::vector<float> margin;
    std::vector<double> lossGiven, lossCorrected;
    std::vector<float> iouGiven, iouCorrected;
    std::vector<float> diceGiven, diceCorrected;

    std::size_t size() const { return samples.size(); }
    /// The one class of a single-label column's row, kNoClass when there is none.
    ClassIndex classOf(qint32 set) const
    {
        return set < 0 ? kNoClass : sets[static_cast<std::size_t>(set)].first();
    }
};

/// Without a run: labels of all samples. With a run: the samples that it has done (failed ones are left out).
Result<SampleColumns> loadColumns(Connection& connection, RunId run = {}, const CancelToken& cancel = {});

} // namespace badcase::storage
