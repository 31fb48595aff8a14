// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Carries "What if" questions of the inspector to the current run's model, on a thread of their own, and the
/// answers back.

#include "app/window/workbench.h"
#include "app/workspace/what_if_service.h"

#include <QObject>

#include <memory>

namespace badcase::panels {
class TextPanel;
}

namespace badcase::window {

/// GUI thread; bench and panel must outlive it. The model stays loaded between questions, until the project
/// is closed or another run is asked.
class WhatIfAsker : public QObject {
    Q_OBJECT
public:
    WhatIfAsker(Workbench& bench, panels::TextPanel& panel, QObject* parent = nullptr);
    ~WhatIfAsker() override;

private:
    void showMeans();
    void showEarlier();
    void ask(SampleId sample, bool blankMedia, const QMap<QString, QString>& edits);
    void receive(SampleId sample, RunId run, const Result<workspace::WhatIfAnswer>& answer);
    void stop();

    Workbench& m_bench;
    panels::TextPanel& m_panel;
    std::shared_ptr<workspace::WhatIfModel> m_model;     ///< only tasks of m_thread touch it
    std::unique_ptr<workspace::DatabaseThread> m_thread; ///< from the first question on
    CancelToken m_cancel;
    SampleId m_shown; ///< whose earlier questions are listed
    RunId m_shownRun;
};

} // namespace badcase::window
