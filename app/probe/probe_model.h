// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The model of a probe: opened with consent, and loaded as often and in as many ways as the measurements
/// need.

#include "app/probe/probe_request.h"
#include "inference/core/result.h"
#include "inference/engine/backend.h"
#include "inference/engine/inference_model.h"
#include "inference/engine/model_card.h"
#include "inference/engine/model_file.h"
#include "inference/engine/postprocess.h"

#include <memory>
#include <vector>

namespace badcase::probe {

/// How one copy of the model is loaded.
struct LoadWay {
    engine::Precision precision = engine::Precision::Fp32;
    bool optimise = true;
    int threads = 0; ///< intra-op threads on the CPU; 0: all cores
};

class ProbeModel {
public:
    /// Reads the file as data. NotTrusted (the detail has the SHA-256) without request.trust; InvalidArgument
    /// without a usable card; Unsupported for what cannot be run.
    static Result<ProbeModel> open(const ProbeRequest& request);

    Result<std::unique_ptr<engine::LoadedModel>> load(const LoadWay& way) const;
    /// load() with what the card says.
    Result<std::unique_ptr<engine::InferenceModel>> loadWithCard(const LoadWay& way) const;

    const engine::ModelFile& file() const { return m_file; }
    const engine::ModelCard& card() const { return m_card; }
    engine::Backend& backend() const { return *m_backend; }
    std::vector<ClassIndex>
    classes() const; ///< 0, 1, 2, ...: there is no project whose classes they would be

private:
    ProbeModel() = default;

    engine::ModelFile m_file;
    engine::ModelCard m_card;
    engine::Backend* m_backend = nullptr;
    QString m_device;
};

} // namespace badcase::probe
