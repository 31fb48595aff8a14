// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The current sample, ready to be shown: facts, picture, masks. Its neighbours are read and decoded ahead,
/// so that the next sample is on screen at once.

#include "app/window/sample_reading.h"
#include "app/workspace/session.h"
#include "widgets/viewer/canvas.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <list>
#include <memory>
#include <vector>

namespace badcase::window {

/// GUI thread; the session must outlive it. Facts are read on the session's database thread, pictures are
/// decoded in a pool of its own. Late answers carry a ticket and are dropped.
class SampleLoader : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 kMaxBytes = qint64(256) << 20; ///< decoded pictures and masks that are kept

    explicit SampleLoader(workspace::Session& session, QObject* parent = nullptr);
    ~SampleLoader() override;

    /// Shows `id` (invalid: nothing), and prepares `ahead`, most probable first.
    void setCurrent(SampleId id, std::vector<SampleId> ahead = {});
    SampleId current() const { return m_current; }
    /// The current sample's facts; null while they are on their way.
    const panels::SampleView* view() const { return m_view ? &*m_view : nullptr; }
    /// Everything that the project says of it; null as view() is.
    const SampleFacts* facts() const;
    /// The picture that was shown last, while its sample is current; null for samples without one.
    const viewer::Picture* picture() const { return m_shown && m_shownId == m_current ? &*m_shown : nullptr; }
    /// Media may have changed or come back: everything is read anew.
    void reload();

    bool isReady(SampleId id) const; ///< could be shown at once
    qint64 bytes() const;            ///< held now

Q_SIGNALS:
    void cleared();                     ///< there is no current sample
    void loading(badcase::SampleId id); ///< the current sample cannot be shown at once
    void viewReady(const badcase::panels::SampleView& view);
    void pictureReady(const badcase::viewer::Picture& picture);
    void videoReady(); ///< the current sample is a video, and facts() are there or have changed
    void featuresReady(const badcase::viewer::FeaturePicture& features); ///< instead of a picture
    void textsReady(const QString& name, const badcase::Fields& fields); ///< the sample has nothing but them
    void pictureFailed(const QString& name, const QString& message);

private:
    struct Entry {
        std::shared_ptr<const SampleFacts> facts;
        std::shared_ptr<const SamplePixels> pixels;
        quint64 factsTicket = 0;  ///< of the request that is under way, 0: none
        quint64 pixelsTicket = 0; ///< likewise
        CancelToken pixelsCancel; ///< of the decoding that has not begun yet
        std::list<SampleId>::iterator recent;
    };

    Entry& touch(SampleId id);
    void want(SampleId id);
    void requestFacts(SampleId id, Entry& entry);
    void requestPixels(SampleId id, Entry& entry);
    void receiveFacts(SampleId id, quint64 ticket, Result<SampleFacts> facts);
    void receivePixels(SampleId id, quint64 ticket, SamplePixels pixels);
    void show();
    void showPicture(const SampleFacts& facts, const SamplePixels& pixels);
    void forgetFacts(const std::vector<SampleId>& samples);
    void forgetAll();
    bool isWanted(SampleId id) const;
    void cancelUnwanted();
    static qint64 bytesOf(const Entry& entry);
    void evict();

    workspace::Session& m_session;
    QThreadPool m_pool;
    SampleId m_current;
    std::vector<SampleId> m_ahead;
    std::optional<panels::SampleView> m_view;
    std::optional<viewer::Picture> m_shown; ///< to tell whether new facts change the picture
    SampleId m_shownId;
    QHash<qint64, Entry> m_entries;
    std::list<SampleId> m_recent; ///< most recently wanted first
    quint64 m_nextTicket = 0;
};

} // namespace badcase::window
