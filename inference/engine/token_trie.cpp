// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/token_trie.h"

namespace badcase::engine {

TokenTrie::TokenTrie() : m_tokens(2, -1), m_edges(1024) {}

std::size_t TokenTrie::slotOf(quint32 node, char32_t character) const
{
    const std::size_t mask = m_edges.size() - 1;
    const quint64 key = (quint64(node) << 32) | character;
    const quint64 mixed = key * 0x9e3779b97f4a7c15u; // a golden-ratio hash: the upper bits are the good ones
    std::size_t slot = static_cast<std::size_t>(mixed >> 32) & mask;
    while (m_edges[slot].to != 0 && (m_edges[slot].from != node || m_edges[slot].character != character))
        slot = (slot + 1) & mask;
    return slot;
}

quint32 TokenTrie::child(quint32 node, char32_t character) const
{
    return m_edges[slotOf(node, character)].to;
}

quint32 TokenTrie::addChild(quint32 node, char32_t character)
{
    if (const quint32 there = child(node, character))
        return there;
    if (m_tokens.size() * 2 >= m_edges.size())
        grow();
    const auto added = static_cast<quint32>(m_tokens.size());
    m_tokens.push_back(-1);
    m_edges[slotOf(node, character)] = {node, character, added};
    return added;
}

void TokenTrie::grow()
{
    std::vector<Edge> edges(m_edges.size() * 2);
    edges.swap(m_edges);
    for (const Edge& edge : edges) {
        if (edge.to != 0)
            m_edges[slotOf(edge.from, edge.character)] = edge;
    }
}

qint32 TokenTrie::insert(Root root, std::u32string_view text, qint32 token)
{
    quint32 node = root;
    for (const char32_t character : text)
        node = addChild(node, character);
    if (m_tokens[node] >= 0)
        return m_tokens[node];
    m_tokens[node] = token;
    return -1;
}

qint32 TokenTrie::find(Root root, std::u32string_view text) const
{
    quint32 node = root;
    for (const char32_t character : text) {
        node = child(node, character);
        if (node == 0)
            return -1;
    }
    return m_tokens[node];
}

TokenTrie::Match TokenTrie::longest(Root root, std::u32string_view text) const
{
    Match match;
    quint32 node = root;
    for (std::size_t i = 0; i < text.size(); ++i) {
        node = child(node, text[i]);
        if (node == 0)
            break;
        if (m_tokens[node] >= 0)
            match = {m_tokens[node], i + 1};
    }
    return match;
}

} // namespace badcase::engine
