// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Numbers that samples are sorted by, where SQL does not read them with the samples.

#include "inference/core/cancel.h"
#include "inference/core/ids.h"
#include "inference/core/result.h"
#include "storage/connection.h"
#include "storage/text_index.h"

#include <QString>

#include <vector>

namespace badcase::storage {

/// One number for every sample, whatever was asked for. Some 8 bytes a sample.
class SortKeys {
public:
    /// `sql` gives samples and numbers of a run; NaN for samples that it does not give. Read as one stretch
    /// of the narrow table, this takes a third of the time of a left join that looks up each of 1,000,000
    /// samples.
    static Result<SortKeys> ofRun(Connection& connection, const QString& sql, const CancelToken& cancel);
    /// The quality of a text; 0 for a sample that came after it was read.
    static Result<SortKeys> ofText(Connection& connection, const QString& field, TextMeasure measure,
                                   const CancelToken& cancel);

    double at(SampleId id) const
    {
        const auto index = static_cast<std::size_t>(id.value);
        return index < m_numbers.size() ? m_numbers[index] : m_missing;
    }

private:
    std::vector<double> m_numbers; ///< by id: ids are dense
    double m_missing = 0;
};

} // namespace badcase::storage
