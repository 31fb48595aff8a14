// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Name and memory of CUDA devices, asked of the driver at run time: LibTorch's own way to them needs the
/// headers of a CUDA toolkit, which the build must not need.

#include "inference/engine/backend.h"

namespace badcase::engine {

/// Device `index` in the numbering that LibTorch uses too (CUDA_VISIBLE_DEVICES is honoured); without a
/// driver a device with a plain name. `id` is left empty.
DeviceInfo cudaDevice(int index);

} // namespace badcase::engine
