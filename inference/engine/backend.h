// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What an inference runtime is to the rest of the program. No torch type appears here, so another runtime is
/// one more folder beside engine/torch.

#include "inference/core/result.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

namespace badcase::engine {

/// A dense float32 tensor in row-major order (images: N x C x H x W).
struct Tensor {
    std::vector<std::int64_t> shape;
    std::vector<float> values;

    std::int64_t size() const
    {
        std::int64_t n = 1;
        for (const auto d : shape)
            n *= d;
        return n;
    }
};

struct DeviceInfo {
    QString id;   ///< "cpu", "cuda:0"
    QString name; ///< for people
    quint64 memoryBytes = 0;
};

struct LoadOptions {
    QString device = QStringLiteral("auto"); ///< auto | cpu | cuda | cuda:N
    int threads = 0;                          ///< intra-op threads on the CPU; 0: all cores
    bool optimise = true;                     ///< freeze and channels_last, checked against the plain module
    /// Shape (N x C x H x W) of an input that the model takes, for that check at load time; empty: the check is made
    /// with the first real input.
    std::vector<std::int64_t> exampleShape = {};
};

/// A model in memory. Used by one thread at a time, the one that loaded it.
class LoadedModel {
public:
    virtual ~LoadedModel() = default;
    virtual DeviceInfo device() const = 0;
    virtual int threads() const = 0;
    /// One forward pass without gradients. The outputs in the order of the model's tuple (one for a lone tensor).
    /// None in a tuple is a tensor of shape {0}. Values are passed on as they are, NaN included.
    /// Errors: Backend (what the model threw), TooLarge (out of memory: try a smaller batch).
    virtual Result<std::vector<Tensor>> forward(const Tensor& input) = 0;
    /// Something a user should know of the load, e.g. that the optimised module differed and was not used. May be empty;
    /// final after the first forward().
    virtual QString notice() const { return {}; }
};

/// A runtime. Thread-safe.
class Backend {
public:
    virtual ~Backend() = default;
    virtual QString name() const = 0;    ///< "LibTorch"
    virtual QString version() const = 0; ///< "2.11.0"
    virtual std::vector<DeviceInfo> devices() = 0;
    /// Executes code of the file: only call with the user's consent for its SHA-256.
    virtual Result<std::unique_ptr<LoadedModel>> load(const QString& path, const LoadOptions& options) = 0;
};

/// The LibTorch backend from the plugin badcase_torch.so, loaded at the first call. The plugin is looked for beside the
/// program and in ../lib/badcase; the error names what is missing and how to install it. The pointer lives until exit.
Result<Backend*> torchBackend();

} // namespace badcase::engine
