// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The cheat sheet on "?": every key, in groups, over the window. Any key or click puts it away.

#include <QList>
#include <QPointer>
#include <QString>
#include <QWidget>

namespace badcase::panels {

struct KeyHint {
    QString keys; ///< "1 – 9", "Ctrl+Z"
    QString text;
};

struct KeyGroup {
    QString title;
    QList<KeyHint> hints;
};

class KeySheet : public QWidget {
    Q_OBJECT
public:
    explicit KeySheet(QWidget* host);
    void setGroups(const QList<KeyGroup>& groups);
    void open();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void leave();
    int columnCount() const;
    QList<KeyGroup> m_groups;
    QPointer<QWidget> m_before;
};

} // namespace badcase::panels
