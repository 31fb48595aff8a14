// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The inspector beside the pages: shows the current sample, sends what is asked of it on to Labelling.

#include "app/window/workbench.h"

#include <QWidget>

namespace badcase::panels {
class InspectorPanel;
}

namespace badcase::window {

class Labelling;
class WhatIfAsker;

class InspectorDock : public QWidget {
    Q_OBJECT
public:
    InspectorDock(Workbench& bench, Labelling& labelling, QWidget* parent = nullptr);

    panels::InspectorPanel* panel() const { return m_panel; }

private:
    void connectRequests(Labelling& labelling);
    void connectTexts();
    void showSample();

    Workbench& m_bench;
    panels::InspectorPanel* m_panel;
    WhatIfAsker* m_asker;
    SampleId m_shown; ///< whose comment a comment is
};

} // namespace badcase::window
