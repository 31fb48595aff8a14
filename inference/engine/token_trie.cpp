// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/token_trie.h"

namespace badcase::engine {

TokenTrie::TokenTrie() : m_tokens(2, -1), m_keys(1024, kFree), m_children(1024, 0) {}

std::size_t TokenTrie::slotOf(quint64 key) const
{
    const std::size_t mask = m_keys.size() - 1;
    const quint64 mixed = key * 0x9e3779b97f4a7c15u; // a golden-ratio hash: the upper bits are the good ones
    std::size_t slot = static_cast<std::size_t>(mixed >> 32) & mask;
    while (m_keys[slot] != kFree && m_keys[slot] != key)
        slot = (slot + 1) & mask;
    return slot;
}

quint32 TokenTrie::child(quint32 node, char32_t character) const
{
    return m_children[slotOf(keyOf(node, character))];
}

quint32 TokenTrie::addChild(quint32 node, char32_t character)
{
    const quint64 key = keyOf(node, character);
    std::size_t slot = slotOf(key);
    if (m_keys[slot] == key)
        return m_children[slot];
    if (m_tokens.size() * 2 >= m_keys.size()) {
        grow();
        slot = slotOf(key);
    }
    const auto added = static_cast<quint32>(m_tokens.size());
    m_tokens.push_back(-1);
    m_keys[slot] = key;
    m_children[slot] = added;
    return added;
}

void TokenTrie::grow()
{
    const std::vector<quint64> keys = std::move(m_keys);
    const std::vector<quint32> children = std::move(m_children);
    m_keys.assign(keys.size() * 2, kFree);
    m_children.assign(keys.size() * 2, 0);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] == kFree)
            continue;
        const std::size_t slot = slotOf(keys[i]);
        m_keys[slot] = keys[i];
        m_children[slot] = children[i];
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
