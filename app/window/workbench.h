// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What lies behind every page: the session, its selection as an item model, thumbnails, the sample loader,
/// and the wires between them.

#include "app/window/overlay_state.h"
#include "app/window/page.h"
#include "app/window/sample_loader.h"
#include "app/window/storage_page_source.h"
#include "app/window/thumbnail_loader.h"
#include "app/workspace/text_index_service.h"
#include "widgets/models/paged_sample_model.h"
#include "widgets/models/sample_selection.h"
#include "widgets/models/thumbnail_cache.h"

namespace badcase::window {

/// GUI thread. Members are in the order of their dependence.
class Workbench : public QObject {
    Q_OBJECT
public:
    explicit Workbench(QObject* parent = nullptr);
    /// Closes the project while those who listen are still there.
    ~Workbench() override { session.close(); }

    workspace::Session session;
    workspace::TextIndexService textIndex{session};
    StoragePageSource pages{session};
    models::PagedSampleModel samples{&pages};
    models::SampleSelection selection{&samples};
    ThumbnailLoader thumbnailLoader;
    models::ThumbnailCache thumbnails{&thumbnailLoader};
    SampleLoader loader{session};
    OverlayState overlay;
    PageContext context{session, samples, selection, thumbnails, loader};

    /// False until the first answer about the open project: an empty project is not to be taken for one that
    /// is loading.
    bool isCounted() const { return m_counted; }

private:
    void connectProject();
    void showSelection();
    void showCurrent(int row);

    bool m_counted = false;
    /// Just opened, and nobody has moved: what comes first is shown, whatever the order becomes.
    bool m_fresh = false;
    bool m_showing = false; ///< the workbench itself moves
};

} // namespace badcase::window
