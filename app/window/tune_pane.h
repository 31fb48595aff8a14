// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One side of the Tune page: the sliders of classes, those of masks, the mixer, calibration.

#include "app/window/page.h"

namespace badcase::window {

/// The page shows one pane at a time, and makes each when it is first shown.
class TunePane : public QWidget {
    Q_OBJECT
public:
    explicit TunePane(PageContext& context, QWidget* parent = nullptr) : QWidget(parent), m_context(context) {}

    /// Came to the front, or the run, its labels or the kind of labels changed while it is there: show what is so now.
    virtual void refresh(workspace::LabelSource labels) = 0;

Q_SIGNALS:
    void modeRequested(badcase::window::Mode mode);

protected:
    workspace::Session& session() const { return m_context.session; }
    PageContext& context() const { return m_context; }

private:
    PageContext& m_context;
};

} // namespace badcase::window
