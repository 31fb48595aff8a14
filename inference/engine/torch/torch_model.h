// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A TorchScript module behind LoadedModel. No torch header here: the plugin's other files compile without
/// them.

#include "inference/engine/backend.h"

namespace badcase::engine {

/// "2.11.0": the LibTorch that this plugin was compiled against, and so runs with.
QString torchVersion();

/// How many CUDA devices LibTorch can use: 0 without libtorch_cuda.so, driver or device. The first call may
/// take a second.
int torchCudaDeviceCount();

/// Loads, moves and optimises. Errors: InvalidArgument (no such device), TooLarge (memory), Backend (what
/// LibTorch said).
Result<std::unique_ptr<LoadedModel>> loadTorchModel(const QString& path, const DeviceInfo& device,
                                                    const LoadOptions& options);

} // namespace badcase::engine
