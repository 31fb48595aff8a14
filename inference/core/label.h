// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Labels of a sample: the classes a data set gives it, or an analyst's correction of them.

#include "inference/core/ids.h"

#include <QString>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <vector>

namespace badcase {

/// A sorted set of classes: one for classification, any number for multi-label. An empty set is a
/// valid multi-label answer ("none of them"); "not labelled" is an absent LabelSet (std::optional).
class LabelSet {
public:
    LabelSet() = default;
    LabelSet(std::initializer_list<ClassIndex> classes) : LabelSet(std::vector<ClassIndex>(classes)) {}
    explicit LabelSet(std::vector<ClassIndex> classes) : m_classes(std::move(classes))
    {
        std::sort(m_classes.begin(), m_classes.end());
        m_classes.erase(std::unique(m_classes.begin(), m_classes.end()), m_classes.end());
    }
    static LabelSet single(ClassIndex index) { return index == kNoClass ? LabelSet() : LabelSet({index}); }

    bool empty() const { return m_classes.empty(); }
    int size() const { return static_cast<int>(m_classes.size()); }
    bool contains(ClassIndex index) const { return std::binary_search(m_classes.begin(), m_classes.end(), index); }
    /// The one class of a single-label sample, kNoClass when empty.
    ClassIndex first() const { return m_classes.empty() ? kNoClass : m_classes.front(); }
    const std::vector<ClassIndex>& classes() const { return m_classes; }
    auto begin() const { return m_classes.begin(); }
    auto end() const { return m_classes.end(); }

    bool operator==(const LabelSet&) const = default;

private:
    std::vector<ClassIndex> m_classes;
};

/// What the analyst says of a sample. None: not judged yet.
enum class Verdict { None = 0, Keep = 1, Relabel = 2, Ambiguous = 3, BadMedia = 4 };

/// "", "keep", "relabel", "ambiguous", "bad-media".
QString verdictName(Verdict verdict);
std::optional<Verdict> verdictFromName(const QString& name);

} // namespace badcase
