// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Typed row ids. They number rows of one project file; what the data set calls a sample is its `name`
/// (a string as long as the data set likes, the "sample id" of the command line).

#include <QtGlobal>

#include <compare>
#include <cstddef>
#include <functional>

namespace badcase {

/// An integer that cannot be mistaken for another kind of id. Invalid unless positive.
template <class Tag>
struct Id {
    qint64 value = 0;

    constexpr Id() = default;
    constexpr explicit Id(qint64 v) : value(v) {}
    constexpr bool isValid() const { return value > 0; }
    constexpr auto operator<=>(const Id&) const = default;
};

using SampleId = Id<struct SampleTag>;
using RunId = Id<struct RunTag>;
using ModelId = Id<struct ModelTag>;
using MediaRootId = Id<struct MediaRootTag>;
using JournalId = Id<struct JournalTag>;
using ThresholdSetId = Id<struct ThresholdSetTag>;

/// Index of a class in its Schema; -1 is "no class".
using ClassIndex = int;
inline constexpr ClassIndex kNoClass = -1;

} // namespace badcase

template <class Tag>
struct std::hash<badcase::Id<Tag>> {
    std::size_t operator()(const badcase::Id<Tag>& id) const noexcept { return std::hash<qint64>{}(id.value); }
};
