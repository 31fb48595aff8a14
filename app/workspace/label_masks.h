// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Label masks of samples: the given one from its file, and the effective one.

#include "app/workspace/project.h"
#include "inference/core/class_map.h"
#include "storage/sample_writer.h"

namespace badcase::workspace {

/// The given mask of a sample: decoded from its file, or as the project keeps it. Corrupt when it is not as large
/// as the picture (`expected`, when known). NotFound when there is none. `connection`: one of the calling thread,
/// which spares opening another for a mask in the project.
Result<ClassMap> readGivenMask(Project& project, const storage::MaskRef& mask, QSize expected,
                               storage::Connection* connection = nullptr);

} // namespace badcase::workspace
