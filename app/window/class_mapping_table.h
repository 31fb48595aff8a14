// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Classes of a model that the project does not have by that name, and a box for each to say which class it
/// is.

#include <QHash>
#include <QStringList>
#include <QWidget>

class QTableWidget;

namespace badcase::window {

class ClassMappingTable : public QWidget {
    Q_OBJECT
public:
    explicit ClassMappingTable(QWidget* parent = nullptr);

    /// `free`: classes of the project that no class of the model has taken by name. What was chosen for a
    /// name stays chosen.
    void setNames(const QStringList& unmatched, const QStringList& free);
    /// Class of the model -> class of the project, for the names that something was chosen for.
    QHash<QString, QString> renames() const;
    void choose(const QString& name, const QString& projectClass);
    void focusFirst();

Q_SIGNALS:
    void edited();

private:
    QTableWidget* m_table;
    QStringList m_unmatched;
    QStringList m_free;
};

} // namespace badcase::window
