// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What an analyst can change, as values: each function builds the group of journal changes that one key
/// press or one menu entry means. Nothing is written here; workspace/change_service executes a group in one
/// transaction, and the journal knows the inverse of every change in it (its "from").

#include "inference/core/class_map.h"
#include "inference/core/label.h"
#include "inference/core/result.h"
#include "inference/core/segment.h"
#include "storage/change_store.h"

#include <span>

namespace badcase::commands {

/// Sets the label of every sample, with the verdict Relabel.
storage::ChangeGroup relabel(std::span<const SampleId> samples, const LabelSet& labels, const QString& author,
                             const QString& reason = {});

/// The given labels are right (takes a correction back).
storage::ChangeGroup keep(std::span<const SampleId> samples, const QString& author,
                          const QString& reason = {});

/// A verdict that says nothing of labels: Ambiguous, BadMedia, or None to take a verdict back.
storage::ChangeGroup judge(std::span<const SampleId> samples, Verdict verdict, const QString& author,
                           const QString& reason = {});

storage::ChangeGroup comment(SampleId sample, const QString& text, const QString& author);

/// Puts a mask in place of the given one ("the model is right").
storage::ChangeGroup replaceMask(SampleId sample, const ClassMap& mask, const QString& author,
                                 const QString& reason = {});

/// Puts a list of segments in place of the given ones. Where the sample's labels are just those of its
/// segments (several labels a sample), they follow in the same group.
Result<storage::ChangeGroup> replaceSegments(storage::Connection& connection, SampleId sample,
                                             const std::vector<Segment>& segments, const QString& author);

/// The decisions of a run become labels. Samples that the run has not decided are left out.
Result<storage::ChangeGroup> takeDecisions(storage::Connection& connection, RunId run,
                                           std::span<const SampleId> samples, const QString& author);

/// The masks of a run (under its plain rule) become corrected masks.
Result<storage::ChangeGroup> takeMasks(storage::Connection& connection, RunId run,
                                       std::span<const SampleId> samples, const QString& author);

} // namespace badcase::commands
