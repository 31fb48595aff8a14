// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The cards of one lane: what the project file says of its samples, but with the decisions that a slider
/// would make.

#include "app/window/flip_lanes.h"
#include "app/window/storage_page_source.h"

#include <unordered_map>

namespace badcase::window {

/// Cards that have been read are kept for a while: a slider shows many of the same samples again, and a lane
/// whose cards came and went at each of its moves could not be looked at. GUI thread; the session must
/// outlive it.
class FlipPageSource : public models::PageSource {
public:
    explicit FlipPageSource(workspace::Session& session) : m_session(session), m_stored(session) {}

    /// What fetch() tells from now on. A lane of Role::Good has right decisions, one of Role::Bad wrong ones.
    void setEntries(std::vector<LaneEntry> entries, theme::Role role);
    const std::vector<LaneEntry>& entries() const { return m_entries; }
    theme::Role role() const { return m_role; }
    /// These samples are to be read again; all of them.
    void forget(const std::vector<SampleId>& samples);
    void forgetAll() { m_cards.clear(); }

    void fetch(models::PageRequest request, models::PageReceiver receiver) override;
    /// The lane's own words are always there, also while a sample has not been read.
    models::CardsAtHand atHand(const std::vector<SampleId>& ids) override;

private:
    bool isRead(SampleId id) const { return m_cards.contains(id); }
    models::PageAnswer answer(const std::vector<SampleId>& ids) const;

    workspace::Session& m_session;
    StoragePageSource m_stored;
    std::vector<LaneEntry> m_entries;
    theme::Role m_role = theme::Role::Text;
    std::unordered_map<SampleId, models::SampleCard> m_cards; ///< as stored
};

/// The stored card with what a lane says of the sample.
models::SampleCard flippedCard(models::SampleCard card, const LaneEntry& entry, theme::Role role,
                               const Schema& schema);

} // namespace badcase::window
