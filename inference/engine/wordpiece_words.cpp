// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/wordpiece_words.h"

#include "inference/engine/wordpiece_characters.h"

#include <QString>

namespace badcase::engine {

namespace {

/// Whether normalisation may change a character or move it. What lies between two others is a border: marks
/// are put in order on either side of it and never across.
bool normalisationTouches(char32_t c)
{
    if (c < 0xc0 || (c >= 0x4e00 && c <= 0x9fff))
        return false;
    return QChar::decompositionTag(c) == QChar::Canonical || QChar::combiningClass(c) != 0;
}

} // namespace

/// Takes a text character by character, in the order of the package's steps: clean, put spaces around
/// ideographs, strip accents, lower the case, split at white space and around punctuation.
class WordSplitter {
public:
    WordSplitter(const WordOptions& options, WordList& out) : m_options(options), m_out(out) {}

    void take(char32_t character)
    {
        const CharacterKind kind = characterKind(character);
        if (kind == CharacterKind::Dropped)
            return;
        const bool alone =
            kind == CharacterKind::Space || (m_options.chineseSpaces && isChineseCharacter(character));
        if (alone)
            endWord();
        if (kind == CharacterKind::Space)
            return;
        if (m_options.stripAccents && normalisationTouches(character)) {
            m_pending += QStringView(QChar::fromUcs4(character));
        } else {
            decompose();
            addUnlessStripped(character, kind);
        }
        if (alone)
            endWord();
    }

    void endWord()
    {
        decompose();
        const std::size_t end = m_out.m_characters.size();
        if (end > (m_out.m_ends.empty() ? 0 : m_out.m_ends.back()))
            m_out.m_ends.push_back(end);
    }

private:
    /// The package's tables of normalisation are those of Unicode 9.
    void decompose()
    {
        if (m_pending.isEmpty())
            return;
        const QString apart = m_pending.normalized(QString::NormalizationForm_D, QChar::Unicode_9_0);
        m_pending.resize(0); // keeps the memory
        eachCharacter(apart, [this](char32_t c) { addUnlessStripped(c, characterKind(c)); });
    }

    void addUnlessStripped(char32_t character, CharacterKind kind)
    {
        if (m_options.stripAccents && kind == CharacterKind::Mark)
            return;
        if (kind == CharacterKind::Punctuation) {
            endWord();
            m_out.m_characters += character;
            endWord();
        } else if (!m_options.lowercase) {
            m_out.m_characters += character;
        } else if (character == 0x130) { // the dotted capital I: no other letter becomes two
            m_out.m_characters += U"i\u0307";
        } else {
            m_out.m_characters += smallLetter(character);
        }
    }

    const WordOptions& m_options;
    WordList& m_out;
    QString m_pending; ///< neighbours that are to be normalised together
};

void WordList::assign(QStringView text, const WordOptions& options)
{
    m_characters.clear();
    m_ends.clear();
    WordSplitter splitter(options, *this);
    eachCharacter(text, [&](char32_t c) { splitter.take(c); });
    splitter.endWord();
}

} // namespace badcase::engine
