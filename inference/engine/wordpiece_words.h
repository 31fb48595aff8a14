// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A text as words, as BERT's normaliser and splitter of the `tokenizers` package make them.

#include <QStringView>

#include <string>
#include <string_view>
#include <vector>

namespace badcase::engine {

struct WordOptions {
    bool lowercase = true;
    bool stripAccents = true;  ///< decompose (NFD), then drop combining marks
    bool chineseSpaces = true; ///< every ideograph is a word

    bool operator==(const WordOptions&) const = default;
};

/// Words one after the other in one piece of memory. An object can be used again, which spares allocations.
class WordList {
public:
    /// Replaces the words by those of `text`. Half a surrogate pair counts as U+FFFD, which is dropped.
    void assign(QStringView text, const WordOptions& options);

    std::size_t size() const { return m_ends.size(); }
    std::u32string_view operator[](std::size_t i) const
    {
        const std::size_t begin = i == 0 ? 0 : m_ends[i - 1];
        return std::u32string_view(m_characters).substr(begin, m_ends[i] - begin);
    }

private:
    friend class WordSplitter;

    std::u32string m_characters;
    std::vector<std::size_t> m_ends;
};

} // namespace badcase::engine
