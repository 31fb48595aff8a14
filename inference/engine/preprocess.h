// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// From a decoded picture to a model's input: channel order, resize, scale, mean and deviation, padding, in
/// this order and all in float32, as the card says. Pure functions, thread-safe.

#include "inference/core/result.h"
#include "inference/core/rgb_image.h"
#include "inference/engine/backend.h"
#include "inference/engine/model_card.h"
#include "inference/engine/views.h"

#include <QSize>
#include <QString>

#include <cstddef>
#include <vector>

namespace badcase::engine {

/// Where the picture lies in the model's input; post-processing undoes it.
struct Geometry {
    QSize native;  ///< the picture
    QSize resized; ///< after resizing
    QSize input;   ///< after padding: what the model sees
    int left = 0;  ///< padding before the resized picture
    int top = 0;

    bool operator==(const Geometry&) const = default;
};

/// One sample's share of a batch: what each input of the card gets, in the card's order. The tensors have no batch
/// dimension; a picture is C x H x W with H x W = geometry.input.
struct PreparedInput {
    QString name;      ///< the sample, for messages
    Geometry geometry; ///< of the picture; empty for a model that takes none
    std::vector<Tensor> tensors;
    int places = 0; ///< along time, those that are not filled up: frames, rows of features; 0 without such an input

    std::size_t bytes() const;
    /// Can stand in one batch with the other: every tensor has the same shape and type.
    bool fitsBatchOf(const PreparedInput& other) const;
};

/// Pictures that would make a larger input than this are refused: the activations of a network take a hundred
/// times the memory of its input, and the system would end the program rather than tell it.
inline constexpr qint64 kMaxInputPixels = qint64(40) * 1000 * 1000;

/// Sizes for a picture (or a turned view of one) of `native` pixels. `scale`, of a view, multiplies the size
/// that the picture is resized to, the card's or its own, rounded half up and at least one pixel; padding
/// comes after it. InvalidArgument when the card allows no resizing and the size does not fit, TooLarge
/// beyond kMaxInputPixels; both name the sample.
Result<Geometry> planInput(const CardInput& card, QSize native, const QString& name, double scale = 1.0);

/// Writes C x H x W floats. `rgb` has the size geometry.native. Resizes with the card's filter;
/// where the card has none and a view is scaled, bilinear, with antialiasing along axes that shrink.
void preprocess(const RgbImage& rgb, const CardInput& card, const Geometry& geometry, float* out);

/// The turn of the view, planInput() and preprocess() together. geometry.native is the size of the turned
/// picture: score maps come back in the view's orientation, for undoTurn(). A card with fixed sides keeps
/// them for turns that swap the picture's, because a model may take no others; such a view is squeezed.
Result<PreparedInput> prepareInput(const RgbImage& rgb, const CardInput& card, const QString& name,
                                   const View& view = {});

} // namespace badcase::engine
