// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What an inference runtime is to the rest of the program. No torch type appears here, so another runtime is
/// one more folder beside engine/torch.

#include "inference/core/result.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace badcase::engine {

/// A dense tensor in row-major order (images: N x C x H x W): float32, or int64 (token ids and their masks).
struct Tensor {
    std::vector<std::int64_t> shape;
    std::vector<float> values;                 ///< of a float32 tensor
    std::vector<std::int64_t> integers = {};   ///< of an int64 tensor, which has no `values`

    std::int64_t size() const
    {
        std::int64_t n = 1;
        for (const auto d : shape)
            n *= d;
        return n;
    }
    bool isInteger() const { return !integers.empty(); }
    std::size_t count() const { return isInteger() ? integers.size() : values.size(); }
    std::size_t bytes() const
    {
        return values.size() * sizeof(float) + integers.size() * sizeof(std::int64_t);
    }
};

struct DeviceInfo {
    QString id;   ///< "cpu", "cuda:0"
    QString name; ///< for people
    quint64 memoryBytes = 0;
};

/// In what numbers a model computes. Inputs and outputs are float32 whatever is chosen here.
enum class Precision { Fp32, Fp16, Bf16 };
QString precisionName(Precision precision); ///< "fp32", "fp16", "bf16"
/// InvalidArgument, with the names, for any other text.
Result<Precision> parsePrecision(const QString& name);

struct LoadOptions {
    QString device = QStringLiteral("auto"); ///< auto | cpu | cuda | cuda:N
    int threads = 0;                          ///< intra-op threads on the CPU; 0: all cores
    bool optimise = true;                     ///< freeze and channels_last, checked against the plain module
    Precision precision = Precision::Fp32;
    /// What the card calls the inputs, in the order of forward(); empty where it has no names. For runtimes
    /// that pass tensors by name.
    QStringList inputNames = {};
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
    /// One forward pass without gradients over the inputs in the order of the card; the first dimension of each is
    /// the batch. The outputs in the order of the model's tuple (one for a lone tensor). None in a tuple is a tensor
    /// of shape {0}. Values are passed on as they are, NaN included.
    /// Errors: Backend (what the model threw), TooLarge (out of memory: try a smaller batch), Cancelled (interrupted).
    virtual Result<std::vector<Tensor>> forward(std::span<const Tensor> inputs) = 0;
    Result<std::vector<Tensor>> forward(const Tensor& input) { return forward(std::span(&input, 1)); }
    /// Hard cancel, from any thread: a forward() under way returns Cancelled soon, and so does every later one.
    /// False where the runtime has no way to do that (then the pass goes on to its end).
    virtual bool interrupt() { return false; }
    /// Something a user should know of the load, e.g. that the optimised module differed and was not used. May be empty;
    /// final after the first forward().
    virtual QString notice() const { return {}; }
    /// How many copies may well be used at the same time, where that is not a matter of this machine's cores: requests
    /// in flight to a server. 0: decided by the cores.
    virtual int copies() const { return 0; }
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
