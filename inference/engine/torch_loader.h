// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where the LibTorch plugin is and how it is loaded. The program uses torchBackend() of backend.h; this
/// header is for tests and for messages that name the places.

#include "inference/core/result.h"

#include <QStringList>

namespace badcase::engine {

/// The files torchBackend() tries, in this order. $BADCASE_TORCH_PLUGIN alone when it is set; else
/// badcase_torch.so and then badcase_torch_distro.so (the plugin for the distribution's LibTorch), each
/// beside the program, one folder up (the build folder, for programs in build/PRESET/tests) and in
/// ../lib/badcase.
QStringList torchPluginCandidates();

} // namespace badcase::engine
