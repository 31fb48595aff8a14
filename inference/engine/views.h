// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Test-time augmentation: the views of a picture that a model is shown, and the way back. A view is the
/// picture turned first and scaled then. Turns move pixels and change none of them, so the way back is exact
/// for every size, odd ones too; preprocess.h does the scaling. Pure functions, thread-safe.

#include "inference/core/class_map.h"
#include "inference/core/result.h"
#include "inference/core/rgb_image.h"

#include <QSize>
#include <QString>

#include <vector>

namespace badcase::engine {

struct View {
    /// The eight ways to lay a rectangle onto itself or onto its transpose, named as numpy's functions are.
    /// Pixel (x, y) of the view, for a picture of W x H pixels, is this pixel of the picture:
    ///
    ///     Identity       (x, y)               HFlip    (W - 1 - x, y)          left and right swapped
    ///     Rot180         (W - 1 - x, H - 1 - y)   VFlip    (x, H - 1 - y)      top and bottom swapped
    ///     Rot90          (W - 1 - y, x)       np.rot90: a quarter counter-clockwise
    ///     Rot270         (y, H - 1 - x)       a quarter clockwise
    ///     Transpose      (y, x)               mirrored at the diagonal through the top left corner
    ///     AntiTranspose  (W - 1 - y, H - 1 - x)   mirrored at the other diagonal
    ///
    /// The last four swap width and height.
    enum class Turn { Identity, HFlip, VFlip, Rot90, Rot180, Rot270, Transpose, AntiTranspose };

    static constexpr double kSmallestScale = 0.1;
    static constexpr double kLargestScale = 10.0;

    Turn turn = Turn::Identity;
    double scale = 1.0; ///< of the size that the model would be shown otherwise

    /// "identity", "hflip", "scale:0.75", or "hflip@scale:0.75" for both. Stable, never translated.
    QString toText() const;
    /// What toText() writes, with blanks around it. InvalidArgument lists the forms.
    static Result<View> parse(const QString& text);

    bool swapsSides() const;
    bool isIdentity() const { return *this == View(); }
    bool operator==(const View&) const = default;
};

/// Views as people ask for them, in the order in which they are run:
///
///     d4                      the eight turns of the square, identity first
///     flips                   identity, hflip, vflip, rot180
///     hflip,scale:0.75        identity and those; a list may also hold d4 or flips
///     only:hflip,rot90        those and no other
///     identity, none, ""      the picture alone
///
/// InvalidArgument lists the forms, or names the view that is there twice.
Result<std::vector<View>> parseViews(const QString& text);

/// The shortest text that parseViews() reads as the same views.
QString viewsToText(const std::vector<View>& views);

/// The turn that undoes `turn`: the other quarter for quarters, itself for the rest.
View::Turn inverseOf(View::Turn turn);

/// Size of the view of a picture, and, as swapping sides undoes itself, of the picture of a view.
QSize viewSize(QSize picture, View::Turn turn);

/// The picture turned. Identity shares the pixels. std::bad_alloc when there is no memory for it.
RgbImage applyTurn(const RgbImage& rgb, View::Turn turn);
ClassMap applyTurn(const ClassMap& map, View::Turn turn);
/// A plane of `size` pixels without padding, into another of as many pixels; they must not overlap.
void applyTurn(View::Turn turn, const float* in, QSize size, float* out);

/// The inverses: from the view's pixels to the picture's.
ClassMap undoTurn(const ClassMap& view, View::Turn turn);
void undoTurn(View::Turn turn, const float* in, QSize viewSize, float* out);

} // namespace badcase::engine
