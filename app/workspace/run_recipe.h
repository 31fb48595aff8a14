// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How a run shows samples to its model and what it makes of the answers: views, windows, steps, precision. Part of the
/// run's identity.

#include "inference/engine/backend.h"
#include "inference/engine/model_card.h"
#include "inference/core/schema.h"
#include "inference/jobs/run_types.h"

#include <QJsonObject>

namespace badcase::workspace {

struct RunRequest;

struct RunRecipe {
    jobs::ViewPlan views;
    std::vector<engine::MaskStep> steps;
    engine::Precision precision = engine::Precision::Fp32;

    /// Writes "views", "merge", "view_weights", "keep_views", "tiles" (when there are any), "steps" and "precision".
    void writeTo(QJsonObject& settings, const Schema& schema) const;
    /// What a run's settings say; keys that older runs lack have their plain meaning.
    static Result<RunRecipe> read(const QJsonObject& settings, const Schema& schema);
};

/// What is asked for; what the request leaves out is as in `base`. InvalidArgument names what is wrong.
Result<RunRecipe> recipeOf(const RunRequest& request, const Schema& schema, RunRecipe base = {});

/// InvalidArgument for windows or steps of masks with a model that draws none, and for views with one that takes more
/// than a picture.
Result<void> checkRecipe(const RunRecipe& recipe, const engine::ModelCard& card);

/// What steps make of masks in a project with these classes: pixels that they remove become its background.
engine::MaskFinish maskFinish(std::vector<engine::MaskStep> steps, const Schema& schema, const CancelToken& cancel);
Result<std::vector<engine::MaskStep>> parseSteps(const QString& text, const Schema& schema);

/// One weight a view, in their order, from "view:weight,..."; a view that is not named weighs 1. Empty: all 1.
Result<std::vector<double>> parseViewWeights(const QString& text, const std::vector<engine::View>& views);

} // namespace badcase::workspace
