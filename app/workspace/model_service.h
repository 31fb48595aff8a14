// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "which model is this, may it run, and how do its classes meet the project's?"

#include "app/workspace/trust_store.h"
#include "inference/core/schema.h"
#include "inference/engine/model_card.h"
#include "inference/engine/model_file.h"

#include <QJsonObject>

#include <optional>

namespace badcase::workspace {

struct ModelInfo {
    engine::ModelFile file;
    bool trusted = false;
    QString server; ///< of a model that a server runs: which one, and its tensors, for people; empty for a file

    QJsonObject toJson() const; ///< the keys of the command line's `inspect`
};

/// Reads the file as data; nothing of it is executed.
Result<ModelInfo> inspectModel(const QString& path, const TrustStore& trust, const CancelToken& cancel = {});

/// A project's classes from a model's card, for a project that is made around a model.
Result<Schema> schemaOfCard(const engine::ModelCard& card);

/// The card that a run uses: `edited` (from the window's form) when given, else the file's own. InvalidArgument that says what
/// to do when there is none, or when the card's task is not the project's. `head`: which of the model's classifiers is asked;
/// empty: the one that the card has chosen.
Result<engine::ModelCard> cardForRun(const engine::ModelFile& file, const std::optional<QJsonObject>& edited,
                                     const Schema& schema, const QString& head = {});

/// The user's consent to execute this very content: nothing to do when it was given before, NotTrusted (the message has the
/// hash) without it, and remembered in `trust` when `consented` says that it is given now.
Result<void> askForConsent(const ModelInfo& info, bool consented, TrustStore trust);

} // namespace badcase::workspace
