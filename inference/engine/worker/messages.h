// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the program and the process of a model say to each other. The program asks, the process answers each
/// question once, in order:
///
///     Load    -> Loaded  | Failed       once, first
///     Forward -> Outputs | Failed       as often as wanted
///
/// One packet of a SOCK_SEQPACKET socket is one message. Tensors lie in two SharedMemory files, one for each
/// direction, and a message says where. Neither side believes the other: whatever does not add up is an
/// Error.

#include "inference/engine/backend.h"
#include "inference/engine/worker/shared_memory.h"

#include <QByteArray>

#include <variant>

namespace badcase::engine::worker {

/// The descriptors that the process finds open when it starts.
inline constexpr int kSocket = 3;
inline constexpr int kInputs = 4;  ///< written by the program
inline constexpr int kOutputs = 5; ///< written by the process

/// Raise it with every change of a message, of LoadOptions or of ErrorCode: the program then refuses the
/// worker of another build instead of misreading it.
inline constexpr quint16 kProtocolVersion = 1;
inline constexpr qsizetype kMaxMessage = 128 * 1024; ///< bytes; below what a socket takes at once

struct Load {
    QString path;
    LoadOptions options;
};
struct Loaded {
    DeviceInfo device;
    int threads = 0;
    int copies = 0;
    QString notice;
};
/// Where a tensor's numbers lie: float32 or int64, dense, in row-major order.
struct TensorPlace {
    std::vector<std::int64_t> shape;
    bool integer = false;
    quint64 offset = 0; ///< bytes
};
struct Forward {
    std::vector<TensorPlace> inputs;
};
struct Outputs {
    std::vector<TensorPlace> outputs;
    QString notice; ///< LoadedModel::notice() after this pass
};
struct Failed {
    Error error; ///< long texts are cut
};
using Message = std::variant<Load, Loaded, Forward, Outputs, Failed>;

/// TooLarge when it does not fit a message.
Result<QByteArray> encode(const Message& message);
/// Unsupported for another version, Corrupt for anything else that is no message.
Result<Message> decode(const QByteArray& bytes);

/// Copies tensors into the memory. InvalidArgument when a tensor's shape does not fit its values, TooLarge
/// without memory.
Result<std::vector<TensorPlace>> putTensors(std::span<const Tensor> tensors, SharedMemory& memory);
/// Copies them out again, into buffers that are used again and again. Corrupt when a place cannot be right.
Result<void> takeTensors(const std::vector<TensorPlace>& places, SharedMemory& memory,
                         std::vector<Tensor>& tensors);

} // namespace badcase::engine::worker
