// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The one C function between the program and the plugin. No torch header here.

namespace badcase::engine {

class Backend;

/// Part of the symbol's name, so that a plugin of another build is not found rather than called with another
/// layout. Raise it with every change of backend.h.
#define BADCASE_TORCH_FACTORY badcase_torch_backend_3

/// The backend; it lives as long as the process. nullptr with an English reason in `reason` (static storage)
/// on failure.
using TorchFactory = Backend* (*)(const char** reason);

} // namespace badcase::engine
