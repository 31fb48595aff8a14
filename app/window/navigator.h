// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// From sample to sample: previous, next, next bad case.

#include "app/window/workbench.h"

namespace badcase::window {

class ActionRegistry;

class Navigator : public QObject {
    Q_OBJECT
public:
    Navigator(Workbench& bench, ActionRegistry& actions, QObject* parent = nullptr);

    void move(int step, models::SampleSelection::Mode mode = models::SampleSelection::Mode::Replace);
    /// The next sample below the current one whose decision is wrong. Looks at the project file, chunk by
    /// chunk, so that changes are not kept waiting.
    void moveToBadCase();

Q_SIGNALS:
    void nothingFound(const QString& message);

private:
    void search(int fromRow, quint64 ticket);

    Workbench& m_bench;
    quint64 m_ticket = 0;
};

} // namespace badcase::window
