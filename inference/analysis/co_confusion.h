// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a tagging model says in place of what, and each tag's own yes-or-no matrix.

#include "inference/core/label.h"

#include <vector>

namespace badcase::analysis {

/// One tag against the rest: the four cells of its 2 x 2 matrix.
struct BinaryCounts {
    qint64 bothYes = 0;       ///< given and predicted
    qint64 onlyGiven = 0;     ///< missed
    qint64 onlyPredicted = 0; ///< false alarm
    qint64 bothNo = 0;

    bool operator==(const BinaryCounts&) const = default;
};

/// Counts pairs (a, b) of tags over samples: a is given, b is predicted. Two readings of one matrix:
/// - together(a, b): b is predicted, given or not. This is the tag correlation of the TAAC 2021 baseline,
/// where
///   "predicted" means one of the best 20; the caller's decisions say what it means here.
/// - confused(a, b): b is predicted and not given, so it is wrong; 0 on the diagonal. A large cell is a tag
/// that
///   the model adds where a stands, or says instead of a.
/// O(labels x predictions) a sample to update; 16 K^2 bytes.
class CoConfusion {
public:
    CoConfusion() = default;
    explicit CoConfusion(int classes);

    /// Classes outside 0..classes - 1 are not allowed.
    void add(const LabelSet& label, const LabelSet& decision) { accumulate(label, decision, 1); }
    void remove(const LabelSet& label, const LabelSet& decision) { accumulate(label, decision, -1); }

    int classes() const { return m_classes; }
    qint64 samples() const { return m_samples; }
    qint64 together(ClassIndex given, ClassIndex predicted) const
    {
        return m_together[cell(given, predicted)];
    }
    qint64 confused(ClassIndex given, ClassIndex predicted) const
    {
        return m_confused[cell(given, predicted)];
    }
    qint64 given(ClassIndex index) const { return m_given[static_cast<std::size_t>(index)]; }
    qint64 predicted(ClassIndex index) const { return m_predicted[static_cast<std::size_t>(index)]; }
    BinaryCounts binary(ClassIndex index) const;

    bool operator==(const CoConfusion&) const = default;

private:
    std::size_t cell(ClassIndex given, ClassIndex predicted) const
    {
        return static_cast<std::size_t>(given) * static_cast<std::size_t>(m_classes) +
               static_cast<std::size_t>(predicted);
    }
    void accumulate(const LabelSet& label, const LabelSet& decision, int sign);

    int m_classes = 0;
    qint64 m_samples = 0;
    std::vector<qint64> m_together;
    std::vector<qint64> m_confused;
    std::vector<qint64> m_given;
    std::vector<qint64> m_predicted;
};

} // namespace badcase::analysis
