// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where the LibTorch plugin is and how it is loaded. The program uses torchBackend() of backend.h; this
/// header is for tests and for messages that name the places.

#include "inference/core/result.h"

#include <QStringList>

namespace badcase::engine {

/// To be called first in main(), before any thread and any Qt object; starts the program anew (same process,
/// same arguments) with OMP_WAIT_POLICY=passive unless the variable is set. OpenMP threads otherwise wait for
/// each other in busy loops, which beside a decode pool makes a forward pass ten times slower (530 ms instead
/// of 50 ms for the CamVid model on 2 busy cores). libgomp reads the variable when it is loaded, and Debian's
/// Qt loads it before main(). On the same occasion glibc is told to ask for large pages (GLIBC_TUNABLES, unless it is set):
/// layers that take and free more memory than it keeps (32 MB) otherwise spend a quarter of their time in page
/// faults. A U-Net over pictures of up to 1388 x 1040 pixels does 19 % more of them a second with it.
void letTorchThreadsSleep(char** argv);

/// The files torchBackend() tries, in this order. $BADCASE_TORCH_PLUGIN alone when it is set; else
/// badcase_torch.so and then badcase_torch_distro.so (the plugin for the distribution's LibTorch), each
/// beside the program, one folder up (the build folder, for programs in build/PRESET/tests) and in
/// ../lib/badcase.
QStringList torchPluginCandidates();

} // namespace badcase::engine
