// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What stands above the classes: parents, and parents of parents.

#include "inference/core/ids.h"
#include "inference/core/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace badcase {

inline constexpr int kNoParent = -1;

/// Name of a parent -> name of its own parent.
using ParentNames = QMap<QString, QString>;

/// One group of classes or of other parents.
struct ParentInfo {
    QString name;
    int parent = kNoParent; ///< index into ClassTree::parents(), kNoParent at the top

    bool operator==(const ParentInfo&) const = default;
};

/// Immutable. Parents are numbered: first those that classes name, in order of first appearance (so the
/// number of a class's parent does not depend on what lies above), then those only above them, likewise.
/// Branches may differ in depth. A parent may be called like a class; the two are different things.
class ClassTree {
public:
    ClassTree() = default;
    /// `parentOfClass`: one name a class, empty for a class that stands alone; when all are empty there are
    /// no parents. `above`: which parents have a parent themselves. InvalidArgument: `above` names an unknown
    /// or empty parent, or goes round in a circle.
    static Result<ClassTree> create(const QStringList& parentOfClass, const ParentNames& above = {});

    const std::vector<ParentInfo>& parents() const { return m_parents; }
    /// Parents with a number below this are direct parents of classes.
    int directParents() const { return m_direct; }
    ParentNames above() const; ///< as given to create()

    /// Steps from a class to the top of the deepest branch: 0 without parents, 1 with parents only.
    int height() const { return m_height; }

    /// The parent `up` steps above a class (1 = direct); where the branch is shorter, its topmost. kNoParent
    /// without parents. O(up).
    int ancestor(ClassIndex index, int up = 1) const;
    /// ancestor() of every class: the grouping that ConfusionCounts::merged() takes, with parents().size()
    /// groups. Empty without parents.
    std::vector<int> ancestors(int up = 1) const;

    /// How far apart two classes are: 0 the same, 1 the same direct parent, and so on; one more than height()
    /// when nothing is common. In branches of different depth the longer way up counts. Symmetric.
    int distance(ClassIndex a, ClassIndex b) const;

    /// Classes and parents directly below a parent, and all classes below it at any depth, by number.
    std::vector<ClassIndex> classesOf(int parent) const;
    std::vector<int> parentsOf(int parent) const;
    std::vector<ClassIndex> classesBelow(int parent) const;
    /// Parents without a parent, by number.
    std::vector<int> roots() const;

    /// Names from the top down to the direct parent; empty names are left out.
    QStringList path(ClassIndex index) const;

    bool operator==(const ClassTree&) const = default;

private:
    std::vector<int> chain(ClassIndex index) const; ///< from the direct parent up

    std::vector<ParentInfo> m_parents;
    std::vector<int> m_parentOf; ///< of each class
    int m_direct = 0;
    int m_height = 0;
};

} // namespace badcase
