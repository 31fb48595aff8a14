// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The vocabularies of a model that reads texts.

#include "inference/core/result.h"
#include "inference/engine/model_card.h"
#include "inference/engine/wordpiece.h"

#include <QMap>

#include <optional>
#include <vector>

namespace badcase::engine {

/// Immutable once loaded; thread-safe.
struct Vocabularies {
    std::vector<std::optional<WordPiece>>
        ofInput;                   ///< one an input of the card; nothing for those that are no tokens
    QMap<QString, QString> sha256; ///< of each file by its name: another one makes other predictions
};

/// Finds the files that the card names: in the extra files of a TorchScript archive
/// (`_extra_files={"vocab.txt": ...}`), else beside the model. They are read as data. Nothing to do for a
/// card without tokens. NotFound says where was looked; errors of WordPiece::parse().
Result<Vocabularies> loadVocabularies(const ModelCard& card, const QString& modelPath);

} // namespace badcase::engine
