// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/sample_loader.h"

#include <algorithm>

namespace badcase::window {

namespace {

constexpr int kUrgent = 1;

bool isSamePicture(const viewer::Picture& a, const viewer::Picture& b)
{
    return a.image.cacheKey() == b.image.cacheKey() && a.label == b.label && a.prediction == b.prediction &&
           a.probability == b.probability;
}

} // namespace

SampleLoader::SampleLoader(workspace::Session& session, QObject* parent) : QObject(parent), m_session(session)
{
    // One picture that is waited for and one that is prepared; more would only compete for memory.
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 2, 4));
    connect(&session, &workspace::Session::changed, this, &SampleLoader::forgetFacts);
    connect(&session, &workspace::Session::currentRunChanged, this, [this] {
        std::vector<SampleId> all(m_recent.begin(), m_recent.end());
        forgetFacts(all);
    });
    connect(&session, &workspace::Session::schemaChanged, this, &SampleLoader::reload);
    connect(&session, &workspace::Session::closed, this, [this] {
        setCurrent({});
        forgetAll();
        m_pool.waitForDone(); // nothing holds the project any more
    });
}

SampleLoader::~SampleLoader()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void SampleLoader::setCurrent(SampleId id, std::vector<SampleId> ahead)
{
    const bool other = id != m_current;
    m_current = id;
    m_ahead = std::move(ahead);
    if (!id.isValid()) {
        m_view.reset();
        m_shown.reset();
        Q_EMIT cleared();
        return;
    }
    if (other) {
        m_view.reset();
        if (isReady(id)) {
            touch(id);
            show();
        } else {
            Q_EMIT loading(id);
        }
    }
    cancelUnwanted();
    want(id);
    for (const SampleId next : m_ahead)
        want(next);
    // The order of wanting is the order of keeping: the current sample last, as the most recent.
    touch(id);
    evict();
}

bool SampleLoader::isReady(SampleId id) const
{
    const auto entry = m_entries.constFind(id.value);
    return entry != m_entries.cend() && entry->facts && entry->factsTicket == 0 &&
           (entry->pixels || !entry->facts->hasPicture());
}

const SampleFacts* SampleLoader::facts() const
{
    const auto entry = m_entries.constFind(m_current.value);
    return m_view && entry != m_entries.cend() ? entry->facts.get() : nullptr;
}

SampleLoader::Entry& SampleLoader::touch(SampleId id)
{
    auto found = m_entries.find(id.value);
    if (found == m_entries.end()) {
        m_recent.push_front(id);
        found = m_entries.insert(id.value, {});
        found->recent = m_recent.begin();
    } else {
        m_recent.splice(m_recent.begin(), m_recent, found->recent);
    }
    return *found;
}

void SampleLoader::want(SampleId id)
{
    if (!id.isValid() || !m_session.isOpen())
        return;
    Entry& entry = touch(id);
    if (!entry.facts && entry.factsTicket == 0)
        requestFacts(id, entry);
    else if (entry.facts && entry.facts->hasPicture() && !entry.pixels && entry.pixelsTicket == 0)
        requestPixels(id, entry);
}

void SampleLoader::requestFacts(SampleId id, Entry& entry)
{
    entry.factsTicket = ++m_nextTicket;
    std::optional<storage::RunRecord> run;
    if (const auto* record = m_session.currentRunRecord())
        run = *record;
    m_session.database().run(
        this,
        [id, run, schema = m_session.schema()](storage::Connection& connection) {
            return readFacts(connection, id, run, schema);
        },
        [this, id, ticket = entry.factsTicket](Result<SampleFacts> facts) {
            receiveFacts(id, ticket, std::move(facts));
        });
}

void SampleLoader::requestPixels(SampleId id, Entry& entry)
{
    entry.pixelsTicket = ++m_nextTicket;
    entry.pixelsCancel = CancelToken();
    const auto work = [this, id, ticket = entry.pixelsTicket, cancel = entry.pixelsCancel,
                       project = m_session.project(), facts = entry.facts] {
        if (cancel.isCancelled())
            return;
        auto pixels = std::make_shared<SamplePixels>(
            readPixels(*project, facts->detail.row.sample, facts->detail.mask));
        QMetaObject::invokeMethod(
            this, [this, id, ticket, pixels] { receivePixels(id, ticket, std::move(*pixels)); },
            Qt::QueuedConnection);
    };
    m_pool.start(work, id == m_current ? kUrgent : 0);
}

void SampleLoader::receiveFacts(SampleId id, quint64 ticket, Result<SampleFacts> facts)
{
    const auto entry = m_entries.find(id.value);
    if (entry == m_entries.end() || entry->factsTicket != ticket)
        return;
    entry->factsTicket = 0;
    if (!facts) {
        if (id == m_current && facts.error().code != ErrorCode::Cancelled)
            Q_EMIT pictureFailed(QString(), facts.error().message);
        return;
    }
    entry->facts = std::make_shared<const SampleFacts>(std::move(*facts));
    if (entry->facts->hasPicture() && !entry->pixels && entry->pixelsTicket == 0 && isWanted(id))
        requestPixels(id, *entry);
    if (id == m_current)
        show();
}

void SampleLoader::receivePixels(SampleId id, quint64 ticket, SamplePixels pixels)
{
    const auto entry = m_entries.find(id.value);
    if (entry == m_entries.end() || entry->pixelsTicket != ticket)
        return;
    entry->pixelsTicket = 0;
    entry->pixels = std::make_shared<const SamplePixels>(std::move(pixels));
    if (id == m_current)
        show();
    evict();
}

void SampleLoader::show()
{
    const auto entry = m_entries.constFind(m_current.value);
    if (entry == m_entries.cend() || !entry->facts)
        return;
    panels::SampleView view = entry->facts->view;
    if (entry->pixels) {
        view.format = entry->pixels->format;
        const bool textOnly = entry->facts->detail.row.sample.kind == SampleKind::NoMedia;
        if (!entry->pixels->problem.isEmpty() && !textOnly) // having no picture is no problem of a text
            view.problem = entry->pixels->problem;
        if (view.size.isEmpty())
            view.size = entry->pixels->image.size();
    }
    m_view = view;
    Q_EMIT viewReady(view);
    if (!entry->facts->hasPicture()) {
        m_shown.reset();
        Q_EMIT videoReady();
    } else if (entry->pixels)
        showPicture(*entry->facts, *entry->pixels);
}

void SampleLoader::showPicture(const SampleFacts& facts, const SamplePixels& pixels)
{
    if (pixels.features || facts.detail.row.sample.kind == SampleKind::NoMedia) {
        m_shown.reset();
        if (pixels.features)
            Q_EMIT featuresReady(*pixels.features);
        else
            Q_EMIT textsReady(facts.view.name, facts.view.fields);
        return;
    }
    if (pixels.image.isNull()) {
        m_shown.reset();
        Q_EMIT pictureFailed(facts.view.name, pixels.problem);
        return;
    }
    viewer::Picture picture;
    picture.name = facts.view.name;
    picture.image = pixels.image;
    picture.label = facts.correctedMask.value_or(pixels.givenMask);
    if (facts.mask) {
        picture.prediction = decisionMap(*facts.mask);
        picture.probability = facts.mask->probability;
        picture.activation = facts.mask->activation;
    }
    // A verdict changes facts, not pixels: the canvas keeps what it has.
    if (m_shown && m_shownId == m_current && isSamePicture(*m_shown, picture))
        return;
    m_shown = picture;
    m_shownId = m_current;
    Q_EMIT pictureReady(picture);
}

void SampleLoader::forgetFacts(const std::vector<SampleId>& samples)
{
    for (const SampleId id : samples) {
        const auto entry = m_entries.find(id.value);
        if (entry == m_entries.end())
            continue;
        if (!isWanted(id)) {
            entry->facts.reset();
            entry->factsTicket = 0;
        } else if (m_session.isOpen()) {
            requestFacts(id, *entry); // what is shown stays until the new facts are there
        }
    }
}

void SampleLoader::forgetAll()
{
    m_pool.clear();
    m_entries.clear();
    m_recent.clear();
    m_shown.reset();
}

void SampleLoader::reload()
{
    forgetAll();
    if (!m_current.isValid())
        return;
    want(m_current);
    for (const SampleId id : m_ahead)
        want(id);
}

bool SampleLoader::isWanted(SampleId id) const
{
    return id == m_current || std::ranges::find(m_ahead, id) != m_ahead.end();
}

/// Whoever walks fast leaves pictures behind that nobody will look at: those not begun are not decoded.
void SampleLoader::cancelUnwanted()
{
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
        if (entry->pixelsTicket == 0 || isWanted(SampleId(entry.key())))
            continue;
        entry->pixelsCancel.cancel();
        entry->pixelsTicket = 0;
    }
}

qint64 SampleLoader::bytesOf(const Entry& entry)
{
    qint64 bytes = entry.pixels ? entry.pixels->bytes() : 0;
    if (entry.facts && entry.facts->mask)
        bytes += entry.facts->mask->decision.pixelCount() + entry.facts->mask->probability.pixelCount();
    if (entry.facts && entry.facts->correctedMask)
        bytes += entry.facts->correctedMask->pixelCount();
    return bytes;
}

qint64 SampleLoader::bytes() const
{
    qint64 total = 0;
    for (const Entry& entry : m_entries)
        total += bytesOf(entry);
    return total;
}

void SampleLoader::evict()
{
    constexpr std::size_t kMaxEntries =
        512; // entries without pixels cost little, but a long walk collects them
    qint64 total = bytes();
    while ((total > kMaxBytes || m_recent.size() > kMaxEntries) && m_recent.size() > 1) {
        const SampleId oldest = m_recent.back();
        if (oldest == m_current)
            break;
        const auto entry = m_entries.find(oldest.value);
        total -= bytesOf(*entry);
        m_recent.pop_back();
        m_entries.erase(entry);
    }
}

} // namespace badcase::window
