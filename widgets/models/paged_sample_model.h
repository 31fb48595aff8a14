// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A list of any number of samples whose cards are loaded page by page, when somebody looks at them.

#include "widgets/models/page_source.h"

#include <QAbstractListModel>
#include <QHash>
#include <QTimer>

#include <deque>
#include <list>

namespace badcase::models {

/// Holds the ordered ids (shared, 8 bytes each) and a bounded number of pages of cards. Nothing blocks: a
/// card that is not there is asked for and dataChanged() follows. What arrives after setIds() for an older
/// selection is dropped. GUI thread only. The source must outlive the model.
class PagedSampleModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< qint64
        LoadedRole,                ///< bool: false for a placeholder
        LabelRole,                 ///< int, ClassIndex
        LabelTextRole,
        PredictedRole, ///< int, ClassIndex
        PredictedTextRole,
        DecisionRole,   ///< int, Decision
        ConfidenceRole, ///< float, NaN when there is none
        CorrectedRole,  ///< bool
        VerdictRole,    ///< int, Verdict
        SplitRole,
        ProblemRole,
    };

    static constexpr int kPageRows = 128;
    static constexpr int kDefaultMaxPages = 96; ///< 12,288 cards, some 6 MB

    explicit PagedSampleModel(PageSource* source, QObject* parent = nullptr);
    ~PagedSampleModel() override;

    /// Shows another selection; null is treated as empty. Constant time but for the reset of the attached
    /// views.
    void setIds(SampleIds ids);
    SampleIds ids() const { return m_ids; }
    int count() const { return static_cast<int>(m_ids->size()); }
    SampleId idAt(int row) const;
    /// The row of a sample, -1 when it is not in the selection. A linear scan: under 1 ms at 1,000,000 rows.
    int rowOf(SampleId id) const;

    /// The card of a row, or null while it is not loaded; a missing or outdated one is asked for. The pointer
    /// is valid until control returns to the event loop.
    const SampleCard* card(int row) const;
    /// Asks for the cards of rows that will probably be looked at next, without keeping those on screen
    /// waiting.
    void prefetch(int firstRow, int lastRow) const;

    /// The cards of these samples have changed: they stay as they are until their new state arrives.
    void invalidate(const std::vector<SampleId>& ids);
    void invalidateAll();

    void setMaxPages(int pages);
    int loadedPages() const { return static_cast<int>(m_pages.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    /// The source could not read a page (said once for each failed page).
    void fetchFailed(const QString& message);

private:
    struct Page {
        std::vector<SampleCard> cards;
        bool stale = false;
        std::list<int>::iterator recent;
    };

    void wantPage(int page, bool urgent) const;
    void sendRequests();
    void receive(quint64 ticket, int page, PageAnswer answer);
    bool takeAtHand(int page) const;
    void store(int page, std::vector<SampleCard> cards, bool stale = false) const;
    void evict() const;
    void forgetPages();
    std::vector<SampleId> idsOfPage(int page) const;
    std::vector<SampleCard> failedCards(int page, const QString& error) const;

    PageSource* m_source;
    SampleIds m_ids;
    quint64 m_generation = 0;
    quint64 m_nextTicket = 0;
    int m_maxPages = kDefaultMaxPages;
    // Reading a card through the const interface of QAbstractItemModel moves its page to the front and may
    // queue a wish.
    mutable QHash<int, Page> m_pages;
    mutable std::list<int> m_recent;        ///< page numbers, most recently looked at first
    mutable std::deque<int> m_wanted;       ///< not sent yet, most urgent first
    mutable QHash<int, quint64> m_inFlight; ///< page -> ticket of the only request whose answer counts
    mutable QTimer m_sendTimer;
};

} // namespace badcase::models
