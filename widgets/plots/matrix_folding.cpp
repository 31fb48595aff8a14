// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/matrix_folding.h"

#include <algorithm>

namespace badcase::plots {

MatrixFolding::MatrixFolding(ClassTree tree, int classes)
    : m_tree(std::move(tree)), m_classes(classes), m_folded(m_tree.parents().size(), false)
{}

void MatrixFolding::foldTo(int level)
{
    std::fill(m_folded.begin(), m_folded.end(), false);
    if (level <= 0)
        return;
    for (int up = 1; up <= level; ++up) {
        for (const int parent : m_tree.ancestors(up))
            m_folded[static_cast<std::size_t>(parent)] = true;
    }
}

std::optional<int> MatrixFolding::level() const
{
    MatrixFolding uniform = *this;
    const auto shown = items();
    for (int level = 0; level <= m_tree.height(); ++level) {
        uniform.foldTo(level);
        if (uniform.items() == shown)
            return level;
    }
    return {};
}

std::vector<MatrixItem> MatrixFolding::items(const Rank& rank) const
{
    std::vector<MatrixItem> out;
    if (hasParents()) {
        append(kNoParent, rank, out);
        return out;
    }
    for (ClassIndex k = 0; k < m_classes; ++k)
        out.push_back({{k}, kNoParent, kNoParent});
    if (rank)
        std::stable_sort(out.begin(), out.end(), [&](const MatrixItem& a, const MatrixItem& b) {
            return rank(a.classes.front()) > rank(b.classes.front());
        });
    return out;
}

void MatrixFolding::append(int parent, const Rank& rank, std::vector<MatrixItem>& out) const
{
    struct Child {
        MatrixItem item;
        qint64 rank = 0;
    };
    std::vector<Child> children;
    for (const int below : m_tree.parentsOf(parent))
        children.push_back({{m_tree.classesBelow(below), below, parent}});
    if (parent != kNoParent) {
        for (const ClassIndex k : m_tree.classesOf(parent))
            children.push_back({{{k}, kNoParent, parent}});
    }
    // A parent stands where its first class does.
    std::stable_sort(children.begin(), children.end(), [](const Child& a, const Child& b) {
        return a.item.classes.front() < b.item.classes.front();
    });
    if (rank) {
        for (Child& child : children) {
            for (const ClassIndex k : child.item.classes)
                child.rank += rank(k);
        }
        std::stable_sort(children.begin(), children.end(),
                         [](const Child& a, const Child& b) { return a.rank > b.rank; });
    }
    for (Child& child : children) {
        const int below = child.item.folded;
        if (below != kNoParent && !isFolded(below))
            append(below, rank, out);
        else
            out.push_back(std::move(child.item));
    }
}

} // namespace badcase::plots
