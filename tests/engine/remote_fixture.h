// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the tests of models of a server share: how they open the model of OipServer, its inputs and its
/// formula.

#include "inference/engine/remote/remote_model.h"
#include "tests/engine/oip_server.h"

#include <chrono>

namespace badcase::test {

using engine::LoadedModel;
using engine::RemoteOptions;
using engine::Tensor;
using namespace std::chrono_literals;

inline RemoteOptions quick()
{
    RemoteOptions options;
    options.firstPause = 5ms;
    options.timeout = 10s;
    return options;
}

inline Result<std::unique_ptr<LoadedModel>> open(const QString& url, const RemoteOptions& options = quick())
{
    BADCASE_ASSIGN(const engine::RemoteAddress address,
                   engine::parseRemoteAddress(url, QStringLiteral("means")));
    return engine::openRemoteModel(address, options);
}

/// Pictures of 2 x 3 pixels with values that binary16 holds exactly.
inline Tensor pictures(int count)
{
    Tensor tensor{{count, 3, 2, 3}, {}};
    for (int i = 0; i < count * 18; ++i)
        tensor.values.push_back(float(i % 29) / 8.0F - 1.0F);
    return tensor;
}

inline Tensor ids(int count)
{
    Tensor tensor{{count, 2}, {}, {}};
    for (int i = 0; i < count * 2; ++i)
        tensor.integers.push_back(i - 1);
    return tensor;
}

/// The formula of tests/engine/fixtures/means.pt.
inline float logit(const Tensor& image, int plane)
{
    double sum = 0.0;
    for (int i = 0; i < 6; ++i)
        sum += double(image.values[std::size_t(plane * 6 + i)]);
    return float(10.0 * sum / 6.0);
}

inline float embedding(const Tensor& image, int plane)
{
    return image.values[std::size_t(plane * 6)] + image.values[std::size_t(plane * 6 + 2)];
}

} // namespace badcase::test
