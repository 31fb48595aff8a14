// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The tokens of a vocabulary as a tree of characters, so that the longest token at a place is found in one
/// walk. All edges stand in one hash table: 30 to 60 bytes for each node.
/// Reading is thread-safe.

#include <QtGlobal>

#include <string_view>
#include <vector>

namespace badcase::engine {

class TokenTrie {
public:
    enum Root : quint32 { WordStart, WordInside }; ///< two trees: how a word may begin, and how it may go on

    struct Match {
        qint32 token = -1; ///< -1: none
        std::size_t length = 0;
    };

    TokenTrie();

    /// Returns the token that stood there before (and stands there still), or -1.
    qint32 insert(Root root, std::u32string_view text, qint32 token);
    qint32 find(Root root, std::u32string_view text) const;
    /// The longest token that `text` begins with; never the empty one.
    Match longest(Root root, std::u32string_view text) const;

private:
    struct Edge {
        quint32 from = 0;
        char32_t character = 0;
        quint32 to = 0; ///< 0: this slot is free, since no edge leads to a root
    };

    std::size_t slotOf(quint32 node, char32_t character) const;
    quint32 child(quint32 node, char32_t character) const; ///< 0, a root, when there is none
    quint32 addChild(quint32 node, char32_t character);
    void grow();

    std::vector<qint32> m_tokens; ///< by node; -1: no token ends here
    std::vector<Edge> m_edges;    ///< an open hash table, never more than half full
};

} // namespace badcase::engine
