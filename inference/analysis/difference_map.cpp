// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/difference_map.h"

#include <QCoreApplication>

#include <array>

namespace badcase::analysis {

namespace {

/// Looks every pair of values up in a table made once, because there are 65,536 pairs and millions of pixels.
using PairTable = std::array<std::uint8_t, 256 * 256>;

template <class Judge>
Result<DifferenceMap> mapPairs(const ClassMap& label, const ClassMap& decision, Judge judge)
{
    if (label.size() != decision.size())
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate("badcase::DifferenceMap",
                                                "The label mask is %1 x %2 pixels, the predicted one %3 x %4")
                        .arg(label.width())
                        .arg(label.height())
                        .arg(decision.width())
                        .arg(decision.height()));
    PairTable table;
    for (int l = 0; l < 256; ++l) {
        for (int d = 0; d < 256; ++d)
            table[static_cast<std::size_t>(l * 256 + d)] = static_cast<std::uint8_t>(judge(l, d));
    }
    DifferenceMap out;
    out.pixels = ClassMap(label.size(), static_cast<std::uint8_t>(Difference::Nothing));
    std::array<qint64, 256> counts{};
    const auto labels = label.pixels();
    const auto decisions = decision.pixels();
    auto target = out.pixels.mutablePixels();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        target[i] = table[static_cast<std::size_t>(labels[i]) * 256 + decisions[i]];
        ++counts[target[i]];
    }
    const auto count = [&](Difference value) { return counts[static_cast<std::size_t>(value)]; };
    out.right = count(Difference::Right);
    out.missed = count(Difference::Missed);
    out.falsePixels = count(Difference::False);
    out.confused = count(Difference::Confused);
    out.nothing = count(Difference::Nothing);
    out.ignored = count(Difference::Ignored);
    return out;
}

bool isIgnored(int label, const SegmentationRules& rules)
{
    return label >= rules.classes || label == rules.ignoreIndex;
}

/// From whether there is something in the label, in the decision, and whether it is the same.
Difference judged(bool labelled, bool decided, bool same)
{
    if (labelled && decided)
        return same ? Difference::Right : Difference::Confused;
    if (labelled)
        return Difference::Missed;
    return decided ? Difference::False : Difference::Nothing;
}

} // namespace

Result<DifferenceMap> differenceMap(const ClassMap& label, const ClassMap& decision,
                                    const SegmentationRules& rules)
{
    const int firstClass = rules.backgroundScores ? 0 : 1;
    return mapPairs(label, decision, [&](int l, int d) {
        if (isIgnored(l, rules))
            return Difference::Ignored;
        return judged(l >= firstClass, d >= firstClass && d < rules.classes, l == d);
    });
}

Result<DifferenceMap> differenceMap(const ClassMap& label, const ClassMap& decision,
                                    const SegmentationRules& rules, ClassIndex one)
{
    return mapPairs(label, decision, [&](int l, int d) {
        return isIgnored(l, rules) ? Difference::Ignored : judged(l == one, d == one, true);
    });
}

} // namespace badcase::analysis
