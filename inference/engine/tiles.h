// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Large pictures in overlapping tiles: where the tiles lie, how they are cut out, and how their maps become
/// one again. Sizes and positions are pixels of the picture (or of its turned view). Functions are pure and
/// thread-safe; a TileFuser belongs to one thread.

#include "inference/core/result.h"
#include "inference/core/rgb_image.h"
#include "inference/engine/probability_maps.h"

#include <QRect>
#include <QSize>
#include <QString>

#include <optional>
#include <vector>

namespace badcase::engine {

/// How much a pixel of a tile counts: the less, the further from the centre, where the model sees most around
/// it; or all the same.
enum class TileWeights { Gaussian, Flat };

struct TileSettings {
    static constexpr int kSmallestSize = 16;
    static constexpr int kLargestSize = 6000; ///< a square of it stays below kMaxInputPixels
    static constexpr double kLargestOverlap = 0.9;

    int size = 0;          ///< width and height of a tile, 0: no tiles
    double overlap = 0.25; ///< the share of a tile that the next one covers too, 0 to kLargestOverlap
    TileWeights weights = TileWeights::Gaussian;
    /// The picture as a whole takes part with this share: p = (1 - a) * tiles + a * whole. Nothing: tiles
    /// alone.
    std::optional<double> fullImageWeight = {};

    bool isUsed() const { return size > 0; }
    /// "none", or as "512,overlap=0.25,weights=gaussian,full=0.3" (without full=: tiles alone). Stable, never
    /// translated.
    QString toText() const;
    /// What toText() writes; what is left out after the size has its initial value. InvalidArgument says what
    /// is wrong and lists the forms.
    static Result<TileSettings> parse(const QString& text);

    bool operator==(const TileSettings&) const = default;
};

/// Squares of settings.size pixels, row by row, that cover the picture. The last of a row or column lies
/// flush with the border, so it may overlap more. Along a side that is shorter than a tile there is one,
/// which reaches beyond the picture to the right or below. Without tiles, the picture's own rectangle.
std::vector<QRect> tileRects(QSize picture, const TileSettings& settings);

/// The part of a picture, mirrored at its borders where `rect` reaches beyond them. std::bad_alloc when
/// there is no memory for it.
RgbImage cropWithReflection(const RgbImage& rgb, const QRect& rect);

/// Weights of a tile's pixels, row-major: flat 1; or exp(-(x - c)^2 / (2 (T/8)^2)) along each axis, T its
/// length and c its centre, held at or above a thousandth of the largest, so that no corner divides by almost
/// nothing.
std::vector<float> tileWindow(QSize tile, TileWeights weights);

/// The weighted mean of tiles, kept as a running mean in float32: 4 bytes a channel and pixel and 4 more a
/// pixel. What all tiles of a pixel agree on stays as it is, to the bit, which a sum divided at the end would
/// lose where a hundred tiles overlap. The order of the tiles does not matter to 1e-6.
class TileFuser {
public:
    TileFuser(int channels, QSize picture, const TileSettings& settings);
    /// `tile` has the size of `where`, one of tileRects(). What lies beyond the picture is ignored.
    void add(const QRect& where, const ProbabilityMaps& tile);
    /// Ends the fusion, after all of tileRects(). A pixel that no tile covered has probability 0.
    ProbabilityMaps result();

private:
    const std::vector<float>& windowOf(QSize tile);

    TileSettings m_settings;
    ProbabilityMaps m_means;
    std::vector<float> m_totals; ///< of the weights so far
    std::vector<float> m_shares; ///< of the tile in the mean, along one row
    QSize m_windowSize;
    std::vector<float> m_window;
};

/// tiles = (1 - share) * tiles + share * whole, with share = TileSettings::fullImageWeight. Both have one
/// size.
void blendWhole(ProbabilityMaps& tiles, const ProbabilityMaps& whole, double share);

} // namespace badcase::engine
