// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The confusion matrix as counts: which class a label names (row) and which one was decided (column).

#include "inference/core/ids.h"

#include <span>
#include <vector>

namespace badcase::analysis {

/// Dense K x K counts with row and column sums, so that one change is O(1) and every class's figures are O(1)
/// to read. Memory 8 (K * (K + 1) + 2 K) bytes: 8 MB at 1000 classes. The unit is whatever the caller counts:
/// samples for classification, pixels for segmentation.
///
/// A decision of kNoClass (a pixel or sample the model put in none of the classes) is a miss of the label's
/// class: it counts in support() and total() and in no column. A label of kNoClass cannot be counted.
class ConfusionCounts {
public:
    ConfusionCounts() = default;
    explicit ConfusionCounts(int classes);

    /// Counts two columns of equal length; entries whose label is kNoClass or outside the classes are left
    /// out. O(N + K^2).
    static ConfusionCounts fromColumns(std::span<const ClassIndex> labels,
                                       std::span<const ClassIndex> decisions, int classes);

    int classes() const { return m_classes; }
    bool accepts(ClassIndex label, ClassIndex decision) const
    {
        return label >= 0 && label < m_classes && decision >= kNoClass && decision < m_classes;
    }

    /// Adds `count` to one cell. The pair must be accepted.
    void add(ClassIndex label, ClassIndex decision, qint64 count = 1);
    void remove(ClassIndex label, ClassIndex decision, qint64 count = 1) { add(label, decision, -count); }
    /// A label changes from one class to another while the decision stays.
    void move(ClassIndex fromLabel, ClassIndex toLabel, ClassIndex decision);

    /// Cell by cell; both must have the same number of classes. O(K^2).
    ConfusionCounts& operator+=(const ConfusionCounts& other);
    ConfusionCounts& operator-=(const ConfusionCounts& other);

    qint64 at(ClassIndex label, ClassIndex decision) const { return m_cells[cell(label, decision)]; }
    qint64 support(ClassIndex index) const
    {
        return m_rows[static_cast<std::size_t>(index)];
    } ///< labelled so
    qint64 predicted(ClassIndex index) const
    {
        return m_columns[static_cast<std::size_t>(index)];
    } ///< decided so
    qint64 undecided(ClassIndex label) const { return at(label, kNoClass); }
    qint64 correct() const { return m_correct; }
    qint64 total() const { return m_total; }

    /// The same counts with classes merged into groups: groupOf[class] in [0, groups). O(K^2).
    ConfusionCounts merged(std::span<const int> groupOf, int groups) const;

    bool operator==(const ConfusionCounts&) const = default;

private:
    std::size_t cell(ClassIndex label, ClassIndex decision) const
    {
        // Column 0 holds kNoClass (-1).
        return static_cast<std::size_t>(label) * static_cast<std::size_t>(m_classes + 1) +
               static_cast<std::size_t>(decision + 1);
    }
    void sumUp();

    int m_classes = 0;
    qint64 m_correct = 0;
    qint64 m_total = 0;
    std::vector<qint64> m_cells;
    std::vector<qint64> m_rows;
    std::vector<qint64> m_columns;
};

} // namespace badcase::analysis
