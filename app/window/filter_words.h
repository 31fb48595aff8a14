// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Words that the chips and the menu of a filter share.

#include "inference/core/sample.h"
#include "storage/sample_query.h"

#include <QString>

#include <array>
#include <limits>

namespace badcase::window {

QString verdictText(Verdict verdict);
QString kindText(SampleKind kind);

/// What may be said of a text by its quality, as the menu has it.
struct QualityChoice {
    storage::TextMeasure measure;
    storage::ValueRange range;
    const char* text; ///< "%1" is the field
};
extern const std::array<QualityChoice, 4> kQualities;

/// True when a condition is this one of the menu's, of `field`.
bool isSame(const storage::TextQualityRange& wanted, const QString& field, const QualityChoice& quality);

} // namespace badcase::window
