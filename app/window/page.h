// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A page of the window, and what all pages share.

#include "app/workspace/session.h"

#include <QWidget>

namespace badcase::models {
class PagedSampleModel;
class SampleSelection;
class ThumbnailCache;
}

namespace badcase::window {

class SampleLoader;

/// In the order of the mode rail; Ctrl+1 is the first.
enum class Mode { Review, Matrix, Tune, Runs, Export, Import };

/// What pages work with. Owned by the main window, lives as long as it.
struct PageContext {
    workspace::Session& session;
    models::PagedSampleModel& samples;     ///< the session's selection as cards
    models::SampleSelection& selection;    ///< the current sample and the selected ones, the same on every page
    models::ThumbnailCache& thumbnails;
    SampleLoader& loader;                  ///< picture, masks and details of the current sample
};

/// Pages show the session's state and forward requests to it. They never block.
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(PageContext& context, QWidget* parent = nullptr) : QWidget(parent), m_context(context) {}

    /// The page has come to the front: refresh what was left alone while it was hidden.
    virtual void activate() {}

Q_SIGNALS:
    /// "Show me that": the window switches the page.
    void modeRequested(badcase::window::Mode mode);

protected:
    workspace::Session& session() const { return m_context.session; }
    PageContext& context() const { return m_context; }

private:
    PageContext& m_context;
};

} // namespace badcase::window
