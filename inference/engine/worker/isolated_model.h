// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A model that runs in a process of its own. It can be ended in the middle of a pass, and when it crashes,
/// the program goes on.

#include "inference/core/cancel.h"
#include "inference/engine/backend.h"

namespace badcase::engine {

/// As Backend::load() of torchBackend(), in a new process, with the same outputs to the last bit. Executes
/// code of the file: only call with the user's consent for its SHA-256. Loading stops at cancel(), since
/// nothing is lost by it. Thread-safe. Errors: those of Backend::load(); NotFound (the program badcase-worker
/// is missing); Backend (the process ended: how, and as detail what it wrote last); Cancelled.
///
/// LoadedModel::forward() has, besides its own errors, Backend for a process that ended; the next pass then
/// begins with a new process. So an input that makes the model crash fails alone when InferenceModel repeats
/// its batch one by one. Where the system has killed the process, which it does for want of memory, the error
/// is TooLarge, and the batch is halved. LoadedModel::interrupt() ends the process, and with it the pass, at
/// once.
Result<std::unique_ptr<LoadedModel>> loadIsolated(const QString& path, const LoadOptions& options,
                                                  const CancelToken& cancel = {});

} // namespace badcase::engine
