// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_offset_table.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace badcase::analysis {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::MaskOffsetTable", text);
}

constexpr std::size_t kDistances = kLargestMargin + 1;
using DistanceCounts = std::array<std::uint32_t, kDistances>;

double logOf(int q)
{
    return std::log(std::max(static_cast<double>(q), 0.5));
}

/// Whole steps between two values, rounded down: offsets that differ by n steps let the lower one win exactly
/// when n is larger than this. (No two values of 8 bits lie a whole number of steps apart, but equal ones.)
class DistanceTable {
public:
    DistanceTable()
    {
        for (std::size_t high = 0; high < 256; ++high) {
            for (std::size_t low = 0; low <= high; ++low)
                m_steps[high << 8 | low] = static_cast<std::uint8_t>(
                    std::floor((logOf(static_cast<int>(high)) - logOf(static_cast<int>(low))) / kOffsetStep));
        }
    }
    std::uint8_t of(std::uint8_t high, std::uint8_t low) const
    {
        return m_steps[std::size_t(high) << 8 | low];
    }

private:
    std::vector<std::uint8_t> m_steps = std::vector<std::uint8_t>(256 * 256);
};

/// The best, second and third of a pixel so far; equal values stay in the order of their classes.
struct Top {
    std::uint8_t best = 0, second = 0;
    std::uint8_t q[3] = {0, 0, 0};
};

std::vector<Top> topClasses(const MaskPlanes& planes, std::size_t first, std::size_t count)
{
    const auto pixels =
        static_cast<std::size_t>(planes.size.width()) * static_cast<std::size_t>(planes.size.height());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(planes.bytes.constData()) + first;
    std::vector<Top> tops(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t a = bytes[i], b = bytes[pixels + i];
        tops[i] = a >= b ? Top{0, 1, {a, b, 0}} : Top{1, 0, {b, a, 0}};
    }
    for (int k = 2; k < planes.count; ++k) {
        const std::uint8_t* plane = bytes + static_cast<std::size_t>(k) * pixels;
        const auto index = static_cast<std::uint8_t>(k);
        for (std::size_t i = 0; i < count; ++i) {
            Top& top = tops[i];
            const std::uint8_t q = plane[i];
            if (q > top.q[0])
                top = {index, top.best, {q, top.q[0], top.q[1]}};
            else if (q > top.q[1])
                top = {top.best, index, {top.q[0], q, top.q[1]}};
            else if (q > top.q[2])
                top.q[2] = q;
        }
    }
    return tops;
}

Result<> check(const MaskPlanes& planes, const ClassMap& label, const SegmentationRules& rules)
{
    if (planes.size != label.size())
        return fail(ErrorCode::InvalidArgument,
                    tr("The label mask is %1 x %2 pixels, the predicted one %3 x %4")
                        .arg(label.width())
                        .arg(label.height())
                        .arg(planes.size.width())
                        .arg(planes.size.height()));
    if (planes.count < 2 || planes.count != rules.classes)
        return fail(ErrorCode::InvalidArgument,
                    tr("Offsets need the probabilities of all classes (%1); the mask has %2")
                        .arg(rules.classes)
                        .arg(planes.count));
    if (label.pixelCount() > qsizetype(std::numeric_limits<std::uint32_t>::max()))
        return fail(ErrorCode::TooLarge, tr("A mask of %1 x %2 pixels is too large for a table of offsets")
                                             .arg(label.width())
                                             .arg(label.height()));
    return {};
}

} // namespace

ClassMap decideWithOffsets(const MaskPlanes& planes, std::span<const int> offsets)
{
    ClassMap decision(planes.size, 0);
    const auto out = decision.mutablePixels();
    std::vector<double> best(out.size(), std::numeric_limits<double>::lowest());
    for (int k = 0; k < planes.count; ++k) {
        std::array<double, 256> values{};
        for (std::size_t q = 0; q < values.size(); ++q)
            values[q] = logOf(static_cast<int>(q)) + offsets[static_cast<std::size_t>(k)] * kOffsetStep;
        const auto* plane = reinterpret_cast<const std::uint8_t*>(planes.bytes.constData()) +
                            static_cast<std::size_t>(k) * out.size();
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (values[plane[i]] > best[i]) {
                best[i] = values[plane[i]];
                out[i] = static_cast<std::uint8_t>(k);
            }
        }
    }
    return decision;
}

void MaskOffsetCuts::Steps::add(Group group, std::span<const std::uint32_t> histogram)
{
    group.first = static_cast<std::uint32_t>(distances.size());
    std::uint32_t sum = 0;
    for (std::size_t d = 0; d < histogram.size(); ++d) {
        if (histogram[d] == 0)
            continue;
        sum += histogram[d];
        distances.push_back(static_cast<std::uint8_t>(d));
        counts.push_back(sum);
    }
    group.end = static_cast<std::uint32_t>(distances.size());
    groups.push_back(group);
}

std::uint32_t MaskOffsetCuts::Steps::below(const Group& group, int distance) const
{
    const auto begin = distances.begin() + group.first;
    const auto place = std::lower_bound(begin, distances.begin() + group.end, distance);
    return place == begin ? 0 : counts[static_cast<std::size_t>(place - distances.begin()) - 1];
}

qsizetype MaskOffsetCuts::Steps::bytes() const
{
    return qsizetype(groups.capacity() * sizeof(Group) + distances.capacity() +
                     counts.capacity() * sizeof(std::uint32_t));
}

Result<MaskOffsetCuts> MaskOffsetCuts::create(const MaskPlanes& planes, const ClassMap& label,
                                              const SegmentationRules& rules)
{
    BADCASE_TRY(check(planes, label, rules));
    static const DistanceTable table;
    // Few of all pairs occur. Neighbouring pixels mostly have the same, so the last one found is tried first.
    std::map<std::tuple<int, int, int>, DistanceCounts> seconds;
    std::map<std::pair<int, int>, DistanceCounts> thirds;
    std::tuple<int, int, int> last{-1, -1, -1};
    DistanceCounts* second = nullptr;
    DistanceCounts* third = nullptr;
    MaskOffsetCuts cuts;
    const auto labels = label.pixels();
    constexpr std::size_t kChunk = 4096;
    for (std::size_t start = 0; start < labels.size(); start += kChunk) {
        const auto tops = topClasses(planes, start, std::min(kChunk, labels.size() - start));
        for (std::size_t i = 0; i < tops.size(); ++i) {
            const int row = labels[start + i];
            if (row >= rules.classes || row == rules.ignoreIndex)
                continue;
            const Top& top = tops[i];
            if (const std::tuple key{int(top.best), int(top.second), row}; key != last) {
                last = key;
                second = &seconds[key];
                third = &thirds[{top.best, top.second}];
            }
            ++(*second)[table.of(top.q[0], top.q[1])];
            ++(*third)[table.of(top.q[0], top.q[2])];
            ++cuts.m_pixels;
        }
    }
    const auto byte = [](int value) { return static_cast<std::uint8_t>(value); };
    for (const auto& [key, counts] : seconds)
        cuts.m_seconds.add({byte(std::get<0>(key)), byte(std::get<1>(key)), byte(std::get<2>(key))}, counts);
    if (planes.count > 2) {
        for (const auto& [key, counts] : thirds)
            cuts.m_thirds.add({byte(key.first), byte(key.second)}, counts);
    }
    return cuts;
}

void MaskOffsetCuts::addTo(ConfusionCounts& counts, std::span<const int> offsets) const
{
    for (const Group& group : m_seconds.groups) {
        const int ahead = offsets[group.second] - offsets[group.best];
        const std::uint32_t won = ahead > 0 ? m_seconds.below(group, ahead) : 0;
        if (won > 0)
            counts.add(group.label, group.second, won);
        if (const std::uint32_t kept = m_seconds.all(group) - won; kept > 0)
            counts.add(group.label, group.best, kept);
    }
}

qint64 MaskOffsetCuts::uncertain(std::span<const int> offsets) const
{
    qint64 sum = 0;
    for (const Group& group : m_thirds.groups) {
        int largest = std::numeric_limits<int>::min();
        for (std::size_t k = 0; k < offsets.size(); ++k) {
            if (k != group.best && k != group.second)
                largest = std::max(largest, offsets[k]);
        }
        if (largest > std::max(offsets[group.best], offsets[group.second]))
            sum += m_thirds.below(group, largest - offsets[group.best]);
    }
    return sum;
}

qsizetype MaskOffsetCuts::bytes() const
{
    return qsizetype(sizeof(MaskOffsetCuts)) + m_seconds.bytes() + m_thirds.bytes();
}

OffsetScores offsetScores(std::span<const MaskOffsetCuts> images, const SegmentationRules& rules,
                          std::span<const int> offsets)
{
    OffsetScores out{SegmentationScore(rules)};
    for (const MaskOffsetCuts& image : images) {
        ConfusionCounts counts(rules.classes);
        image.addTo(counts, offsets);
        out.score.add(counts);
        out.pixels += image.pixels();
        out.uncertain += image.uncertain(offsets);
    }
    return out;
}

} // namespace badcase::analysis
