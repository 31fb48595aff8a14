// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Does the model say here what it said elsewhere? Three comparisons, each over real inputs: the optimised
/// module against the plain one, lower precision against float32, and this machine against stored reference
/// outputs.

#include "app/probe/picture_set.h"
#include "app/probe/probe_model.h"
#include "inference/core/result.h"

#include <QJsonObject>

namespace badcase::probe {

/// Keys: `pictures`, `max_difference` (absolute, over every value of every output), `largest_output` (its
/// scale), `notice` (empty, or why the optimised module is not used).
Result<QJsonObject> compareOptimised(const ProbeModel& model, const PictureSet& pictures);

/// Keys: `precision`, `pictures`, `max_difference` and `largest_output` as above, `decisions` (classes of
/// pictures, tags, or pixels of masks), `flipped`, `flipped_share`. Ends after `seconds`, but not before one
/// picture.
Result<QJsonObject> comparePrecision(const ProbeModel& model, const PictureSet& pictures,
                                     engine::Precision precision, double seconds);

/// Over NAME.input.npy in `folder`, each with NAME.logits.npy or NAME.output.npy (the logits of the card) and
/// maybe NAME.embedding.npy. Keys: `pairs`, and `max_difference` an output kind: {"logits": x, "embedding":
/// y}.
Result<QJsonObject> compareReference(const ProbeModel& model, const QString& folder,
                                     engine::Precision precision);

} // namespace badcase::probe
