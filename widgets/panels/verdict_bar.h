// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Keep, ambiguous, bad media: three buttons that show their keys and which verdict stands.

#include "inference/core/label.h"

#include <QList>
#include <QWidget>

class QToolButton;

namespace badcase::panels {

class VerdictBar : public QWidget {
    Q_OBJECT
public:
    explicit VerdictBar(QWidget* parent = nullptr);
    void setVerdict(Verdict verdict);

Q_SIGNALS:
    /// A click on the verdict that stands asks for None: it is taken back.
    void verdictRequested(badcase::Verdict verdict);

private:
    struct Entry {
        Verdict verdict;
        QToolButton* button;
    };
    QList<Entry> m_entries;
    Verdict m_verdict = Verdict::None;
};

} // namespace badcase::panels
