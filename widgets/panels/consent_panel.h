// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Asks once for each model file whether it may be run. Says what that means before it asks.

#include <QString>
#include <QWidget>

class QLabel;

namespace badcase::panels {

class ElidedLabel;

struct ConsentView {
    QString path;
    qint64 bytes = -1;
    QString sha256; ///< 64 hex digits
};

/// A hash in groups of eight digits: two people can compare them, and a label can break the line.
QString groupedHash(const QString& hex);

class ConsentPanel : public QWidget {
    Q_OBJECT
public:
    explicit ConsentPanel(QWidget* parent = nullptr);
    void setModel(const ConsentView& model);

Q_SIGNALS:
    /// The user trusts exactly the file with this SHA-256.
    void trustRequested(const QString& sha256);
    void declined();

private:
    ConsentView m_model;
    ElidedLabel* m_file;
    QLabel* m_hash;
};

} // namespace badcase::panels
