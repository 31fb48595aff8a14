// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One line: the name under which the sliders are kept as a threshold set, and whether the set then decides the run.

#include "app/workspace/session.h"
#include "inference/core/threshold_set.h"

#include <QWidget>

#include <functional>
#include <optional>

class QLineEdit;
class QPushButton;

namespace badcase::panels {
class StatusNotice;
}

namespace badcase::window {

/// Saving happens on the session's file thread, deciding as a job. GUI thread.
class SetSaver : public QWidget {
    Q_OBJECT
public:
    /// What would be saved now, without a name; nothing: there is nothing to save.
    using Source = std::function<std::optional<ThresholdSet>()>;

    SetSaver(workspace::Session& session, Source source, QWidget* parent = nullptr);

    /// After the sliders have moved or the run has changed.
    void refresh();
    QLineEdit* nameEdit() const { return m_name; }

private:
    void save(bool apply);
    void apply(const QString& set);

    workspace::Session& m_session;
    Source m_source;
    QLineEdit* m_name;
    QPushButton* m_save;
    QPushButton* m_apply;
    panels::StatusNotice* m_notice;
};

/// Puts a set (empty: the run's own rule) in charge of a run, as a job of the session.
void decideByJob(workspace::Session& session, const QString& run, const QString& set,
                 std::function<void(const workspace::JobState&)> done = {});

} // namespace badcase::window
