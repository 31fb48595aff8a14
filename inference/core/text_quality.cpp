// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/text_quality.h"

#include <QChar>
#include <QList>
#include <QString>

#include <algorithm>
#include <vector>

namespace badcase {

namespace {

constexpr std::size_t kGram = 4;
constexpr std::size_t kMarksOfGibberish = 4;
constexpr std::size_t kLettersWithoutVowel = 5;
constexpr int kChangesOfGibberish = 4;
constexpr std::size_t kLongWord = 30;

enum class Kind { Space, Broken, Mark, Latin, Digit, Other };

Kind kindOf(char32_t c)
{
    if (QChar::isSpace(c))
        return Kind::Space;
    if (QChar::isDigit(c))
        return Kind::Digit;
    if (QChar::isLetter(c))
        return QChar::script(c) == QChar::Script_Latin ? Kind::Latin : Kind::Other;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_NotAssigned:
    case QChar::Other_PrivateUse:
    case QChar::Other_Surrogate:
        return Kind::Broken;
    default:
        break;
    }
    if (c == 0xfffd)
        return Kind::Broken;
    return QChar::isPunct(c) || QChar::isSymbol(c) ? Kind::Mark : Kind::Other;
}

bool isVowel(char32_t c)
{
    // Letters with accents are beside the point: what has them is a word.
    return c > 0x7f || QStringView(u"aeiouyAEIOUY").contains(QChar(static_cast<char16_t>(c)));
}

bool isWord(Kind kind)
{
    return kind == Kind::Latin || kind == Kind::Digit;
}

bool isGibberishWord(const std::u32string& text, const std::vector<Kind>& kinds, std::size_t begin,
                     std::size_t end)
{
    std::size_t letters = 0;
    bool vowels = false;
    int changes = 0;
    for (std::size_t i = begin; i < end; ++i) {
        if (kinds[i] == Kind::Latin) {
            ++letters;
            vowels = vowels || isVowel(text[i]);
        }
        if (i > begin && kinds[i] != kinds[i - 1])
            ++changes;
    }
    return (letters >= kLettersWithoutVowel && !vowels) || changes >= kChangesOfGibberish ||
           end - begin > kLongWord;
}

std::size_t gibberishIn(const std::u32string& text, const std::vector<Kind>& kinds)
{
    std::size_t sum = 0;
    for (std::size_t begin = 0; begin < kinds.size();) {
        std::size_t end = begin + 1;
        const bool word = isWord(kinds[begin]);
        while (end < kinds.size() && (word ? isWord(kinds[end]) : kinds[end] == kinds[begin]))
            ++end;
        const bool bad = word ? isGibberishWord(text, kinds, begin, end)
                              : kinds[begin] == Kind::Broken ||
                                    (kinds[begin] == Kind::Mark && end - begin >= kMarksOfGibberish);
        sum += bad ? end - begin : 0;
        begin = end;
    }
    return sum;
}

/// Runs of four characters that came earlier.
double repeatedShare(const std::u32string& text)
{
    if (text.size() < kGram)
        return 0;
    // 21 bits a character make a run 84 bits: mixed into 64, where a chance meeting of two is of no account.
    std::vector<quint64> grams(text.size() - kGram + 1);
    for (std::size_t i = 0; i < grams.size(); ++i) {
        quint64 value = 0;
        for (std::size_t j = 0; j < kGram; ++j)
            value = (value ^ text[i + j]) * 0x9e3779b97f4a7c15ULL + (value >> 32);
        grams[i] = value;
    }
    std::sort(grams.begin(), grams.end());
    const auto distinct = std::unique(grams.begin(), grams.end()) - grams.begin();
    return 1.0 - static_cast<double>(distinct) / static_cast<double>(grams.size());
}

} // namespace

TextQuality textQuality(QStringView text)
{
    std::u32string characters; // without white space
    std::u32string all;
    std::vector<Kind> kinds; // of `all`
    for (const char32_t c : text.toUcs4()) {
        all.push_back(c);
        kinds.push_back(kindOf(c));
        if (kinds.back() != Kind::Space)
            characters.push_back(c);
    }
    TextQuality quality;
    quality.length = static_cast<int>(characters.size());
    if (characters.empty())
        return quality;
    quality.repeated = repeatedShare(characters);
    quality.gibberish = static_cast<double>(gibberishIn(all, kinds)) / static_cast<double>(characters.size());
    return quality;
}

} // namespace badcase
