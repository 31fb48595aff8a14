// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/text_tokens.h"

namespace badcase {

namespace {

enum class Kind { Separator, Ignored, Mark, Word, Single };

constexpr bool isCommonHan(char32_t c)
{
    return c >= 0x4e00 && c <= 0x9fff;
}

bool isSingleScript(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
        return true;
    default:
        return c == 0x30fc; // the mark of a long vowel belongs to both kana
    }
}

Kind kindOf(char32_t c)
{
    if (c < 0x80) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
        return word ? Kind::Word : Kind::Separator;
    }
    if (isCommonHan(c))
        return Kind::Single;
    if (QChar::isLetterOrNumber(c))
        return isSingleScript(c) ? Kind::Single : Kind::Word;
    if (QChar::isMark(c))
        return Kind::Mark;
    switch (QChar::category(c)) {
    case QChar::Symbol_Other:
        return Kind::Single;
    case QChar::Other_Format:
        return Kind::Ignored;
    default:
        return Kind::Separator;
    }
}

/// Whether normalisation may join a character with what stands before it: combining marks, the later parts of
/// a hangul syllable, and the narrow voice marks of kana.
bool continuesCluster(char32_t c)
{
    if (c < 0x300 || isCommonHan(c))
        return false;
    return QChar::isMark(c) || (c >= 0x1160 && c <= 0x11ff) || c == 0xff9e || c == 0xff9f;
}

struct CodePoint {
    char32_t value;
    qsizetype length;
};

CodePoint codePointAt(QStringView text, qsizetype at)
{
    const QChar first = text[at];
    if (first.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return {QChar::surrogateToUcs4(first, text[at + 1]), 2};
    return {first.unicode(), 1};
}

} // namespace

void TextTokens::assign(QStringView text)
{
    m_folded.resize(0); // keeps the memory
    m_tokens.clear();
    m_inWord = m_separated = false;
    for (qsizetype at = 0; at < text.size();) {
        const CodePoint first = codePointAt(text, at);
        qsizetype end = at + first.length;
        while (end < text.size() && text[end].unicode() >= 0x300) {
            const CodePoint next = codePointAt(text, end);
            if (!continuesCluster(next.value))
                break;
            end += next.length;
        }
        const bool alone = end == at + first.length;
        if (alone && first.value < 0x80)
            addFolded(first.value >= 'A' && first.value <= 'Z' ? first.value + 32 : first.value, {at, end});
        else if (alone && isCommonHan(first.value))
            addFolded(first.value, {at, end});
        else
            addCluster(text.mid(at, end - at), {at, end});
        at = end;
    }
    m_inWord = false;
}

/// A character with its marks: folding may change how many characters it is.
void TextTokens::addCluster(QStringView cluster, TextRange range)
{
    const QString folded = cluster.toString()
                               .normalized(QString::NormalizationForm_KC)
                               .toCaseFolded()
                               .normalized(QString::NormalizationForm_KC);
    for (qsizetype i = 0; i < folded.size();) {
        const CodePoint c = codePointAt(folded, i);
        addFolded(c.value, range);
        i += c.length;
    }
}

void TextTokens::addFolded(char32_t character, TextRange range)
{
    const Kind kind = kindOf(character);
    if (kind == Kind::Ignored || (kind == Kind::Mark && !m_inWord))
        return;
    if (kind == Kind::Separator) {
        m_inWord = false;
        m_separated = true;
        return;
    }
    const auto offset = static_cast<qint32>(m_folded.size());
    if (character < 0x10000)
        m_folded += QChar(static_cast<char16_t>(character));
    else
        m_folded += QStringView(QChar::fromUcs4(character));
    const auto length = static_cast<qint32>(m_folded.size()) - offset;
    if (kind != Kind::Single && m_inWord && m_tokens.back().length < kLongestWord) {
        m_tokens.back().length += length;
        m_tokens.back().range.end = range.end;
        return;
    }
    Token token{0, offset, length, kind != Kind::Single, range};
    if (!m_tokens.empty())
        token.position = m_tokens.back().position + (m_separated ? 3 : 2);
    m_tokens.push_back(token);
    m_inWord = token.isWord;
    m_separated = false;
}

} // namespace badcase
