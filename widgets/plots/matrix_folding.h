// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which classes of a tree stand for themselves in a matrix and which are folded into a parent. Knows nothing
/// of counts and pixels.

#include "inference/core/class_tree.h"

#include <functional>

namespace badcase::plots {

/// One row, and one column, of a matrix.
struct MatrixItem {
    std::vector<ClassIndex> classes; ///< what stands here; several when folded
    int folded = kNoParent;          ///< the parent that stands here, kNoParent for a class
    int parent = kNoParent;          ///< the one directly above, folded or class

    bool operator==(const MatrixItem&) const = default;
};

/// Parents are numbers of ClassTree::parents().
class MatrixFolding {
public:
    /// Larger comes first among siblings; for a parent the sum over its classes.
    using Rank = std::function<qint64(ClassIndex)>;

    MatrixFolding() = default;
    /// Nothing is folded.
    MatrixFolding(ClassTree tree, int classes);

    const ClassTree& tree() const { return m_tree; }
    bool hasParents() const { return m_tree.height() > 0; }
    bool isFolded(int parent) const { return m_folded[static_cast<std::size_t>(parent)]; }

    /// Unfolding shows the parents below as they were folded before.
    void setFolded(int parent, bool folded) { m_folded[static_cast<std::size_t>(parent)] = folded; }
    /// 0: every class is seen; 1: direct parents are folded; up to height(): those at the top.
    void foldTo(int level);
    /// The level of foldTo() that shows the same; nullopt in between.
    std::optional<int> level() const;

    /// In display order: depth first, siblings by `rank`, else in the order of the schema. Without parents
    /// one a class, by rank.
    std::vector<MatrixItem> items(const Rank& rank = {}) const;

    bool operator==(const MatrixFolding&) const = default;

private:
    void append(int parent, const Rank& rank, std::vector<MatrixItem>& out) const;

    ClassTree m_tree;
    int m_classes = 0;
    std::vector<bool> m_folded;
};

} // namespace badcase::plots
