// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Figures typed from a paper or a log: can one confusion matrix give them? And the mean IoU that a
/// widespread piece of training code computes, which no confusion matrix gives.
///
/// With TP_k the diagonal, U_k = TP_k + FP_k + FN_k, N all pixels (or samples), every one of which has one
/// label and one decision among the K classes, and every class averaged:
///   J_k = TP_k / U_k is the IoU, D_k = 2 J_k / (1 + J_k) its Dice (the F1 of a class), A = sum TP_k / N the
///   accuracy; sum U_k = N (2 - A), because an error lies in the unions of two classes. So A / (2 - A) is the
///   mean of the IoUs with the weights U_k, and 1 - A / (2 - A) the harmonic mean of the 1 - J_k with the
///   weights e_k = FP_k + FN_k. As an error touches two different classes, no e_k is above half of their sum,
///   and every such e is possible.
/// Everything below follows from these lines; the .cpp says how.

#include "inference/analysis/confusion_counts.h"
#include "inference/core/result.h"

#include <QString>

#include <optional>
#include <vector>

namespace badcase::analysis {

/// A figure with as many digits as were typed: it stands for all numbers that are rounded to it.
struct TypedFigure {
    double low = 0;
    double high = 0;
    QString text = {}; ///< as typed

    double middle() const { return (low + high) / 2; }
    bool holds(double value) const { return value >= low - 1e-12 && value <= high + 1e-12; }

    /// "0.723", "72.3 %", or "72.3" for the same: numbers above 1 are per cent. InvalidArgument: no number,
    /// below 0 or above 100 per cent.
    static Result<TypedFigure> parse(const QString& text);
    /// "0.5, 0.61, 1", separated by commas, semicolons or blanks.
    static Result<std::vector<TypedFigure>> parseList(const QString& text);
};

/// What was typed; absent figures are not asked about.
struct AuditFigures {
    int classes = 0; ///< that are averaged; 0: as many as the lists below have, else it cannot be said
    std::optional<TypedFigure> accuracy = {};
    std::optional<TypedFigure> microF1 = {};
    std::optional<TypedFigure> meanIou = {};     ///< of the classes' pooled IoUs
    std::optional<TypedFigure> meanDice = {};    ///< likewise; the macro F1 is the same thing
    std::optional<TypedFigure> weightedIou = {}; ///< weights: how often a class is labelled
    std::vector<TypedFigure> iou = {};           ///< of every class, or empty
    std::vector<TypedFigure> dice = {};          ///< of every class in the same order, or empty
};

enum class AuditVerdict {
    TooLittle,  ///< two figures that have to do with one another, or the number of classes, are missing
    Impossible, ///< no confusion matrix gives these figures
    Possible,   ///< `witness` gives all of them
    NotRefuted, ///< nothing that is known forbids them, and no matrix was found
};
QString auditVerdictName(AuditVerdict verdict); ///< "too-little", "impossible", "possible", "not-refuted"

struct AuditFinding {
    enum class Kind {
        Refutes,
        Fits,
        Hint, ///< what may stand behind it
    };
    Kind kind = Kind::Fits;
    QString text; ///< a sentence with the bound and its reason

    bool refutes() const { return kind == Kind::Refutes; }
};

QString auditFindingName(AuditFinding::Kind kind); ///< "refutes", "fits", "hint"

struct Audit {
    AuditVerdict verdict = AuditVerdict::TooLittle;
    std::vector<AuditFinding> findings;          ///< those that refute first
    std::optional<ConfusionCounts> witness = {}; ///< rows are labels; large counts, to be read as shares
};

/// Never refutes figures that a confusion matrix with that many classes gives, all of which occur; the limits
/// of what matrices approach count as reached. InvalidArgument: lists whose lengths differ from one another
/// or from `classes`. O(K log K) for the bounds, a few thousand candidates of O(K) for the witness.
Result<Audit> auditFigures(const AuditFigures& figures);

/// Bounds of a mean over K classes, exported for what explains them.
struct FigureRange {
    double low = 0;
    double high = 1;
};
/// Mean Dice where the mean IoU is `meanIou`: at most f(mean) by Jensen, since f(x) = 2x / (1 + x) is
/// concave; least with as many IoUs at 0 and 1 as can be and one in between. K >= 1.
FigureRange meanDiceRange(double meanIou, int classes);
/// Mean IoU where the mean Dice is `meanDice`.
FigureRange meanIouRange(double meanDice, int classes);
/// Accuracy where the mean IoU is `meanIou`: at most K times it, since no union is larger than everything; at
/// least 2r / (1 + r) with r = max(0, 1 - K (1 - mean) / 2), all errors between two classes. K >= 2; one
/// class alone: [IoU, 1].
FigureRange accuracyRange(double meanIou, int classes);
/// Accuracy where each class has this IoU: by the harmonic means of the two smallest and the two largest 1 -
/// IoU.
FigureRange accuracyRange(std::vector<double> iou);

/// Two classes: mean IoU and accuracy leave one mean Dice. Over all that lie in the two ranges, to 1e-5;
/// nothing when no matrix has both.
std::optional<FigureRange> meanDiceRange(FigureRange meanIou, FigureRange accuracy);

/// The mean IoU of a widespread training script: classes are counted up to the largest that is *predicted* in
/// a batch, one of them that occurs nowhere counts as 0, classes above are left out, and batches are
/// averaged.
struct ScriptMeanIou {
    double value = 0; ///< NaN without images
    qint64 batches = 0;
    qint64 cutBatches = 0;    ///< a labelled class above the largest predicted one was left out
    qint64 paddedBatches = 0; ///< a class that occurs nowhere counted as 0
};

/// Images are added in the order of the loader. Pixels without a label count nowhere, as in countPixels().
class ScriptMeanIouCounter {
public:
    /// `batch`: images of a batch, 1 or more.
    ScriptMeanIouCounter(int classes, int batch) : m_batchSize(batch), m_batch(classes) {}
    void add(const ConfusionCounts& image);
    ScriptMeanIou result() const; ///< with the batch that is not full yet

private:
    static void close(const ConfusionCounts& batch, ScriptMeanIou& sum);

    int m_batchSize;
    int m_inBatch = 0;
    ConfusionCounts m_batch;
    ScriptMeanIou m_sum; ///< value: a sum
};

} // namespace badcase::analysis
