// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A message where its cause is, with the action that mends it. Never modal; can be put away.

#include <QWidget>

class QPushButton;
class QToolButton;

namespace badcase::panels {

class RoleLabel;

class StatusNotice : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Info, Good, Warning, Error };

    explicit StatusNotice(QWidget* parent = nullptr);

    /// Shows the notice. An empty `action` has no button; `detail` is the tool tip.
    void show(Kind kind, const QString& text, const QString& action = {}, const QString& detail = {});
    using QWidget::show;
    Kind kind() const { return m_kind; }
    QString text() const;
    void setWrapping(bool on);

Q_SIGNALS:
    void actionRequested();
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind m_kind = Kind::Info;
    QWidget* m_icon;
    RoleLabel* m_text;
    QPushButton* m_action;
    QToolButton* m_close;
};

} // namespace badcase::panels
