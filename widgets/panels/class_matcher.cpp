// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/class_matcher.h"

#include <algorithm>

namespace badcase::panels {

namespace {

/// Compatibility form: full-width letters and digits, common in Chinese text, equal their narrow ones.
QString folded(const QString& text)
{
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded();
}

bool lettersInOrder(const QString& text, const QString& typed)
{
    qsizetype at = 0;
    for (const QChar c : text)
        if (at < typed.size() && c == typed[at])
            ++at;
    return at == typed.size();
}

int foldedRank(const QString& text, const QString& typed)
{
    if (text == typed)
        return 0;
    if (text.startsWith(typed))
        return 1;
    for (qsizetype at = text.indexOf(typed); at > 0; at = text.indexOf(typed, at + 1))
        if (!text[at - 1].isLetterOrNumber())
            return 2;
    if (text.contains(typed))
        return 3;
    // One or two letters in order are in nearly everything.
    return typed.size() >= 3 && lettersInOrder(text, typed) ? 8 : -1;
}

} // namespace

int matchRank(const QString& text, const QString& typed)
{
    return foldedRank(folded(text), folded(typed));
}

std::vector<ClassIndex> matchClasses(const Schema& schema, const QString& typed, int limit)
{
    const QStringList words = folded(typed).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<std::pair<int, ClassIndex>> found;
    for (ClassIndex i = 0; i < schema.size(); ++i) {
        const QString name = folded(schema.at(i).name);
        const QString parent = folded(schema.at(i).parent);
        int total = 0;
        for (const QString& word : words) {
            const int inName = foldedRank(name, word);
            const int inParent = foldedRank(parent, word);
            const int viaParent = inParent < 0 ? -1 : inParent + 4; // after every direct hit in a name
            const int best = inName < 0 ? viaParent : viaParent < 0 ? inName : std::min(inName, viaParent);
            if (best < 0) {
                total = -1;
                break;
            }
            total += best;
        }
        if (total >= 0)
            found.emplace_back(total, i);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<ClassIndex> result;
    for (const auto& [rank, index] : found) {
        if (static_cast<int>(result.size()) == limit)
            break;
        result.push_back(index);
    }
    return result;
}

} // namespace badcase::panels
