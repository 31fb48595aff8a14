// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A mask of one thing as lengths of runs, and the texts in which data sets write such masks: Kaggle's pairs,
/// COCO's counts and COCO's compressed string, and polygons. Pixels are numbered down each column, then by
/// columns from the left. Pure functions, thread-safe; work is proportional to the runs wherever pixels are
/// not asked for.

#include "inference/core/class_map.h"
#include "inference/core/result.h"

#include <QByteArray>
#include <QRect>
#include <QSize>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace badcase {

/// `counts` are lengths of runs that are outside, inside, outside ... by turns, the first one outside (and
/// perhaps 0). They add up to width * height. Only a first count may be 0 in what this file makes; texts may
/// hold other zeros.
struct MaskRuns {
    QSize size;
    std::vector<std::uint32_t> counts;

    bool operator==(const MaskRuns&) const = default;
};

/// A stretch of pixels that are inside: pixel `x * height + y` of the column-major order is `begin`; `end` is
/// behind it.
struct MaskRun {
    qint64 begin = 0;
    qint64 end = 0;

    bool operator==(const MaskRun&) const = default;
};

std::vector<MaskRun> insideRuns(const MaskRuns& runs); ///< without empty ones, neighbours joined
/// `inside` sorted by begin; they may touch and overlap, and lie within the size.
MaskRuns runsOf(QSize size, std::span<const MaskRun> inside);

/// The pixels of `map` that hold `value`.
MaskRuns runsOfClass(const ClassMap& map, std::uint8_t value);
/// Sets the pixels inside to `value`; the sizes must be equal.
void paintRuns(const MaskRuns& runs, std::uint8_t value, ClassMap& map);

qint64 maskArea(const MaskRuns& runs);
/// The smallest rectangle around the pixels inside; null (0, 0, 0, 0) when there are none.
QRect maskBounds(const MaskRuns& runs);
/// Pixels of any (or, `common`, of all) of the masks, which have one size. Of no masks: no runs.
MaskRuns mergeMasks(std::span<const MaskRuns> masks, bool common = false);
/// Overlap of the two masks over their union; over the area of `mask` alone when `other` is a crowd region. 0
/// when nothing is inside.
double maskIou(const MaskRuns& mask, const MaskRuns& other, bool otherIsCrowd = false);

/// "start length start length ...", starts from 1. Empty text: nothing inside. Fails on an odd number of
/// numbers, on what is no number, a start below 1, a length below 1, runs that overlap or go back, and on
/// runs behind the last pixel (the size is then probably wrong, or width and height were exchanged).
Result<MaskRuns> runsFromKaggle(QByteArrayView text, QSize size);
QByteArray kaggleText(const MaskRuns& runs);

/// COCO's uncompressed counts. Fails when they are negative or do not add up to width * height.
Result<MaskRuns> runsFromCounts(std::span<const qint64> counts, QSize size);
/// COCO's compressed string. Fails like runsFromCounts(), and on characters that no such string has.
Result<MaskRuns> runsFromCompressed(QByteArrayView text, QSize size);
QByteArray compressedText(const MaskRuns& runs);

/// The pixels of a polygon, exactly as COCO's own tools fill it: corners are rounded to fifths of a pixel,
/// and a pixel belongs to it by even-odd counting along its column. `corners` is x0 y0 x1 y1 ... in pixels,
/// (0, 0) the corner of the first pixel. Fails on fewer than two corners (an odd or empty list), and on
/// coordinates that are not finite or beyond 1,000,000, which no picture has.
Result<MaskRuns> rasterisePolygon(std::span<const double> corners, QSize size);

} // namespace badcase
