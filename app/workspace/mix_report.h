// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What is said of a mix, whatever the task: what each member is worth, which to keep, with which weights.

#include "app/workspace/mix_members.h"
#include "inference/analysis/tuning/error_overlap.h"
#include "inference/analysis/tuning/member_table.h"
#include "inference/analysis/tuning/mixture_fit.h"

#include <QJsonObject>

#include <optional>

namespace badcase::workspace {

/// Something whose score falls: the F1 of a class, the Dice of an image.
struct WorseThing {
    QString name;
    qint64 support = 0; ///< samples of the class; 0 for an image
    double before = 0;
    double after = 0;
};

struct MixMemberLine {
    QString name;
    double weight = 0;
    std::optional<double> costMs;
    double alone = 0;
    double gainAlone = 0;     ///< over the reference
    double gainWhenAdded = 0; ///< the mix less the mix without it; NaN where it is the only one that counts
    analysis::FlipCounts flipsWhenAdded = {};
    std::vector<WorseThing> worse = {}; ///< by adding it, most first
};

/// Two members: for masks the correlation is that of the images' scores, and the other figures are of pixels.
struct MixPair {
    std::size_t first = 0;
    std::size_t second = 0;
    double phi = 0;
    double q = 0;
    double disagreement = 0;
    double doubleFault = 0;
};

struct MixFitReport {
    std::vector<double> weights; ///< sum 1
    std::vector<analysis::Interval> spread;
    double logLossEqual = 0;
    double logLoss = 0;
    double logLossHeldOut = 0;
    analysis::HonestGain fitted; ///< over the reference
    analysis::HonestGain equal;
    analysis::HonestGain overEqual;
    analysis::Advice advice = analysis::Advice::NotWorthIt;
};

enum class MixAdvice {
    UseFitted,   ///< the fitted weights hold on samples that they have not seen
    UseSelected, ///< the members of the selection, each with its own weight
    UseAll,      ///< all with the weights that were asked for
    LeaveItOut,  ///< the reference alone: no gain is sure
};

struct MixReport {
    MixSource source;
    QString objective;
    engine::MergeMode merge = engine::MergeMode::Mean;
    qint64 samples = 0;
    qint64 missing = 0;
    double decided = 0;        ///< share of samples (masks: pixels) whose decision no weights change
    std::size_t reference = 0; ///< the picture as it is among views, the best alone among runs
    double referenceValue = 0;
    double mixed = 0; ///< with the weights asked for
    analysis::PairedGain mixedGain;  ///< over the reference
    analysis::FlipCounts flips; ///< from the reference to the mix; masks: images that score higher or lower
    std::vector<WorseThing> worse = {};
    std::vector<MixMemberLine> members;
    std::vector<MixPair> pairs;
    analysis::MemberSelection selection;
    std::optional<MixFitReport> fit; ///< nothing: not asked for
    MixAdvice advice = MixAdvice::LeaveItOut;
    QString adviceText;
    std::vector<double> weights; ///< what the advice is for, one a member; of LeaveItOut the reference alone
    QString command;             ///< that makes a run of them

    /// The keys of the command line's `mix`.
    QJsonObject toJson() const;
};

/// Fills advice, adviceText, weights and command from the rest. `project`: its path, for the command.
void advise(MixReport& report, const std::vector<MixMember>& members, const QString& project);

} // namespace badcase::workspace
