// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What one picture costs, each stage measured alone: the bounds that a run is held against.

#include "app/probe/picture_set.h"
#include "app/probe/probe_model.h"
#include "inference/core/result.h"

namespace badcase::probe {

struct StageCosts {
    /// D: CPU-seconds a picture of reading, decoding and preprocessing in one thread.
    double decode = 0;
    /// F: seconds a picture of the bare forward loop. On the CPU CPU-seconds of one thread; on a
    /// device wall seconds, copies to and from it included. `batch` pictures a pass.
    double forward = 0;
    int batch = 1;
    bool onDevice = false;
    int cores = 1;

    /// Pictures a second that the cores decode when they do nothing else.
    double decodeBound() const { return cores / decode; }
    /// The same of the model.
    double forwardBound() const { return onDevice ? 1.0 / forward : cores / forward; }
    /// Of both together: on the CPU they share the cores, a device works beside them.
    double bound() const
    {
        return onDevice ? qMin(decodeBound(), forwardBound()) : cores / (forward + decode);
    }
};

/// Each loop runs about `seconds`. `request.batch` 0: the better of 1 and 8 on the CPU, and 32 on a
/// device.
Result<StageCosts> measureStages(const ProbeModel& model, const PictureSet& pictures,
                                 const ProbeRequest& request, double seconds);

} // namespace badcase::probe
