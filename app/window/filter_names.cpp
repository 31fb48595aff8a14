// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/filter_names.h"

#include "widgets/theme/class_names.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace badcase::window {

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("badcase::FilterNames", text, nullptr, n);
}

QString className(ClassIndex index, const Schema& schema)
{
    const QString path = theme::classPath(schema, index);
    return path.isEmpty() ? tr("not labelled") : path;
}

/// Every first class with every second one, but for a class with itself, which may be missing.
bool isProduct(const std::set<std::pair<ClassIndex, ClassIndex>>& pairs, const std::set<ClassIndex>& first,
               const std::set<ClassIndex>& second)
{
    std::size_t found = 0;
    std::size_t same = 0;
    for (const ClassIndex a : first) {
        for (const ClassIndex b : second) {
            found += a != b && pairs.contains({a, b}) ? 1 : 0;
            same += a == b ? 1 : 0;
        }
    }
    return found == first.size() * second.size() - same;
}

} // namespace

QStringList classNames(const std::vector<ClassIndex>& classes, const Schema& schema)
{
    std::set<ClassIndex> left(classes.begin(), classes.end());
    QStringList names;
    const auto& parents = schema.tree().parents();
    // From the top: parents of parents have the greater numbers.
    for (int parent = static_cast<int>(parents.size()) - 1; parent >= 0; --parent) {
        const auto below = schema.tree().classesBelow(parent);
        if (below.size() < 2 || !std::ranges::all_of(below, [&](ClassIndex c) { return left.contains(c); }))
            continue;
        names.prepend(tr("%1 (all %n classes)", static_cast<int>(below.size()))
                          .arg(parents[static_cast<std::size_t>(parent)].name));
        for (const ClassIndex index : below)
            left.erase(index);
    }
    for (const ClassIndex index : left)
        names.append(className(index, schema));
    return names;
}

QStringList pairNames(const std::vector<std::pair<ClassIndex, ClassIndex>>& pairs, const Schema& schema)
{
    const std::set<std::pair<ClassIndex, ClassIndex>> all(pairs.begin(), pairs.end());
    std::set<ClassIndex> first, second;
    for (const auto& [a, b] : all) {
        first.insert(a);
        second.insert(b);
    }
    const auto arrow = [](const QString& a, const QString& b) { return a + QStringLiteral(" → ") + b; };
    if (all.size() > 1 && isProduct(all, first, second)) {
        const auto side = [&](const std::set<ClassIndex>& classes) {
            return classNames({classes.begin(), classes.end()}, schema).join(QStringLiteral(", "));
        };
        return {arrow(side(first), side(second))};
    }
    QStringList names;
    for (const auto& [a, b] : pairs)
        names.append(arrow(className(a, schema), className(b, schema)));
    return names;
}

} // namespace badcase::window
