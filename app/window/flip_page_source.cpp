// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/flip_page_source.h"

#include "app/workspace/session.h"
#include "widgets/theme/class_names.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace badcase::window {

using models::Decision;
using models::SampleCard;
using theme::Role;

namespace {

constexpr std::size_t kKeptCards = 4000; ///< about 2 MB

QString nameOf(ClassIndex index, const Schema& schema)
{
    return index >= 0 && index < schema.size() ? schema.at(index).name : QCoreApplication::translate("badcase::window::FlipLanes", "none", "no class");
}

QString pathOf(ClassIndex index, const Schema& schema)
{
    const QString path = theme::classPath(schema, index);
    return path.isEmpty() ? nameOf(index, schema) : path;
}

Decision decisionOf(const SampleCard& card, const LaneEntry& entry, Role role)
{
    if (role == Role::Good)
        return Decision::Right;
    if (role == Role::Bad)
        return Decision::Wrong;
    if (card.label == kNoClass || (entry.before == kNoClass && entry.after == kNoClass))
        return Decision::None;
    return entry.after == card.label ? Decision::Right : Decision::Wrong;
}

} // namespace

SampleCard flippedCard(SampleCard card, const LaneEntry& entry, Role role, const Schema& schema)
{
    const bool named = entry.before != kNoClass || entry.after != kNoClass;
    const QString arrow = QStringLiteral("%1 \u2192 %2");
    card.decision = decisionOf(card, entry, role);
    card.predicted = entry.after;
    card.predictedText =
        named ? arrow.arg(nameOf(entry.before, schema), nameOf(entry.after, schema)) : entry.text;
    card.predictedDetail = named && schema.hasParents()
                               ? arrow.arg(pathOf(entry.before, schema), pathOf(entry.after, schema))
                               : QString();
    // Where it came from is what a small cell can do without.
    card.predictedBrief = named ? QStringLiteral("\u2192 ") + nameOf(entry.after, schema) : QString();
    // What is stored belongs to the decision in force.
    card.confidence = std::numeric_limits<float>::quiet_NaN();
    card.missed.clear();
    card.excess.clear();
    return card;
}

void FlipPageSource::setEntries(std::vector<LaneEntry> entries, Role role)
{
    m_entries = std::move(entries);
    m_role = role;
    if (m_cards.size() > kKeptCards)
        m_cards.clear();
}

void FlipPageSource::forget(const std::vector<SampleId>& samples)
{
    for (const SampleId sample : samples)
        m_cards.erase(sample);
}

void FlipPageSource::fetch(models::PageRequest request, models::PageReceiver receiver)
{
    std::vector<SampleId> unknown;
    std::ranges::copy_if(request.ids, std::back_inserter(unknown),
                         [this](SampleId id) { return !isRead(id); });
    if (unknown.empty()) {
        QMetaObject::invokeMethod(
            &m_stored,
            [this, ids = std::move(request.ids), receiver = std::move(receiver)] { receiver(answer(ids)); },
            Qt::QueuedConnection);
        return;
    }
    // The answer comes through an object of ours: never after our end.
    m_stored.fetch(
        {request.generation, unknown},
        [this, ids = std::move(request.ids), receiver = std::move(receiver)](models::PageAnswer stored) {
            if (stored.cards.empty()) {
                receiver(std::move(stored));
                return;
            }
            for (SampleCard& card : stored.cards)
                m_cards.insert_or_assign(card.id, std::move(card));
            receiver(answer(ids));
        });
}

models::CardsAtHand FlipPageSource::atHand(const std::vector<SampleId>& ids)
{
    return {answer(ids).cards, std::ranges::all_of(ids, [this](SampleId id) { return isRead(id); })};
}

models::PageAnswer FlipPageSource::answer(const std::vector<SampleId>& ids) const
{
    models::PageAnswer answer;
    answer.cards.reserve(ids.size());
    const Schema schema = m_session.schema();
    // A page is a piece of the lane: its first sample says where.
    auto entry =
        ids.empty() ? m_entries.end() : std::ranges::find(m_entries, ids.front(), &LaneEntry::sample);
    for (const SampleId id : ids) {
        const auto stored = m_cards.find(id);
        SampleCard card = stored == m_cards.end() ? SampleCard{id, {}} : stored->second;
        const bool ours =
            entry != m_entries.end() && entry->sample == id; // else another lane is asked for by now
        answer.cards.push_back(ours ? flippedCard(std::move(card), *entry, m_role, schema) : std::move(card));
        if (ours)
            ++entry;
    }
    return answer;
}

} // namespace badcase::window
