// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Masks of samples that are kept in the project: corrected ones, and given ones that a data set has as
/// numbers and not as files.

#include "inference/core/class_map.h"
#include "inference/core/ids.h"
#include "inference/core/result.h"
#include "storage/connection.h"

#include <optional>
#include <vector>

namespace badcase::storage {

/// On the connection's thread. Corrected masks are changed through ChangeStore only.
class MaskRepository {
public:
    explicit MaskRepository(Connection& connection) : m_connection(connection) {}

    /// A given mask that is no file (see MaskRef::stored); nullopt when there is none.
    Result<std::optional<ClassMap>> given(SampleId sample);

    /// The mask an analyst put in place of the given one; nullopt when there is none.
    Result<std::optional<ClassMap>> corrected(SampleId sample);
    /// Samples with a corrected mask, ascending.
    Result<std::vector<SampleId>> correctedSamples();
    /// A mask that was in force at some time (ChangeState::maskEdit). NotFound when there is no such edit.
    Result<ClassMap> edit(qint64 id);

    /// Keeps a mask for the journal to refer to, or returns the id of the sample's present edit when it is
    /// the same mask. InvalidArgument when the sample's picture has another size. Inside the caller's
    /// transaction.
    Result<qint64> keep(SampleId sample, const ClassMap& mask);

private:
    Result<void> checkSize(SampleId sample, QSize size);

    Connection& m_connection;
};

} // namespace badcase::storage
