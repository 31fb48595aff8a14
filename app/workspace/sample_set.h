// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Sets of samples as text, for the settings of a run: which samples a run was made over is part of what it
/// is.

#include "inference/core/ids.h"
#include "inference/core/result.h"

#include <QString>

#include <vector>

namespace badcase::workspace {

/// At least one sample, in any order. Steps between ids, compressed: a million samples take from some bytes
/// (all of them) to about 200 kB (a random half of two million).
QString sampleSetText(std::vector<SampleId> samples);

/// The ids in ascending order. Corrupt: not written by sampleSetText().
Result<std::vector<SampleId>> parseSampleSet(const QString& text);

} // namespace badcase::workspace
