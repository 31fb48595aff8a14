// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The whole probe: everything is measured, and put into one JSON object (its keys are in README.md).

#include "app/probe/pipeline_run.h"
#include "app/probe/probe_request.h"
#include "app/probe/stage_costs.h"
#include "inference/core/result.h"

#include <QJsonObject>

#include <functional>

namespace badcase::probe {

/// What limits the throughput, in one sentence, and whether that is as it should be: on a device, it is busy
/// for 80 % of the time or the cores cannot decode faster; on the CPU, the run reaches 95 % of cores / (F +
/// D), or would if other programs did not have a part of the cores.
struct Verdict {
    QString text;
    bool passed = false;
};
Verdict judge(const StageCosts& costs, const PipelineRun& run);

/// `progress` is told what comes next. Errors: the arguments, the model, the pictures, or a run that failed.
Result<QJsonObject> runProbe(const ProbeRequest& request,
                             const std::function<void(const QString&)>& progress);

} // namespace badcase::probe
