// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/class_tree.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace badcase {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Schema", text);
}

} // namespace

Result<ClassTree> ClassTree::create(const QStringList& parentOfClass, const ParentNames& above)
{
    ClassTree tree;
    QHash<QString, int> positions;
    const auto position = [&](const QString& name) {
        if (const auto found = positions.constFind(name); found != positions.constEnd())
            return *found;
        const int index = static_cast<int>(tree.m_parents.size());
        tree.m_parents.push_back({name, kNoParent});
        positions.insert(name, index);
        return index;
    };

    if (std::any_of(parentOfClass.begin(), parentOfClass.end(),
                    [](const QString& s) { return !s.isEmpty(); })) {
        for (const QString& name : parentOfClass)
            tree.m_parentOf.push_back(position(name));
    }
    tree.m_direct = static_cast<int>(tree.m_parents.size());
    // The list grows while it is walked: what is found above is looked up in its turn.
    for (std::size_t i = 0; i < tree.m_parents.size(); ++i) {
        const QString name = tree.m_parents[i].name;
        if (const QString higher = above.value(name); !name.isEmpty() && !higher.isEmpty())
            tree.m_parents[i].parent = position(higher);
    }

    for (auto it = above.begin(); it != above.end(); ++it) {
        if (it.key().isEmpty() || !positions.contains(it.key()))
            return fail(ErrorCode::InvalidArgument,
                        tr("\"%1\" is given a parent, but no class stands below it").arg(it.key()));
    }
    for (const int start : tree.m_parentOf) {
        int steps = 0;
        for (int at = start; at != kNoParent; at = tree.m_parents[static_cast<std::size_t>(at)].parent) {
            if (++steps > static_cast<int>(tree.m_parents.size()))
                return fail(ErrorCode::InvalidArgument,
                            tr("The parents above \"%1\" go round in a circle")
                                .arg(tree.m_parents[static_cast<std::size_t>(start)].name));
        }
        tree.m_height = std::max(tree.m_height, steps);
    }
    return tree;
}

ParentNames ClassTree::above() const
{
    ParentNames names;
    for (const ParentInfo& info : m_parents) {
        if (info.parent != kNoParent)
            names.insert(info.name, m_parents[static_cast<std::size_t>(info.parent)].name);
    }
    return names;
}

int ClassTree::ancestor(ClassIndex index, int up) const
{
    if (m_parentOf.empty())
        return kNoParent;
    int at = m_parentOf.at(static_cast<std::size_t>(index));
    for (int step = 1; step < up; ++step) {
        const int higher = m_parents[static_cast<std::size_t>(at)].parent;
        if (higher == kNoParent)
            break;
        at = higher;
    }
    return at;
}

std::vector<int> ClassTree::ancestors(int up) const
{
    std::vector<int> out;
    out.reserve(m_parentOf.size());
    for (std::size_t k = 0; k < m_parentOf.size(); ++k)
        out.push_back(ancestor(static_cast<ClassIndex>(k), up));
    return out;
}

std::vector<int> ClassTree::chain(ClassIndex index) const
{
    std::vector<int> out;
    for (int at = ancestor(index); at != kNoParent; at = m_parents[static_cast<std::size_t>(at)].parent)
        out.push_back(at);
    return out;
}

int ClassTree::distance(ClassIndex a, ClassIndex b) const
{
    if (a == b)
        return 0;
    const std::vector<int> first = chain(a);
    const std::vector<int> second = chain(b);
    for (std::size_t i = 0; i < first.size(); ++i) {
        const auto meeting = std::find(second.begin(), second.end(), first[i]);
        // Classes without a parent share the empty name, which joins nothing.
        if (meeting != second.end() && !m_parents[static_cast<std::size_t>(first[i])].name.isEmpty())
            return std::max(static_cast<int>(i), static_cast<int>(meeting - second.begin())) + 1;
    }
    return m_height + 1;
}

std::vector<ClassIndex> ClassTree::classesOf(int parent) const
{
    std::vector<ClassIndex> out;
    for (std::size_t k = 0; k < m_parentOf.size(); ++k) {
        if (m_parentOf[k] == parent)
            out.push_back(static_cast<ClassIndex>(k));
    }
    return out;
}

std::vector<int> ClassTree::parentsOf(int parent) const
{
    std::vector<int> out;
    for (std::size_t i = 0; i < m_parents.size(); ++i) {
        if (m_parents[i].parent == parent)
            out.push_back(static_cast<int>(i));
    }
    return out;
}

std::vector<ClassIndex> ClassTree::classesBelow(int parent) const
{
    std::vector<ClassIndex> out;
    for (std::size_t k = 0; k < m_parentOf.size(); ++k) {
        int at = m_parentOf[k];
        while (at != kNoParent && at != parent)
            at = m_parents[static_cast<std::size_t>(at)].parent;
        if (at == parent)
            out.push_back(static_cast<ClassIndex>(k));
    }
    return out;
}

std::vector<int> ClassTree::roots() const
{
    return parentsOf(kNoParent);
}

QStringList ClassTree::path(ClassIndex index) const
{
    QStringList names;
    for (const int at : chain(index)) {
        if (const QString& name = m_parents[static_cast<std::size_t>(at)].name; !name.isEmpty())
            names.prepend(name);
    }
    return names;
}

} // namespace badcase
