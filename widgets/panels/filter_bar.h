// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The selection, as removable chips with its count, and the search. The same bar on every page.

#include <QList>
#include <QString>
#include <QWidget>

class QLineEdit;
class QMenu;
class QTimer;
class QToolButton;

namespace badcase::panels {

class ElidedLabel;

/// One condition of the selection as it is shown. `id` is the owner's.
struct FilterChip {
    int id = 0;
    QString text;         ///< "true: shirt"
    QString toolTip = {}; ///< the whole condition when the text is short for it
};

/// One entry of the "+ filter" menu; `group` makes a sub menu (empty: top level).
struct FilterChoice {
    int id = 0;
    QString group;
    QString text;

    /// A line between two groups of entries at the top level.
    static FilterChoice separator() { return {}; }
};

/// A chip: text and a cross. Delete or Backspace removes it, too.
class Chip : public QWidget {
    Q_OBJECT
public:
    explicit Chip(const FilterChip& chip, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {64, 24}; }

Q_SIGNALS:
    void removeRequested(int id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect crossRect() const;
    FilterChip m_chip;
    bool m_over = false;
};

class FilterBar : public QWidget {
    Q_OBJECT
public:
    explicit FilterBar(QWidget* parent = nullptr);

    void setProjectName(const QString& name);
    void setChips(const QList<FilterChip>& chips);
    void setChoices(const QList<FilterChoice>& choices);
    /// How many of how many. A total below zero: not counted yet.
    void setCount(qint64 selected, qint64 total);
    /// The search goes on, `share` 0..1 of it is done; until the next setCount().
    void setSearching(double share);
    /// What is being searched; no signal.
    void setSearchText(const QString& text);
    void focusSearch();
    /// The "+ filter" button: what a choice asks for opens below it.
    const QWidget* choiceButton() const;

Q_SIGNALS:
    void removeRequested(int chipId);
    void clearRequested(); ///< all chips at once
    void choiceRequested(int choiceId);
    void searchRequested(const QString& text); ///< 120 ms after the last key, or at once by Enter

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void rebuildMenu();

    ElidedLabel* m_project;
    QWidget* m_chipArea;
    QToolButton* m_add;
    QMenu* m_menu;
    QToolButton* m_clear;
    ElidedLabel* m_count;
    QLineEdit* m_search;
    QTimer* m_searchTimer;
    bool m_settingSearch = false; ///< its text changes, but nobody types
    QList<FilterChoice> m_choices;
};

} // namespace badcase::panels
