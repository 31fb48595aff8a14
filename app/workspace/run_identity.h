// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What makes a run this run: the settings that are kept with it, compared when it is resumed, and that
/// decide whose predictions may stand for its own.

#include "app/workspace/run_recipe.h"
#include "app/workspace/run_service.h"
#include "inference/engine/model_card.h"
#include "inference/engine/model_file.h"
#include "storage/run_repository.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace badcase::workspace {

/// With other settings it would be another run. Every key is always there, in one spelling, but "tiles",
/// "server", "blank", "based_on" and "vocabularies", which are there when they are used, and "samples", which is there for a selection.
QJsonObject runSettings(const RunRequest& request, const engine::ModelFile& file, const engine::ModelCard& card,
                        const jobs::FramePlan& frames, const RunRecipe& recipe,
                        const engine::Vocabularies& vocabularies, const Schema& schema);

/// The same run, as far as settings tell. Those that an earlier version did not know have their plain meaning.
Result<bool> sameSettings(const QJsonObject& a, const QJsonObject& b, const Schema& schema);

/// A run over a selection goes on over that selection, whatever is selected now. Nothing for other runs.
Result<std::optional<std::vector<SampleId>>> selectionOf(const storage::RunRecord& run);
/// Runs begun before there were videos say nothing of frames.
Result<jobs::FramePlan> framesOf(const storage::RunRecord& run);

/// Of runSettings(): SHA-256, in hexadecimal, of everything but the samples themselves that decides what a run says of a
/// sample. Runs with one key say the same of the same content. Empty: that cannot be relied on (whoever owns
/// a server may change the model behind it). On the CPU and on GPUs float32 gives the same up to rounding; in
/// reduced precision the kind of device counts too: that of `device`, which is as it was asked for.
QString computeKey(const QJsonObject& settings, const engine::ClassMapping& classes, int schemaSize,
                   const QString& device);

/// Of runSettings(), for the random order of the run's samples: the same when it is resumed.
quint64 orderSeed(const QJsonObject& settings);

} // namespace badcase::workspace
