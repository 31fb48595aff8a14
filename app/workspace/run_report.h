// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a run took and gave, as JSON: for the project file and for the command line.

#include "inference/jobs/run_types.h"

#include <QJsonObject>

namespace badcase::workspace {

/// seconds, images_per_second, stage_seconds, stages, busy, reused, early (when there is one), threads,
/// device, notice. Numbers are never NaN.
QJsonObject reportJson(const jobs::RunReport& report);

} // namespace badcase::workspace
