// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A ClassPicker that opens below a button and stays until Escape or a click elsewhere: classes are chosen
/// one after another, or all below a parent at once.

#include "inference/core/label.h"
#include "inference/core/schema.h"

#include <QFrame>

#include <vector>

class QLabel;

namespace badcase::panels {

class ClassPicker;

class ClassPopup : public QFrame {
    Q_OBJECT
public:
    explicit ClassPopup(QWidget* parent = nullptr);

    void setSchema(const Schema& schema);
    /// Asks `question` and opens; while it is open already, it asks anew in its place. `ticked`: what is
    /// chosen now.
    void ask(const QString& question, const LabelSet& ticked, const QWidget* below);
    /// What is chosen by now; the rows keep their places.
    void setTicked(const LabelSet& ticked);

Q_SIGNALS:
    /// One class, or all below a parent. The owner decides what that means, and answers with setTicked().
    void chosen(const std::vector<badcase::ClassIndex>& classes);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Schema m_schema;
    QLabel* m_question;
    ClassPicker* m_picker;
};

} // namespace badcase::panels
