// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Reads the reference tensors of the tests: little-endian float32 arrays in C order, .npy version 1 or 2.

#include "inference/engine/backend.h"

#include <QString>

namespace badcase::test {

Result<engine::Tensor> readNpy(const QString& path);

/// Largest absolute difference; infinity when the shapes differ.
double maxDifference(const engine::Tensor& a, const engine::Tensor& b);

} // namespace badcase::test
