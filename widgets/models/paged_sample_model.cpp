// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/paged_sample_model.h"

#include <QPointer>

#include <algorithm>
#include <unordered_set>

namespace badcase::models {

namespace {

constexpr int kMaxInFlight = 4;
/// More wishes than this are older than what is on screen; whoever still needs them asks again when painted.
constexpr std::size_t kMaxWanted = 24;

QVariant cardValue(const SampleCard& card, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return card.name;
    case Qt::ToolTipRole:
        return card.problem.isEmpty() ? card.name : card.name + QLatin1Char('\n') + card.problem;
    case PagedSampleModel::LabelRole:
        return card.label;
    case PagedSampleModel::LabelTextRole:
        return card.labelText;
    case PagedSampleModel::PredictedRole:
        return card.predicted;
    case PagedSampleModel::PredictedTextRole:
        return card.predictedText;
    case PagedSampleModel::DecisionRole:
        return static_cast<int>(card.decision);
    case PagedSampleModel::ConfidenceRole:
        return card.confidence;
    case PagedSampleModel::CorrectedRole:
        return card.corrected;
    case PagedSampleModel::VerdictRole:
        return static_cast<int>(card.verdict);
    case PagedSampleModel::SplitRole:
        return card.split;
    case PagedSampleModel::ProblemRole:
        return card.problem;
    default:
        return {};
    }
}

} // namespace

PagedSampleModel::PagedSampleModel(PageSource* source, QObject* parent)
    : QAbstractListModel(parent), m_source(source), m_ids(std::make_shared<const std::vector<SampleId>>())
{
    m_sendTimer.setSingleShot(true);
    m_sendTimer.setInterval(0); // one batch for all cards of a repaint
    connect(&m_sendTimer, &QTimer::timeout, this, &PagedSampleModel::sendRequests);
}

PagedSampleModel::~PagedSampleModel() = default;

void PagedSampleModel::setIds(SampleIds ids)
{
    beginResetModel();
    m_ids = ids ? std::move(ids) : std::make_shared<const std::vector<SampleId>>();
    ++m_generation;
    forgetPages();
    endResetModel();
}

void PagedSampleModel::forgetPages()
{
    m_pages.clear();
    m_recent.clear();
    m_wanted.clear();
    m_inFlight.clear(); // whatever still comes has a ticket that nobody waits for
}

SampleId PagedSampleModel::idAt(int row) const
{
    return row >= 0 && row < count() ? (*m_ids)[static_cast<std::size_t>(row)] : SampleId();
}

int PagedSampleModel::rowOf(SampleId id) const
{
    const auto found = std::find(m_ids->begin(), m_ids->end(), id);
    return found == m_ids->end() ? -1 : static_cast<int>(found - m_ids->begin());
}

const SampleCard* PagedSampleModel::card(int row) const
{
    if (row < 0 || row >= count())
        return nullptr;
    const int page = row / kPageRows;
    if (!m_pages.contains(page) && !takeAtHand(page)) {
        wantPage(page, true);
        return nullptr;
    }
    const auto found = m_pages.find(page);
    m_recent.splice(m_recent.begin(), m_recent, found->recent);
    if (found->stale)
        wantPage(page, true);
    return &found->cards[static_cast<std::size_t>(row % kPageRows)];
}

void PagedSampleModel::prefetch(int firstRow, int lastRow) const
{
    const int first = std::max(firstRow, 0) / kPageRows;
    const int last = std::min(lastRow, count() - 1) / kPageRows;
    for (int page = first; page <= last && lastRow >= 0 && count() > 0; ++page) {
        if (!m_pages.contains(page))
            wantPage(page, false);
    }
}

void PagedSampleModel::wantPage(int page, bool urgent) const
{
    if (m_inFlight.contains(page))
        return;
    const auto queued = std::find(m_wanted.begin(), m_wanted.end(), page);
    if (queued != m_wanted.end()) {
        if (!urgent || queued == m_wanted.begin())
            return;
        m_wanted.erase(queued);
    }
    if (urgent)
        m_wanted.push_front(page);
    else
        m_wanted.push_back(page);
    if (m_wanted.size() > kMaxWanted)
        m_wanted.pop_back();
    if (!m_sendTimer.isActive())
        m_sendTimer.start();
}

void PagedSampleModel::sendRequests()
{
    while (!m_wanted.empty() && m_inFlight.size() < kMaxInFlight) {
        const int page = m_wanted.front();
        m_wanted.pop_front();
        const quint64 ticket = ++m_nextTicket;
        m_inFlight.insert(page, ticket);
        QPointer<PagedSampleModel> self(this);
        m_source->fetch({m_generation, idsOfPage(page)}, [self, ticket, page](PageAnswer answer) {
            if (self)
                self->receive(ticket, page, std::move(answer));
        });
    }
}

void PagedSampleModel::receive(quint64 ticket, int page, PageAnswer answer)
{
    if (m_inFlight.value(page) != ticket)
        return; // an answer to an older selection, or overtaken by a change of its samples
    m_inFlight.remove(page);
    const std::size_t expected = idsOfPage(page).size();
    if (answer.cards.size() != expected) {
        const QString error = answer.error.isEmpty()
                                  ? tr("The project answered with the wrong number of samples.")
                                  : answer.error;
        answer.cards = failedCards(page, error);
        Q_EMIT fetchFailed(error);
    }
    store(page, std::move(answer.cards));
    evict();
    const int first = page * kPageRows;
    Q_EMIT dataChanged(index(first), index(first + static_cast<int>(expected) - 1));
    if (!m_wanted.empty())
        m_sendTimer.start();
}

bool PagedSampleModel::takeAtHand(int page) const
{
    const std::vector<SampleId> ids = idsOfPage(page);
    CardsAtHand there = m_source->atHand(ids);
    if (there.cards.size() != ids.size())
        return false;
    store(page, std::move(there.cards), !there.complete);
    evict();
    return true;
}

void PagedSampleModel::store(int page, std::vector<SampleCard> cards, bool stale) const
{
    if (const auto found = m_pages.find(page); found != m_pages.end()) {
        found->cards = std::move(cards);
        found->stale = stale;
        m_recent.splice(m_recent.begin(), m_recent, found->recent);
        return;
    }
    m_recent.push_front(page);
    m_pages.insert(page, Page{std::move(cards), stale, m_recent.begin()});
}

void PagedSampleModel::evict() const
{
    while (m_pages.size() > m_maxPages) {
        m_pages.remove(m_recent.back());
        m_recent.pop_back();
    }
}

void PagedSampleModel::setMaxPages(int pages)
{
    m_maxPages = std::max(pages, 1);
    evict();
}

void PagedSampleModel::invalidate(const std::vector<SampleId>& ids)
{
    const std::unordered_set<SampleId> changed(ids.begin(), ids.end());
    const auto touches = [&](int page) {
        const auto first = m_ids->begin() + static_cast<std::ptrdiff_t>(page) * kPageRows;
        const auto last = first + std::min<std::ptrdiff_t>(kPageRows, m_ids->end() - first);
        return std::any_of(first, last, [&](SampleId id) { return changed.contains(id); });
    };
    // An answer under way may have been read before the change: it must not count.
    for (auto it = m_inFlight.begin(); it != m_inFlight.end();)
        it = touches(it.key()) ? m_inFlight.erase(it) : std::next(it);
    for (const int page : m_recent) {
        if (!touches(page))
            continue;
        m_pages[page].stale = true;
    }
    if (count() > 0) // views repaint what they show, ask for the cards and thereby fetch the stale ones
        Q_EMIT dataChanged(index(0), index(count() - 1));
}

void PagedSampleModel::invalidateAll()
{
    m_inFlight.clear();
    for (Page& page : m_pages)
        page.stale = true;
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1));
}

std::vector<SampleId> PagedSampleModel::idsOfPage(int page) const
{
    const auto first = m_ids->begin() + static_cast<std::ptrdiff_t>(page) * kPageRows;
    return {first, first + std::min<std::ptrdiff_t>(kPageRows, m_ids->end() - first)};
}

std::vector<SampleCard> PagedSampleModel::failedCards(int page, const QString& error) const
{
    std::vector<SampleCard> cards;
    for (const SampleId id : idsOfPage(page)) {
        SampleCard card;
        card.id = id;
        card.problem = error;
        cards.push_back(std::move(card));
    }
    return cards;
}

int PagedSampleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant PagedSampleModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case IdRole:
        return idAt(index.row()).value;
    case LoadedRole:
        return m_pages.contains(index.row() / kPageRows);
    case Qt::SizeHintRole:
    case Qt::FontRole:
    case Qt::TextAlignmentRole:
    case Qt::CheckStateRole:
        return {}; // layout questions must not load anything
    default:
        break;
    }
    const SampleCard* found = card(index.row());
    return found ? cardValue(*found, role) : QVariant();
}

QHash<int, QByteArray> PagedSampleModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{IdRole, "id"},
                  {LoadedRole, "loaded"},
                  {LabelRole, "label"},
                  {LabelTextRole, "labelText"},
                  {PredictedRole, "predicted"},
                  {PredictedTextRole, "predictedText"},
                  {DecisionRole, "decision"},
                  {ConfidenceRole, "confidence"},
                  {CorrectedRole, "corrected"},
                  {VerdictRole, "verdict"},
                  {SplitRole, "split"},
                  {ProblemRole, "problem"}});
    return names;
}

} // namespace badcase::models
