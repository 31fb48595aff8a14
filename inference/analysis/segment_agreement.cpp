// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/segment_agreement.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace badcase::analysis {

namespace {

/// An edge of a segment: from `time` on its classes are there, or no longer.
struct Event {
    double time;
    const Segment* segment;
    bool begins;
    bool isTruth;
};

using Active = std::multiset<const Segment*>;

LabelSet classesOf(const Active& active)
{
    std::vector<ClassIndex> classes;
    for (const Segment* segment : active)
        classes.insert(classes.end(), segment->labels.begin(), segment->labels.end());
    return LabelSet(std::move(classes));
}

LabelSet without(const LabelSet& a, const LabelSet& b)
{
    std::vector<ClassIndex> classes;
    std::ranges::set_difference(a.classes(), b.classes(), std::back_inserter(classes));
    return LabelSet(std::move(classes));
}

std::vector<Event> eventsOf(const std::vector<Segment>& truth, const std::vector<Segment>& predicted)
{
    std::vector<Event> events;
    for (const auto* list : {&truth, &predicted}) {
        for (const Segment& segment : *list) {
            if (segment.begin >= segment.end)
                continue;
            events.push_back({segment.begin, &segment, true, list == &truth});
            events.push_back({segment.end, &segment, false, list == &truth});
        }
    }
    std::ranges::sort(events, {}, &Event::time);
    return events;
}

} // namespace

LabelSet decidedClasses(const ScoredSegment& segment, double threshold, bool single)
{
    if (single) {
        const auto best =
            std::ranges::max_element(segment.scores, {}, [](const auto& score) { return score.second; });
        return best == segment.scores.end() ? LabelSet() : LabelSet::single(best->first);
    }
    std::vector<ClassIndex> classes;
    for (const auto& [index, probability] : segment.scores) {
        if (probability >= threshold)
            classes.push_back(index);
    }
    return LabelSet(std::move(classes));
}

std::vector<AgreementSpan> segmentAgreement(const std::vector<Segment>& truth,
                                            const std::vector<Segment>& predicted)
{
    const std::vector<Event> events = eventsOf(truth, predicted);
    std::vector<AgreementSpan> spans;
    Active given, said;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Event& event = events[i];
        Active& active = event.isTruth ? given : said;
        if (event.begins)
            active.insert(event.segment);
        else
            active.erase(active.find(event.segment));
        if (i + 1 == events.size() || events[i + 1].time == event.time || (given.empty() && said.empty()))
            continue;
        const LabelSet labelled = classesOf(given);
        const LabelSet decided = classesOf(said);
        AgreementSpan span{event.time, events[i + 1].time, without(labelled, decided),
                           without(decided, labelled)};
        if (!spans.empty() && spans.back().end == span.begin && spans.back().missed == span.missed &&
            spans.back().wrong == span.wrong)
            spans.back().end = span.end;
        else
            spans.push_back(std::move(span));
    }
    return spans;
}

} // namespace badcase::analysis
