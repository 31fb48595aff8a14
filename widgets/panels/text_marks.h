// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What is marked in a text that is shown: hits of a search, and where a model's token limit would cut. Pure
/// functions but for the colours.

#include "inference/core/text_tokens.h"

#include <QColor>
#include <QString>

#include <optional>
#include <vector>

namespace badcase::panels {

/// Where a model that reads `limit` tokens would stop.
struct TokenCut {
    int tokens = 0; ///< of the whole text, as TextTokens counts: an estimate of any vocabulary's
    std::optional<qsizetype> cut; ///< behind the last token that is read; nothing: all of it is read
};
/// `limit` 0: no limit; the tokens are counted all the same.
TokenCut tokenCut(QStringView text, int limit);

struct MarkColours {
    QColor hit;  ///< behind hits
    QColor mark; ///< of the mark at the cut
    QColor rest; ///< of what is cut off
};
/// The colours of the present theme.
MarkColours markColours();

/// A paragraph of rich text that shows `text` exactly as it is (nothing in it is interpreted; line breaks and
/// spaces are kept), with `hits` (by begin, without overlaps) and the cut marked. Characters that would upset
/// a text document are shown as U+FFFD.
QString markedText(QStringView text, const std::vector<TextRange>& hits, std::optional<qsizetype> cut,
                   const MarkColours& colours);

} // namespace badcase::panels
