// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Texts cut into the pieces that a search compares.

#include <QString>
#include <QStringView>

#include <vector>

namespace badcase {

/// A half-open range of UTF-16 code units of a text as it was given.
struct TextRange {
    qsizetype begin = 0;
    qsizetype end = 0;
    bool operator==(const TextRange&) const = default;
};

/// The tokens of one text, folded (NFKC, case folding): every Han character, kana, hangul syllable, bopomofo
/// and pictograph by itself, and every run of other letters and digits (a word; one of more than
/// kLongestWord units is cut into words that touch). Everything else separates. Characters without a width
/// (joiners, soft hyphens) are as if they were not there.
///
/// Positions grow by 2 from a token to one that touches it and by 3 across a separator of any length. So two
/// tokens follow each other exactly where their positions differ by 2 or 3 (over a third token it is 4 or
/// more), and the difference tells how.
/// Reusing an object for many texts spares allocations. No thread.
class TextTokens {
public:
    static constexpr int kLongestWord = 64;

    struct Token {
        quint32 position = 0;
        qint32 offset = 0; ///< into the folded text
        qint32 length = 0;
        bool isWord = false;
        TextRange range; ///< in the text as given
    };

    TextTokens() = default;
    explicit TextTokens(QStringView text) { assign(text); }
    void assign(QStringView text);

    const std::vector<Token>& tokens() const { return m_tokens; }
    QStringView text(const Token& token) const
    {
        return QStringView(m_folded).mid(token.offset, token.length);
    }

private:
    void addCluster(QStringView cluster, TextRange range);
    void addFolded(char32_t character, TextRange range);

    QString m_folded;
    std::vector<Token> m_tokens;
    bool m_inWord = false;    ///< the last token may still grow
    bool m_separated = false; ///< a separator came since the last token
};

} // namespace badcase
