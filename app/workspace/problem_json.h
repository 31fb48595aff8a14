// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Problems of samples as every verb lists them.

#include "inference/core/cancel.h"

#include <QJsonArray>

#include <vector>

namespace badcase::workspace {

/// [{sample, kind, message}]
QJsonArray problemsJson(const std::vector<SampleProblem>& problems);

} // namespace badcase::workspace
