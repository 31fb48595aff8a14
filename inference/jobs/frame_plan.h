// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which frames of a video a run shows to a model of pictures.

#include "inference/core/result.h"

#include <QString>

namespace badcase::jobs {

/// A value, part of a run's settings. As text:
///
///     uniform:8    the frame in the middle of each of 8 equal parts
///     every:5      every 5th frame, from the first
///     rate:2       what is on screen at 0, 1/2, 2/2, ... seconds
///     scenes       the first frame of each scene
struct FramePlan {
    enum class Kind { Uniform, Every, Rate, Scenes };
    static constexpr int kMaxNumber = 1'000'000;

    Kind kind = Kind::Uniform;
    double number =
        8; ///< Uniform: frames; Every: step (both whole); Rate: pictures a second; Scenes: of no meaning

    QString toText() const;
    /// InvalidArgument, with all forms, for any other text.
    static Result<FramePlan> parse(const QString& text);
    bool operator==(const FramePlan&) const = default;
};

} // namespace badcase::jobs
