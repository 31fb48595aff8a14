// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The blocks that the index of texts is made of: which stand, and building one. Private to storage.

#include "inference/core/cancel.h"
#include "inference/core/ids.h"
#include "inference/core/result.h"
#include "storage/connection.h"
#include "storage/text_postings.h"

#include <set>
#include <vector>

namespace badcase::storage {

/// Which blocks there are, at the time of read().
class TextBlocks {
public:
    static Result<TextBlocks> read(Connection& connection);

    qint64 count() const { return static_cast<qint64>(m_built.size()); }
    qint64 samples() const { return m_lastSample; } ///< ids are given without gaps
    qint64 samplesBefore(qint64 block) const
    {
        return qMin(m_lastSample, qMax<qint64>(0, block * kBlockSamples - 1));
    }
    bool isBuilt(qint64 block) const { return m_built[static_cast<std::size_t>(block)]; }

private:
    qint64 m_lastSample = 0;
    std::vector<bool> m_built;
};

/// Says that texts or names in these blocks have changed. Inside the transaction that changes them.
Result<void> markStale(Connection& connection, const std::set<qint64>& blocks);

/// Builds a block, in a transaction that holds what was read before it. False when the block was changed
/// meanwhile: it stays stale.
Result<bool> buildBlock(Connection& connection, qint64 block, const CancelToken& cancel);

/// The quality numbers of a block, as text_quality.data holds them, from the texts themselves.
Result<std::vector<float>> qualityOfBlock(Connection& connection, qint64 block, qint64 field,
                                          const CancelToken& cancel);

} // namespace badcase::storage
