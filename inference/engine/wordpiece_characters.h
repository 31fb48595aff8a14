// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a character is to the BERT tokenizers. The tables are those of the `tokenizers` package (0.23), not
/// Qt's: the package takes marks and punctuation from Unicode 8 and small letters from Unicode 17, while Qt's
/// version depends on the system. Thread-safe.

#include <QChar>
#include <QStringView>

namespace badcase::engine {

enum class CharacterKind : quint8 {
    Plain,
    Dropped,     ///< control, format and private characters, U+0000 and U+FFFD: as if they were not there
    Space,       ///< white space, which ends a word
    Mark,        ///< a combining mark, lost when accents are stripped
    Punctuation, ///< a word of its own; of ASCII all that is neither letter nor digit
};

CharacterKind characterKind(char32_t character);

/// The ideographs that become words of their own. Extensions G and later, kana and hangul do not, as in BERT.
bool isChineseCharacter(char32_t character);

/// The small letter of a capital, one for one; that of U+0130 would be two characters and is left to the
/// caller.
char32_t smallLetter(char32_t character);

/// Calls `take` with every character of a text; half a surrogate pair is U+FFFD.
template <class Take>
void eachCharacter(QStringView text, Take take)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        if (!unit.isSurrogate())
            take(char32_t(unit.unicode()));
        else if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            take(QChar::surrogateToUcs4(unit, text[++i]));
        else
            take(char32_t(QChar::ReplacementCharacter));
    }
}

} // namespace badcase::engine
