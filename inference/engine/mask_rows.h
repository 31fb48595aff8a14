// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Per-pixel arithmetic on one row of score maps. A mask is decided row by row, so a picture of 20,000 x
/// 20,000 pixels needs rows of scores and never whole maps of them. The loops are written so that the
/// compiler vectorises them.

#include <cstddef>
#include <cstdint>
#include <span>

namespace badcase::engine {

/// True when no value is infinite or not a number.
bool allFinite(std::span<const float> values);

/// best[x] = the largest of rows[c * width + x] over c, index[x] = its lowest c.
void argmaxRow(const float* rows, int channels, int width, float* best, std::int32_t* index);

/// probability[x] = softmax over c of rows[c * width + x] at the best c, given best[x] of argmaxRow().
void softmaxOfBestRow(const float* rows, int channels, int width, const float* best, float* probability);

/// probability[x] = 1 / (1 + exp(-logits[x])); in place is allowed.
void sigmoidRow(const float* logits, int width, float* probability);

/// In-place softmax over the channels of `count` pixels; channel c of pixel x is at planes[c * stride + x].
/// `scratch` holds 2 * count floats.
void softmaxPlanes(float* planes, int channels, std::size_t stride, int count, float* scratch);

/// out[x] = round(255 * probability[x]), halves upwards, held inside 0..255.
void quantiseRow(const float* probability, int width, std::uint8_t* out);

} // namespace badcase::engine
