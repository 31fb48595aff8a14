// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The answers of several members (kept views of a run, or runs) to N labelled samples, made ready to be mixed
/// with any weights while somebody watches.

#include "inference/analysis/tuning/mix_rules.h"
#include "inference/core/label.h"
#include "inference/core/prediction.h"
#include "inference/core/result.h"

#include <memory>
#include <span>
#include <vector>

namespace badcase::analysis {

/// One decision a row: a class (softmax) or a set of classes (sigmoid). The other member is empty.
struct MixDecisions {
    std::vector<ClassIndex> classes;
    std::vector<LabelSet> sets;

    std::size_t rows() const { return std::max(classes.size(), sets.size()); }
    LabelSet at(std::size_t row) const
    {
        return sets.empty() ? LabelSet::single(classes[row]) : sets[row];
    }
    bool sameAt(std::size_t row, const MixDecisions& other) const
    {
        return sets.empty() ? classes[row] == other.classes[row] : sets[row] == other.sets[row];
    }
    bool operator==(const MixDecisions&) const = default;
};

/// Immutable; copies share the memory: 4 bytes a member, row and class, and what is in doubt once more. Thread-safe as
/// any constant.
///
/// Most decisions are the same whatever the weights are: a class that no member puts above another one cannot win
/// against it, and a tag that every member puts on one side of 0.5 stays there. Only what is left (the candidates of
/// the rows in doubt) is looked at when weights change, so that deciding everything anew costs less than a frame.
class ClassMixSet {
public:
    ClassMixSet();
    /// `members`: at least one, each labels.size() x classes probabilities, rows one after the other. Softmax labels
    /// have one class each. InvalidArgument: sizes that do not fit, a label outside the classes, a value that is not
    /// finite or lies outside [0, 1] by more than 1e-6. O(members x rows x classes).
    static Result<ClassMixSet> create(Activation activation, int classes, std::vector<std::vector<float>> members,
                                      std::vector<LabelSet> labels, int threads = 0);

    Activation activation() const { return m_data->activation; }
    int classes() const { return m_data->classes; }
    std::size_t members() const { return m_data->members.size(); }
    std::size_t rows() const { return m_data->labels.size(); }
    const std::vector<LabelSet>& labels() const { return m_data->labels; }
    std::span<const float> row(std::size_t member, std::size_t row) const
    {
        const auto width = static_cast<std::size_t>(m_data->classes);
        return std::span(m_data->members[member]).subspan(row * width, width);
    }
    /// For folds and draws: the label, or the rarest one of several; classes() where there is none.
    const std::vector<ClassIndex>& strata() const { return m_data->strata; }
    /// Rows whose decision no weights change.
    std::size_t sureRows() const { return rows() - m_data->doubts.size(); }

    /// The decisions that `combine` would store, to the last bit: it rounds what it mixes to float32, and of equal ones
    /// takes the first class. `weights`: one a member, areMixWeights(). Looks at the rows in doubt only; about
    /// 10 ns a candidate and member.
    MixDecisions decide(MixMode mode, std::span<const double> weights) const;
    /// What `combine` would store of a row.
    std::vector<float> mixed(MixMode mode, std::span<const double> weights, std::size_t row) const;

    /// One row in doubt and its candidates, classes rising: softmax those that can win, sigmoid those that can change
    /// sides.
    struct Doubt {
        std::uint32_t row = 0;
        std::uint32_t count = 0;
        std::size_t first = 0; ///< among all candidates
    };
    std::span<const Doubt> doubts() const { return m_data->doubts; }
    ClassIndex candidate(std::size_t index) const { return m_data->candidates[index]; }
    /// What each member adds to a candidate before it is weighted: p, log p or logit p, one a member.
    std::span<const double> terms(MixMode mode, std::size_t candidate) const;
    /// Decided for certain: of a row in doubt the tags that are not, of any other its decision.
    LabelSet sureAt(std::size_t row) const { return m_data->sure.at(row); }

private:
    struct Data;
    class Builder;
    void decideRow(MixMode mode, std::span<const double> shares, const Doubt& doubt, MixDecisions& out) const;
    void decideTags(MixMode mode, std::span<const double> shares, const Doubt& doubt, MixDecisions& out) const;
    double sumOf(MixMode mode, std::span<const double> shares, std::size_t candidate) const;
    std::vector<float> mixedRow(MixMode mode, std::span<const double> shares, std::size_t row) const;

    struct Data {
        Activation activation = Activation::Softmax;
        int classes = 0;
        std::vector<std::vector<float>> members;
        std::vector<LabelSet> labels;
        std::vector<ClassIndex> strata;
        MixDecisions sure;
        std::vector<Doubt> doubts;
        std::vector<ClassIndex> candidates;
        std::vector<double> plain; ///< terms, candidate by candidate
        std::vector<double> logs;
    };
    std::shared_ptr<const Data> m_data;
};

} // namespace badcase::analysis
