// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Numbers that tell a noisy text from a good one, without a language model: for sorting, not for judging.

#include <QStringView>

namespace badcase {

/// `repeated` and `gibberish` are shares of the text, 0..1, and 0 for an empty one.
struct TextQuality {
    /// Characters (code points) that are not white space; 0: the text is empty.
    int length = 0;
    /// Of all runs of four characters (white space left out), the share that came earlier in the text:
    /// 1 - distinct / all. A text said twice has about 0.5, ten times 0.9; ordinary prose less than 0.1.
    double repeated = 0;
    /// The share of characters that are part of what nobody writes: undecodable or unassigned characters and
    /// controls; runs of four or more punctuation marks or symbols; words of five or more Latin letters
    /// without a vowel; words that change between letters and digits four times or more; words of more than
    /// 30 letters and digits. Typical of failed OCR.
    double gibberish = 0;
};

TextQuality textQuality(QStringView text);

} // namespace badcase
