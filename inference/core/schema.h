// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The classes of a project and what is asked of them.

#include "inference/core/class_tree.h"
#include "inference/core/ids.h"
#include "inference/core/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace badcase {

enum class Task { Classification, MultiLabel, Segmentation };

/// "classification", "multilabel", "segmentation" (the command line's words).
QString taskName(Task task);
std::optional<Task> taskFromName(const QString& name);

/// One class. `color` is 0xRRGGBB, or nullopt to take the theme's stable colour of the class's index.
struct ClassInfo {
    QString name;
    QString parent = {}; ///< name of the parent class, empty in a one-level schema
    std::optional<quint32> color = {};

    bool operator==(const ClassInfo&) const = default;
};

/// Immutable list of classes. A class's index never changes once a project uses it; new classes are appended.
class Schema {
public:
    Schema() = default;
    /// Fails on empty or duplicate names, on an ignore index outside the classes or 255, and on parents of
    /// parents (`above`) that ClassTree refuses.
    static Result<Schema> create(Task task, std::vector<ClassInfo> classes, std::optional<int> ignoreIndex = {},
                                 const ParentNames& above = {});

    /// Reads classes.json ({"names":[...],"parents":[...],"parent_of":{parent: grandparent},
    /// "palette_rgb":[[r,g,b]...],"ignore_index":n}) or classes.csv (name[,parent][,grandparent][,color]); the
    /// format is told by the first character. Trees of more than three levels need JSON.
    static Result<Schema> parse(Task task, const QByteArray& text);
    QByteArray toJson() const; ///< in the form that parse() reads

    Task task() const { return m_task; }
    int size() const { return static_cast<int>(m_classes.size()); }
    const ClassInfo& at(ClassIndex index) const { return m_classes.at(static_cast<std::size_t>(index)); }
    const std::vector<ClassInfo>& classes() const { return m_classes; }
    QStringList names() const;
    /// kNoClass when there is none. Exact, case-sensitive.
    ClassIndex indexOf(const QString& name) const { return m_index.value(name, kNoClass); }

    /// Pixels with this value in a label mask count nowhere.
    std::optional<int> ignoreIndex() const { return m_ignoreIndex; }

    bool hasParents() const { return !m_parents.empty(); }
    const QStringList& parents() const { return m_parents; } ///< direct ones, in order of first appearance
    int parentOf(ClassIndex index) const { return m_tree.ancestor(index); } ///< index into parents(), -1 without
    /// All levels above the classes. The first parents().size() of its parents are those of parents().
    const ClassTree& tree() const { return m_tree; }

    bool operator==(const Schema& other) const
    {
        return m_task == other.m_task && m_classes == other.m_classes && m_ignoreIndex == other.m_ignoreIndex
            && m_tree == other.m_tree;
    }

private:
    Task m_task = Task::Classification;
    std::vector<ClassInfo> m_classes;
    std::optional<int> m_ignoreIndex;
    QHash<QString, ClassIndex> m_index;
    QStringList m_parents;
    ClassTree m_tree;
};

} // namespace badcase
