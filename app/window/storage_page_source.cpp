// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/storage_page_source.h"

#include "app/workspace/session.h"
#include "widgets/theme/class_names.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>

namespace badcase::window {

using models::Decision;
using models::SampleCard;

namespace {

QString namesOf(const std::optional<LabelSet>& labels, const Schema& schema)
{
    QStringList names;
    for (const ClassIndex index : labels.value_or(LabelSet())) {
        if (index >= 0 && index < schema.size())
            names.append(schema.at(index).name);
    }
    return names.join(QStringLiteral(", "));
}

/// As namesOf(), with the parents; empty where there are none.
QString pathsOf(const LabelSet& labels, const Schema& schema)
{
    QStringList paths;
    for (const ClassIndex index : labels) {
        if (schema.hasParents() && index >= 0 && index < schema.size())
            paths.append(theme::classPath(schema, index));
    }
    return paths.join(QStringLiteral(", "));
}

/// Those of `a` that `b` lacks.
LabelSet without(const LabelSet& a, const LabelSet& b)
{
    std::vector<ClassIndex> left;
    std::ranges::copy_if(a, std::back_inserter(left), [&](ClassIndex index) { return !b.contains(index); });
    return LabelSet(std::move(left));
}

QString briefOf(const LabelSet& labels, const Schema& schema)
{
    const ClassIndex first = labels.first();
    return labels.size() < 2 || first >= schema.size()
               ? QString()
               : StoragePageSource::tr("%1 … (%2)", "first label … (how many)")
                     .arg(schema.at(first).name)
                     .arg(labels.size());
}

/// Several labels a sample: by how much the decision is off says more in a small cell than its names.
void addDifference(SampleCard& card, const LabelSet& labels, const LabelSet& decided, const Schema& schema)
{
    const LabelSet missed = without(labels, decided);
    const LabelSet excess = without(decided, labels);
    card.missed = namesOf(missed, schema);
    card.excess = namesOf(excess, schema);
    QStringList parts;
    if (!excess.empty())
        parts.append(StoragePageSource::tr("+%1", "labels too many").arg(excess.size()));
    if (!missed.empty())
        parts.append(StoragePageSource::tr("−%1", "labels missed").arg(missed.size()));
    card.predictedBrief = parts.isEmpty() ? briefOf(decided, schema) : parts.join(QStringLiteral("  "));
}

/// In the order of the wish; a sample that is gone has a card that says so.
std::vector<SampleCard> cardsInOrder(const std::vector<SampleId>& ids,
                                     const std::vector<storage::SampleRow>& rows, const Schema& schema,
                                     double badIou)
{
    std::unordered_map<SampleId, const storage::SampleRow*> found;
    for (const auto& row : rows)
        found.emplace(row.sample.id, &row);
    std::vector<SampleCard> cards;
    cards.reserve(ids.size());
    for (const SampleId id : ids) {
        if (const auto row = found.find(id); row != found.end()) {
            cards.push_back(makeCard(*row->second, schema, badIou));
        } else {
            SampleCard gone{id, StoragePageSource::tr("removed")};
            gone.problem = StoragePageSource::tr("This sample is no longer in the project");
            cards.push_back(std::move(gone));
        }
    }
    return cards;
}

} // namespace

Decision decisionState(const storage::SampleRow& row, Task task, double badIou)
{
    if (!row.prediction || row.prediction->failed)
        return Decision::None;
    if (task == Task::Segmentation) {
        const double iou = row.prediction->decision.corrected.iou;
        return std::isnan(iou) ? Decision::None : iou < badIou ? Decision::Wrong : Decision::Right;
    }
    if (!row.labels)
        return Decision::None;
    return row.prediction->decision.decided == *row.labels ? Decision::Right : Decision::Wrong;
}

SampleCard makeCard(const storage::SampleRow& row, const Schema& schema, double badIou)
{
    SampleCard card;
    card.id = row.sample.id;
    card.name = row.sample.name;
    card.split = row.sample.split;
    card.verdict = row.verdict;
    card.corrected = row.corrected || row.maskCorrected;
    card.label = row.labels ? row.labels->first() : kNoClass;
    card.labelText = namesOf(row.labels, schema);
    card.labelDetail = pathsOf(row.labels.value_or(LabelSet()), schema);
    card.labelBrief = briefOf(row.labels.value_or(LabelSet()), schema);
    card.decision = decisionState(row, schema.task(), badIou);
    if (!row.prediction)
        return card;
    if (row.prediction->failed) {
        card.problem = row.prediction->error;
        return card;
    }
    const storage::Decision& decision = row.prediction->decision;
    card.predicted = decision.decided.first();
    card.predictedText = namesOf(decision.decided, schema);
    card.predictedDetail = pathsOf(decision.decided, schema);
    if (schema.task() == Task::MultiLabel && row.labels)
        addDifference(card, *row.labels, decision.decided, schema);
    if (schema.task() == Task::Segmentation) {
        card.confidence = static_cast<float>(decision.corrected.iou);
        if (std::isfinite(card.confidence))
            card.predictedText = StoragePageSource::tr("IoU");
    } else {
        card.confidence = static_cast<float>(decision.confidence);
        if (schema.task() == Task::MultiLabel && decision.decided.empty())
            card.predictedText = StoragePageSource::tr("none");
    }
    return card;
}

StoragePageSource::StoragePageSource(workspace::Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_newest(std::make_shared<std::atomic<quint64>>(0))
{}

void StoragePageSource::fetch(models::PageRequest request, models::PageReceiver receiver)
{
    if (!m_session.isOpen())
        return;
    m_newest->store(std::max(m_newest->load(), request.generation));
    using Cards = std::vector<SampleCard>;
    m_session.database().run(
        this,
        [request, run = m_session.currentRun(), schema = m_session.schema(),
         badIou = m_session.filter().badIou,
         newest = m_newest](storage::Connection& connection) -> Result<Cards> {
            if (request.generation < newest->load())
                return fail(ErrorCode::Cancelled, {});
            BADCASE_ASSIGN(const auto rows, storage::SampleRepository(connection).rows(request.ids, run));
            return cardsInOrder(request.ids, rows, schema, badIou);
        },
        [receiver = std::move(receiver)](Result<Cards> cards) {
            if (cards)
                receiver({std::move(*cards), {}});
            else if (cards.error().code != ErrorCode::Cancelled)
                receiver({{}, cards.error().message});
        });
}

} // namespace badcase::window
