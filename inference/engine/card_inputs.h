// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// "input" and "inputs" of a model card, read and written. Private to the card's own files.

#include "inference/engine/card_keys.h"
#include "inference/engine/model_input.h"

#include <QJsonArray>

namespace badcase::engine {

/// "input": the one picture that a model takes.
CardInput readPictureInput(const QJsonObject& object, std::optional<Error>& error);
QJsonObject pictureInputToJson(const CardInput& input);

/// "inputs": everything that a model takes, each with a name and a kind.
std::vector<ModelInput> readInputs(const QJsonValue& value, std::optional<Error>& error);
QJsonArray inputsToJson(const std::vector<ModelInput>& inputs);

} // namespace badcase::engine
