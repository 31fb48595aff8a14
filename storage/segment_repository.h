// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Labelled stretches of samples (as given and as corrected), and the pieces of texts whose time is known.

#include "inference/core/ids.h"
#include "inference/core/result.h"
#include "inference/core/segment.h"
#include "storage/connection.h"

#include <optional>
#include <span>
#include <vector>

namespace badcase::storage {

/// The segments of one sample. nullopt: there are none, which is not the same as an empty list.
struct SampleSegmentLists {
    std::optional<std::vector<Segment>> given;
    std::optional<std::vector<Segment>> corrected;

    const std::optional<std::vector<Segment>>& effective() const { return corrected ? corrected : given; }
};

/// On the connection's thread. Lists are by begin, then end. Segments are changed through ChangeStore only.
/// Corrupt when a stored list cannot be read.
class SegmentRepository {
public:
    explicit SegmentRepository(Connection& connection) : m_connection(connection) {}

    Result<SampleSegmentLists> segments(SampleId sample);
    /// The same for many, in the order of `samples`.
    Result<std::vector<SampleSegmentLists>> segments(std::span<const SampleId> samples);

    Result<std::vector<SampleId>> correctedSamples(); ///< ascending
    Result<bool> anyGiven();                          ///< whether a sample of the project has given segments

    /// Pieces of all fields, by begin.
    Result<std::vector<TextSpan>> spans(SampleId sample);

private:
    Connection& m_connection;
};

} // namespace badcase::storage
