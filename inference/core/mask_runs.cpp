// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/mask_runs.h"

#include <algorithm>
#include <cstring>

namespace badcase {

namespace {

qint64 pixelsOf(QSize size)
{
    return qint64(size.width()) * size.height();
}

/// Columns that are turned at once: a column-major walk over a row-major map would miss the cache at every
/// pixel.
constexpr int kColumns = 64;

} // namespace

std::vector<MaskRun> insideRuns(const MaskRuns& runs)
{
    std::vector<MaskRun> inside;
    inside.reserve(runs.counts.size() / 2);
    qint64 position = 0;
    for (std::size_t i = 0; i < runs.counts.size(); ++i) {
        const qint64 end = position + runs.counts[i];
        if (i % 2 == 1 && end > position) {
            if (!inside.empty() && inside.back().end == position)
                inside.back().end = end;
            else
                inside.push_back({position, end});
        }
        position = end;
    }
    return inside;
}

MaskRuns runsOf(QSize size, std::span<const MaskRun> inside)
{
    MaskRuns runs{size, {}};
    qint64 position = 0; // all before it is written
    for (const MaskRun& run : inside) {
        if (run.end <= position)
            continue;
        if (run.begin <= position && !runs.counts.empty()) {
            runs.counts.back() += static_cast<std::uint32_t>(run.end - position);
        } else {
            runs.counts.push_back(static_cast<std::uint32_t>(run.begin - position));
            runs.counts.push_back(static_cast<std::uint32_t>(run.end - run.begin));
        }
        position = run.end;
    }
    if (position < pixelsOf(size))
        runs.counts.push_back(static_cast<std::uint32_t>(pixelsOf(size) - position));
    return runs;
}

MaskRuns runsOfClass(const ClassMap& map, std::uint8_t value)
{
    const int width = map.width();
    const int height = map.height();
    MaskRuns runs{map.size(), {}};
    if (map.isNull())
        return runs;
    const auto pixels = map.pixels();
    std::vector<std::uint8_t> columns(std::size_t(kColumns) * static_cast<std::size_t>(height));
    bool inside = false;
    std::uint32_t length = 0;
    for (int left = 0; left < width; left += kColumns) {
        const int count = std::min(kColumns, width - left);
        for (int y = 0; y < height; ++y) {
            const std::uint8_t* row = pixels.data() + std::size_t(y) * std::size_t(width) + std::size_t(left);
            for (int x = 0; x < count; ++x)
                columns[std::size_t(x) * std::size_t(height) + std::size_t(y)] = row[x] == value;
        }
        const std::size_t total = std::size_t(count) * std::size_t(height);
        for (std::size_t i = 0; i < total; ++i) {
            if ((columns[i] != 0) != inside) {
                runs.counts.push_back(length);
                length = 0;
                inside = !inside;
            }
            ++length;
        }
    }
    runs.counts.push_back(length);
    return runs;
}

void paintRuns(const MaskRuns& runs, std::uint8_t value, ClassMap& map)
{
    Q_ASSERT(runs.size == map.size());
    const qint64 height = map.height();
    const qint64 width = map.width();
    const auto pixels = map.mutablePixels();
    for (const MaskRun& run : insideRuns(runs)) {
        qint64 x = run.begin / height;
        qint64 y = run.begin % height;
        for (qint64 i = run.begin; i < run.end; ++i) {
            pixels[static_cast<std::size_t>(y * width + x)] = value;
            if (++y == height) {
                y = 0;
                ++x;
            }
        }
    }
}

qint64 maskArea(const MaskRuns& runs)
{
    qint64 area = 0;
    for (std::size_t i = 1; i < runs.counts.size(); i += 2)
        area += runs.counts[i];
    return area;
}

QRect maskBounds(const MaskRuns& runs)
{
    const qint64 height = runs.size.height();
    qint64 left = runs.size.width();
    qint64 right = -1;
    qint64 top = height;
    qint64 bottom = -1;
    for (const MaskRun& run : insideRuns(runs)) {
        const qint64 first = run.begin / height;
        const qint64 last = (run.end - 1) / height;
        left = std::min(left, first);
        right = std::max(right, last);
        // A run that goes on in the next column touches both the bottom of one column and the top of the
        // other.
        top = std::min(top, first == last ? run.begin % height : 0);
        bottom = std::max(bottom, first == last ? (run.end - 1) % height : height - 1);
    }
    if (right < 0)
        return QRect(0, 0, 0, 0);
    return QRect(int(left), int(top), int(right - left + 1), int(bottom - top + 1));
}

MaskRuns mergeMasks(std::span<const MaskRuns> masks, bool common)
{
    if (masks.empty())
        return {};
    // Every run's begin and end as a step of how many masks are inside; where that number is reached, the
    // result is.
    std::vector<std::pair<qint64, int>> steps;
    for (const MaskRuns& mask : masks) {
        for (const MaskRun& run : insideRuns(mask)) {
            steps.emplace_back(run.begin, 1);
            steps.emplace_back(run.end, -1);
        }
    }
    std::sort(steps.begin(), steps.end());
    const int wanted = common ? static_cast<int>(masks.size()) : 1;
    std::vector<MaskRun> merged;
    int depth = 0;
    for (std::size_t i = 0; i < steps.size();) {
        const qint64 position = steps[i].first;
        const bool before = depth >= wanted;
        for (; i < steps.size() && steps[i].first == position; ++i)
            depth += steps[i].second;
        if (!before && depth >= wanted)
            merged.push_back({position, position});
        else if (before && depth < wanted)
            merged.back().end = position;
    }
    return runsOf(masks.front().size, merged);
}

double maskIou(const MaskRuns& mask, const MaskRuns& other, bool otherIsCrowd)
{
    const MaskRuns both[] = {mask, other};
    const qint64 common = maskArea(mergeMasks(both, true));
    const qint64 area = maskArea(mask);
    const qint64 whole = otherIsCrowd ? area : area + maskArea(other) - common;
    return common == 0 ? 0.0 : double(common) / double(whole);
}

} // namespace badcase
