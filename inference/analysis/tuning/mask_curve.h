// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The whole curve of a threshold slider, how far chance may have moved it, and which stop to choose. Pure
/// functions, thread-safe.

#include "inference/analysis/tuning/mask_cut_table.h"
#include "inference/core/cancel.h"

#include <optional>

namespace badcase::analysis {

/// Poisson bootstrap over images: in each round an image counts as often as a Poisson variable of mean 1
/// says, the same for every stop and for every grouping. The same seed gives the same rounds.
struct BootstrapRules {
    int rounds = 200;
    std::uint64_t seed = 1;
    double confidence = 0.9; ///< two-sided, of the band
};

/// Scores at each stop. NaN throughout when no image scores.
struct MaskCurve {
    qint64 images = 0; ///< that score
    std::array<double, kMaskStops> score{};
    std::array<double, kMaskStops> low{}; ///< of the band, which contains the score
    std::array<double, kMaskStops> high{};
    /// Standard error of score[best] - score[b], from the same rounds: how sure it is that the stop is worse
    /// than the best one. Far smaller than the band is wide, because images are hard or easy at both.
    std::array<double, kMaskStops> gapError{};
    /// In how many rounds each stop was the best one (the lowest at ties).
    std::array<int, kMaskStops> bestOfRounds{};
    int best = 0; ///< the lowest of the best stops
};

struct MaskCurves {
    MaskObjective objective = MaskObjective::MeanDice;
    MaskCurve all;
    std::vector<MaskCurve> groups; ///< as many as there are
};

/// O(images * stops * rounds): about a second for 10,000 images and 200 rounds. With 0 rounds the band is the
/// curve and no error is known (0). InvalidArgument for negative rounds or groups of another length;
/// Cancelled.
Result<MaskCurves> maskCurves(const MaskCutTable& table, const ImageGroups& groups, MaskObjective objective,
                              const BootstrapRules& rules = {}, const CancelToken& cancel = {},
                              const ProgressCallback& progress = {});

/// Stops from which none is worse than the best beyond doubt.
struct Plateau {
    int first = 0;
    int last = 0;

    int middle() const { return (first + last) / 2; }
    bool operator==(const Plateau&) const = default;
};

/// A stop belongs to a plateau when it is worse than the best by at most `epsilon` or by at most
/// `standardErrors` of that difference, whichever is more.
struct PlateauRule {
    double epsilon = 0.0005;
    double standardErrors = 1;
};

/// The widest run of such stops; of equally wide ones the one with the best stop, else the lowest. The peak
/// of a curve moves with every image; the middle of its plateau hardly does. Absent when no image scores.
std::optional<Plateau> widestPlateau(const MaskCurve& curve, const PlateauRule& rule = {});

/// A stop and what it scores.
struct StopChoice {
    int stop = 0;
    double score = kUndefined;
};

/// What to set a threshold to. All of it was chosen on the images it is scored on: scores of held-out images
/// will be lower, more so for one stop a group than for a common one.
struct StopAdvice {
    StopChoice common;     ///< the middle of the plateau of all images
    StopChoice commonPeak; ///< the best stop for all images
    std::vector<StopChoice>
        perGroup; ///< likewise the middle of each group's plateau; stop 128 without scores
    double perGroupScore = kUndefined; ///< of all images, each with the stop of its group (`common` outside)
    /// The stop at which the worst group is best, the lowest at ties, and that group's score.
    StopChoice forWorstGroup;
};

/// Absent when no image scores.
std::optional<StopAdvice> adviseStops(const MaskCutTable& table, const ImageGroups& groups,
                                      const MaskCurves& curves, const PlateauRule& rule = {});

} // namespace badcase::analysis
