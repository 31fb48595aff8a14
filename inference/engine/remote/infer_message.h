// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The bodies of POST v2/models/NAME/infer, both ways: JSON, and with the extension for binary tensors JSON
/// followed by the tensors' bytes (row-major, little-endian) in the order in which the JSON lists them. Pure
/// functions, thread-safe. Internal to this folder.

#include "inference/core/result.h"
#include "inference/engine/backend.h"
#include "inference/engine/remote/http_exchange.h"
#include "inference/engine/remote/remote_info.h"

#include <span>
#include <vector>

namespace badcase::engine {

/// Bytes of an element of a numeric datatype ("FP32": 4); 0 for BYTES and for what this build does not know.
int bytesOfElement(const QString& datatype);

/// Unsupported, naming the input, when a tensor of the card's cannot be sent as the type that the server
/// wants: only FP32, FP64, FP16 (as bytes only), INT64 and INT32 can.
Result<void> checkCanSend(const RemoteTensor& input, bool binary);

/// `tensors[i]` for the input `inputs[i]` of the server. `outputs` are those that are asked for; none: the
/// server decides. InvalidArgument when a tensor has another shape or kind than the server takes; TooLarge
/// when only the batch is larger than it takes.
Result<HttpQuestion> encodeInfer(const QUrl& url, std::span<const RemoteTensor> inputs,
                                 std::span<const Tensor> tensors, std::span<const RemoteTensor> outputs,
                                 bool binary);

/// One tensor an entry of `expected`, in its order, or of the answer when nothing is expected. null in JSON
/// is NaN. Backend, beginning with `host`, for whatever is not as the protocol or the metadata say: missing
/// outputs, shapes that do not hold their data, lengths beyond the body.
Result<std::vector<Tensor>> decodeInfer(const HttpAnswer& answer, std::span<const RemoteTensor> expected,
                                        const QString& host);

} // namespace badcase::engine
