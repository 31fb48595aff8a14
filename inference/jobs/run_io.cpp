// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/run_io.h"

namespace badcase::jobs {

qint64 heldBytes(const SampleResult& result)
{
    qint64 bytes = 0;
    std::size_t floats = result.frames ? result.frames->values.size() : 0;
    for (const ViewResult& view : result.views) {
        bytes += view.planes.bytes.size();
        floats += view.probabilities.size();
    }
    if (const auto* mask = std::get_if<MaskPrediction>(&result.outcome))
        bytes += mask->decision.pixelCount() + mask->probability.pixelCount();
    if (const auto* classes = std::get_if<ClassPrediction>(&result.outcome))
        floats += classes->probabilities.size() + classes->embedding.size();
    return bytes + static_cast<qint64>(floats * sizeof(float));
}

} // namespace badcase::jobs
