// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// In which order a run takes its samples: a random part first, so that a score over it is there early, then
/// the rest as the project has it.

#include "inference/core/ids.h"

#include <vector>

namespace badcase::workspace {

/// The part: 5 % of the samples, but 30 at least (or all) and 2000 at most, in random order, so that what is
/// done of it is at any time a random part too. The same samples and seed give the same part, on every
/// machine.
std::vector<SampleId> earlyPart(const std::vector<SampleId>& samples, quint64 seed);

/// `part` and then the others in the order of `samples`.
std::vector<SampleId> partFirst(const std::vector<SampleId>& part, const std::vector<SampleId>& samples);

} // namespace badcase::workspace
